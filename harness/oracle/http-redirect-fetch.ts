import { currentUrl, type FetchRequest, type FetchResponse, networkError, type Received } from './fetch-types.ts';
import { valuesOf, without } from './header-list.ts';
import { isSameOrigin, originOf } from './origin.ts';
import { referrerPolicyOnRedirect } from './referrer.ts';
import { REQUEST_BODY_HEADER_NAMES } from './request-headers.ts';

const MAX_REDIRECTS = 20;
const REDIRECT_STATUSES = new Set([301, 302, 303, 307, 308]);
const CORS_NON_WILDCARD_NAMES = new Set(['authorization']);

/** https://fetch.spec.whatwg.org/#redirect-status */
export function isRedirectStatus(status: number): boolean {
  return REDIRECT_STATUSES.has(status);
}

/** https://fetch.spec.whatwg.org/#concept-response-location-url */
function locationUrl({ headers }: Received, base: URL): URL | null | 'failure' {
  const locations = valuesOf(headers, 'Location');
  const [location] = locations;
  if (location === undefined) return null;
  if (locations.length > 1) return 'failure';
  // Location is what a browser received: its bytes are UTF-8 again before it is parsed.
  const text = Buffer.from(location, 'latin1').toString('utf8');
  if (!URL.canParse(text, base.href)) return 'failure';
  const url = new URL(text, base.href);
  if (url.hash === '' && !text.includes('#')) url.hash = base.hash;
  return url;
}

/** What following a redirect comes to: the next request, an end, or no redirect at all. */
export type Redirection =
  | { readonly kind: 'next'; readonly request: FetchRequest }
  | { readonly kind: 'end'; readonly response: FetchResponse }
  | { readonly kind: 'none' };

const end = (response: FetchResponse): Redirection => ({ kind: 'end', response });

/** https://fetch.spec.whatwg.org/#concept-http-redirect-fetch, up to its last step, which is main fetch again */
export function httpRedirectFetch(request: FetchRequest, response: Received): Redirection {
  const current = currentUrl(request);
  // 3. to 6.
  const location = locationUrl(response, current);
  if (location === null) return { kind: 'none' };
  if (location === 'failure') return end(networkError('redirect/location'));
  if (!/^https?:$/.test(location.protocol)) return end(networkError('redirect/scheme'));
  // 7.
  if (request.urlList.length > MAX_REDIRECTS) return end(networkError('redirect/count'));
  // 9. and 10.
  const includesCredentials = location.username !== '' || location.password !== '';
  const leavesOrigin = !isSameOrigin(request.client.origin, originOf(location));
  if (request.mode === 'cors' && includesCredentials && leavesOrigin) return end(networkError('redirect/userinfo'));
  if (request.tainting === 'cors' && includesCredentials) return end(networkError('redirect/userinfo-tainted'));
  // 12. to 22.
  return { kind: 'next', request: follow(request, response, location) };
}

function follow(request: FetchRequest, response: Received, location: URL): FetchRequest {
  const { status } = response;
  const isSafe = request.method === 'GET' || request.method === 'HEAD';
  const becomesGet = ((status === 301 || status === 302) && request.method === 'POST') || (status === 303 && !isSafe);
  // 12.
  const rewritten = becomesGet
    ? { ...request, method: 'GET', bodyLength: null, headers: without(request.headers, REQUEST_BODY_HEADER_NAMES) }
    : request;
  // 13.
  const crosses = !isSameOrigin(originOf(currentUrl(request)), originOf(location));
  const headers = crosses ? without(rewritten.headers, CORS_NON_WILDCARD_NAMES) : rewritten.headers;
  return {
    ...rewritten,
    headers,
    urlList: [...request.urlList, location],
    referrerPolicy: referrerPolicyOnRedirect(request, response),
  };
}
