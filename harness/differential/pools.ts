import fc from 'fast-check';
import type { HeaderPair } from '../model/words.ts';
import type { Payload } from './draft.ts';

/** The lines that say one thing in a head: none, one, or the same name twice. */
export type Lines = readonly HeaderPair[];

/** Mostly `simple`, which is also what it shrinks to. */
export function mostly<T>(simple: T, ...others: readonly T[]): fc.Arbitrary<T> {
  const often = Array.from({ length: Math.max(1, 2 * others.length) }, () => simple);
  return fc.constantFrom(...often, ...others);
}

/** Each as likely as the next; the first is the simplest. */
export function oneOf<T>(...values: readonly T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...values);
}

/** Heads put together from parts. */
export function head(...parts: readonly fc.Arbitrary<Lines>[]): fc.Arbitrary<Lines> {
  return fc.tuple(...parts).map((lines) => lines.flat());
}

/** One header, its values said in separate lines. */
function named(name: string) {
  return (...values: readonly string[]): Lines => values.map((value): HeaderPair => [name, value]);
}

export const NO_LINES: Lines = [];
const origin = named('Access-Control-Allow-Origin');
const credentials = named('Access-Control-Allow-Credentials');
const methods = named('Access-Control-Allow-Methods');
const names = named('Access-Control-Allow-Headers');
const expose = named('Access-Control-Expose-Headers');

/** Access-Control-Allow-Origin that lets the page in, written in ways that make no difference. */
export const PAGE_ALLOWED = [
  origin('${page.origin}'),
  origin('  ${page.origin}\t'),
  named('access-control-allow-origin')('${page.origin} '),
] as const;
export const WILDCARD = [origin('*'), origin(' * '), named('ACCESS-CONTROL-ALLOW-ORIGIN')('*')] as const;
/** Access-Control-Allow-Origin that lets nobody in. */
export const NOBODY_ALLOWED = [
  origin('https://elsewhere.com'),
  origin('${page.origin}/'),
  origin('${page.origin}', '${page.origin}'),
  origin('${page.origin}, *'),
  origin('*', '*'),
  origin(''),
  origin('Null'),
  origin('"*"'),
  origin('HTTPS://WWW.PAGE.COM'),
  origin('*.page.com'),
  origin('${page.origin}:443'),
  origin('${page.origin} https://elsewhere.com'),
  origin('${page.origin}\u00a0'),
  origin('true'),
] as const;

export const CREDENTIALS_ALLOWED = [credentials('true'), credentials(' true\t')] as const;
export const CREDENTIALS_NOT_ALLOWED = [
  NO_LINES,
  credentials('True'),
  credentials('TRUE'),
  credentials('false'),
  credentials('1'),
  credentials(''),
  credentials('true', 'true'),
  credentials('true, true'),
  credentials('"true"'),
  credentials('true;'),
] as const;

export const ODD_METHODS_ALLOWED = [
  NO_LINES,
  methods('*'),
  methods('PUT'),
  methods('put'),
  methods('PUT, DELETE, PATCH, CHICKEN'),
  methods('GET,,PUT ,'),
  methods('patch', 'DELETE'),
  methods(''),
  methods('*, PUT'),
] as const;
export const METHODS_ALLOWED = [
  methods('PUT, DELETE, PATCH, patch, CHICKEN, pUt'),
  methods('PUT,DELETE', 'PATCH ,patch,\tCHICKEN'),
  methods(', PUT,, DELETE, PATCH, patch, CHICKEN,'),
] as const;
export const BAD_METHOD_LISTS = [
  methods('PUT DELETE'),
  methods('"PUT"'),
  methods('PUT; DELETE'),
  methods('PUT,@'),
  methods('PUT/1, *'),
  methods('PUT', '(x)'),
] as const;

export const NAMES_ALLOWED = [
  names('x-test, X-Other, content-type, authorization, range, accept, accept-language, cache-control'),
  names('X-TEST,x-other,Content-Type', 'Authorization,RANGE ,,accept,ACCEPT-LANGUAGE, Cache-Control'),
] as const;
export const ODD_NAMES_ALLOWED = [
  NO_LINES,
  names('*'),
  names('x-test'),
  names('X-Test, *'),
  names('content-type'),
  names('authorization'),
  names('x-other'),
  names(''),
] as const;
export const BAD_NAME_LISTS = [
  names('x test'),
  names('"x-test"'),
  names('x-test; x-other'),
  names('x-test: 1'),
  names('x-test', '[x]'),
  names('x-t\u00e9st'),
] as const;

export const MAX_AGES = [NO_LINES, named('Access-Control-Max-Age')('600'), named('access-control-max-age')('-1')];

export const EXPOSED = [
  NO_LINES,
  expose('*'),
  expose('x-id'),
  expose('X-ID , ETag'),
  expose('x-id', 'etag'),
  expose('"x-id"'),
  expose('x-id,,etag,'),
  expose('x id'),
  expose('set-cookie, x-id'),
  expose('*, x-id'),
  expose('server'),
] as const;

/** Response headers that script would like to read. */
export const TOLD = [
  NO_LINES,
  [['x-id', '7']],
  [
    ['X-Id', ' a '],
    ['x-id', 'b'],
  ],
  [
    ['ETag', '"1"'],
    ['Cache-Control', 'no-store'],
  ],
  [['Content-Language', 'de']],
  [
    ['Last-Modified', 'Mon, 23 Nov 2020 10:00:00 GMT'],
    ['Expires', '0'],
    ['Pragma', 'no-cache'],
  ],
  [['Server', 'x']],
  [['x-id', '']],
  [['x-id', '\u00e9']],
  [['Vary', 'Origin']],
] as const satisfies readonly Lines[];

export const RESOURCE_POLICIES_AGAINST = [[['Cross-Origin-Resource-Policy', 'same-origin']]] as const;
export const RESOURCE_POLICIES_HARMLESS = [
  NO_LINES,
  [['Cross-Origin-Resource-Policy', 'cross-origin']],
  [['Cross-Origin-Resource-Policy', 'Same-Origin']],
  [['Cross-Origin-Resource-Policy', 'same-origin, cross-origin']],
  [
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
  ],
  [['Cross-Origin-Resource-Policy', '']],
  [['Cross-Origin-Resource-Policy', 'none']],
] as const satisfies readonly Lines[];

/** Request headers that need no preflight. */
export const SAFE_REQUEST_HEADERS = [
  NO_LINES,
  [['Accept', 'application/json']],
  [['accept-language', 'de, en;q=0.5']],
  [['Content-Language', 'de']],
  [['Range', 'bytes=0-']],
  [['Accept', 'a'.repeat(128)]],
  [['Cookie', 'forged=1']],
  [['Origin', 'https://forged.com']],
  [['Sec-Test', '1']],
  [['X-HTTP-Method-Override', 'TRACE']],
  [['Referer', 'https://forged.com/']],
] as const satisfies readonly Lines[];

/** Request headers that need a preflight. */
export const UNSAFE_REQUEST_HEADERS = [
  [['x-test', '1']],
  [['X-Test', ' a  b\t']],
  [
    ['x-test', '1'],
    ['X-Other', ''],
  ],
  [
    ['x-other', '1'],
    ['x-test', '2'],
    ['X-TEST', '3'],
  ],
  [['Accept', '"a"']],
  [['Accept', 'a'.repeat(129)]],
  [['Accept-Language', 'de_DE']],
  [['Content-Type', 'application/json']],
  [['Range', 'bytes=-5']],
  [['Range', 'bytes=5-1']],
  [['x-test', '\u00e9']],
  [['Cache-Control', 'no-cache']],
] as const satisfies readonly Lines[];

export const MALFORMED_HEADERS = [
  [['x test', '1']],
  [['x-test', 'a\0b']],
  [['x-test', '\u0100']],
  [['\u00fc', '1']],
  [['x:y', '1']],
  [['(x)', '1']],
  [['x-test', '\u2713 done']],
] as const satisfies readonly Lines[];

const payload = (
  method: string,
  body: string | null = null,
  type: string | null = null,
  implicit = false,
): Payload => ({
  method,
  body,
  contentType: type,
  contentTypeIsImplicit: implicit,
});

export const GET = payload('GET');
/** What may be sent without a preflight, as far as method and body decide. */
export const SIMPLE_PAYLOADS = [
  GET,
  payload('get'),
  payload('HEAD'),
  payload('POST'),
  payload('post', 'x'),
  payload('POST', 'a=b', 'application/x-www-form-urlencoded', true),
  payload('POST', 'a=b', 'application/x-www-form-urlencoded'),
  payload('POST', 'formdata:k=v'),
  payload('POST', 'bytes:00ff'),
  payload('POST', '\u00e9', 'text/plain;charset=utf-8'),
  payload('POST', '', 'Text/Plain'),
  payload('POST', 'x', 'text/plain;charset=iso-8859-1'),
  payload('POST', 'x', 'multipart/form-data; boundary=x'),
] as const;
export const UNSAFE_PAYLOADS = [
  payload('PUT'),
  payload('put', 'x'),
  payload('DELETE'),
  payload('PATCH', 'x', 'application/json'),
  payload('patch'),
  payload('CHICKEN'),
  payload('pUt', 'formdata:k=v'),
  payload('delete', 'bytes:01'),
] as const;
export const TYPED_PAYLOADS = [
  payload('POST', '{}', 'application/json'),
  payload('POST', '{}', 'application/json', true),
  payload('POST', 'x', 'text/plain; charset="utf-8"; x=('),
  payload('POST', 'x', 'text/plain,text/html'),
  payload('POST', 'x', ''),
] as const;

export const IMPOSSIBLE_METHODS = [
  'TRACE',
  'CONNECT',
  'TRACK',
  'trace',
  'Track',
  'P T',
  'G@T',
  'P\u00c9T',
  'a/b',
  'x,y',
];
export const BODIES_WITHOUT_PLACE = [
  payload('GET', 'x'),
  payload('HEAD', ''),
  payload('get', 'formdata:k=v'),
  payload('head', 'bytes:00', 'text/plain'),
] as const;

export const withMethod = (method: string) => payload(method);

export const BAD_PORTS = [1, 25, 6000, 10080, 22, 6667, 5061, 2049, 993, 4190, 6566, 69, 137, 161, 1719, 427];
export const SUCCESSES = [200, 201, 203, 204, 206, 226, 299] as const;
export const FAILURES = [404, 400, 403, 500, 410, 503, 304, 300, 305, 399, 451, 600, 999] as const;
export const REDIRECTS = [302, 301, 303, 307, 308] as const;
