import { getDomain } from 'tldts';
import type { ScenarioCookie } from './scenario.ts';
import { setCookieValue } from './set-cookie.ts';

/** A cookie in a user agent's store: https://www.rfc-editor.org/rfc/rfc6265#section-5.3 */
export interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly hostOnly: boolean;
  readonly path: string;
  readonly secure: boolean;
  readonly sameSite: 'Strict' | 'Lax' | 'None' | null;
  /** In the clock's milliseconds; `null` lasts as long as the profile. */
  readonly expiresAt: number | null;
}

/** https://www.rfc-editor.org/rfc/rfc6265#section-5.1.4 */
function defaultPath(path: string): string {
  const end = path.lastIndexOf('/');
  return end <= 0 ? '/' : path.slice(0, end);
}

function pathMatches(requestPath: string, path: string): boolean {
  if (requestPath === path) return true;
  return requestPath.startsWith(path) && (path.endsWith('/') || requestPath[path.length] === '/');
}

function domainMatches(host: string, { domain, hostOnly }: Cookie): boolean {
  return host === domain || (!hostOnly && host.endsWith(`.${domain}`));
}

/**
 * Reads a Set-Cookie value: https://www.rfc-editor.org/rfc/rfc6265#section-5.2
 * @returns `null` where a user agent would store nothing
 */
export function parseSetCookie(value: string, url: URL, now: number): Cookie | null {
  const [pair = '', ...attributeTexts] = value.split(';');
  const [name, cookieValue] = splitAtFirst(pair);
  if (name === '' || cookieValue === null) return null;
  const attributes = new Map(attributeTexts.map(splitAtFirst).map(([key, text]) => [key.toLowerCase(), text ?? '']));
  const domain = attributes.get('domain')?.replace(/^\./, '').toLowerCase() ?? '';
  if (domain !== '' && !mayNameDomain(url.hostname, domain)) return null;
  const sameSite = SAME_SITE.get(attributes.get('samesite')?.toLowerCase() ?? '') ?? null;
  const secure = attributes.has('secure');
  // A cookie for other sites has to be secure, and only a secure URL may set a secure one.
  if ((sameSite === 'None' && !secure) || (secure && url.protocol !== 'https:')) return null;
  const path = attributes.get('path') ?? '';
  return {
    name,
    value: cookieValue,
    domain: domain === '' ? url.hostname : domain,
    hostOnly: domain === '',
    path: path.startsWith('/') ? path : defaultPath(url.pathname),
    secure,
    sameSite,
    expiresAt: expiry(attributes, now),
  };
}

/** The cookies that a first-party visit sets before a scenario begins. */
export function cookiesSet(cookies: readonly ScenarioCookie[]): Cookie[] {
  return cookies.flatMap((cookie) => parseSetCookie(setCookieValue(cookie), new URL(cookie.url), 0) ?? []);
}

const SAME_SITE: ReadonlyMap<string, NonNullable<Cookie['sameSite']>> = new Map([
  ['strict', 'Strict'],
  ['lax', 'Lax'],
  ['none', 'None'],
]);

function splitAtFirst(text: string): [string, string | null] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text.trim(), null] : [text.slice(0, equals).trim(), text.slice(equals + 1).trim()];
}

function mayNameDomain(host: string, domain: string): boolean {
  return host === domain || (host.endsWith(`.${domain}`) && getDomain(domain, { allowPrivateDomains: true }) !== null);
}

function expiry(attributes: ReadonlyMap<string, string>, now: number): number | null {
  const maxAge = attributes.get('max-age');
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return now + Number(maxAge) * 1000;
  const expires = attributes.get('expires');
  if (expires === undefined) return null;
  const date = Date.parse(expires);
  // Dates are of the real world, and the clock is not: only past and future can be told.
  return Number.isNaN(date) ? null : date <= Date.now() ? now : null;
}

/** The cookies of a profile. */
export class CookieStore {
  readonly #now: () => number;
  /** By name, domain and path, the oldest first. */
  readonly #cookies = new Map<string, Cookie>();

  constructor(now: () => number, cookies: readonly Cookie[]) {
    this.#now = now;
    for (const cookie of cookies) this.store(cookie);
  }

  get isEmpty(): boolean {
    return this.#cookies.size === 0;
  }

  /** A cookie that is stored again keeps its age: https://www.rfc-editor.org/rfc/rfc6265#section-5.3 step 11.3 */
  store(cookie: Cookie): void {
    this.#cookies.set(JSON.stringify([cookie.name, cookie.domain, cookie.path]), cookie);
  }

  /**
   * https://www.rfc-editor.org/rfc/rfc6265#section-5.4
   * @param kinds the values of SameSite that a cookie may have, `null` for none
   * @returns `null` when no cookie is to be sent
   */
  header(url: URL, kinds: ReadonlySet<Cookie['sameSite']>): string | null {
    const sent = [...this.#cookies.values()]
      .filter(
        (cookie) =>
          domainMatches(url.hostname, cookie) &&
          pathMatches(url.pathname, cookie.path) &&
          (!cookie.secure || url.protocol === 'https:') &&
          kinds.has(cookie.sameSite) &&
          (cookie.expiresAt === null || cookie.expiresAt > this.#now()),
      )
      .toSorted((left, right) => right.path.length - left.path.length);
    return sent.length === 0 ? null : sent.map(({ name, value }) => `${name}=${value}`).join('; ');
  }
}
