import { REFERRER_POLICIES } from '../model/words.ts';
import { currentUrl, type FetchRequest, type Received, type ReferrerPolicy } from './fetch-types.ts';
import { decodeAndSplit, get } from './header-list.ts';
import { isPotentiallyTrustworthy, isSameOrigin, originOf } from './origin.ts';

/** https://w3c.github.io/webappsec-referrer-policy/#default-referrer-policy */
export const DEFAULT_REFERRER_POLICY: ReferrerPolicy = 'strict-origin-when-cross-origin';

/** Longer referrers are cut to their origin. */
const MAX_REFERRER_LENGTH = 4096;

/** https://w3c.github.io/webappsec-referrer-policy/#strip-url; a URL that has nothing to lose stays as it is */
function strip(url: URL, originOnly: boolean): URL {
  const stripped = `${url.origin}${originOnly ? '/' : `${url.pathname}${url.search}`}`;
  return url.href === stripped ? url : new URL(stripped);
}

/**
 * https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
 * @returns what is sent as Referer; `null` where nothing is
 */
export function determineReferrer(request: FetchRequest): URL | null {
  if (request.referrer === 'no-referrer') return null;
  const source = request.referrer === 'client' ? request.client.referrerUrl : request.referrer;
  if (source === null || !/^https?:$/.test(source.protocol)) return null;
  const origin = strip(source, true);
  const url = strip(source, false);
  const full = url.href.length > MAX_REFERRER_LENGTH ? origin : url;
  const [from, to] = [originOf(source), originOf(currentUrl(request))];
  const isSame = isSameOrigin(from, to);
  const isDowngrade = isPotentiallyTrustworthy(from) && !isPotentiallyTrustworthy(to);
  switch (request.referrerPolicy) {
    case 'no-referrer':
      return null;
    case 'origin':
      return origin;
    case 'unsafe-url':
      return full;
    case 'strict-origin':
      return isDowngrade ? null : origin;
    case '':
    case 'strict-origin-when-cross-origin':
      if (isSame) return full;
      return isDowngrade ? null : origin;
    case 'same-origin':
      return isSame ? full : null;
    case 'origin-when-cross-origin':
      return isSame ? full : origin;
    case 'no-referrer-when-downgrade':
      return isDowngrade ? null : full;
  }
}

/** https://w3c.github.io/webappsec-referrer-policy/#set-requests-referrer-policy-on-redirect */
export function referrerPolicyOnRedirect(request: FetchRequest, { headers }: Received): ReferrerPolicy {
  const value = get(headers, 'Referrer-Policy');
  const policies = value === null ? [] : decodeAndSplit(value).map((policy) => policy.toLowerCase());
  const known = policies.filter((policy): policy is ReferrerPolicy =>
    (REFERRER_POLICIES as readonly string[]).includes(policy),
  );
  return known.findLast((policy) => policy !== '') ?? request.referrerPolicy;
}
