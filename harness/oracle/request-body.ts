import type { ScenarioRequest } from '../model/scenario.ts';

/** A body's length in bytes and its own type; `null` where there is none, or nobody can know it beforehand. */
export interface TypedBody {
  readonly type: string | null;
  readonly length: number | null;
  /** Does script hand over a string or URLSearchParams: XMLHttpRequest sends those as UTF-8, whatever it is told. */
  readonly isText: boolean;
}

/** No body at all. */
export const NO_BODY: TypedBody = { type: null, length: null, isText: false };

/** https://fetch.spec.whatwg.org/#concept-bodyinit-extract */
export function typedBody({ body, contentType, contentTypeIsImplicit }: ScenarioRequest): TypedBody {
  if (body === null) return NO_BODY;
  if (body.startsWith('bytes:')) return { ...NO_BODY, length: (body.length - 'bytes:'.length) / 2 };
  // The boundary is the browser's own: neither type nor length can be told.
  if (body.startsWith('formdata:')) return NO_BODY;
  const length = Buffer.byteLength(body);
  if (!contentTypeIsImplicit || contentType === null || /^text\/plain/i.test(contentType)) {
    return { type: 'text/plain;charset=UTF-8', length, isText: true };
  }
  if (/^application\/x-www-form-urlencoded/i.test(contentType)) {
    return {
      type: 'application/x-www-form-urlencoded;charset=UTF-8',
      length: new URLSearchParams(body).toString().length,
      isText: true,
    };
  }
  return { type: contentType === '' ? null : contentType.toLowerCase(), length, isText: false };
}
