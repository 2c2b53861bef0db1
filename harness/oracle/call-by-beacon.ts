import type { ScenarioRequest } from '../model/scenario.ts';
import { base, type Call, type Made, refused, withAccept } from './call.ts';
import type { HeaderList } from './header-list.ts';
import { KEEPALIVE_QUOTA } from './http-network-or-cache-fetch.ts';
import { type TypedBody, typedBody } from './request-body.ts';
import { unsafeRequestHeaderNames } from './request-headers.ts';

/** https://w3c.github.io/beacon/#sec-processing-model */
export function byBeacon(call: Call): Made {
  const { request } = call;
  // 3.
  const url = new URL(request.url);
  if (!/^https?:$/.test(url.protocol)) return refused('beacon/scheme');
  // 6.1.
  const { type, length } = beaconBody(request);
  // 6.2.
  if ((length ?? 0) > KEEPALIVE_QUOTA) return refused('beacon/quota');
  // 6.3.
  const headers: HeaderList = type === null ? [] : [['Content-Type', type]];
  const isCors = unsafeRequestHeaderNames(headers).length > 0;
  // 7.
  return {
    ok: true,
    request: {
      ...base(call, url),
      method: 'POST',
      headers: withAccept(headers),
      bodyLength: length,
      mode: isCors ? 'cors' : 'no-cors',
      credentials: 'include',
      keepalive: true,
      // The steps forget to set it; section 4 says that there is a preflight, and no engine doubts it.
      unsafeRequest: isCors,
    },
  };
}

/** A content type that is named is that of a Blob: https://w3c.github.io/FileAPI/#constructorBlob */
function beaconBody(request: ScenarioRequest): TypedBody {
  const { contentType, contentTypeIsImplicit, body } = request;
  const typed = typedBody(request);
  if (body === null || contentType === null || contentTypeIsImplicit || body.startsWith('formdata:')) return typed;
  const isPrintable = /^[\x20-\x7e]+$/.test(contentType);
  return { ...typed, type: isPrintable ? contentType.toLowerCase() : null };
}
