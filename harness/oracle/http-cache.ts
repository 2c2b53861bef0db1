import { cacheUrl, type FetchRequest, type Received } from './fetch-types.ts';
import { decodeAndSplit, get, type HeaderList } from './header-list.ts';

/** An answer that is kept: https://www.rfc-editor.org/rfc/rfc9111#section-3 */
interface Stored {
  readonly response: Received;
  readonly freshUntil: number;
  /** Counts up: of two that match, the later is used. */
  readonly order: number;
}

/** The answers to one URL that vary by the same request headers. */
interface Variants {
  readonly names: readonly string[];
  /** By the values of those headers. */
  readonly answers: Map<string, Stored>;
}

/** What a cache has for a request: nothing, an answer to use, or one to ask about. */
export type Selection =
  | { readonly kind: 'none' }
  | { readonly kind: 'fresh'; readonly response: Received }
  | { readonly kind: 'stale'; readonly response: Received };

/** Those that are kept without being told for how long: https://www.rfc-editor.org/rfc/rfc9110#section-15.1 */
const CACHEABLE_STATUSES = new Set([200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501]);

function directives(headers: HeaderList): ReadonlyMap<string, string> {
  const value = get(headers, 'Cache-Control');
  const pieces = value === null ? [] : decodeAndSplit(value);
  return new Map(
    pieces.map((piece) => piece.split('=', 2)).map(([name = '', text = '']) => [name.toLowerCase(), text]),
  );
}

/** The private cache of a profile: https://www.rfc-editor.org/rfc/rfc9111, as far as a scenario can show it. */
export class HttpCache {
  readonly #now: () => number;
  readonly #stored = new Map<string, Map<string, Variants>>();
  #order = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** https://www.rfc-editor.org/rfc/rfc9111#section-4 */
  select(request: FetchRequest): Selection {
    if (request.method !== 'GET') return { kind: 'none' };
    const [found] = [...(this.#stored.get(cacheUrl(request))?.values() ?? [])]
      .flatMap(({ names, answers }) => answers.get(valuesKey(names, request.headers)) ?? [])
      .sort((left, right) => right.order - left.order);
    if (found === undefined) return { kind: 'none' };
    const isFresh = found.freshUntil > this.#now() && !directives(found.response.headers).has('no-cache');
    return { kind: isFresh ? 'fresh' : 'stale', response: found.response };
  }

  /** https://www.rfc-editor.org/rfc/rfc9111#section-3 */
  store(request: FetchRequest, response: Received): void {
    const control = directives(response.headers);
    if (request.method !== 'GET' || !isStorable(response.status, control)) return;
    const varied = get(response.headers, 'Vary');
    const names = varied === null ? [] : decodeAndSplit(varied);
    const maxAge = Number(control.get('max-age') ?? 0);
    const isWorthIt = maxAge > 0 || hasValidator(response.headers);
    if (control.has('no-store') || names.includes('*') || !isWorthIt) return;
    const freshUntil = this.#now() + (Number.isFinite(maxAge) ? maxAge : 0) * 1000;
    const { answers } = this.#variants(cacheUrl(request), names);
    this.#order += 1;
    answers.set(valuesKey(names, request.headers), { response, freshUntil, order: this.#order });
  }

  #variants(url: string, names: readonly string[]): Variants {
    const ofUrl = this.#stored.get(url) ?? new Map<string, Variants>();
    this.#stored.set(url, ofUrl);
    const key = JSON.stringify(names);
    const variants = ofUrl.get(key) ?? { names, answers: new Map() };
    ofUrl.set(key, variants);
    return variants;
  }

  /** https://www.rfc-editor.org/rfc/rfc9111#section-4.3.4 */
  freshen(request: FetchRequest, stale: Received, notModified: Received): Received {
    const updated = new Set(notModified.headers.map(([name]) => name.toLowerCase()));
    const kept = stale.headers.filter(([name]) => !updated.has(name.toLowerCase()));
    const response = { status: stale.status, headers: [...kept, ...notModified.headers] };
    this.store(request, response);
    return response;
  }

  /** https://www.rfc-editor.org/rfc/rfc9111#section-4.4 */
  invalidate(request: FetchRequest): void {
    this.#stored.delete(cacheUrl(request));
  }
}

/** A part of an answer is not kept, and a 304 renews one that is. */
function isStorable(status: number, control: ReadonlyMap<string, string>): boolean {
  if (status === 206 || status === 304) return false;
  return CACHEABLE_STATUSES.has(status) || control.has('max-age');
}

function hasValidator(headers: HeaderList): boolean {
  return get(headers, 'ETag') !== null || get(headers, 'Last-Modified') !== null;
}

function valuesKey(names: readonly string[], headers: HeaderList): string {
  return JSON.stringify(names.map((name) => get(headers, name)));
}
