import { type Cookie, parseSetCookie } from '../model/cookie-store.ts';
import { currentUrl, type FetchRequest, type HttpRequest, type Received } from './fetch-types.ts';
import { valuesOf } from './header-list.ts';
import { isSameSite, originOf } from './origin.ts';
import { redirectTaint } from './request-origin.ts';
import type { UserAgent } from './user-agent.ts';

/** How far a request is from being a visit of the site itself; see determining the same-site mode. */
type SameSiteMode = 'strict-or-less' | 'lax-or-less' | 'unset-or-less';

const SENT_IN: Record<SameSiteMode, ReadonlySet<Cookie['sameSite']>> = {
  'strict-or-less': new Set(['Strict', 'Lax', null, 'None']),
  'lax-or-less': new Set(['Lax', null, 'None']),
  // A cookie that says nothing is taken for Lax: https://datatracker.ietf.org/doc/draft-ietf-httpbis-rfc6265bis/
  'unset-or-less': new Set(['None']),
};

/**
 * https://fetch.spec.whatwg.org/#cookie-infrastructure, determining the same-site mode. The standard's steps say
 * nothing yet of a page that asks another site for a part of itself; RFC 6265bis, section 5.2, does, and every engine:
 * that is no same-site request.
 */
function sameSiteMode(request: FetchRequest): SameSiteMode {
  const crossesSites =
    !isSameSite(request.client.origin, originOf(currentUrl(request))) || redirectTaint(request) === 'cross-site';
  if (!crossesSites) return 'strict-or-less';
  return request.isTopLevel && request.method === 'GET' ? 'lax-or-less' : 'unset-or-less';
}

/** https://fetch.spec.whatwg.org/#append-a-request-cookie-header */
export function appendCookieHeader(request: HttpRequest, { cookies }: UserAgent): void {
  if (cookies.isEmpty) return;
  const value = cookies.header(currentUrl(request), SENT_IN[sameSiteMode(request)]);
  if (value !== null) request.headers.push(['Cookie', value]);
}

/** https://fetch.spec.whatwg.org/#parse-and-store-response-set-cookie-headers */
export function storeSetCookieHeaders(request: FetchRequest, { headers }: Received, { cookies, now }: UserAgent): void {
  const values = valuesOf(headers, 'Set-Cookie');
  if (values.length === 0) return;
  const mode = sameSiteMode(request);
  for (const value of values) {
    const cookie = parseSetCookie(value, currentUrl(request), now());
    const mayBeStored =
      cookie !== null && (mode === 'strict-or-less' || request.isTopLevel || cookie.sameSite === 'None');
    if (mayBeStored) cookies.store(cookie);
  }
}
