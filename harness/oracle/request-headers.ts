import { MIMEType } from 'whatwg-mimetype';
import type { HeaderPair } from '../model/words.ts';
import { decodeAndSplit, type HeaderList } from './header-list.ts';
import { isForbiddenMethod } from './methods.ts';

/** https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the standard names them
const UNSAFE_BYTE = /[\x00-\x08\x0a-\x1f"():<>?@[\\\]{}\x7f]/;
const LANGUAGE = /^[0-9A-Za-z *,\-.;=]*$/;
const SIMPLE_ESSENCES = new Set(['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']);
const MAX_SAFELISTED_VALUE = 128;
const MAX_SAFELISTED_SUM = 1024;

const NO_CORS_NAMES = new Set(['accept', 'accept-language', 'content-language', 'content-type']);

const FORBIDDEN_NAMES = new Set([
  'accept-charset',
  'accept-encoding',
  'access-control-request-headers',
  'access-control-request-method',
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]);
const METHOD_OVERRIDES = new Set(['x-http-method', 'x-http-method-override', 'x-method-override']);

/** https://fetch.spec.whatwg.org/#simple-range-header-value, reduced to what the safelist asks of it. */
function isSafelistedRange(value: string): boolean {
  const range = /^bytes=(\d+)-(\d*)$/.exec(value);
  if (range === null) return false;
  return range[2] === '' || BigInt(range[1] ?? '') <= BigInt(range[2] ?? '');
}

function isSafelistedContentType(value: string): boolean {
  if (UNSAFE_BYTE.test(value)) return false;
  const mimeType = MIMEType.parse(value);
  return mimeType !== null && SIMPLE_ESSENCES.has(mimeType.essence);
}

const SAFELIST: ReadonlyMap<string, (value: string) => boolean> = new Map(
  Object.entries({
    accept: (value) => !UNSAFE_BYTE.test(value),
    'accept-language': (value) => LANGUAGE.test(value),
    'content-language': (value) => LANGUAGE.test(value),
    'content-type': isSafelistedContentType,
    range: isSafelistedRange,
  }),
);

/** https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
function isSafelistedRequestHeader([name, value]: HeaderPair): boolean {
  return value.length <= MAX_SAFELISTED_VALUE && (SAFELIST.get(name.toLowerCase())?.(value) ?? false);
}

/** https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names */
export function unsafeRequestHeaderNames(headers: HeaderList): string[] {
  const safelisted = headers.filter(isSafelistedRequestHeader);
  const sum = safelisted.reduce((length, [, value]) => length + value.length, 0);
  const unsafe = sum > MAX_SAFELISTED_SUM ? headers : headers.filter((header) => !isSafelistedRequestHeader(header));
  return [...new Set(unsafe.map(([name]) => name.toLowerCase()))].sort();
}

/** https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name */
export function isNonWildcardRequestHeaderName(name: string): boolean {
  return name.toLowerCase() === 'authorization';
}

/** https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header */
export function isNoCorsSafelistedRequestHeader(header: HeaderPair): boolean {
  return NO_CORS_NAMES.has(header[0].toLowerCase()) && isSafelistedRequestHeader(header);
}

/** https://fetch.spec.whatwg.org/#forbidden-request-header */
export function isForbiddenRequestHeader([name, value]: HeaderPair): boolean {
  const lower = name.toLowerCase();
  if (FORBIDDEN_NAMES.has(lower) || lower.startsWith('proxy-') || lower.startsWith('sec-')) return true;
  return METHOD_OVERRIDES.has(lower) && decodeAndSplit(value).some(isForbiddenMethod);
}

/** https://fetch.spec.whatwg.org/#request-body-header-name */
export const REQUEST_BODY_HEADER_NAMES: ReadonlySet<string> = new Set([
  'content-encoding',
  'content-language',
  'content-location',
  'content-type',
]);
