import type { Contract, ContractSession } from '../model/contract.ts';
import { setCookieValue } from '../model/set-cookie.ts';
import type { HeaderPair } from '../model/words.ts';
import { askOutside } from './targets/ask-outside.ts';
import type { Target } from './targets/target.ts';

/** A visitor who is logged in, as browsers and everybody else can be one. */
export interface Session {
  /** First-party visits that set the cookies: a URL, and what its answer has in Set-Cookie. */
  readonly visits: readonly { readonly url: string; readonly setCookies: readonly string[] }[];
  /** The cookies that a request for this URL has, as far as that is for the URL to say: SameSite is not looked at. */
  cookiesFor(url: URL): readonly CookiePair[];
}

type CookiePair = readonly [name: string, value: string];

export const NOBODY: Session = { visits: [], cookiesFor: () => [] };

/** A session, or why there is none. */
export type Opened = { readonly ok: true; readonly session: Session } | { readonly ok: false; readonly reason: string };

/** Logs in, where the contract says how. A login is made once, outside a browser. */
export async function openSession(
  { session, apis }: Pick<Contract, 'session' | 'apis'>,
  targetAt: (origin: string) => Target,
  allowUnsafe: boolean,
): Promise<Opened> {
  if (session === null) return { ok: true, session: NOBODY };
  if (session.kind === 'login') return login(session, targetAt(session.url.origin), allowUnsafe);
  const lines = session.cookies.map(setCookieValue);
  return { ok: true, session: sessionOf(apis.map(({ origin }) => ({ url: `${origin}/`, setCookies: lines }))) };
}

async function login(
  { method, url, headers, contentType, body }: Extract<ContractSession, { kind: 'login' }>,
  target: Target,
  allowUnsafe: boolean,
): Promise<Opened> {
  const what = `the login ${method} ${url.pathname}`;
  if (isUnsafe(method) && !target.isLoopback && !allowUnsafe) {
    return { ok: false, reason: `${what} is not made at a target that is not on this machine without --allow-unsafe` };
  }
  const length = body === null && method !== 'POST' ? [] : [['content-length', String(Buffer.byteLength(body ?? ''))]];
  const pairs = [
    ['host', url.host],
    ['accept', '*/*'],
    ...headers,
    ...(contentType === null ? [] : [['content-type', contentType]]),
    ...length,
  ] as HeaderPair[];
  const { answer } = await askOutside(target, { method, url, headers: pairs, body, preflight: false }, 'whole');
  if (answer.kind !== 'answered') {
    return { ok: false, reason: `${what} failed: ${answer.kind === 'pending' ? 'no answer' : answer.reason}` };
  }
  const setCookies = answer.headers.filter(([name]) => name.toLowerCase() === 'set-cookie').map(([, value]) => value);
  if (setCookies.length === 0) return { ok: false, reason: `${what} was answered ${answer.status} and set no cookie` };
  return { ok: true, session: sessionOf([{ url: url.href, setCookies }]) };
}

function sessionOf(visits: Session['visits']): Session {
  return {
    visits,
    cookiesFor: (url) => {
      const lines = visits.flatMap((visit) => visit.setCookies.filter((line) => isFor(line, new URL(visit.url), url)));
      return [...new Map(lines.map(pairOf))];
    },
  };
}

function pairOf(line: string): [string, string] {
  const [pair = ''] = line.split(';');
  const [name = '', ...value] = pair.split('=');
  return [name.trim(), value.join('=').trim()];
}

/** https://www.rfc-editor.org/rfc/rfc6265#section-5.4, step 1 */
function isFor(line: string, setBy: URL, asked: URL): boolean {
  const attribute = (name: string) =>
    line
      .split(';')
      .slice(1)
      .map((part) => part.trim().split('='))
      .find(([key = '']) => key.toLowerCase() === name);
  const domain = attribute('domain')?.[1]?.replace(/^\./, '').toLowerCase() ?? '';
  const isOfHost = domain === '' ? asked.hostname === setBy.hostname : `.${asked.hostname}`.endsWith(`.${domain}`);
  const path = attribute('path')?.[1] ?? setBy.pathname.replace(/\/[^/]*$/, '');
  const isBelow =
    path === '' || path === '/' || `${asked.pathname}/`.startsWith(path.endsWith('/') ? path : `${path}/`);
  return isOfHost && isBelow && (attribute('secure') === undefined || asked.protocol === 'https:');
}

/** Can a request with this method change anything: https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1 */
export function isUnsafe(method: string): boolean {
  return !['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(method.toUpperCase());
}
