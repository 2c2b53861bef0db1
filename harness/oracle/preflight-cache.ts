import { cacheUrl, type FetchRequest } from './fetch-types.ts';
import { isNonWildcardRequestHeaderName } from './request-headers.ts';
import { serializeRequestOrigin } from './request-origin.ts';

/** https://fetch.spec.whatwg.org/#cache-entry; all requests of a scenario have one network partition key. */
interface Entry {
  readonly origin: string;
  readonly url: string;
  readonly credentials: boolean;
  readonly method: string | null;
  readonly headerName: string | null;
  expiresAt: number;
}

/** https://fetch.spec.whatwg.org/#concept-cache, with a clock in milliseconds. */
export class PreflightCache {
  readonly #now: () => number;
  #entries: Entry[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** https://fetch.spec.whatwg.org/#concept-cache-match-method */
  matchesMethod(request: FetchRequest, method: string): boolean {
    return this.#matching(request).some((entry) => entry.method === method || entry.method === '*');
  }

  /** https://fetch.spec.whatwg.org/#concept-cache-match-header */
  matchesHeaderName(request: FetchRequest, name: string): boolean {
    return this.#matching(request).some(
      ({ headerName }) =>
        headerName?.toLowerCase() === name.toLowerCase() ||
        (headerName === '*' && !isNonWildcardRequestHeaderName(name)),
    );
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
      const present = this.#matching(request).filter((entry) => entry.method === method || entry.method === '*');
      for (const entry of present) entry.expiresAt = expiresAt;
      if (present.length === 0) this.#entries.push({ ...keyOf(request), method, headerName: null, expiresAt });
    }
    for (const name of headerNames) {
      const present = this.#matching(request).filter(
        ({ headerName }) => headerName?.toLowerCase() === name.toLowerCase(),
      );
      for (const entry of present) entry.expiresAt = expiresAt;
      if (present.length === 0) this.#entries.push({ ...keyOf(request), method: null, headerName: name, expiresAt });
    }
  }

  /** https://fetch.spec.whatwg.org/#concept-cache-clear */
  clear(request: FetchRequest): void {
    const { origin, url } = keyOf(request);
    this.#entries = this.#entries.filter((entry) => entry.origin !== origin || entry.url !== url);
  }

  /** https://fetch.spec.whatwg.org/#concept-cache-match */
  #matching(request: FetchRequest): Entry[] {
    const { origin, url, credentials } = keyOf(request);
    return this.#entries.filter(
      (entry) =>
        entry.expiresAt > this.#now() &&
        entry.origin === origin &&
        entry.url === url &&
        (entry.credentials || !credentials),
    );
  }
}

function keyOf(request: FetchRequest): Pick<Entry, 'origin' | 'url' | 'credentials'> {
  return {
    origin: serializeRequestOrigin(request),
    url: cacheUrl(request),
    credentials: request.credentials === 'include',
  };
}
