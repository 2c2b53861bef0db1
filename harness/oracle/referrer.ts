import { REFERRER_POLICIES } from '../model/words.ts';
import { currentUrl, type FetchRequest, type Received, type ReferrerPolicy } from './fetch-types.ts';
import { decodeAndSplit, get } from './header-list.ts';
import { isPotentiallyTrustworthy, isSameOrigin, originOf } from './origin.ts';

/** https://w3c.github.io/webappsec-referrer-policy/#default-referrer-policy */
export const DEFAULT_REFERRER_POLICY: ReferrerPolicy = 'strict-origin-when-cross-origin';

/** Longer referrers are cut to their origin. */
const MAX_REFERRER_LENGTH = 4096;

/** https://w3c.github.io/webappsec-referrer-policy/#strip-url */
function strip(url: URL, originOnly: boolean): URL | null {
  if (!/^https?:$/.test(url.protocol)) return null;
  const stripped = new URL(url);
  [stripped.username, stripped.password, stripped.hash] = ['', '', ''];
  if (originOnly) [stripped.pathname, stripped.search] = ['', ''];
  return stripped;
}

/**
 * https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
 * @returns the URL that is sent as Referer, or `no-referrer`
 */
export function determineReferrer(request: FetchRequest): URL | 'no-referrer' {
  if (request.referrer === 'no-referrer') return 'no-referrer';
  const source = request.referrer === 'client' ? request.client.referrerUrl : request.referrer;
  const [url, origin] = source === null ? [null, null] : [strip(source, false), strip(source, true)];
  if (url === null || origin === null) return 'no-referrer';
  const full = url.href.length > MAX_REFERRER_LENGTH ? origin : url;
  const target = currentUrl(request);
  const isSame = isSameOrigin(originOf(url), originOf(target));
  const isDowngrade = isPotentiallyTrustworthy(originOf(url)) && !isPotentiallyTrustworthy(originOf(target));
  switch (request.referrerPolicy) {
    case 'no-referrer':
      return 'no-referrer';
    case 'origin':
      return origin;
    case 'unsafe-url':
      return full;
    case 'strict-origin':
      return isDowngrade ? 'no-referrer' : origin;
    case '':
    case 'strict-origin-when-cross-origin':
      if (isSame) return full;
      return isDowngrade ? 'no-referrer' : origin;
    case 'same-origin':
      return isSame ? full : 'no-referrer';
    case 'origin-when-cross-origin':
      return isSame ? full : origin;
    case 'no-referrer-when-downgrade':
      return isDowngrade ? 'no-referrer' : full;
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
