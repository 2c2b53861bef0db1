import { appendCookieHeader, storeSetCookieHeaders } from './cookies.ts';
import { appendFetchMetadata } from './fetch-metadata.ts';
import { currentUrl, type FetchRequest, type Received } from './fetch-types.ts';
import { append, contains, get, type HeaderList } from './header-list.ts';
import { appendOriginHeader } from './request-origin.ts';
import type { UserAgent } from './user-agent.ts';

const CONDITIONS = ['If-Modified-Since', 'If-None-Match', 'If-Unmodified-Since', 'If-Match', 'If-Range'];

/** https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch */
export function httpNetworkOrCacheFetch(agent: UserAgent, request: FetchRequest, preflight = false): Received {
  const hop = request.urlList.length - 1;
  // 8.3.
  const includesCredentials =
    request.credentials === 'include' || (request.credentials === 'same-origin' && request.tainting === 'basic');
  // 8.5. to 8.9.
  let httpRequest = { ...request, headers: withContentLength(request) };
  // 8.11.
  if (request.referrer instanceof URL) {
    httpRequest = { ...httpRequest, headers: append(httpRequest.headers, 'Referer', request.referrer.href) };
  }
  // 8.12.
  httpRequest = appendOriginHeader(httpRequest);
  // 8.13.
  httpRequest = appendFetchMetadata(httpRequest);
  // 8.16. to 8.18.
  const skipsCache =
    preflight || request.cache === 'no-store' || CONDITIONS.some((name) => contains(httpRequest.headers, name));
  if (skipsCache && !preflight) httpRequest = { ...httpRequest, headers: withNoCache(httpRequest.headers) };
  // 8.20.
  httpRequest = { ...httpRequest, headers: append(httpRequest.headers, 'Host', currentUrl(request).host) };
  // 8.21.
  if (includesCredentials) httpRequest = appendCookieHeader(httpRequest, agent);
  // 8.25.
  const selection = skipsCache ? ({ kind: 'none' } as const) : agent.httpCache.select(httpRequest);
  if (selection.kind === 'fresh') return selection.response;
  const validating = selection.kind === 'stale' ? withValidators(httpRequest, selection.response) : httpRequest;
  // 10.2. HTTP-network fetch
  const forward = agent.send({ request: validating, hop, preflight });
  if (includesCredentials) storeSetCookieHeaders(httpRequest, forward, agent, 0);
  // 10.3.
  const isUnsafe = !['GET', 'HEAD', 'OPTIONS'].includes(request.method);
  if (isUnsafe && forward.status >= 200 && forward.status <= 399) agent.httpCache.invalidate(request);
  // 10.4.
  if (selection.kind === 'stale' && forward.status === 304 && validating !== httpRequest) {
    return agent.httpCache.freshen(httpRequest, selection.response, forward);
  }
  // 10.5.
  if (!skipsCache) agent.httpCache.store(httpRequest, forward);
  return forward;
}

function withContentLength({ headers, bodyLength, method }: FetchRequest): HeaderList {
  if (bodyLength !== null) return append(headers, 'Content-Length', String(bodyLength));
  return method === 'POST' || method === 'PUT' ? append(headers, 'Content-Length', '0') : headers;
}

function withNoCache(headers: HeaderList): HeaderList {
  const withPragma = contains(headers, 'Pragma') ? headers : append(headers, 'Pragma', 'no-cache');
  return contains(headers, 'Cache-Control') ? withPragma : append(withPragma, 'Cache-Control', 'no-cache');
}

function withValidators(request: FetchRequest, stored: Received): FetchRequest {
  const [etag, lastModified] = [get(stored.headers, 'ETag'), get(stored.headers, 'Last-Modified')];
  let { headers } = request;
  if (etag !== null) headers = append(headers, 'If-None-Match', etag);
  if (lastModified !== null) headers = append(headers, 'If-Modified-Since', lastModified);
  return headers === request.headers ? request : { ...request, headers };
}
