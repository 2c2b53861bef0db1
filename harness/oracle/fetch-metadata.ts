import { currentUrl, type FetchRequest } from './fetch-types.ts';
import type { HeaderList } from './header-list.ts';
import { isPotentiallyTrustworthy, isSameOrigin, isSameSite, originOf } from './origin.ts';

/** https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-set-site */
function site({ urlList, client }: FetchRequest): string {
  const origins = urlList.map(originOf);
  if (origins.some((origin) => !isSameSite(origin, client.origin))) return 'cross-site';
  return origins.every((origin) => isSameOrigin(origin, client.origin)) ? 'same-origin' : 'same-site';
}

/** https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-append-the-fetch-metadata-headers-for-a-request */
export function appendFetchMetadata(request: FetchRequest): FetchRequest {
  if (!isPotentiallyTrustworthy(originOf(currentUrl(request)))) return request;
  const metadata: HeaderList = [
    ['Sec-Fetch-Site', site(request)],
    ['Sec-Fetch-Mode', request.mode],
    ['Sec-Fetch-Dest', request.destination === '' ? 'empty' : request.destination],
  ];
  return { ...request, headers: [...request.headers, ...metadata] };
}
