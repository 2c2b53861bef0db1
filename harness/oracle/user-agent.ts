import { type Cookie, CookieStore } from '../model/cookie-store.ts';
import { type FetchRequest, NotModelledError, type Received } from './fetch-types.ts';
import { HttpCache } from './http-cache.ts';
import { PreflightCache } from './preflight-cache.ts';

/** A request as it goes out, which hop of its chain it is, and whether it is a CORS-preflight request. */
export interface Sent {
  readonly request: FetchRequest;
  readonly hop: number;
  readonly preflight: boolean;
}

/** What a user agent remembers from one request to the next, and the network it sends them to. */
export interface UserAgent {
  /** Milliseconds; whatever they count from. */
  now(): number;
  readonly preflightCache: PreflightCache;
  readonly httpCache: HttpCache;
  readonly cookies: CookieStore;
  /**
   * https://html.spec.whatwg.org/#concept-document-module-map
   * @throws {NotModelledError} for a module that was asked for before: it is fetched again only where it failed
   */
  fetchModule(url: string): void;
  /** Hands a request to its server and gets the answer. */
  send(sent: Sent): Received;
}

/**
 * A user agent with empty caches.
 * @param now the time in milliseconds; whatever it counts from
 */
export function createUserAgent(now: () => number, cookies: readonly Cookie[], send: UserAgent['send']): UserAgent {
  const modules = new Set<string>();
  return {
    now,
    fetchModule(url) {
      if (modules.has(url)) throw new NotModelledError('a module that its document has in its module map');
      modules.add(url);
    },
    preflightCache: new PreflightCache(now),
    httpCache: new HttpCache(now),
    cookies: new CookieStore(now, cookies),
    send,
  };
}
