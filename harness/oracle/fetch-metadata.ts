import { currentUrl, type FetchRequest, type HttpRequest } from './fetch-types.ts';
import { isPotentiallyTrustworthy, isSameOrigin, isSameSite, originOf } from './origin.ts';

/** https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-set-site */
function site({ urlList, client }: FetchRequest): string {
  const origins = urlList.map(originOf);
  if (origins.some((origin) => !isSameSite(origin, client.origin))) return 'cross-site';
  return origins.every((origin) => isSameOrigin(origin, client.origin)) ? 'same-origin' : 'same-site';
}

/** https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-append-the-fetch-metadata-headers-for-a-request */
export function appendFetchMetadata(request: HttpRequest): void {
  if (!isPotentiallyTrustworthy(originOf(currentUrl(request)))) return;
  request.headers.push(
    ['Sec-Fetch-Site', site(request)],
    ['Sec-Fetch-Mode', request.mode],
    ['Sec-Fetch-Dest', request.destination === '' ? 'empty' : request.destination],
  );
}
