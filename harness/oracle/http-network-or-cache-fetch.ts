import type { HeaderPair } from '../model/words.ts';
import { appendCookieHeader, storeSetCookieHeaders } from './cookies.ts';
import { appendFetchMetadata } from './fetch-metadata.ts';
import { currentUrl, type FetchRequest, type HttpRequest, NotModelledError, type Received } from './fetch-types.ts';
import { contains, get } from './header-list.ts';
import { appendOriginHeader } from './request-origin.ts';
import type { UserAgent } from './user-agent.ts';

const CONDITIONS: ReadonlySet<string> = new Set([
  'if-modified-since',
  'if-none-match',
  'if-unmodified-since',
  'if-match',
  'if-range',
]);

/** How many bytes may be on their way that can outlive their page. */
export const KEEPALIVE_QUOTA = 64 * 1024;

/** Step 8.10. Nothing else is on its way: the steps of a scenario follow each other. */
export function exceedsKeepaliveQuota({ keepalive, bodyLength }: FetchRequest): boolean {
  return keepalive && (bodyLength ?? 0) > KEEPALIVE_QUOTA;
}

/**
 * https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
 * @throws {NotModelledError} where it goes on by asking the user for a password
 */
export function httpNetworkOrCacheFetch(agent: UserAgent, request: FetchRequest, preflight = false): Received {
  const hop = request.urlList.length - 1;
  // 8.3.
  const includesCredentials =
    request.credentials === 'include' || (request.credentials === 'same-origin' && request.tainting === 'basic');
  // 8.2.
  const headers: HeaderPair[] = [...request.headers];
  const httpRequest: HttpRequest = { ...request, headers };
  // 8.5. to 8.9.
  appendContentLength(httpRequest);
  // 8.11.
  if (request.referrer instanceof URL) headers.push(['Referer', request.referrer.href]);
  // 8.12.
  appendOriginHeader(httpRequest);
  // 8.13.
  appendFetchMetadata(httpRequest);
  // 8.16. to 8.18.
  const skipsCache = preflight || request.cache === 'no-store' || isConditional(httpRequest);
  if (skipsCache && !preflight) appendNoCache(httpRequest);
  // 8.19.
  if (contains(headers, 'Range')) headers.push(['Accept-Encoding', 'identity']);
  // 8.20.
  headers.push(['Host', currentUrl(request).host]);
  // 8.21.
  if (includesCredentials) appendCookieHeader(httpRequest, agent);
  // 8.26.
  const selection = skipsCache ? ({ kind: 'none' } as const) : agent.httpCache.select(httpRequest);
  if (selection.kind === 'fresh') return selection.response;
  const validating = selection.kind === 'stale' ? withValidators(httpRequest, selection.response) : httpRequest;
  // 11.2. HTTP-network fetch
  const forward = agent.send({ request: validating, hop, preflight });
  if (includesCredentials) storeSetCookieHeaders(httpRequest, forward, agent);
  // 11.3.
  const isUnsafe = !['GET', 'HEAD', 'OPTIONS'].includes(request.method);
  if (isUnsafe && forward.status >= 200 && forward.status <= 399) agent.httpCache.invalidate(request);
  // 11.4.
  if (selection.kind === 'stale' && forward.status === 304 && validating !== httpRequest) {
    return agent.httpCache.freshen(httpRequest, selection.response, forward);
  }
  // 11.5.
  if (!skipsCache) agent.httpCache.store(httpRequest, forward);
  if (!preflight) assertNoPassword(request, forward, includesCredentials);
  return forward;
}

/** Steps 15 and 16: a user without a password for it sees a 401 as it is, and where the URL has one it would be used. */
function assertNoPassword(request: FetchRequest, { status }: Received, includesCredentials: boolean): void {
  if (status === 407) throw new NotModelledError('an answer of a proxy that asks for a password');
  const { username, password } = currentUrl(request);
  const hasOwn = request.tainting !== 'cors' && includesCredentials && (username !== '' || password !== '');
  if (status === 401 && hasOwn) throw new NotModelledError('authentication with the user name of the URL');
}

/** Does script itself ask about a copy of its own: its answer, a 304 too, is then for script, past the HTTP cache. */
export function isConditional({ headers }: FetchRequest): boolean {
  return headers.some(([name]) => CONDITIONS.has(name.toLowerCase()));
}

function appendContentLength({ headers, bodyLength, method }: HttpRequest): void {
  if (bodyLength !== null) headers.push(['Content-Length', String(bodyLength)]);
  else if (method === 'POST' || method === 'PUT') headers.push(['Content-Length', '0']);
}

function appendNoCache({ headers }: HttpRequest): void {
  if (!contains(headers, 'Pragma')) headers.push(['Pragma', 'no-cache']);
  if (!contains(headers, 'Cache-Control')) headers.push(['Cache-Control', 'no-cache']);
}

function withValidators(request: FetchRequest, stored: Received): FetchRequest {
  const [etag, lastModified] = [get(stored.headers, 'ETag'), get(stored.headers, 'Last-Modified')];
  if (etag === null && lastModified === null) return request;
  const headers = [...request.headers];
  if (etag !== null) headers.push(['If-None-Match', etag]);
  if (lastModified !== null) headers.push(['If-Modified-Since', lastModified]);
  return { ...request, headers };
}
