import type { ScenarioInput } from 'cross-examine';
import {
  ANYONE,
  API,
  answering,
  asking,
  type Expected,
  type Headers,
  PAGE,
  permitting,
  type RequestInput,
} from './build.ts';

type SeenHeaders = Record<string, string | null>;
/** `none`, or what Access-Control-Request-Headers says; `null` where the preflight names a method alone. */
type Asked = 'none' | string | null;

/** Permits whatever may be asked for, so that each case is decided by whether and what is asked. */
const ANYTHING: Headers = [
  ...ANYONE,
  ['access-control-allow-methods', '*'],
  ['access-control-allow-headers', '*, authorization'],
];
const PERMISSIVE = permitting(ANYTHING, ANYONE);
/** Knows only the origin: where the request itself cannot be written on the wire, what is asked can still be seen. */
const RELUCTANT = permitting(ANYONE, ANYONE);

const UNASKED: Expected = { outcome: 'readable', preflight: 'none', reached: true, effects: { [API]: 1 } };

/** What the servers see of a request that needs no preflight, or needs this one and is permitted. */
function permitted(method: string, asked: Asked, seen: SeenHeaders): Expected {
  const arrived = { requestHeadersSeenByServer: { ':method': method, ...seen } };
  if (asked === 'none') return { ...UNASKED, ...arrived };
  return { ...UNASKED, preflight: 'sent', preflightHeadersSeenByServer: preflightNaming(method, asked), ...arrived };
}

/** What the servers see of a request whose preflight was refused. */
function refused(method: string, asked: string | null): Expected {
  return {
    outcome: 'blocked',
    preflight: 'sent',
    reached: false,
    effects: { [API]: 0 },
    preflightHeadersSeenByServer: preflightNaming(method, asked),
  };
}

function preflightNaming(method: string, names: string | null): SeenHeaders {
  return { ':method': 'OPTIONS', 'access-control-request-method': method, 'access-control-request-headers': names };
}

const NOTHING_SENT: Expected = {
  outcome: 'blocked',
  preflight: 'none',
  reached: false,
  effects: { [API]: 0 },
  status: 0,
};

type MethodRow = [given: string, sent: string, asked: 'none' | 'asked'];

/** Methods: GET, HEAD and POST are safelisted; six are put in capitals, and PATCH is none of them. */
const METHODS: readonly MethodRow[] = [
  ['GET', 'GET', 'none'],
  ['HEAD', 'HEAD', 'none'],
  ['POST', 'POST', 'none'],
  ['get', 'GET', 'none'],
  ['Get', 'GET', 'none'],
  ['hEaD', 'HEAD', 'none'],
  ['post', 'POST', 'none'],
  ['PUT', 'PUT', 'asked'],
  ['put', 'PUT', 'asked'],
  ['DELETE', 'DELETE', 'asked'],
  ['Delete', 'DELETE', 'asked'],
  ['OPTIONS', 'OPTIONS', 'asked'],
  ['options', 'OPTIONS', 'asked'],
  ['PATCH', 'PATCH', 'asked'],
  ['PROPFIND', 'PROPFIND', 'asked'],
  ['REPORT', 'REPORT', 'asked'],
  ['M-SEARCH', 'M-SEARCH', 'asked'],
];

/** Methods of which none is changed, neither where the preflight names them nor on the wire. */
const METHODS_AS_GIVEN = ['patch', 'Patch', 'propfind', 'ORDER', 'order', 'GETS', 'XGET', 'TRACER', '*', "it's"];

const FORBIDDEN_METHODS = ['CONNECT', 'TRACE', 'TRACK', 'connect', 'Trace', 'tRaCk'];

type HeaderRow = [id: string, what: string, name: string, value: string, asked: 'none' | 'asked'];

const LONG = 'a'.repeat(128);

/** One header of the author's: safe as it stands, or to be asked for. */
const HEADERS: readonly HeaderRow[] = [
  ['accept', 'Accept with a type', 'Accept', 'application/json', 'none'],
  ['accept-list', 'Accept with types and qualities', 'accept', 'text/html;q=0.9, */*;q=0.1', 'none'],
  ['accept-empty', 'an empty Accept', 'Accept', '', 'none'],
  ['accept-tab', 'a tab in Accept', 'Accept', 'text/html,\ttext/plain', 'none'],
  ['accept-capitals', 'ACCEPT in capitals', 'ACCEPT', 'text/plain', 'none'],
  ['accept-nonsense', 'Accept that is no list of types', 'Accept', "nonsense!#$%&'*+^_`|~", 'none'],
  ['accept-128', 'Accept of 128 bytes', 'Accept', LONG, 'none'],
  ['accept-129', 'Accept of 129 bytes', 'Accept', `${LONG}a`, 'asked'],
  ['accept-padded-128', 'Accept of 128 bytes and spaces around', 'Accept', `  ${LONG}  `, 'none'],

  ['accept-language', 'Accept-Language with a tag', 'Accept-Language', 'de-AT', 'none'],
  ['accept-language-list', 'Accept-Language with qualities', 'Accept-Language', 'de-AT, de;q=0.8, *;q=0.5', 'none'],
  ['accept-language-empty', 'an empty Accept-Language', 'Accept-Language', '', 'none'],
  ['accept-language-digits', 'digits in Accept-Language', 'accept-language', 'es-419', 'none'],
  ['accept-language-underscore', 'an underscore in Accept-Language', 'Accept-Language', 'de_AT', 'asked'],
  ['accept-language-slash', 'a slash in Accept-Language', 'Accept-Language', 'de/AT', 'asked'],
  ['accept-language-colon', 'a colon in Accept-Language', 'Accept-Language', 'de:AT', 'asked'],
  ['accept-language-at', 'an at sign in Accept-Language', 'Accept-Language', 'de@AT', 'asked'],
  ['accept-language-quote', 'a quote in Accept-Language', 'Accept-Language', '"de"', 'asked'],
  ['accept-language-plus', 'a plus sign in Accept-Language', 'Accept-Language', 'de+AT', 'asked'],
  ['accept-language-tab', 'a tab in Accept-Language', 'Accept-Language', 'de,\ten', 'asked'],
  ['accept-language-128', 'Accept-Language of 128 bytes', 'Accept-Language', LONG, 'none'],
  ['accept-language-129', 'Accept-Language of 129 bytes', 'Accept-Language', `${LONG}a`, 'asked'],

  ['content-language', 'Content-Language with a tag', 'Content-Language', 'de-AT', 'none'],
  ['content-language-list', 'Content-Language with tags', 'Content-Language', 'de, en', 'none'],
  ['content-language-empty', 'an empty Content-Language', 'Content-Language', '', 'none'],
  ['content-language-underscore', 'an underscore in Content-Language', 'Content-Language', 'de_AT', 'asked'],
  ['content-language-brackets', 'brackets in Content-Language', 'Content-Language', '[de]', 'asked'],
  ['content-language-128', 'Content-Language of 128 bytes', 'Content-Language', LONG, 'none'],
  ['content-language-129', 'Content-Language of 129 bytes', 'Content-Language', `${LONG}a`, 'asked'],

  ['custom', 'a header of the author’s own', 'X-Shop', '1', 'asked'],
  ['custom-empty', 'an empty header of the author’s own', 'X-Shop', '', 'asked'],
  ['custom-token', 'a name of odd but valid characters', "x!#$%&'*+.^_`|~9", '1', 'asked'],
  ['authorization', 'Authorization', 'Authorization', 'Bearer token', 'asked'],
  ['x-requested-with', 'X-Requested-With', 'X-Requested-With', 'XMLHttpRequest', 'asked'],
  ['cache-control', 'Cache-Control', 'Cache-Control', 'no-cache', 'asked'],
  ['pragma', 'Pragma', 'Pragma', 'no-cache', 'asked'],
  ['if-none-match', 'If-None-Match', 'If-None-Match', '"1"', 'asked'],
  ['if-modified-since', 'If-Modified-Since', 'If-Modified-Since', 'Thu, 01 Jan 1970 00:00:00 GMT', 'asked'],
  ['last-event-id', 'Last-Event-ID', 'Last-Event-ID', '7', 'asked'],
  ['content-encoding', 'Content-Encoding', 'Content-Encoding', 'identity', 'asked'],
  ['content-disposition', 'Content-Disposition', 'Content-Disposition', 'attachment', 'asked'],
  ['save-data', 'Save-Data', 'Save-Data', 'on', 'asked'],
  ['dpr', 'DPR', 'DPR', '2', 'asked'],
  ['width', 'Width', 'Width', '320', 'asked'],
  ['viewport-width', 'Viewport-Width', 'Viewport-Width', '320', 'asked'],
  ['user-agent', 'User-Agent', 'User-Agent', 'shop/1', 'asked'],
  ['from', 'From', 'From', 'page@page.com', 'asked'],
  ['accept-patch', 'a name that begins with Accept', 'Accept-Patch', 'text/plain', 'asked'],
  ['constructor', 'a name that every object of script has', 'constructor', '1', 'asked'],
  ['proto', 'another such', '__proto__', '1', 'asked'],
  ['allow-origin', 'a response header of CORS', 'Access-Control-Allow-Origin', '*', 'asked'],
  [
    'request-header-almost',
    'a name that is nearly Access-Control-Request-Header',
    'Access-Control-Request-Header',
    'x',
    'asked',
  ],
  ['secure', 'a name that begins with Sec, but without a dash', 'Secure', '1', 'asked'],
  ['x-sec', 'Sec- in the middle of a name', 'X-Sec-Shop', '1', 'asked'],
  ['proxyauth', 'a name that begins with Proxy, but without a dash', 'ProxyAuth', '1', 'asked'],
  ['set-cookie2', 'Set-Cookie2', 'Set-Cookie2', 'a=b', 'asked'],
  ['cookie-almost', 'a name that begins with Cookie', 'Cookie3', 'a=b', 'asked'],

  [
    'override-post',
    'X-HTTP-Method-Override with a method that is not forbidden',
    'X-HTTP-Method-Override',
    'DELETE',
    'asked',
  ],
  [
    'override-longer',
    'X-HTTP-Method-Override with a longer word than TRACE',
    'X-HTTP-Method-Override',
    'TRACES',
    'asked',
  ],
  ['override-quoted', 'X-HTTP-Method-Override with TRACE in quotes', 'X-HTTP-Method-Override', '"TRACE"', 'asked'],
  ['override-spaces', 'X-HTTP-Method-Override with TRACE in a phrase', 'X-HTTP-Method-Override', 'TRACE it', 'asked'],
  ['x-http-method-get', 'X-HTTP-Method with GET', 'X-HTTP-Method', 'GET', 'asked'],
  ['x-method-override-empty', 'an empty X-Method-Override', 'X-Method-Override', '', 'asked'],
  ['override-other-name', 'TRACE under a name that is not watched', 'X-HTTP-Methods-Override', 'TRACE', 'asked'],
];

type RangeRow = [id: string, what: string, value: string, asked: 'none' | 'asked'];

/** Range: one range of bytes with a start is safe, and nothing else. */
const RANGES: readonly RangeRow[] = [
  ['open', 'Range with a start', 'bytes=0-', 'none'],
  ['closed', 'Range with start and end', 'bytes=0-499', 'none'],
  ['one-byte', 'Range of one byte', 'bytes=5-5', 'none'],
  ['zeros', 'Range with zeros before its numbers', 'bytes=005-010', 'none'],
  ['suffix', 'Range of the last bytes', 'bytes=-500', 'asked'],
  ['backwards', 'Range that ends before it starts', 'bytes=500-0', 'asked'],
  ['two', 'Range of two ranges', 'bytes=0-1,5-6', 'asked'],
  ['comma', 'Range with a comma at its end', 'bytes=0-1,', 'asked'],
  ['spaces', 'Range with spaces around the equals sign', 'bytes = 0-1', 'asked'],
  ['inner-space', 'Range with a space before its start', 'bytes= 0-1', 'asked'],
  ['dash-space', 'Range with a space behind the dash', 'bytes=0- 1', 'asked'],
  ['capital', 'Range with a capital in its unit', 'Bytes=0-1', 'asked'],
  ['other-unit', 'Range with another unit', 'items=0-1', 'asked'],
  ['no-unit', 'Range without a unit', '0-1', 'asked'],
  ['no-dash', 'Range without a dash', 'bytes=0', 'asked'],
  ['only-dash', 'Range of nothing but a dash', 'bytes=-', 'asked'],
  ['no-numbers', 'Range with a unit alone', 'bytes=', 'asked'],
  ['letters', 'Range with letters for numbers', 'bytes=a-b', 'asked'],
  ['hexadecimal', 'Range with hexadecimal digits', 'bytes=0x0-0xf', 'asked'],
  ['sign', 'Range with a plus sign', 'bytes=+0-1', 'asked'],
  ['semicolon', 'Range with a semicolon at its end', 'bytes=0-1;', 'asked'],
  ['empty', 'an empty Range', '', 'asked'],
  ['128', 'Range of 128 bytes', `bytes=${'0'.repeat(121)}-`, 'none'],
  ['129', 'Range of 129 bytes', `bytes=${'0'.repeat(122)}-`, 'asked'],
];

/** Bytes that make Accept and Content-Type unsafe, wherever they stand. */
const UNSAFE_BYTES: readonly [id: string, what: string, byte: string][] = [
  ['quote', 'a quote', '"'],
  ['left-parenthesis', 'a left parenthesis', '('],
  ['right-parenthesis', 'a right parenthesis', ')'],
  ['colon', 'a colon', ':'],
  ['less-than', 'a less-than sign', '<'],
  ['greater-than', 'a greater-than sign', '>'],
  ['question-mark', 'a question mark', '?'],
  ['at', 'an at sign', '@'],
  ['left-bracket', 'a left bracket', '['],
  ['backslash', 'a backslash', '\\'],
  ['right-bracket', 'a right bracket', ']'],
  ['left-brace', 'a left brace', '{'],
  ['right-brace', 'a right brace', '}'],
  ['delete', 'DEL', '\u007f'],
  ['start-of-heading', 'a control character', '\u0001'],
  ['vertical-tab', 'a vertical tab', '\u000b'],
  ['unit-separator', 'the last control character', '\u001f'],
];

type TypeRow = [id: string, what: string, contentType: string, asked: 'none' | 'asked'];

/** Content-Type as the author sets it, with a body. */
const CONTENT_TYPES: readonly TypeRow[] = [
  ['text-plain', 'text/plain', 'text/plain', 'none'],
  ['urlencoded', 'application/x-www-form-urlencoded', 'application/x-www-form-urlencoded', 'none'],
  ['form-data', 'multipart/form-data', 'multipart/form-data', 'none'],
  ['capitals', 'TEXT/PLAIN in capitals', 'TEXT/PLAIN', 'none'],
  ['mixed-case', 'Multipart/Form-Data in mixed case', 'Multipart/Form-Data', 'none'],
  ['charset', 'text/plain with a charset', 'text/plain;charset=utf-8', 'none'],
  ['space-charset', 'text/plain with a space before its charset', 'text/plain; charset=utf-8', 'none'],
  ['form-data-boundary', 'multipart/form-data with a boundary', 'multipart/form-data; boundary=x', 'none'],
  [
    'urlencoded-charset',
    'application/x-www-form-urlencoded with a charset',
    'application/x-www-form-urlencoded;charset=utf-8',
    'none',
  ],
  ['semicolon', 'text/plain and a semicolon', 'text/plain;', 'none'],
  ['space-semicolon', 'text/plain, a space and a semicolon', 'text/plain ;charset=utf-8', 'none'],
  ['parameter-without-value', 'text/plain with a parameter without value', 'text/plain;shop', 'none'],
  ['json-as-parameter', 'text/plain with another type as parameter', 'text/plain; application/json', 'none'],
  [
    'comma-in-parameter',
    'text/plain with a comma in a parameter',
    'text/plain; charset=utf-8, application/json',
    'none',
  ],
  ['tab-in-parameter', 'text/plain with a tab before a parameter', 'text/plain;\tshop=1', 'none'],
  ['spaces-around', 'text/plain between spaces', '  text/plain  ', 'none'],
  ['128', 'text/plain filled to 128 bytes', `text/plain;a=${'b'.repeat(115)}`, 'none'],
  ['129', 'text/plain filled to 129 bytes', `text/plain;a=${'b'.repeat(116)}`, 'asked'],
  ['json', 'application/json', 'application/json', 'asked'],
  ['json-charset', 'application/json with a charset', 'application/json;charset=utf-8', 'asked'],
  ['html', 'text/html', 'text/html', 'asked'],
  ['xml', 'text/xml', 'text/xml', 'asked'],
  ['octet-stream', 'application/octet-stream', 'application/octet-stream', 'asked'],
  ['protobuf', 'application/x-protobuf', 'application/x-protobuf', 'asked'],
  ['csp-report', 'application/csp-report', 'application/csp-report', 'asked'],
  ['multipart-mixed', 'multipart/mixed', 'multipart/mixed; boundary=x', 'asked'],
  ['empty', 'an empty type', '', 'asked'],
  ['type-alone', 'a type without subtype', 'text', 'asked'],
  ['subtype-missing', 'a type and a slash', 'text/', 'asked'],
  ['type-missing', 'a slash and a subtype', '/plain', 'asked'],
  ['space-before-slash', 'a space before the slash', 'text /plain', 'asked'],
  ['space-behind-slash', 'a space behind the slash', 'text/ plain', 'asked'],
  ['no-semicolon', 'a charset without a semicolon', 'text/plain charset=utf-8', 'asked'],
  ['longer-subtype', 'a subtype that begins with plain', 'text/plainer', 'asked'],
  ['longer-type', 'a type that ends in text', 'xtext/plain', 'asked'],
  ['safe-then-json', 'text/plain and application/json in a list', 'text/plain, application/json', 'asked'],
  ['json-then-safe', 'application/json and text/plain in a list', 'application/json, text/plain', 'asked'],
  ['safe-twice', 'text/plain twice in a list', 'text/plain,text/plain', 'asked'],
  ['quoted-charset', 'text/plain with a charset in quotes', 'text/plain;charset="utf-8"', 'asked'],
  ['wildcard', '*/*', '*/*', 'asked'],
  ['second-slash', 'two slashes', 'text/plain/x', 'asked'],
];

type SeveralRow = [
  id: string,
  note: string,
  request: Partial<RequestInput>,
  method: string,
  asked: Asked,
  seen: SeenHeaders,
];

const BYTES_100 = 'a'.repeat(100);

/** Several headers: names are asked for in lower case, once each, sorted by byte, with commas and no spaces. */
const SEVERAL: readonly SeveralRow[] = [
  [
    'sorted',
    'names are sorted',
    {
      headers: [
        ['x-c', '3'],
        ['x-a', '1'],
        ['x-b', '2'],
      ],
    },
    'GET',
    'x-a,x-b,x-c',
    { 'x-a': '1', 'x-b': '2', 'x-c': '3' },
  ],
  [
    'lower-case',
    'names are asked for in lower case',
    {
      headers: [
        ['X-Shop', '1'],
        ['ANOTHER-Name', '2'],
      ],
    },
    'GET',
    'another-name,x-shop',
    { 'x-shop': '1', 'another-name': '2' },
  ],
  [
    'repeated',
    'a name that repeats is asked for once',
    {
      headers: [
        ['x-a', '1'],
        ['X-A', '2'],
        ['x-a', '3'],
      ],
    },
    'GET',
    'x-a',
    { 'x-a': '1, 2, 3' },
  ],
  [
    'sorted-by-byte',
    'names are sorted by byte, a dash before a digit before an underscore before a letter',
    {
      headers: [
        ['xa', '1'],
        ['x_a', '2'],
        ['x0', '3'],
        ['x-a', '4'],
      ],
    },
    'GET',
    'x-a,x0,x_a,xa',
    {},
  ],
  [
    'sorted-as-text',
    'numbers in names are sorted as text',
    {
      headers: [
        ['x-10', '1'],
        ['x-2', '2'],
        ['x-1', '3'],
      ],
    },
    'GET',
    'x-1,x-10,x-2',
    {},
  ],
  [
    'shorter-first',
    'a name stands before those that go on from it',
    {
      headers: [
        ['x-shops', '1'],
        ['x-shop', '2'],
      ],
    },
    'GET',
    'x-shop,x-shops',
    {},
  ],
  [
    'safe-left-out',
    'headers that are safe are not asked for',
    {
      headers: [
        ['accept', 'text/plain'],
        ['x-a', '1'],
        ['content-language', 'de'],
      ],
    },
    'GET',
    'x-a',
    { accept: 'text/plain', 'content-language': 'de' },
  ],
  [
    'unsafe-among-custom',
    'safelisted names with unsafe values are sorted among the others',
    {
      headers: [
        ['x-a', '1'],
        ['accept', '"'],
        ['b', '2'],
      ],
    },
    'GET',
    'accept,b,x-a',
    {},
  ],
  [
    'several-safe',
    'several safe headers need no preflight together',
    {
      headers: [
        ['accept', 'text/plain'],
        ['accept-language', 'de'],
        ['content-language', 'de'],
        ['range', 'bytes=0-'],
      ],
    },
    'GET',
    'none',
    { accept: 'text/plain', 'accept-language': 'de', 'content-language': 'de', range: 'bytes=0-' },
  ],
  [
    'five-of-128',
    'five safe headers of 128 bytes need no preflight together',
    {
      method: 'POST',
      headers: [
        ['accept', LONG],
        ['accept-language', LONG],
        ['content-language', LONG],
        ['range', `bytes=${'0'.repeat(121)}-`],
      ],
      contentType: `text/plain;a=${'b'.repeat(115)}`,
      body: 'word',
    },
    'POST',
    'none',
    { accept: LONG, 'accept-language': LONG, 'content-language': LONG },
  ],
  [
    'two-of-100',
    'lines of one name are measured line by line: two of 100 bytes are safe',
    {
      headers: [
        ['accept', BYTES_100],
        ['accept', BYTES_100],
      ],
    },
    'GET',
    'none',
    { accept: `${BYTES_100}, ${BYTES_100}` },
  ],
  [
    'eight-of-128',
    'safe lines of 1024 bytes in all are safe',
    {
      headers: Array.from({ length: 7 }, () => ['accept', LONG] as [string, string]).concat([
        ['accept-language', LONG],
      ]),
    },
    'GET',
    'none',
    {},
  ],
  [
    'nine-of-128',
    'safe lines of more than 1024 bytes in all are asked for',
    {
      headers: Array.from({ length: 8 }, () => ['accept', LONG] as [string, string]).concat([
        ['accept-language', LONG],
        ['content-language', 'de'],
      ]),
    },
    'GET',
    'accept,accept-language,content-language',
    {},
  ],
  [
    'range-as-given',
    'Range goes out as it was given',
    { headers: [['Range', 'bytes=005-010']] },
    'GET',
    'none',
    { range: 'bytes=005-010', 'accept-encoding': 'identity' },
  ],
  [
    'range-not-simple-as-given',
    'a Range that had to be asked for goes out as it was given',
    { headers: [['Range', 'bytes = 0-1']] },
    'GET',
    'range',
    { range: 'bytes = 0-1', 'accept-encoding': 'identity' },
  ],
  [
    'xhr-combined',
    'XMLHttpRequest combines lines of one name first: two of 100 bytes are not safe',
    {
      api: 'xhr',
      headers: [
        ['accept', BYTES_100],
        ['accept', BYTES_100],
      ],
    },
    'GET',
    'accept',
    { accept: `${BYTES_100}, ${BYTES_100}` },
  ],
  [
    'xhr-sorted',
    'XMLHttpRequest has names sorted, in lower case',
    {
      api: 'xhr',
      headers: [
        ['X-B', '2'],
        ['X-A', '1'],
      ],
    },
    'GET',
    'x-a,x-b',
    { 'x-a': '1', 'x-b': '2' },
  ],
  [
    'xhr-repeated',
    'XMLHttpRequest combines values of one name',
    {
      api: 'xhr',
      headers: [
        ['x-a', '1'],
        ['X-A', '2'],
      ],
    },
    'GET',
    'x-a',
    { 'x-a': '1, 2' },
  ],
  [
    'method-and-headers',
    'method and headers are asked for together',
    { method: 'PUT', headers: [['x-a', '1']], contentType: 'application/json', body: '{}' },
    'PUT',
    'content-type,x-a',
    { 'content-type': 'application/json', 'x-a': '1' },
  ],
  [
    'put-with-safe-headers',
    'a preflight for a method asks for no safe headers',
    { method: 'PUT', headers: [['accept', 'text/plain']], contentType: 'text/plain', body: 'word' },
    'PUT',
    null,
    { 'content-type': 'text/plain', accept: 'text/plain' },
  ],
  [
    'get-with-safe-type',
    'a GET without a body may have a safe Content-Type',
    { contentType: 'text/plain' },
    'GET',
    'none',
    { 'content-type': 'text/plain' },
  ],
  [
    'get-with-json-type',
    'a GET without a body asks for Content-Type like any other',
    { contentType: 'application/json' },
    'GET',
    'content-type',
    { 'content-type': 'application/json' },
  ],
  [
    'head-with-header',
    'HEAD with a header of the author’s own is asked for as HEAD',
    { method: 'HEAD', headers: [['x-a', '1']] },
    'HEAD',
    'x-a',
    { 'x-a': '1' },
  ],
  [
    'accept-byte-above-ascii',
    'bytes above ASCII are safe in Accept',
    { headers: [['accept', 'caf\u00e9']] },
    'GET',
    'none',
    { accept: 'caf\u00e9' },
  ],
  [
    'language-byte-above-ascii',
    'bytes above ASCII are not safe in Accept-Language',
    { headers: [['accept-language', 'fran\u00e7ais']] },
    'GET',
    'accept-language',
    {},
  ],
  [
    'type-byte-above-ascii',
    'bytes above ASCII are safe in a parameter of Content-Type',
    { method: 'POST', contentType: 'text/plain;a=\u00e9', body: 'word' },
    'POST',
    'none',
    {},
  ],
  [
    'custom-byte-above-ascii',
    'a header value goes out with one byte a character',
    { headers: [['x-shop', 'caf\u00e9']] },
    'GET',
    'x-shop',
    { 'x-shop': 'caf\u00e9' },
  ],
  [
    'type-twice',
    'a type that is told twice is asked for once',
    { method: 'POST', headers: [['content-type', 'application/json']], contentType: 'application/json', body: '{}' },
    'POST',
    'content-type',
    {},
  ],
  [
    'custom-and-empty',
    'the white space at the end of a list whose last element is empty is no part of the value',
    {
      headers: [
        ['x-shop', 'open'],
        ['x-shop', ''],
      ],
    },
    'GET',
    'x-shop',
    { 'x-shop': 'open,' },
  ],
];

type ForbiddenRow = [name: string, value: string, seen: SeenHeaders];

/** Headers an author may not set: they are dropped without a word, and nothing is asked for. */
const FORBIDDEN: readonly ForbiddenRow[] = [
  ['Accept-Charset', 'utf-8', { 'accept-charset': null }],
  ['Accept-Encoding', 'shop', {}],
  ['Access-Control-Request-Headers', 'x-shop', { 'access-control-request-headers': null }],
  ['Access-Control-Request-Method', 'PUT', { 'access-control-request-method': null }],
  ['Connection', 'x-shop', {}],
  ['Content-Length', '7', { 'content-length': null }],
  ['Cookie', 'sid=1', { cookie: null }],
  ['Cookie2', 'sid=1', { cookie2: null }],
  ['Date', 'Thu, 01 Jan 1970 00:00:00 GMT', { date: null }],
  ['DNT', '7', {}],
  ['Expect', '100-continue', { expect: null }],
  ['Host', 'shop.com', { host: 'api.page.com' }],
  ['Keep-Alive', 'timeout=7', { 'keep-alive': null }],
  ['Origin', 'https://shop.com', { origin: PAGE }],
  ['Referer', 'https://shop.com/', { referer: `${PAGE}/` }],
  ['Set-Cookie', 'sid=1', { 'set-cookie': null }],
  ['TE', 'shop', {}],
  ['Trailer', 'x-shop', { trailer: null }],
  ['Transfer-Encoding', 'chunked', { 'transfer-encoding': null }],
  ['Upgrade', 'websocket', { upgrade: null }],
  ['Via', '1.1 shop', { via: null }],
  ['Proxy-Authorization', 'Basic c2hvcA==', { 'proxy-authorization': null }],
  ['Proxy-', '1', { 'proxy-': null }],
  ['PROXY-Shop', '1', { 'proxy-shop': null }],
  ['Sec-', '1', { 'sec-': null }],
  ['Sec-Shop', '1', { 'sec-shop': null }],
  ['SEC-Fetch-Site', 'same-origin', { 'sec-fetch-site': 'same-site' }],
  ['X-HTTP-Method', 'TRACE', { 'x-http-method': null }],
  ['X-HTTP-Method-Override', 'CONNECT', { 'x-http-method-override': null }],
  ['X-Method-Override', 'TRACK', { 'x-method-override': null }],
];

/** Forbidden methods in the values of X-HTTP-Method-Override. */
const OVERRIDES: readonly [id: string, what: string, value: string][] = [
  ['lower-case', 'trace in lower case', 'trace'],
  ['first-of-list', 'TRACE at the head of a list', 'TRACE, GET'],
  ['last-of-list', 'TRACE at the end of a list', 'GET,TRACE'],
  ['in-the-middle', 'connect in the middle of a list', 'GET, connect ,PUT'],
  ['empty-elements', 'TRACK after empty elements', ',,TRACK'],
];

type NoCorsRow = [id: string, note: string, request: Partial<RequestInput>, seen: SeenHeaders];

/** In mode no-cors what would have to be asked for is left out, and the request is made. */
const NO_CORS: readonly NoCorsRow[] = [
  ['custom', 'no-cors drops a header of the author’s own', { headers: [['x-shop', '1']] }, { 'x-shop': null }],
  [
    'authorization',
    'no-cors drops Authorization',
    { headers: [['Authorization', 'Bearer t']] },
    { authorization: null },
  ],
  ['accept', 'no-cors keeps a safe Accept', { headers: [['Accept', 'text/plain']] }, { accept: 'text/plain' }],
  ['accept-unsafe', 'no-cors drops an unsafe Accept', { headers: [['Accept', 'a"b']] }, { accept: '*/*' }],
  ['accept-129', 'no-cors drops Accept of 129 bytes', { headers: [['Accept', `${LONG}a`]] }, { accept: '*/*' }],
  [
    'language',
    'no-cors keeps a safe Accept-Language',
    { headers: [['Accept-Language', 'de']] },
    { 'accept-language': 'de' },
  ],
  [
    'content-language',
    'no-cors keeps a safe Content-Language',
    { headers: [['Content-Language', 'de']] },
    { 'content-language': 'de' },
  ],
  [
    'content-language-unsafe',
    'no-cors drops an unsafe Content-Language',
    { headers: [['Content-Language', 'de_AT']] },
    { 'content-language': null },
  ],
  ['range', 'no-cors drops Range though it is simple', { headers: [['Range', 'bytes=0-1']] }, { range: null }],
  [
    'second-too-long',
    'no-cors drops a second line that makes the whole too long',
    {
      headers: [
        ['Accept', BYTES_100],
        ['Accept', BYTES_100],
      ],
    },
    { accept: BYTES_100 },
  ],
  [
    'second-unsafe',
    'no-cors drops a second line that is unsafe and keeps the first',
    {
      headers: [
        ['Content-Language', 'de'],
        ['Content-Language', 'e_n'],
      ],
    },
    { 'content-language': 'de' },
  ],
  [
    'type-safe',
    'no-cors keeps a safe Content-Type',
    { method: 'POST', contentType: 'text/plain', body: 'word' },
    { ':method': 'POST', 'content-type': 'text/plain' },
  ],
  [
    'type-json',
    'no-cors drops Content-Type: application/json, and the body tells its own',
    { method: 'POST', contentType: 'application/json', body: '{}' },
    { ':method': 'POST', 'content-type': 'text/plain;charset=UTF-8' },
  ],
  [
    'type-of-blob',
    'no-cors drops the type of a Blob that is not safe',
    { method: 'POST', contentType: 'application/json', contentTypeIsImplicit: true, body: '{}' },
    { ':method': 'POST', 'content-type': null },
  ],
  ['head', 'no-cors makes a HEAD request', { method: 'HEAD' }, { ':method': 'HEAD' }],
  ['lower-case-post', 'no-cors puts post in capitals', { method: 'post' }, { ':method': 'POST' }],
];

const NO_CORS_METHODS = ['PUT', 'DELETE', 'OPTIONS', 'PATCH', 'post-order'];

type BodyRow = [
  id: string,
  what: string,
  request: Pick<RequestInput, 'body' | 'contentType' | 'contentTypeIsImplicit'>,
  asked: 'none' | 'asked',
  seen: SeenHeaders,
];

/** Bodies bring a Content-Type of their own, where the author sets none. */
const BODIES: readonly BodyRow[] = [
  ['string', 'a string', { body: 'word' }, 'none', { 'content-type': 'text/plain;charset=UTF-8' }],
  ['empty-string', 'an empty string', { body: '' }, 'none', { 'content-type': 'text/plain;charset=UTF-8' }],
  ['json-string', 'a string of JSON', { body: '{"k":"v"}' }, 'none', { 'content-type': 'text/plain;charset=UTF-8' }],
  ['form-data', 'FormData', { body: 'formdata:k=v' }, 'none', {}],
  ['bytes', 'bytes', { body: 'bytes:00ff' }, 'none', { 'content-type': null }],
  [
    'search-params',
    'URLSearchParams',
    { body: 'k=v', contentType: 'application/x-www-form-urlencoded;charset=UTF-8', contentTypeIsImplicit: true },
    'none',
    { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
  ],
  [
    'blob-without-type',
    'a Blob without type',
    { body: 'word', contentType: '', contentTypeIsImplicit: true },
    'none',
    { 'content-type': null },
  ],
  [
    'blob-json',
    'a Blob of application/json',
    { body: '{}', contentType: 'application/json', contentTypeIsImplicit: true },
    'asked',
    { 'content-type': 'application/json' },
  ],
  [
    'blob-html',
    'a Blob of text/html',
    { body: '<p>', contentType: 'text/html', contentTypeIsImplicit: true },
    'asked',
    { 'content-type': 'text/html' },
  ],
  [
    'blob-form-data',
    'a Blob of multipart/form-data',
    { body: 'word', contentType: 'multipart/form-data', contentTypeIsImplicit: true },
    'none',
    { 'content-type': 'multipart/form-data' },
  ],
  [
    'blob-nonsense',
    'a Blob whose type is no MIME type',
    { body: 'word', contentType: 'nonsense', contentTypeIsImplicit: true },
    'asked',
    { 'content-type': 'nonsense' },
  ],
  [
    'bytes-typed',
    'bytes whose type the author sets',
    { body: 'bytes:00ff', contentType: 'application/octet-stream' },
    'asked',
    { 'content-type': 'application/octet-stream' },
  ],
  [
    'form-data-typed',
    'FormData whose type the author sets',
    { body: 'formdata:k=v', contentType: 'application/json' },
    'asked',
    { 'content-type': 'application/json' },
  ],
];

const XHR = { api: 'xhr' } as const;
const APIS: readonly [prefix: string, says: string, request: Partial<RequestInput>][] = [
  ['', 'fetch', {}],
  ['xhr-', 'XMLHttpRequest', XHR],
];

const slug = (text: string) =>
  text
    .replaceAll('*', 'star')
    .replace(/[^A-Za-z0-9-]/g, '')
    .replace(/-$/, '-alone');
/** Methods that differ in case alone need ids that do not. */
const caseOf = (text: string) => {
  if (text === text.toUpperCase()) return 'upper';
  return text === text.toLowerCase() ? 'lower' : 'mixed';
};
const methodId = (method: string) => `${slug(method).toLowerCase()}-${caseOf(method)}`;

const byMethod = ([given, sent, asked]: MethodRow): ScenarioInput[] =>
  APIS.map(([prefix, says, api]) =>
    asking(
      `safelist/${prefix}method-${methodId(given)}`,
      asked === 'none'
        ? `${given} by ${says} goes out as ${sent}, unasked`
        : `${given} by ${says} goes out as ${sent}, which is asked for`,
      { ...api, method: given },
      PERMISSIVE,
      permitted(sent, asked === 'none' ? 'none' : null, {}),
    ),
  );

const byMethodAsGiven = (method: string): ScenarioInput[] =>
  APIS.map(([prefix, says, api]) =>
    asking(
      `safelist/${prefix}method-as-given-${methodId(method)}`,
      `${method} by ${says} is asked for, and goes out, as it was given`,
      { ...api, method },
      PERMISSIVE,
      permitted(method, null, {}),
    ),
  );

const byForbiddenMethod = (method: string): ScenarioInput[] =>
  APIS.map(([prefix, says, api]) =>
    asking(
      `safelist/${prefix}forbidden-method-${methodId(method)}`,
      `${method} by ${says} never leaves`,
      { ...api, method },
      PERMISSIVE,
      NOTHING_SENT,
    ),
  );

const byHeader = ([id, what, name, value, asked]: HeaderRow): ScenarioInput[] =>
  APIS.map(([prefix, says, api]) =>
    asking(
      `safelist/${prefix}header-${id}`,
      `${what}, by ${says}`,
      { ...api, headers: [[name, value]] },
      PERMISSIVE,
      permitted('GET', asked === 'none' ? 'none' : name.toLowerCase(), { [name.toLowerCase()]: value.trim() }),
    ),
  );

const byRange = ([id, what, value, asked]: RangeRow): ScenarioInput[] =>
  APIS.map(([prefix, says, api]) =>
    asking(
      `safelist/${prefix}range-${id}`,
      `${what}, by ${says}`,
      { ...api, headers: [['Range', value]] },
      PERMISSIVE,
      permitted('GET', asked === 'none' ? 'none' : 'range', {}),
    ),
  );

const byUnsafeByte = ([id, what, byte]: (typeof UNSAFE_BYTES)[number]): ScenarioInput[] => [
  asking(
    `safelist/unsafe-${id}-in-accept`,
    `${what} makes Accept unsafe`,
    { headers: [['accept', `text/plain${byte}q=1`]] },
    RELUCTANT,
    refused('GET', 'accept'),
  ),
  asking(
    `safelist/unsafe-${id}-in-type`,
    `${what} makes Content-Type unsafe`,
    { method: 'POST', contentType: `text/plain;a=b${byte}c`, body: 'word' },
    RELUCTANT,
    refused('POST', 'content-type'),
  ),
];

const byType = ([id, what, contentType, asked]: TypeRow): ScenarioInput[] => [
  asking(
    `safelist/type-${id}`,
    `Content-Type by fetch: ${what}`,
    { method: 'POST', contentType, body: 'word' },
    PERMISSIVE,
    permitted('POST', asked === 'none' ? 'none' : 'content-type', { 'content-type': contentType.trim() }),
  ),
  asking(
    `safelist/xhr-type-${id}`,
    `Content-Type by XMLHttpRequest: ${what}`,
    { ...XHR, method: 'POST', contentType, body: 'word' },
    PERMISSIVE,
    // A charset may be put right on its way: https://xhr.spec.whatwg.org/#the-send()-method
    permitted('POST', asked === 'none' ? 'none' : 'content-type', {}),
  ),
];

const bySeveral = ([id, note, request, method, asked, seen]: SeveralRow) =>
  asking(`safelist/${id}`, note, request, PERMISSIVE, permitted(method, asked, seen));

const byForbidden = ([name, value, seen]: ForbiddenRow): ScenarioInput[] =>
  APIS.map(([prefix, says, api]) =>
    asking(
      `safelist/${prefix}forbidden-${slug(name).toLowerCase()}`,
      `${name} is not to be set by ${says}`,
      { ...api, headers: [[name, value]] },
      PERMISSIVE,
      permitted('GET', 'none', seen),
    ),
  );

const byOverride = ([id, what, value]: (typeof OVERRIDES)[number]) =>
  asking(
    `safelist/forbidden-override-${id}`,
    `X-HTTP-Method-Override is dropped for ${what}`,
    { headers: [['X-HTTP-Method-Override', value]] },
    PERMISSIVE,
    permitted('GET', 'none', { 'x-http-method-override': null }),
  );

const byNoCors = ([id, note, request, seen]: NoCorsRow) =>
  asking(`safelist/no-cors-${id}`, note, { mode: 'no-cors', ...request }, answering(), {
    ...UNASKED,
    outcome: 'opaque',
    status: 0,
    requestHeadersSeenByServer: seen,
  });

const byNoCorsMethod = (method: string) =>
  asking(
    `safelist/no-cors-method-${methodId(method)}`,
    `no-cors has no method ${method}`,
    { mode: 'no-cors', method },
    PERMISSIVE,
    NOTHING_SENT,
  );

const byBody = ([id, what, request, asked, seen]: BodyRow): ScenarioInput[] =>
  APIS.map(([prefix, says, api]) =>
    asking(
      `safelist/${prefix}body-${id}`,
      `the body is ${what}, by ${says}`,
      { ...api, method: 'POST', ...request },
      PERMISSIVE,
      permitted('POST', asked === 'none' ? 'none' : 'content-type', seen),
    ),
  );

const GET_WITH_BODY: readonly ScenarioInput[] = [
  asking('safelist/get-with-body', 'fetch makes no GET with a body', { body: 'word' }, PERMISSIVE, NOTHING_SENT),
  asking(
    'safelist/head-with-body',
    'fetch makes no HEAD with a body',
    { method: 'HEAD', body: 'word' },
    PERMISSIVE,
    NOTHING_SENT,
  ),
  asking(
    'safelist/xhr-get-with-body',
    'XMLHttpRequest forgets the body of a GET',
    { ...XHR, body: 'word' },
    PERMISSIVE,
    permitted('GET', 'none', { 'content-type': null, 'content-length': null }),
  ),
];

/** https://fetch.spec.whatwg.org/#cors-safelisted-method, #cors-safelisted-request-header, #forbidden-request-header */
export const safelist: readonly ScenarioInput[] = [
  ...METHODS.flatMap(byMethod),
  ...METHODS_AS_GIVEN.flatMap(byMethodAsGiven),
  ...FORBIDDEN_METHODS.flatMap(byForbiddenMethod),
  ...HEADERS.flatMap(byHeader),
  ...RANGES.flatMap(byRange),
  ...UNSAFE_BYTES.flatMap(byUnsafeByte),
  ...CONTENT_TYPES.flatMap(byType),
  ...SEVERAL.map(bySeveral),
  ...FORBIDDEN.flatMap(byForbidden),
  ...OVERRIDES.map(byOverride),
  ...NO_CORS.map(byNoCors),
  ...NO_CORS_METHODS.map(byNoCorsMethod),
  ...BODIES.flatMap(byBody),
  ...GET_WITH_BODY,
];
