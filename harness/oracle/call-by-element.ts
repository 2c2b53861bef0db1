import { base, type Call, type Made, withAccept } from './call.ts';
import { type Destination, NotModelledError } from './fetch-types.ts';

/** https://html.spec.whatwg.org/#create-a-potential-cors-request */
function potentialCorsRequest({ request, ...call }: Call, destination: Destination, accept: string | null): Made {
  const isNoCors = request.mode === 'no-cors';
  return {
    ok: true,
    request: {
      ...base({ request, ...call }, new URL(request.url)),
      // https://fetch.spec.whatwg.org/#concept-fetch step 12
      headers: accept === null ? [] : withAccept([], accept),
      destination,
      mode: isNoCors ? 'no-cors' : 'cors',
      credentials: isNoCors || request.credentials === 'include' ? 'include' : 'same-origin',
      referrerPolicy: request.referrerPolicy ?? '',
    },
  };
}

/** https://html.spec.whatwg.org/#update-the-image-data; what an image accepts is left to the engines */
export function byImage(call: Call): Made {
  return potentialCorsRequest(call, 'image', null);
}

/** https://html.spec.whatwg.org/#fetch-a-classic-script */
export function byScript(call: Call): Made {
  return potentialCorsRequest(call, 'script', '*/*');
}

/** https://html.spec.whatwg.org/#default-fetch-and-process-the-linked-resource, where rel is stylesheet */
export function byStyle(call: Call): Made {
  return potentialCorsRequest(call, 'style', 'text/css,*/*;q=0.1');
}

/**
 * https://html.spec.whatwg.org/#fetch-a-single-module-script: the mode is cors whatever the attribute says, and
 * https://html.spec.whatwg.org/#cors-settings-attribute-credentials-mode reads only the credentials from it.
 */
export function byModule(call: Call): Made {
  const { request } = call;
  return potentialCorsRequest({ ...call, request: { ...request, mode: 'cors' } }, 'script', '*/*');
}

/**
 * https://drafts.csswg.org/css-fonts-4/#fetch-a-font by way of https://drafts.csswg.org/css-values-5/#fetch-a-style-resource,
 * which https://drafts.csswg.org/css-font-loading-3/#font-face-load does as if for `@font-face`: nothing can be chosen.
 * @throws {NotModelledError} for a font in a data: URL
 */
export function byFont(call: Call): Made {
  const url = new URL(call.request.url);
  // Nobody can tell here whether what the URL holds is a font.
  if (url.protocol === 'data:') throw new NotModelledError(`a font by ${url.protocol}`);
  return {
    ok: true,
    request: { ...base(call, url), headers: withAccept([]), destination: 'font', mode: 'cors' },
  };
}

/**
 * https://html.spec.whatwg.org/#form-submission-algorithm, and the navigation that it begins
 * @throws {NotModelledError} for a navigation that is not by HTTP
 */
export function byForm(call: Call): Made {
  const { request, context } = call;
  const isPost = request.method.toUpperCase() === 'POST';
  const url = new URL(request.url);
  if (!/^https?:$/.test(url.protocol)) throw new NotModelledError(`a navigation to ${url.protocol}`);
  const fields = request.body?.replace(/^formdata:/, '') ?? '';
  if (!isPost) url.search = `?${new URLSearchParams(fields)}`;
  const isMultipart = request.body?.startsWith('formdata:') ?? false;
  const type = request.contentType ?? 'application/x-www-form-urlencoded';
  const isTopLevel = context === 'window';
  return {
    ok: true,
    request: {
      ...base(call, url),
      method: isPost ? 'POST' : 'GET',
      headers: isPost && !isMultipart ? [['Content-Type', type]] : [],
      destination: isTopLevel ? 'document' : 'iframe',
      mode: 'navigate',
      credentials: 'include',
      isTopLevel,
    },
  };
}
