import { isIP } from 'node:net';
import { currentUrl, type FetchRequest } from './fetch-types.ts';
import { isPotentiallyTrustworthy, originOf } from './origin.ts';

/** https://w3c.github.io/webappsec-secure-contexts/#is-url-trustworthy */
function isTrustworthyUrl(url: URL): boolean {
  return /^(data|blob|about):$/.test(url.protocol) || isPotentiallyTrustworthy(originOf(url));
}

/** https://w3c.github.io/webappsec-mixed-content/#upgrade-algorithm */
export function upgradeMixedContent(request: FetchRequest): FetchRequest {
  if (request.destination !== 'image' || !request.client.prohibitsMixedContent) return request;
  const url = currentUrl(request);
  const isAddress = isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0;
  if (isTrustworthyUrl(url) || isAddress || url.protocol !== 'http:') return request;
  const upgraded = new URL(url);
  upgraded.protocol = 'https:';
  return { ...request, urlList: [...request.urlList.slice(0, -1), upgraded] };
}

/** https://w3c.github.io/webappsec-mixed-content/#should-block-fetch */
export function isBlockedAsMixedContent(request: FetchRequest): boolean {
  if (!request.client.prohibitsMixedContent || isTrustworthyUrl(currentUrl(request))) return false;
  return !(request.mode === 'navigate' && request.isTopLevel);
}
