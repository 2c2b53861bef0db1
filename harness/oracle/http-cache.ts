import { cacheUrl, type FetchRequest, type Received } from './fetch-types.ts';
import { decodeAndSplit, get, type HeaderList } from './header-list.ts';

/** An answer that is kept: https://www.rfc-editor.org/rfc/rfc9111#section-3 */
interface Stored {
  readonly vary: readonly (readonly [name: string, value: string | null])[];
  readonly response: Received;
  readonly freshUntil: number;
}

/** What a cache has for a request: nothing, an answer to use, or one to ask about. */
export type Selection =
  | { readonly kind: 'none' }
  | { readonly kind: 'fresh'; readonly response: Received }
  | { readonly kind: 'stale'; readonly response: Received };

/** https://www.rfc-editor.org/rfc/rfc9110#section-15.1 */
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
  readonly #stored = new Map<string, Stored[]>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** https://www.rfc-editor.org/rfc/rfc9111#section-4 */
  select(request: FetchRequest): Selection {
    if (request.method !== 'GET') return { kind: 'none' };
    const found = this.#stored.get(cacheUrl(request))?.findLast(({ vary }) => matches(vary, request.headers));
    if (found === undefined) return { kind: 'none' };
    const isFresh = found.freshUntil > this.#now() && !directives(found.response.headers).has('no-cache');
    return { kind: isFresh ? 'fresh' : 'stale', response: found.response };
  }

  /** https://www.rfc-editor.org/rfc/rfc9111#section-3 */
  store(request: FetchRequest, response: Received): void {
    const control = directives(response.headers);
    const varied = get(response.headers, 'Vary');
    const names = varied === null ? [] : decodeAndSplit(varied);
    const maxAge = Number(control.get('max-age') ?? 0);
    const isWorthIt = maxAge > 0 || contains(response.headers);
    if (request.method !== 'GET' || !CACHEABLE_STATUSES.has(response.status)) return;
    if (control.has('no-store') || names.includes('*') || !isWorthIt) return;
    const vary = names.map((name) => [name, get(request.headers, name)] as const);
    const others = (this.#stored.get(cacheUrl(request)) ?? []).filter(
      (each) => JSON.stringify(each.vary) !== JSON.stringify(vary),
    );
    const freshUntil = this.#now() + (Number.isFinite(maxAge) ? maxAge : 0) * 1000;
    this.#stored.set(cacheUrl(request), [...others, { vary, response, freshUntil }]);
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

function contains(headers: HeaderList): boolean {
  return get(headers, 'ETag') !== null || get(headers, 'Last-Modified') !== null;
}

function matches(vary: Stored['vary'], headers: HeaderList): boolean {
  return vary.every(([name, value]) => get(headers, name) === value);
}
