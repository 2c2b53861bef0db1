import { currentUrl, type FetchRequest, type HttpRequest } from './fetch-types.ts';
import { isSameOrigin, isSameSite, originOf, serializeOrigin } from './origin.ts';

/** https://fetch.spec.whatwg.org/#concept-request-tainted-origin */
export function redirectTaint({
  urlList,
  client,
}: Pick<FetchRequest, 'urlList' | 'client'>): 'same-origin' | 'same-site' | 'cross-site' {
  if (urlList.length === 1) return 'same-origin';
  let taint: 'same-origin' | 'same-site' = 'same-origin';
  for (const [index, url] of urlList.entries()) {
    const before = urlList[index - 1];
    if (before === undefined) continue;
    const [origin, last] = [originOf(url), originOf(before)];
    if (!isSameSite(origin, last) && !isSameSite(client.origin, last)) return 'cross-site';
    if (!isSameOrigin(origin, last) && !isSameOrigin(client.origin, last)) taint = 'same-site';
  }
  return taint;
}

/** https://fetch.spec.whatwg.org/#byte-serializing-a-request-origin */
export function serializeRequestOrigin(request: Pick<FetchRequest, 'urlList' | 'client'>): string {
  return redirectTaint(request) === 'same-origin' ? serializeOrigin(request.client.origin) : 'null';
}

/** https://fetch.spec.whatwg.org/#append-a-request-origin-header */
export function appendOriginHeader(request: HttpRequest): void {
  const origin = originHeader(request);
  if (origin !== null) request.headers.push(['Origin', origin]);
}

function originHeader(request: FetchRequest): string | null {
  const serialized = serializeRequestOrigin(request);
  // 3.
  if (request.tainting === 'cors') return serialized;
  // 4.
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  // 4.1.
  return request.mode !== 'cors' && isHiddenByReferrerPolicy(request) ? 'null' : serialized;
}

function isHiddenByReferrerPolicy(request: FetchRequest): boolean {
  const { origin } = request.client;
  const url = currentUrl(request);
  switch (request.referrerPolicy) {
    case 'no-referrer':
      return true;
    case 'no-referrer-when-downgrade':
    case 'strict-origin':
    case 'strict-origin-when-cross-origin':
      return origin.kind === 'tuple' && origin.scheme === 'https' && url.protocol !== 'https:';
    case 'same-origin':
      return !isSameOrigin(origin, originOf(url));
    default:
      return false;
  }
}
