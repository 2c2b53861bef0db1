import { corsCheck } from './cors-check.ts';
import { corsPreflightFetch } from './cors-preflight-fetch.ts';
import { isAllowedByResourcePolicy } from './cross-origin-resource-policy.ts';
import { currentUrl, type FetchRequest, type FetchResponse, networkError } from './fetch-types.ts';
import { exceedsKeepaliveQuota, httpNetworkOrCacheFetch } from './http-network-or-cache-fetch.ts';
import { httpRedirectFetch, isRedirectStatus, type Redirection } from './http-redirect-fetch.ts';
import { isSafelistedMethod } from './methods.ts';
import { unsafeRequestHeaderNames } from './request-headers.ts';
import type { StepId } from './steps.ts';
import type { UserAgent } from './user-agent.ts';

/**
 * https://fetch.spec.whatwg.org/#concept-http-fetch
 * @param grantedBy the step that lets a response through when nothing else decides: a response needs one
 * @returns a response, or the request that a redirect makes of it
 */
export function httpFetch(
  agent: UserAgent,
  request: FetchRequest,
  makeCorsPreflight: boolean,
  grantedBy: StepId | null,
): Redirection {
  const fail = (step: StepId): Redirection => ({ kind: 'end', response: networkError(step) });
  // 4.1.
  if (makeCorsPreflight && needsPreflight(agent, request)) {
    const refusal = corsPreflightFetch(agent, request);
    if (refusal !== null) return fail(refusal);
  }
  // 4.3.
  if (exceedsKeepaliveQuota(request)) return fail('network-or-cache/keepalive');
  const received = httpNetworkOrCacheFetch(agent, request);
  // 4.4.
  let decidedBy = grantedBy;
  if (request.tainting === 'cors') {
    const check = corsCheck(request, received);
    if (!check.ok) return fail(check.decidedBy);
    decidedBy = check.decidedBy;
  }
  // 5.
  if (request.tainting === 'opaque' && !isAllowedByResourcePolicy(request, received)) return fail('http-fetch/corp');
  const response: FetchResponse = {
    type: request.tainting,
    status: received.status,
    headers: received.headers,
    url: currentUrl(request),
    decidedBy: decidedBy as StepId,
  };
  // 6.
  if (!isRedirectStatus(received.status)) return { kind: 'end', response };
  if (request.redirect === 'error') return fail('http-fetch/redirect-error');
  if (request.redirect === 'manual') {
    return { kind: 'end', response: { ...response, type: 'opaqueredirect', decidedBy: 'http-fetch/redirect-manual' } };
  }
  const redirection = httpRedirectFetch(request, received);
  return redirection.kind === 'none' ? { kind: 'end', response } : redirection;
}

function needsPreflight({ preflightCache }: UserAgent, request: FetchRequest): boolean {
  const methodIsKnown = isSafelistedMethod(request.method) || preflightCache.matchesMethod(request, request.method);
  const names = unsafeRequestHeaderNames(request.headers);
  return !methodIsKnown || names.some((name) => !preflightCache.matchesHeaderName(request, name));
}
