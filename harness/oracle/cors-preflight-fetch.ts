import { corsCheck } from './cors-check.ts';
import type { FetchRequest, Received } from './fetch-types.ts';
import { append, extractDeltaSeconds, extractTokens, type HeaderList } from './header-list.ts';
import { httpNetworkOrCacheFetch } from './http-network-or-cache-fetch.ts';
import { isSafelistedMethod } from './methods.ts';
import { isNonWildcardRequestHeaderName, unsafeRequestHeaderNames } from './request-headers.ts';
import type { StepId } from './steps.ts';
import type { UserAgent } from './user-agent.ts';

/** Seconds that a preflight is remembered when it does not say. */
const DEFAULT_MAX_AGE = 5;

/**
 * https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
 * @returns the step that makes it a network error, or `null` when the request may be made
 */
export function corsPreflightFetch(agent: UserAgent, request: FetchRequest): StepId | null {
  // 1. to 5.
  const preflight = createPreflight(request);
  // 6.
  const response = httpNetworkOrCacheFetch(agent, preflight, true);
  // 7. and 8.
  const check = corsCheck(request, response);
  if (!check.ok) return 'preflight/check';
  if (response.status < 200 || response.status > 299) return 'preflight/status';
  return readPermissions(agent, request, response);
}

function createPreflight(request: FetchRequest): FetchRequest {
  let headers: HeaderList = [
    ['Accept', '*/*'],
    ['Access-Control-Request-Method', request.method],
  ];
  const names = unsafeRequestHeaderNames(request.headers);
  if (names.length > 0) headers = append(headers, 'Access-Control-Request-Headers', names.join(','));
  return {
    ...request,
    method: 'OPTIONS',
    headers,
    bodyLength: null,
    mode: 'cors',
    credentials: 'same-origin',
    tainting: 'cors',
  };
}

function readPermissions(agent: UserAgent, request: FetchRequest, { headers }: Received): StepId | null {
  const wildcardCounts = request.credentials !== 'include';
  // 7.1. to 7.3.
  const methods = extractTokens(headers, 'Access-Control-Allow-Methods');
  const headerNames = extractTokens(headers, 'Access-Control-Allow-Headers');
  if (methods === 'failure' || headerNames === 'failure') return 'preflight/syntax';
  const [allowedMethods, allowedNames] = [methods ?? [], headerNames ?? []];
  const isAllowedName = (name: string) => allowedNames.some((allowed) => allowed.toLowerCase() === name.toLowerCase());
  // 7.5.
  const methodIsAllowed =
    allowedMethods.includes(request.method) ||
    isSafelistedMethod(request.method) ||
    (wildcardCounts && allowedMethods.includes('*'));
  if (!methodIsAllowed) return 'preflight/method';
  // 7.6.
  const nonWildcard = request.headers.map(([name]) => name).filter(isNonWildcardRequestHeaderName);
  if (!nonWildcard.every(isAllowedName)) return 'preflight/non-wildcard';
  // 7.7.
  const isPermitted = (name: string) => isAllowedName(name) || (wildcardCounts && allowedNames.includes('*'));
  if (!unsafeRequestHeaderNames(request.headers).every(isPermitted)) return 'preflight/header';
  // 7.8. and 7.9.
  const maxAge = extractDeltaSeconds(headers, 'Access-Control-Max-Age');
  // 7.12. to 7.15.
  agent.preflightCache.store(
    request,
    typeof maxAge === 'number' ? maxAge : DEFAULT_MAX_AGE,
    allowedMethods,
    allowedNames,
  );
  return null;
}
