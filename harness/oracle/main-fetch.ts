import { isBlockedDueToBadPort } from './bad-ports.ts';
import { dataUrlContentType } from './data-url.ts';
import { currentUrl, type FetchRequest, type FetchResponse, networkError } from './fetch-types.ts';
import { decodeAndSplit, get, type HeaderList } from './header-list.ts';
import { httpFetch } from './http-fetch.ts';
import type { Redirection } from './http-redirect-fetch.ts';
import { isSafelistedMethod } from './methods.ts';
import { isJavaScript, mimeTypeOf } from './mime-type.ts';
import { isBlockedAsMixedContent, upgradeMixedContent } from './mixed-content.ts';
import { isSameOrigin, originOf } from './origin.ts';
import { DEFAULT_REFERRER_POLICY, determineReferrer } from './referrer.ts';
import { unsafeRequestHeaderNames } from './request-headers.ts';
import type { StepId } from './steps.ts';
import type { UserAgent } from './user-agent.ts';

/** https://fetch.spec.whatwg.org/#concept-main-fetch, redirects followed to their end */
export function mainFetch(agent: UserAgent, initial: FetchRequest): FetchResponse {
  let request = initial;
  for (;;) {
    const outcome = mainFetchOnce(agent, request);
    if (outcome.kind !== 'next') return outcome.kind === 'end' ? outcome.response : networkError('redirect/location');
    request = outcome.request;
  }
}

function mainFetchOnce(agent: UserAgent, initial: FetchRequest): Redirection {
  // 6.
  const upgraded = upgradeMixedContent(initial);
  const url = currentUrl(upgraded);
  const fail = (step: StepId): Redirection => ({
    kind: 'end',
    response: networkError(step),
  });
  // 7.
  if (isBlockedDueToBadPort(url)) return fail('main-fetch/bad-port');
  if (isBlockedAsMixedContent(upgraded)) return fail('main-fetch/mixed-content');
  // 8.
  const request = withReferrer({ ...upgraded, referrerPolicy: upgraded.referrerPolicy || DEFAULT_REFERRER_POLICY });
  // 12.
  const outcome = chooseFetch(agent, request);
  if (outcome.kind !== 'end' || outcome.response.type === 'error') return outcome;
  // 19.
  const { headers } = outcome.response;
  if (request.destination === 'script') {
    if (isBlockedDueToMimeType(headers)) return fail('main-fetch/mime-type');
  }
  if (isBlockedDueToNosniff(request, headers)) return fail('main-fetch/nosniff');
  return outcome;
}

/** Step 9: what is determined replaces what was there, so a redirect can only send less. */
function withReferrer(request: FetchRequest): FetchRequest {
  return { ...request, referrer: determineReferrer(request) ?? 'no-referrer' };
}

/** Step 12: the first statement that matches. */
function chooseFetch(agent: UserAgent, request: FetchRequest): Redirection {
  const url = currentUrl(request);
  const fail = (step: StepId): Redirection => ({
    kind: 'end',
    response: networkError(step),
  });
  const isSame = isSameOrigin(originOf(url), request.client.origin) && request.tainting === 'basic';
  if (isSame || url.protocol === 'data:' || request.mode === 'navigate') {
    const step = isSame
      ? 'main-fetch/same-origin'
      : request.mode === 'navigate'
        ? 'main-fetch/navigate'
        : 'main-fetch/data';
    return schemeFetch(agent, { ...request, tainting: 'basic' }, step);
  }
  if (request.mode === 'same-origin') return fail('main-fetch/same-origin-mode');
  if (request.mode === 'no-cors') {
    if (request.redirect !== 'follow') return fail('main-fetch/no-cors-redirect-mode');
    return schemeFetch(agent, { ...request, tainting: 'opaque' }, 'main-fetch/no-cors');
  }
  if (!/^https?:$/.test(url.protocol)) return fail('main-fetch/scheme');
  const isUnsafe = !isSafelistedMethod(request.method) || unsafeRequestHeaderNames(request.headers).length > 0;
  const withPreflight = request.unsafeRequest && isUnsafe;
  const cors: FetchRequest = { ...request, tainting: 'cors' };
  const outcome = httpFetch(agent, cors, withPreflight, null);
  if (withPreflight && outcome.kind === 'end' && outcome.response.type === 'error') agent.preflightCache.clear(cors);
  return outcome;
}

/** https://fetch.spec.whatwg.org/#scheme-fetch */
function schemeFetch(
  agent: UserAgent,
  request: FetchRequest,
  grantedBy: 'main-fetch/same-origin' | 'main-fetch/data' | 'main-fetch/navigate' | 'main-fetch/no-cors',
): Redirection {
  const url = currentUrl(request);
  if (/^https?:$/.test(url.protocol)) return httpFetch(agent, request, false, grantedBy);
  const contentType = localContentType(url);
  if (contentType === null) return { kind: 'end', response: networkError(refusalOf(url)) };
  const response: FetchResponse = {
    type: request.tainting,
    status: 200,
    headers: [['Content-Type', contentType]],
    url,
    decidedBy: grantedBy,
  };
  return { kind: 'end', response };
}

/** What is read without a network; `null` where there is nothing. A blob: URL of a scenario was made by nobody. */
function localContentType(url: URL): string | null {
  if (url.protocol === 'data:') return dataUrlContentType(url);
  return url.protocol === 'about:' && url.pathname === 'blank' ? 'text/html;charset=utf-8' : null;
}

function refusalOf({ protocol }: URL): StepId {
  if (protocol === 'data:') return 'scheme-fetch/data';
  return protocol === 'blob:' ? 'scheme-fetch/blob' : 'scheme-fetch/scheme';
}

/** https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type? */
function isBlockedDueToMimeType(headers: HeaderList): boolean {
  const essence = mimeTypeOf(headers)?.essence ?? '';
  return /^(audio|image|video)\//.test(essence) || essence === 'text/csv';
}

/** https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff? */
function isBlockedDueToNosniff({ destination }: FetchRequest, headers: HeaderList): boolean {
  const value = get(headers, 'X-Content-Type-Options');
  if (value === null || decodeAndSplit(value)[0]?.toLowerCase() !== 'nosniff') return false;
  if (destination === 'script') return !isJavaScript(headers);
  return destination === 'style' && mimeTypeOf(headers)?.essence !== 'text/css';
}
