import type { ScenarioRequest } from '../model/scenario.ts';

/** A body's length in bytes and its own type; `null` where there is none, or nobody can know it beforehand. */
export interface TypedBody {
  readonly type: string | null;
  readonly length: number | null;
}

/** https://fetch.spec.whatwg.org/#concept-bodyinit-extract */
export function typedBody({ body, contentType, contentTypeIsImplicit }: ScenarioRequest): TypedBody {
  if (body === null) return { type: null, length: null };
  if (body.startsWith('bytes:')) return { type: null, length: (body.length - 'bytes:'.length) / 2 };
  // The boundary is the browser's own: neither type nor length can be told.
  if (body.startsWith('formdata:')) return { type: null, length: null };
  const length = Buffer.byteLength(body);
  if (!contentTypeIsImplicit || contentType === null || /^text\/plain/i.test(contentType)) {
    return { type: 'text/plain;charset=UTF-8', length };
  }
  if (/^application\/x-www-form-urlencoded/i.test(contentType)) {
    return {
      type: 'application/x-www-form-urlencoded;charset=UTF-8',
      length: new URLSearchParams(body).toString().length,
    };
  }
  return { type: contentType === '' ? null : contentType.toLowerCase(), length };
}
