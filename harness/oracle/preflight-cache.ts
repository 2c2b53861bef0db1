import { currentUrl, type FetchRequest } from './fetch-types.ts';
import { isNonWildcardRequestHeaderName } from './request-headers.ts';
import { serializeRequestOrigin } from './request-origin.ts';

/** https://fetch.spec.whatwg.org/#cache-entry; all requests of a scenario have one network partition key. */
interface Entry {
  readonly credentials: boolean;
  readonly method: string | null;
  readonly headerName: string | null;
  expiresAt: number;
}

/** https://fetch.spec.whatwg.org/#concept-cache, with a clock in milliseconds. */
export class PreflightCache {
  readonly #now: () => number;
  /** By serialised origin and URL. */
  readonly #entries = new Map<string, Entry[]>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** https://fetch.spec.whatwg.org/#concept-cache-match-method */
  matchesMethod(request: FetchRequest, method: string): boolean {
    return this.#matching(request).some((entry) => isMethod(entry, method));
  }

  /** https://fetch.spec.whatwg.org/#concept-cache-match-header */
  matchesHeaderName(request: FetchRequest, name: string): boolean {
    return this.#matching(request).some((entry) => isHeaderName(entry, name));
  }

  /** Steps 7.12 to 7.15 of CORS-preflight fetch. */
  store(
    request: FetchRequest,
    maxAgeSeconds: number,
    methods: readonly string[],
    headerNames: readonly string[],
  ): void {
    const expiresAt = this.#now() + maxAgeSeconds * 1000;
    for (const method of methods) {
      const present = this.#matching(request).filter((entry) => isMethod(entry, method));
      for (const entry of present) entry.expiresAt = expiresAt;
      if (present.length === 0) this.#create(request, { method, headerName: null, expiresAt });
    }
    for (const name of headerNames) {
      const present = this.#matching(request).filter((entry) => isHeaderName(entry, name));
      for (const entry of present) entry.expiresAt = expiresAt;
      if (present.length === 0) this.#create(request, { method: null, headerName: name, expiresAt });
    }
  }

  /** https://fetch.spec.whatwg.org/#concept-cache-clear */
  clear(request: FetchRequest): void {
    this.#entries.delete(keyOf(request));
  }

  /** https://fetch.spec.whatwg.org/#concept-cache-create-entry */
  #create(request: FetchRequest, entry: Omit<Entry, 'credentials'>): void {
    const key = keyOf(request);
    const live = (this.#entries.get(key) ?? []).filter(({ expiresAt }) => expiresAt > this.#now());
    this.#entries.set(key, [...live, { ...entry, credentials: request.credentials === 'include' }]);
  }

  /** https://fetch.spec.whatwg.org/#concept-cache-match */
  #matching(request: FetchRequest): Entry[] {
    const entries = this.#entries.get(keyOf(request)) ?? [];
    return entries.filter(
      (entry) => entry.expiresAt > this.#now() && (entry.credentials || request.credentials !== 'include'),
    );
  }
}

function isMethod(entry: Entry, method: string): boolean {
  return entry.method === method || entry.method === '*';
}

function isHeaderName({ headerName }: Entry, name: string): boolean {
  if (headerName === '*') return !isNonWildcardRequestHeaderName(name);
  return headerName?.toLowerCase() === name.toLowerCase();
}

/** By the whole current URL: its fragment counts. */
function keyOf(request: FetchRequest): string {
  return `${serializeRequestOrigin(request)} ${currentUrl(request).href}`;
}
