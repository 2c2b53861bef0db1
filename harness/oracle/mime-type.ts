import { MIMEType } from 'whatwg-mimetype';
import { decodeAndSplit, get, type HeaderList } from './header-list.ts';

/** https://fetch.spec.whatwg.org/#concept-header-extract-mime-type */
export function mimeTypeOf(headers: HeaderList): MIMEType | null {
  const value = get(headers, 'Content-Type');
  return value === null ? null : MIMEType.parse(decodeAndSplit(value).at(-1) ?? '');
}

/** https://mimesniff.spec.whatwg.org/#javascript-mime-type */
export function isJavaScript(headers: HeaderList): boolean {
  return mimeTypeOf(headers)?.isJavaScript({ prohibitParameters: false }) ?? false;
}
