import { type Cookie, CookieStore } from './cookie-store.ts';
import type { FetchRequest, Received } from './fetch-types.ts';
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
  readonly preflightCache: PreflightCache;
  readonly httpCache: HttpCache;
  readonly cookies: CookieStore;
  /** Hands a request to its server and gets the answer. */
  send(sent: Sent): Received;
}

/**
 * A user agent with empty caches.
 * @param now the time in milliseconds; whatever it counts from
 */
export function createUserAgent(now: () => number, cookies: readonly Cookie[], send: UserAgent['send']): UserAgent {
  return {
    preflightCache: new PreflightCache(now),
    httpCache: new HttpCache(now),
    cookies: new CookieStore(now, cookies),
    send,
  };
}
