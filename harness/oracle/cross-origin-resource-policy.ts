import { currentUrl, type FetchRequest, type Received } from './fetch-types.ts';
import { get } from './header-list.ts';
import { isSameOrigin, isSchemelesslySameSite, originOf } from './origin.ts';

/**
 * https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check for pages without an embedder policy.
 * @returns whether the response may go to the origin that asks
 */
export function isAllowedByResourcePolicy(request: FetchRequest, response: Received): boolean {
  const url = currentUrl(request);
  const { origin } = request.client;
  // 2. to 4. Anything but these three words, two headers included, is as good as none.
  switch (get(response.headers, 'Cross-Origin-Resource-Policy')) {
    case 'same-origin':
      return isSameOrigin(origin, originOf(url));
    case 'same-site':
      return (
        isSchemelesslySameSite(origin, originOf(url)) &&
        ((origin.kind === 'tuple' && origin.scheme === 'https') || url.protocol !== 'https:')
      );
    default:
      return true;
  }
}
