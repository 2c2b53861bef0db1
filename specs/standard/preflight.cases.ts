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
  type ServerInput,
  THIS_PAGE,
  WITH_CREDENTIALS,
} from './build.ts';

type Fate = 'passes' | 'fails';

const PUT = { method: 'PUT' } as const;
const INCLUDE = { credentials: 'include' } as const;
const XHR = { api: 'xhr' } as const;

const allowMethods = (...values: string[]): Headers => values.map((value) => ['access-control-allow-methods', value]);
const allowHeaders = (...values: string[]): Headers => values.map((value) => ['access-control-allow-headers', value]);
const PUT_FOR_ANYONE: Headers = [...ANYONE, ...allowMethods('PUT')];

/** What becomes of a request whose preflight passes, where the answer allows the origin, or fails. */
const AFTER: Record<Fate, Expected> = {
  passes: { outcome: 'readable', preflight: 'sent', reached: true, effects: { [API]: 1 }, status: 200 },
  fails: { outcome: 'blocked', preflight: 'sent', reached: false, reachedHops: [], effects: { [API]: 0 }, status: 0 },
};
/** The preflight passes and the answer does not: the request has been made, and nobody may read what came of it. */
const UNREAD: Expected = { outcome: 'blocked', preflight: 'sent', reached: true, effects: { [API]: 1 }, status: 0 };

type StatusRow = [status: number, fate: Fate];

/** Every status from 200 to 299 is ok, and no other. */
const STATUSES: readonly StatusRow[] = [
  [200, 'passes'],
  [201, 'passes'],
  [202, 'passes'],
  [203, 'passes'],
  [204, 'passes'],
  [205, 'passes'],
  [206, 'passes'],
  [226, 'passes'],
  [299, 'passes'],
  [300, 'fails'],
  [301, 'fails'],
  [302, 'fails'],
  [303, 'fails'],
  [304, 'fails'],
  [305, 'fails'],
  [307, 'fails'],
  [308, 'fails'],
  [399, 'fails'],
  [400, 'fails'],
  [401, 'fails'],
  [402, 'fails'],
  [403, 'fails'],
  [404, 'fails'],
  [405, 'fails'],
  [408, 'fails'],
  [409, 'fails'],
  [410, 'fails'],
  [418, 'fails'],
  [422, 'fails'],
  [429, 'fails'],
  [451, 'fails'],
  [499, 'fails'],
  [500, 'fails'],
  [501, 'fails'],
  [502, 'fails'],
  [503, 'fails'],
  [504, 'fails'],
  [599, 'fails'],
  [600, 'fails'],
  [999, 'fails'],
];

const REDIRECTS = [301, 302, 303, 307, 308];

type MethodsRow = [id: string, what: string, method: string, values: readonly string[], fate: Fate];

/** Values of Allow-Methods: a list of tokens, compared with the method byte by byte. */
const ALLOW_METHODS: readonly MethodsRow[] = [
  ['exact', 'PUT', 'PUT', ['PUT'], 'passes'],
  ['among-others', 'a list with PUT in the middle', 'PUT', ['GET, PUT, DELETE'], 'passes'],
  ['no-spaces', 'a list without spaces', 'PUT', ['GET,PUT,DELETE'], 'passes'],
  ['many-spaces', 'a list with spaces before its commas', 'PUT', ['GET  ,  PUT  ,  DELETE'], 'passes'],
  ['tabs', 'a list with tabs', 'PUT', ['GET,\tPUT\t,DELETE'], 'passes'],
  ['empty-elements', 'a list with empty elements', 'PUT', ['GET,,PUT'], 'passes'],
  ['comma-first', 'a comma before PUT', 'PUT', [', PUT'], 'passes'],
  ['comma-last', 'a comma behind PUT', 'PUT', ['PUT,'], 'passes'],
  ['two-lines', 'GET in one line, PUT in the next', 'PUT', ['GET', 'PUT'], 'passes'],
  ['empty-line', 'an empty line, and PUT in the next', 'PUT', ['', 'PUT'], 'passes'],
  ['twice', 'PUT twice', 'PUT', ['PUT, PUT'], 'passes'],
  ['star', '*', 'PUT', ['*'], 'passes'],
  ['star-among-others', '* in a list', 'PUT', ['GET, *'], 'passes'],
  ['star-in-second-line', '* in a second line', 'PUT', ['GET', '*'], 'passes'],
  ['missing', 'nothing', 'PUT', [], 'fails'],
  ['empty', 'an empty value', 'PUT', [''], 'fails'],
  ['commas', 'nothing but commas', 'PUT', [',,'], 'fails'],
  ['others', 'other methods', 'PUT', ['GET, POST, DELETE'], 'fails'],
  ['lower-case', 'put in lower case', 'PUT', ['put'], 'fails'],
  ['mixed-case', 'Put in mixed case', 'PUT', ['Put'], 'fails'],
  ['longer', 'a longer word', 'PUT', ['PUTS'], 'fails'],
  ['shorter', 'a shorter word', 'PUT', ['PU'], 'fails'],
  ['quoted', 'PUT in quotes', 'PUT', ['"PUT"'], 'fails'],
  ['by-spaces', 'methods with spaces between', 'PUT', ['GET PUT'], 'fails'],
  ['by-semicolons', 'methods with semicolons between', 'PUT', ['GET; PUT'], 'fails'],
  ['by-bars', 'methods with bars between, which are one word', 'PUT', ['GET|PUT'], 'fails'],
  ['no-token-behind', 'PUT, and something that is no method', 'PUT', ['PUT, D@LETE'], 'fails'],
  ['no-token-before', 'something that is no method, and PUT', 'PUT', ['{GET}, PUT'], 'fails'],
  ['no-token-in-other-line', 'PUT, and a second line that is no method', 'PUT', ['PUT', 'D@LETE'], 'fails'],
  ['star-and-no-token', '*, and something that is no method', 'PUT', ['*, D@LETE'], 'fails'],
  ['parameter', 'PUT with a parameter', 'PUT', ['PUT;q=1'], 'fails'],
  ['vertical-tab', 'a vertical tab before PUT', 'PUT', ['\u000bPUT'], 'fails'],
  ['form-feed', 'a form feed behind PUT', 'PUT', ['PUT\f'], 'fails'],
  ['star-and-text', '* with text behind it', 'PUT', ['*x'], 'fails'],
  ['quoted-star', '* in quotes', 'PUT', ['"*"'], 'fails'],
  ['delete-for-put', 'DELETE, where PUT is asked for', 'PUT', ['DELETE'], 'fails'],
  ['options', 'the method of the preflight', 'PUT', ['OPTIONS'], 'fails'],
  ['patch', 'PATCH for PATCH', 'PATCH', ['PATCH'], 'passes'],
  ['patch-lower', 'patch for PATCH', 'PATCH', ['patch'], 'fails'],
  ['lower-patch-upper', 'PATCH for patch', 'patch', ['PATCH'], 'fails'],
  ['options-options', 'OPTIONS for OPTIONS', 'OPTIONS', ['OPTIONS'], 'passes'],
  ['delete-lower', 'delete for DELETE', 'DELETE', ['delete'], 'fails'],
  ['normalised-put', 'PUT for put, which was put in capitals', 'put', ['PUT'], 'passes'],
  ['given-put', 'put for put, which was put in capitals', 'put', ['put'], 'fails'],
];

/** Methods that no list knows, and ones in a case that is not theirs: any token is a method, byte by byte. */
const OWN_METHODS: readonly MethodsRow[] = [
  ['allowed', 'CHICKEN for CHICKEN', 'CHICKEN', ['CHICKEN'], 'passes'],
  ['star', '* for CHICKEN', 'CHICKEN', ['*'], 'passes'],
  ['among-others', 'a list with CHICKEN in it', 'CHICKEN', ['PUT, CHICKEN, DELETE'], 'passes'],
  ['others', 'other methods for CHICKEN', 'CHICKEN', ['GET, POST, PUT, DELETE'], 'fails'],
  ['missing', 'nothing for CHICKEN', 'CHICKEN', [], 'fails'],
  ['lower-case', 'chicken for CHICKEN', 'CHICKEN', ['chicken'], 'fails'],
  ['given-patch', 'patch for patch, which is not put in capitals', 'patch', ['patch'], 'passes'],
  ['both-patches', 'both patch and PATCH for patch', 'patch', ['PATCH, patch'], 'passes'],
  ['star-for-patch', '* for patch', 'patch', ['*'], 'passes'],
  ['dashes', 'a method of several words', 'a-custom-method', ['a-custom-method'], 'passes'],
  ['odd-token', 'a method of punctuation', "!#$%&'*+-.^_`|~", ["!#$%&'*+-.^_`|~"], 'passes'],
  ['query', 'QUERY for QUERY', 'QUERY', ['QUERY'], 'passes'],
  ['other-protocol', 'a method of RTSP', 'DESCRIBE', ['DESCRIBE'], 'passes'],
];

type HeadersRow = [id: string, what: string, asked: Headers, values: readonly string[], fate: Fate];

const X_SHOP: Headers = [['X-Shop', '1']];
const TWO: Headers = [
  ['x-shop', '1'],
  ['x-till', '2'],
];

/** Values of Allow-Headers: a list of names, in any case. */
const ALLOW_HEADERS: readonly HeadersRow[] = [
  ['exact', 'the name', X_SHOP, ['x-shop'], 'passes'],
  ['other-case', 'the name in capitals', X_SHOP, ['X-SHOP'], 'passes'],
  ['among-others', 'a list with the name in it', X_SHOP, ['x-a, x-shop, x-b'], 'passes'],
  ['no-spaces', 'a list without spaces', X_SHOP, ['x-a,x-shop,x-b'], 'passes'],
  ['tabs-and-spaces', 'a list with tabs and spaces', X_SHOP, ['x-a \t,\t x-shop'], 'passes'],
  ['empty-elements', 'a list with empty elements', X_SHOP, [',x-a,,x-shop,'], 'passes'],
  ['two-lines', 'the name in a second line', X_SHOP, ['x-a', 'x-shop'], 'passes'],
  ['star', '*', X_SHOP, ['*'], 'passes'],
  ['star-among-others', '* in a list', X_SHOP, ['x-a, *'], 'passes'],
  ['star-for-two', '* for two names', TWO, ['*'], 'passes'],
  ['both', 'both of two names', TWO, ['x-till, x-shop'], 'passes'],
  ['both-in-two-lines', 'both of two names, in two lines', TWO, ['x-till', 'x-shop'], 'passes'],
  ['first-of-two', 'the first of two names', TWO, ['x-shop'], 'fails'],
  ['second-of-two', 'the second of two names', TWO, ['x-till'], 'fails'],
  ['missing', 'nothing', X_SHOP, [], 'fails'],
  ['empty', 'an empty value', X_SHOP, [''], 'fails'],
  ['others', 'other names', X_SHOP, ['x-a, x-b'], 'fails'],
  ['longer', 'a longer name', X_SHOP, ['x-shop-2'], 'fails'],
  ['shorter', 'a shorter name', X_SHOP, ['x-sho'], 'fails'],
  ['pattern', 'a pattern for names', X_SHOP, ['x-*'], 'fails'],
  ['quoted', 'the name in quotes', X_SHOP, ['"x-shop"'], 'fails'],
  ['with-colon', 'the name and a colon', X_SHOP, ['x-shop:'], 'fails'],
  ['with-value', 'the name and its value', X_SHOP, ['x-shop: 1'], 'fails'],
  ['by-spaces', 'names with spaces between', X_SHOP, ['x-a x-shop'], 'fails'],
  ['by-semicolons', 'names with semicolons between', X_SHOP, ['x-a;x-shop'], 'fails'],
  ['no-token-behind', 'the name, and something that is no name', X_SHOP, ['x-shop, x(a)'], 'fails'],
  ['no-token-before', 'something that is no name, and the name', X_SHOP, ['<x-a>, x-shop'], 'fails'],
  ['no-token-in-other-line', 'the name, and a second line that is no name', X_SHOP, ['x-shop', 'x a'], 'fails'],
  ['star-and-no-token', '*, and something that is no name', X_SHOP, ['*, x@a'], 'fails'],
  ['vertical-tab', 'a vertical tab before the name', X_SHOP, ['\u000bx-shop'], 'fails'],
  ['safelisted-names', 'names that are safe anyway', X_SHOP, ['accept, content-type'], 'fails'],
  ['unsafe-accept', 'Accept, for an unsafe value of Accept', [['accept', '"']], ['accept'], 'passes'],
  ['unsafe-accept-missing', 'nothing, for an unsafe value of Accept', [['accept', '"']], [], 'fails'],
  ['authorization', 'Authorization by name', [['Authorization', 'Bearer t']], ['authorization'], 'passes'],
  ['authorization-star', '*, for Authorization', [['Authorization', 'Bearer t']], ['*'], 'fails'],
  ['authorization-and-star', '* and Authorization', [['Authorization', 'Bearer t']], ['*, Authorization'], 'passes'],
  [
    'authorization-other-case',
    'AUTHORIZATION in capitals',
    [['authorization', 'Bearer t']],
    ['AUTHORIZATION'],
    'passes',
  ],
  [
    'authorization-among-others',
    '*, for Authorization and another name',
    [...X_SHOP, ['Authorization', 'Bearer t']],
    ['*'],
    'fails',
  ],
];

type PreflightRow = [id: string, note: string, request: Partial<RequestInput>, server: ServerInput, expect: Expected];

const COUNTED_WITH_CREDENTIALS = permitting([...WITH_CREDENTIALS, ...allowMethods('PUT')], WITH_CREDENTIALS);

/** Both answers have to allow the origin, each for itself. */
const BOTH_ANSWERS: readonly PreflightRow[] = [
  ['both', 'both answers allow the origin', PUT, permitting(PUT_FOR_ANYONE, ANYONE), AFTER.passes],
  [
    'by-name-then-star',
    'one answer may name the origin, the other say *',
    PUT,
    permitting([...THIS_PAGE, ...allowMethods('PUT')], ANYONE),
    AFTER.passes,
  ],
  [
    'star-then-by-name',
    'one answer may say *, the other name the origin',
    PUT,
    permitting(PUT_FOR_ANYONE, THIS_PAGE),
    AFTER.passes,
  ],
  [
    'preflight-without-origin',
    'a preflight that allows no origin fails',
    PUT,
    permitting(allowMethods('PUT'), ANYONE),
    AFTER.fails,
  ],
  [
    'answer-without-origin',
    'an answer that allows no origin is not read after a good preflight',
    PUT,
    permitting(PUT_FOR_ANYONE, []),
    UNREAD,
  ],
  [
    'preflight-for-others',
    'a preflight that allows another origin fails',
    PUT,
    permitting([['access-control-allow-origin', 'https://shop.com'], ...allowMethods('PUT')], ANYONE),
    AFTER.fails,
  ],
  [
    'preflight-two-lines',
    'a preflight with two lines of Allow-Origin fails',
    PUT,
    permitting([...ANYONE, ...PUT_FOR_ANYONE], ANYONE),
    AFTER.fails,
  ],
  [
    'answer-for-others',
    'an answer that allows another origin is not read after a good preflight',
    PUT,
    permitting(PUT_FOR_ANYONE, [['access-control-allow-origin', 'https://shop.com']]),
    UNREAD,
  ],
  [
    'neither',
    'where no answer allows the origin, the preflight fails',
    PUT,
    permitting(allowMethods('PUT'), []),
    AFTER.fails,
  ],
  [
    'permissions-on-the-answer',
    'methods that the answer allows come too late',
    PUT,
    permitting(ANYONE, PUT_FOR_ANYONE),
    AFTER.fails,
  ],
  [
    'answer-404',
    'the status of the answer may be any',
    PUT,
    { preflight: { status: 204, headers: PUT_FOR_ANYONE }, response: { status: 404, headers: ANYONE } },
    { ...AFTER.passes, status: 404 },
  ],
  [
    'silent-server',
    'a server that answers OPTIONS as it answers all lets a preflight pass where it allows the method',
    PUT,
    { preflight: null, response: { headers: PUT_FOR_ANYONE } },
    AFTER.passes,
  ],
  [
    'silent-server-without-methods',
    'a server that answers OPTIONS as it answers all has to allow the method',
    PUT,
    { preflight: null, response: { headers: ANYONE } },
    AFTER.fails,
  ],
  [
    'silent-server-404',
    'a server that answers 404 to all fails the preflight',
    PUT,
    { preflight: null, response: { status: 404, headers: PUT_FOR_ANYONE } },
    AFTER.fails,
  ],
  [
    'get-needs-no-methods',
    'a preflight for GET needs no Allow-Methods',
    { headers: X_SHOP },
    permitting([...ANYONE, ...allowHeaders('x-shop')], ANYONE),
    AFTER.passes,
  ],
  [
    'post-needs-no-methods',
    'a preflight for POST passes though another method is allowed',
    { method: 'POST', headers: X_SHOP },
    permitting([...PUT_FOR_ANYONE, ...allowHeaders('x-shop')], ANYONE),
    AFTER.passes,
  ],
  [
    'head-needs-no-methods',
    'a preflight for HEAD needs no Allow-Methods',
    { method: 'HEAD', headers: X_SHOP },
    permitting([...ANYONE, ...allowHeaders('x-shop')], ANYONE),
    AFTER.passes,
  ],
  [
    'get-with-malformed-methods',
    'malformed Allow-Methods fail a preflight that needs none',
    { headers: X_SHOP },
    permitting([...ANYONE, ...allowHeaders('x-shop'), ...allowMethods('GET/POST')], ANYONE),
    AFTER.fails,
  ],
  [
    'put-with-malformed-headers',
    'malformed Allow-Headers fail a preflight that needs none',
    PUT,
    permitting([...PUT_FOR_ANYONE, ...allowHeaders('x-shop;x-till')], ANYONE),
    AFTER.fails,
  ],
  [
    'method-without-headers',
    'an allowed method does not allow a header',
    { ...PUT, headers: X_SHOP },
    permitting(PUT_FOR_ANYONE, ANYONE),
    AFTER.fails,
  ],
  [
    'headers-without-method',
    'an allowed header does not allow a method',
    { ...PUT, headers: X_SHOP },
    permitting([...ANYONE, ...allowHeaders('x-shop')], ANYONE),
    AFTER.fails,
  ],
  [
    'json-allowed',
    'application/json passes where Content-Type is allowed',
    { method: 'POST', contentType: 'application/json', body: '{}' },
    permitting([...ANYONE, ...allowHeaders('Content-Type')], ANYONE),
    AFTER.passes,
  ],
  [
    'json-not-allowed',
    'application/json does not pass by itself',
    { method: 'POST', contentType: 'application/json', body: '{}' },
    permitting(ANYONE, ANYONE),
    AFTER.fails,
  ],
];

/** With credentials the preflight has to allow them, and * is a name like any other. */
const WITH_INCLUDE: readonly PreflightRow[] = [
  [
    'allowed',
    'a preflight that allows credentials passes',
    { ...PUT, ...INCLUDE },
    COUNTED_WITH_CREDENTIALS,
    AFTER.passes,
  ],
  [
    'xhr-allowed',
    'a preflight that allows credentials passes for XMLHttpRequest',
    { ...XHR, ...PUT, ...INCLUDE },
    COUNTED_WITH_CREDENTIALS,
    AFTER.passes,
  ],
  [
    'not-allowed',
    'a preflight that does not allow credentials fails',
    { ...PUT, ...INCLUDE },
    permitting([...THIS_PAGE, ...allowMethods('PUT')], WITH_CREDENTIALS),
    AFTER.fails,
  ],
  [
    'capital',
    'a preflight that says Allow-Credentials: True fails',
    { ...PUT, ...INCLUDE },
    permitting([...THIS_PAGE, ['access-control-allow-credentials', 'True'], ...allowMethods('PUT')], WITH_CREDENTIALS),
    AFTER.fails,
  ],
  [
    'origin-star',
    'a preflight that allows * as origin fails with credentials',
    { ...PUT, ...INCLUDE },
    permitting([...ANYONE, ['access-control-allow-credentials', 'true'], ...allowMethods('PUT')], WITH_CREDENTIALS),
    AFTER.fails,
  ],
  [
    'answer-without-credentials',
    'the answer has to allow credentials again',
    { ...PUT, ...INCLUDE },
    permitting([...WITH_CREDENTIALS, ...allowMethods('PUT')], THIS_PAGE),
    UNREAD,
  ],
  [
    'methods-star',
    '* allows no method with credentials',
    { ...PUT, ...INCLUDE },
    permitting([...WITH_CREDENTIALS, ...allowMethods('*')], WITH_CREDENTIALS),
    AFTER.fails,
  ],
  [
    'methods-star-and-name',
    '* beside the method does no harm with credentials',
    { ...PUT, ...INCLUDE },
    permitting([...WITH_CREDENTIALS, ...allowMethods('*, PUT')], WITH_CREDENTIALS),
    AFTER.passes,
  ],
  [
    'headers-star',
    '* allows no header with credentials',
    { headers: X_SHOP, ...INCLUDE },
    permitting([...WITH_CREDENTIALS, ...allowHeaders('*')], WITH_CREDENTIALS),
    AFTER.fails,
  ],
  [
    'headers-star-and-name',
    '* beside the header does no harm with credentials',
    { headers: X_SHOP, ...INCLUDE },
    permitting([...WITH_CREDENTIALS, ...allowHeaders('*, x-shop')], WITH_CREDENTIALS),
    AFTER.passes,
  ],
  [
    'xhr-headers-star',
    '* allows XMLHttpRequest no header with credentials',
    { ...XHR, headers: X_SHOP, ...INCLUDE },
    permitting([...WITH_CREDENTIALS, ...allowHeaders('*')], WITH_CREDENTIALS),
    AFTER.fails,
  ],
  [
    'header-called-star',
    '* allows a header called * with credentials',
    { headers: [['*', '1']], ...INCLUDE },
    permitting([...WITH_CREDENTIALS, ...allowHeaders('*')], WITH_CREDENTIALS),
    { ...AFTER.passes, preflightHeadersSeenByServer: { 'access-control-request-headers': '*' } },
  ],
  [
    'authorization-by-name',
    'Authorization passes by name with credentials',
    { headers: [['authorization', 'Bearer t']], ...INCLUDE },
    permitting([...WITH_CREDENTIALS, ...allowHeaders('Authorization')], WITH_CREDENTIALS),
    AFTER.passes,
  ],
  [
    'authorization-star',
    '* does not allow Authorization with credentials',
    { headers: [['authorization', 'Bearer t']], ...INCLUDE },
    permitting([...WITH_CREDENTIALS, ...allowHeaders('*')], WITH_CREDENTIALS),
    AFTER.fails,
  ],
  [
    'omit-and-star',
    '* allows method and header in mode omit',
    { ...PUT, headers: X_SHOP, credentials: 'omit' },
    permitting([...ANYONE, ...allowMethods('*'), ...allowHeaders('*')], ANYONE),
    AFTER.passes,
  ],
];

const SID = { url: API, name: 'sid', value: '1', sameSite: 'None', secure: true } as const;

/** What a preflight carries: who asks, for what, and nothing of the request itself. */
const CARRIED: readonly PreflightRow[] = [
  [
    'origin',
    'a preflight names the origin of the page',
    PUT,
    permitting(PUT_FOR_ANYONE, ANYONE),
    {
      ...AFTER.passes,
      preflightHeadersSeenByServer: { ':method': 'OPTIONS', origin: PAGE, 'access-control-request-method': 'PUT' },
      requestHeadersSeenByServer: {
        ':method': 'PUT',
        origin: PAGE,
        'access-control-request-method': null,
        'access-control-request-headers': null,
      },
    },
  ],
  [
    'accept',
    'a preflight accepts anything, whatever the request accepts',
    { ...PUT, headers: [['Accept', 'text/plain']] },
    permitting(PUT_FOR_ANYONE, ANYONE),
    {
      ...AFTER.passes,
      preflightHeadersSeenByServer: { accept: '*/*' },
      requestHeadersSeenByServer: { accept: 'text/plain' },
    },
  ],
  [
    'no-headers-of-the-request',
    'a preflight names the headers of the request and carries none',
    {
      ...PUT,
      headers: [
        ['X-Shop', '1'],
        ['Authorization', 'Bearer t'],
      ],
      contentType: 'application/json',
      body: '{}',
    },
    permitting([...PUT_FOR_ANYONE, ...allowHeaders('x-shop, authorization, content-type')], ANYONE),
    {
      ...AFTER.passes,
      preflightHeadersSeenByServer: {
        'access-control-request-headers': 'authorization,content-type,x-shop',
        'x-shop': null,
        authorization: null,
        'content-type': null,
      },
      requestHeadersSeenByServer: { 'x-shop': '1', authorization: 'Bearer t', 'content-type': 'application/json' },
    },
  ],
  [
    'no-safe-headers-of-the-request',
    'a preflight carries no safe headers of the request either',
    {
      ...PUT,
      headers: [
        ['Content-Language', 'de'],
        ['Range', 'bytes=0-9'],
      ],
    },
    permitting(PUT_FOR_ANYONE, ANYONE),
    {
      ...AFTER.passes,
      preflightHeadersSeenByServer: {
        'access-control-request-headers': null,
        'content-language': null,
        range: null,
      },
      requestHeadersSeenByServer: { 'content-language': 'de', range: 'bytes=0-9' },
    },
  ],
  [
    'referrer',
    'a preflight carries the referrer of the request',
    PUT,
    permitting(PUT_FOR_ANYONE, ANYONE),
    {
      ...AFTER.passes,
      preflightHeadersSeenByServer: { referer: `${PAGE}/` },
      requestHeadersSeenByServer: { referer: `${PAGE}/` },
    },
  ],
  [
    'no-referrer',
    'a preflight carries no referrer where the request shall have none',
    { ...PUT, referrerPolicy: 'no-referrer' },
    permitting(PUT_FOR_ANYONE, ANYONE),
    {
      ...AFTER.passes,
      preflightHeadersSeenByServer: { referer: null, origin: PAGE },
      requestHeadersSeenByServer: { referer: null, origin: PAGE },
    },
  ],
  [
    'xhr',
    'XMLHttpRequest makes the same preflight',
    { ...XHR, ...PUT, headers: X_SHOP },
    permitting([...PUT_FOR_ANYONE, ...allowHeaders('x-shop')], ANYONE),
    {
      ...AFTER.passes,
      preflightHeadersSeenByServer: {
        ':method': 'OPTIONS',
        origin: PAGE,
        accept: '*/*',
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'x-shop',
        'x-shop': null,
      },
    },
  ],
  [
    'fetch-metadata',
    'a preflight says that it is made in mode cors',
    PUT,
    permitting(PUT_FOR_ANYONE, ANYONE),
    { ...AFTER.passes, preflightHeadersSeenByServer: { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' } },
  ],
  [
    'keepalive',
    'a keepalive request makes a preflight like any other',
    { ...PUT, keepalive: true },
    permitting(PUT_FOR_ANYONE, ANYONE),
    AFTER.passes,
  ],
  [
    'url-with-query',
    'a preflight asks for the whole URL',
    { ...PUT, url: `${API}/orders/7?part=2` },
    permitting(PUT_FOR_ANYONE, ANYONE),
    { ...AFTER.passes, preflightHops: [0] },
  ],
];

type CookieRow = [
  id: string,
  note: string,
  request: Partial<RequestInput>,
  server: ServerInput,
  expect: Expected,
  cookie: string | null,
];

/** A preflight carries no cookies, whatever the request carries. */
const COOKIES: readonly CookieRow[] = [
  [
    'cookie-include',
    'no cookies on a preflight, though the request has them',
    { ...PUT, ...INCLUDE },
    COUNTED_WITH_CREDENTIALS,
    AFTER.passes,
    'sid=1',
  ],
  [
    'cookie-xhr-include',
    'no cookies on a preflight of XMLHttpRequest, though the request has them',
    { ...XHR, ...PUT, ...INCLUDE },
    COUNTED_WITH_CREDENTIALS,
    AFTER.passes,
    'sid=1',
  ],
  [
    'cookie-same-origin',
    'no cookies on a preflight, and none on the request',
    PUT,
    permitting(PUT_FOR_ANYONE, ANYONE),
    AFTER.passes,
    null,
  ],
];

type UnaskedRow = [
  id: string,
  note: string,
  request: Partial<RequestInput>,
  server: ServerInput,
  outcome: 'readable' | 'opaque',
];

/** Requests that make no preflight though method or headers would call for one. */
const UNASKED: readonly UnaskedRow[] = [
  [
    'own-origin-put',
    'PUT to the origin of the page makes no preflight',
    { url: `${PAGE}/x`, ...PUT },
    answering(),
    'readable',
  ],
  [
    'own-origin-header',
    'a header of the author’s own to the origin of the page makes no preflight',
    { url: `${PAGE}/x`, headers: X_SHOP },
    answering(),
    'readable',
  ],
  [
    'own-origin-json',
    'JSON to the origin of the page makes no preflight',
    { url: `${PAGE}/x`, method: 'POST', contentType: 'application/json', body: '{}' },
    answering(),
    'readable',
  ],
  [
    'own-origin-xhr-delete',
    'DELETE by XMLHttpRequest to the origin of the page makes no preflight',
    { ...XHR, url: `${PAGE}/x`, method: 'DELETE' },
    answering(),
    'readable',
  ],
  [
    'own-origin-own-method',
    'a method of the author’s own to the origin of the page makes no preflight',
    { url: `${PAGE}/x`, method: 'CHICKEN' },
    answering(),
    'readable',
  ],
  [
    'own-origin-xhr-patch',
    'patch by XMLHttpRequest to the origin of the page makes no preflight',
    { ...XHR, url: `${PAGE}/x`, method: 'patch' },
    answering(),
    'readable',
  ],
  [
    'own-origin-mode',
    'mode same-origin makes no preflight',
    { url: `${PAGE}/x`, mode: 'same-origin', ...PUT },
    answering(),
    'readable',
  ],
  [
    'no-cors',
    'mode no-cors makes no preflight',
    { mode: 'no-cors', method: 'POST', body: 'k=v' },
    answering(),
    'opaque',
  ],
  [
    'post',
    'a POST that is safelisted makes no preflight',
    { method: 'POST', body: 'k=v' },
    answering(ANYONE),
    'readable',
  ],
  ['img', 'a CORS image makes no preflight', { api: 'img' }, answering(ANYONE), 'readable'],
  [
    'script',
    'a CORS script makes no preflight',
    { api: 'script', ...INCLUDE },
    answering(WITH_CREDENTIALS),
    'readable',
  ],
];

const byStatus = ([status, fate]: StatusRow): ScenarioInput[] => [
  asking(
    `preflight/status-${status}`,
    `a preflight answered ${status} ${fate}`,
    PUT,
    { preflight: { status, headers: PUT_FOR_ANYONE }, response: { headers: ANYONE } },
    AFTER[fate],
  ),
  asking(
    `preflight/xhr-status-${status}`,
    `a preflight of XMLHttpRequest answered ${status} ${fate}`,
    { ...XHR, ...PUT },
    { preflight: { status, headers: PUT_FOR_ANYONE }, response: { headers: ANYONE } },
    AFTER[fate],
  ),
];

const byRedirect = (status: number): ScenarioInput =>
  asking(
    `preflight/redirect-${status}`,
    `a preflight does not follow a ${status} that leads on`,
    PUT,
    {
      preflight: { status, headers: [...PUT_FOR_ANYONE, ['location', `${API}/next`]] },
      response: { headers: ANYONE },
      hops: [
        {
          url: `${API}/next`,
          preflight: { status: 204, headers: PUT_FOR_ANYONE },
          response: { headers: ANYONE },
        },
      ],
    },
    { ...AFTER.fails, preflightHops: [0] },
  );

const byMethods = ([id, what, method, values, fate]: MethodsRow) =>
  asking(
    `preflight/methods-${id}`,
    `Allow-Methods: ${what}`,
    { method },
    permitting([...ANYONE, ...allowMethods(...values)], ANYONE),
    AFTER[fate],
  );

/** The server has to see the method as script gave it. */
const byOwnMethod = ([id, what, method, values, fate]: MethodsRow): ScenarioInput[] =>
  [{}, XHR].map((asker) =>
    asking(
      `preflight/own-methods-${asker === XHR ? 'xhr-' : ''}${id}`,
      `Allow-Methods${asker === XHR ? ' seen by XMLHttpRequest' : ''}: ${what}`,
      { ...asker, method, body: 'egg' },
      permitting([...ANYONE, ...allowMethods(...values)], ANYONE),
      {
        ...AFTER[fate],
        preflightHeadersSeenByServer: { 'access-control-request-method': method },
        requestHeadersSeenByServer: fate === 'passes' ? { ':method': method, 'content-length': '3' } : {},
      },
    ),
  );

const byHeaders = ([id, what, headers, values, fate]: HeadersRow): ScenarioInput[] => [
  asking(
    `preflight/headers-${id}`,
    `Allow-Headers: ${what}`,
    { headers },
    permitting([...ANYONE, ...allowHeaders(...values)], ANYONE),
    AFTER[fate],
  ),
  asking(
    `preflight/xhr-headers-${id}`,
    `Allow-Headers seen by XMLHttpRequest: ${what}`,
    { ...XHR, headers },
    permitting([...ANYONE, ...allowHeaders(...values)], ANYONE),
    AFTER[fate],
  ),
];

const byRow =
  (group: string) =>
  ([id, note, request, server, expect]: PreflightRow) =>
    asking(`preflight/${group}-${id}`, note, request, server, expect);

const byCookie = ([id, note, request, server, expect, cookie]: CookieRow) =>
  asking(
    `preflight/${id}`,
    note,
    request,
    server,
    { ...expect, preflightHeadersSeenByServer: { cookie: null }, requestHeadersSeenByServer: { cookie } },
    { cookies: [SID] },
  );

const byUnasked = ([id, note, request, server, outcome]: UnaskedRow) =>
  asking(`preflight/unasked-${id}`, note, request, server, {
    outcome,
    preflight: 'none',
    preflightHops: [],
    reached: true,
  });

const OPAQUE_PAGE = asking(
  'preflight/opaque-page',
  'a preflight from a page of opaque origin names null',
  PUT,
  permitting([...THIS_PAGE, ...allowMethods('PUT')], THIS_PAGE),
  {
    ...AFTER.passes,
    preflightHeadersSeenByServer: { origin: 'null' },
    requestHeadersSeenByServer: { origin: 'null' },
  },
  { page: { origin: PAGE, context: 'sandboxed-iframe' } },
);

const OPAQUE_PAGE_REFUSED = asking(
  'preflight/opaque-page-refused',
  'a preflight that names the page around an opaque origin fails',
  PUT,
  permitting([['access-control-allow-origin', PAGE], ...allowMethods('PUT')], ANYONE),
  AFTER.fails,
  { page: { origin: PAGE, context: 'sandboxed-iframe' } },
);

const WORKER = asking(
  'preflight/worker',
  'a worker makes the preflight that its page would make',
  { ...PUT, headers: X_SHOP },
  permitting([...PUT_FOR_ANYONE, ...allowHeaders('x-shop')], ANYONE),
  { ...AFTER.passes, preflightHeadersSeenByServer: { origin: PAGE, 'access-control-request-headers': 'x-shop' } },
  { page: { origin: PAGE, context: 'worker' } },
);

const COOKIE_OF_PREFLIGHT: ScenarioInput = {
  id: 'preflight/set-cookie',
  note: 'a cookie that a preflight sets is not kept',
  page: { origin: PAGE },
  steps: [
    {
      request: { url: `${API}/x`, ...PUT, ...INCLUDE },
      server: permitting(
        [...WITH_CREDENTIALS, ...allowMethods('PUT'), ['set-cookie', 'sid=2; SameSite=None; Secure; Path=/']],
        WITH_CREDENTIALS,
      ),
      expect: { ...AFTER.passes, requestHeadersSeenByServer: { cookie: null } },
    },
  ],
};

/** https://fetch.spec.whatwg.org/#cors-preflight-fetch */
export const preflight: readonly ScenarioInput[] = [
  ...STATUSES.flatMap(byStatus),
  ...REDIRECTS.map(byRedirect),
  ...ALLOW_METHODS.map(byMethods),
  ...OWN_METHODS.flatMap(byOwnMethod),
  ...ALLOW_HEADERS.flatMap(byHeaders),
  ...BOTH_ANSWERS.map(byRow('answers')),
  ...WITH_INCLUDE.map(byRow('credentials')),
  ...CARRIED.map(byRow('carries')),
  ...COOKIES.map(byCookie),
  ...UNASKED.map(byUnasked),
  OPAQUE_PAGE,
  OPAQUE_PAGE_REFUSED,
  WORKER,
  COOKIE_OF_PREFLIGHT,
];
