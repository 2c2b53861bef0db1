import type { ScenarioInput } from 'cross-examine';
import {
  ANYONE,
  API,
  type Expected,
  type Headers,
  PAGE,
  permitting,
  type RequestInput,
  type ServerInput,
  type StepInput,
  THIS_PAGE,
  WITH_CREDENTIALS,
} from './build.ts';

const PUT = { method: 'PUT' } as const;
const DELETE = { method: 'DELETE' } as const;
const INCLUDE = { credentials: 'include' } as const;
const XHR = { api: 'xhr' } as const;
const X_SHOP: Partial<RequestInput> = { headers: [['x-shop', '1']] };
const X_TILL: Partial<RequestInput> = { headers: [['x-till', '1']] };
const BOTH: Partial<RequestInput> = {
  headers: [
    ['x-shop', '1'],
    ['x-till', '1'],
  ],
};
const AUTHORIZATION: Partial<RequestInput> = { headers: [['authorization', 'Bearer t']] };

/** Long enough for every case: engines hold entries for hours at most, and for a minute all of them. */
const A_MINUTE = ['60'];

const maxAge = (values: readonly string[]): Headers => values.map((value) => ['access-control-max-age', value]);

/** A server that allows methods and headers for a minute. */
function allowing(methods: string | null, headers: string | null, age: readonly string[] = A_MINUTE): ServerInput {
  return permitting([...ANYONE, ...permissions(methods, headers), ...maxAge(age)], ANYONE);
}

/** The same for requests with credentials. */
function allowingCredentials(methods: string | null, headers: string | null): ServerInput {
  return permitting([...WITH_CREDENTIALS, ...permissions(methods, headers), ...maxAge(A_MINUTE)], WITH_CREDENTIALS);
}

function permissions(methods: string | null, headers: string | null): Headers {
  const names: Headers = [];
  if (methods !== null) names.push(['access-control-allow-methods', methods]);
  if (headers !== null) names.push(['access-control-allow-headers', headers]);
  return names;
}

const ALL = allowing('PUT, DELETE', 'x-shop, x-till');

type Preflight = 'sent' | 'none';

/** A request that is read, after a preflight or without one. */
function read(preflight: Preflight, request: Partial<RequestInput>, server: ServerInput, waitMsBefore = 0): StepInput {
  const expect: Expected = { outcome: 'readable', preflight, reached: true, status: 200 };
  return { waitMsBefore, request: { url: `${API}/x`, ...request }, server, expect };
}

/** A request whose preflight, or whose answer, is refused. */
function refused(
  preflight: Preflight,
  request: Partial<RequestInput>,
  server: ServerInput,
  reached: boolean,
): StepInput {
  return { request: { url: `${API}/x`, ...request }, server, expect: { outcome: 'blocked', preflight, reached } };
}

type CacheRow = [id: string, note: string, ...steps: StepInput[]];

/** What one preflight allows holds for later requests to the same URL. */
const COVERED: readonly CacheRow[] = [
  ['method', 'a method that was allowed is not asked for again', read('sent', PUT, ALL), read('none', PUT, ALL)],
  [
    'method-three-times',
    'a method that was allowed stays allowed',
    read('sent', PUT, ALL),
    read('none', PUT, ALL),
    read('none', PUT, ALL),
  ],
  ['header', 'a header that was allowed is not asked for again', read('sent', X_SHOP, ALL), read('none', X_SHOP, ALL)],
  [
    'json',
    'Content-Type that was allowed is not asked for again',
    read('sent', { method: 'POST', contentType: 'application/json', body: '{}' }, allowing(null, 'content-type')),
    read('none', { method: 'POST', contentType: 'application/xml', body: '<k/>' }, allowing(null, 'content-type')),
  ],
  [
    'header-other-value',
    'a header that was allowed may have another value',
    read('sent', X_SHOP, ALL),
    read('none', { headers: [['x-shop', '2']] }, ALL),
  ],
  [
    'header-other-case',
    'a header that was allowed may be written in other case',
    read('sent', X_SHOP, allowing(null, 'X-SHOP')),
    read('none', { headers: [['X-Shop', '1']] }, ALL),
  ],
  ['xhr', 'XMLHttpRequest asks once', read('sent', { ...XHR, ...PUT }, ALL), read('none', { ...XHR, ...PUT }, ALL)],
  [
    'fetch-then-xhr',
    'XMLHttpRequest uses what fetch was allowed',
    read('sent', PUT, ALL),
    read('none', { ...XHR, ...PUT }, ALL),
  ],
  [
    'xhr-then-fetch',
    'fetch uses what XMLHttpRequest was allowed',
    read('sent', { ...XHR, ...X_SHOP }, ALL),
    read('none', X_SHOP, ALL),
  ],
  [
    'method-listed',
    'a method is covered that was listed and not asked for',
    read('sent', PUT, ALL),
    read('none', DELETE, ALL),
  ],
  [
    'header-listed',
    'a header is covered that was listed and not asked for',
    read('sent', X_SHOP, ALL),
    read('none', X_TILL, ALL),
  ],
  [
    'method-listed-for-get',
    'a preflight for GET covers the methods it lists',
    read('sent', X_SHOP, ALL),
    read('none', PUT, ALL),
  ],
  [
    'header-listed-for-put',
    'a preflight for a method covers the headers it lists',
    read('sent', PUT, ALL),
    read('none', X_SHOP, ALL),
  ],
  [
    'method-and-header-listed',
    'a method and a header are covered together',
    read('sent', PUT, ALL),
    read('none', { ...DELETE, ...BOTH }, ALL),
  ],
  [
    'fewer-headers',
    'fewer headers are covered by more',
    read('sent', { ...PUT, ...BOTH }, ALL),
    read('none', { ...PUT, ...X_TILL }, ALL),
  ],
  [
    'safelisted-method',
    'a header is covered for every safelisted method',
    read('sent', { method: 'POST', ...X_SHOP }, allowing(null, 'x-shop')),
    read('none', X_SHOP, allowing(null, 'x-shop')),
  ],
  [
    'simple-in-between',
    'a simple request in between changes nothing',
    read('sent', PUT, ALL),
    read('none', {}, ALL),
    read('none', PUT, ALL),
  ],
  [
    'entries-add-up',
    'what two preflights allowed covers a request that needs both',
    read('sent', PUT, allowing('PUT', null)),
    read('sent', X_SHOP, allowing(null, 'x-shop')),
    read('none', { ...PUT, ...X_SHOP }, ALL),
  ],
  [
    'methods-add-up',
    'a second preflight leaves what the first allowed',
    read('sent', PUT, allowing('PUT', null)),
    read('sent', DELETE, allowing('DELETE', null)),
    read('none', PUT, ALL),
  ],
  [
    'fragment',
    'what is allowed for a URL is not for the same one with a fragment',
    read('sent', PUT, ALL),
    read('sent', { ...PUT, url: `${API}/x#part` }, ALL),
    read('none', PUT, ALL),
  ],
  [
    'two-urls',
    'what is allowed for one URL is kept beside what is allowed for another',
    read('sent', PUT, ALL),
    read('sent', { url: `${API}/y`, ...PUT }, ALL),
    read('none', PUT, ALL),
  ],
];

/** What one preflight does not allow is asked for. */
const NOT_COVERED: readonly CacheRow[] = [
  [
    'other-method',
    'a method that was not listed is asked for',
    read('sent', PUT, allowing('PUT', null)),
    read('sent', DELETE, ALL),
  ],
  [
    'other-header',
    'a header that was not listed is asked for',
    read('sent', X_SHOP, allowing(null, 'x-shop')),
    read('sent', X_TILL, ALL),
  ],
  [
    'more-headers',
    'one more header is asked for, together with the other',
    read('sent', X_SHOP, allowing(null, 'x-shop')),
    {
      ...read('sent', BOTH, ALL),
      expect: {
        outcome: 'readable',
        preflight: 'sent',
        preflightHeadersSeenByServer: { 'access-control-request-headers': 'x-shop,x-till' },
      },
    },
  ],
  [
    'method-without-header',
    'a method that was allowed brings no header with it',
    read('sent', PUT, allowing('PUT', null)),
    read('sent', { ...PUT, ...X_SHOP }, ALL),
  ],
  [
    'header-without-method',
    'a header that was allowed brings no method with it',
    read('sent', X_SHOP, allowing(null, 'x-shop')),
    read('sent', { ...PUT, ...X_SHOP }, ALL),
  ],
  ['other-path', 'another path is asked for', read('sent', PUT, ALL), read('sent', { ...PUT, url: `${API}/y` }, ALL)],
  [
    'other-query',
    'another query is asked for',
    read('sent', PUT, ALL),
    read('sent', { ...PUT, url: `${API}/x?part=2` }, ALL),
  ],
  [
    'other-host',
    'another host is asked for',
    read('sent', PUT, ALL),
    read('sent', { ...PUT, url: 'https://shop.page.com/x' }, ALL),
  ],
  [
    'other-port',
    'another port is asked for',
    read('sent', PUT, ALL),
    read('sent', { ...PUT, url: `${API}:8443/x` }, ALL),
  ],
  [
    'refused-preflight',
    'a preflight that failed is made again',
    refused('sent', PUT, allowing(null, null), false),
    read('sent', PUT, ALL),
  ],
  [
    'refused-status',
    'a preflight that failed by its status is made again, though it allowed the method',
    refused(
      'sent',
      PUT,
      { ...ALL, preflight: { status: 403, headers: [...ANYONE, ...permissions('PUT', null), ...maxAge(A_MINUTE)] } },
      false,
    ),
    read('sent', PUT, ALL),
  ],
];

/** * is kept as *. */
const STARS: readonly CacheRow[] = [
  [
    'star-methods',
    '* covers another method',
    read('sent', PUT, allowing('*', null)),
    read('none', DELETE, allowing('*', null)),
  ],
  [
    'star-headers',
    '* covers another header',
    read('sent', X_SHOP, allowing(null, '*')),
    read('none', X_TILL, allowing(null, '*')),
  ],
  [
    'star-both',
    '* and * cover another method and another header',
    read('sent', { ...PUT, ...X_SHOP }, allowing('*', '*')),
    read('none', { ...DELETE, ...X_TILL }, allowing('*', '*')),
  ],
  [
    'star-methods-only',
    '* for methods covers no header',
    read('sent', PUT, allowing('*', null)),
    read('sent', { ...PUT, ...X_SHOP }, ALL),
  ],
  [
    'star-authorization',
    '* does not cover Authorization',
    read('sent', X_SHOP, allowing(null, '*')),
    read('sent', AUTHORIZATION, allowing(null, 'authorization')),
  ],
  [
    'star-and-authorization',
    'Authorization is covered by its name beside *',
    read('sent', X_SHOP, allowing(null, '*, authorization')),
    read('none', AUTHORIZATION, allowing(null, '*, authorization')),
  ],
  [
    'star-headers-cut-short',
    'a name that * covers renews the *, and may cut it short',
    read('sent', X_SHOP, allowing(null, '*')),
    read('sent', AUTHORIZATION, allowing(null, 'authorization, x-till', ['0'])),
    read('sent', X_TILL, allowing(null, '*')),
  ],
  [
    'star-methods-with-credentials',
    '* that came with credentials covers another method with credentials, though no preflight would allow it so',
    read('sent', { ...PUT, ...INCLUDE }, allowingCredentials('PUT, *', null)),
    read('none', { ...DELETE, ...INCLUDE }, allowingCredentials('PUT, DELETE', null)),
  ],
  [
    'star-headers-with-credentials',
    '* that came with credentials covers another header with credentials, though no preflight would allow it so',
    read('sent', { ...X_SHOP, ...INCLUDE }, allowingCredentials(null, 'x-shop, *')),
    read('none', { ...X_TILL, ...INCLUDE }, allowingCredentials(null, 'x-shop, x-till')),
  ],
  [
    'star-then-credentials',
    '* covers nothing with credentials where it came without',
    read('sent', PUT, allowing('*', null)),
    read('sent', { ...PUT, ...INCLUDE }, allowingCredentials('PUT', null)),
  ],
];

/** An entry that was made with credentials serves requests without them, and not the other way round. */
const CREDENTIALS: readonly CacheRow[] = [
  [
    'with-then-with',
    'a request with credentials is covered by one with credentials',
    read('sent', { ...PUT, ...INCLUDE }, allowingCredentials('PUT', null)),
    read('none', { ...PUT, ...INCLUDE }, allowingCredentials('PUT', null)),
  ],
  [
    'with-then-without',
    'a request without credentials is covered by one with credentials',
    read('sent', { ...PUT, ...INCLUDE }, allowingCredentials('PUT', null)),
    read('none', PUT, allowingCredentials('PUT', null)),
  ],
  [
    'without-then-with',
    'a request with credentials is not covered by one without',
    read('sent', PUT, allowingCredentials('PUT', null)),
    read('sent', { ...PUT, ...INCLUDE }, allowingCredentials('PUT', null)),
  ],
  [
    'header-without-then-with',
    'a header with credentials is not covered by one without',
    read('sent', X_SHOP, allowingCredentials(null, 'x-shop')),
    read('sent', { ...X_SHOP, ...INCLUDE }, allowingCredentials(null, 'x-shop')),
  ],
  [
    'same-origin-then-omit',
    'modes same-origin and omit share what they are allowed',
    read('sent', PUT, ALL),
    read('none', { ...PUT, credentials: 'omit' }, ALL),
  ],
  [
    'omit-then-same-origin',
    'modes omit and same-origin share what they are allowed',
    read('sent', { ...PUT, credentials: 'omit' }, ALL),
    read('none', PUT, ALL),
  ],
  [
    'with-without-with',
    'a request without credentials leaves what was allowed with them',
    read('sent', { ...PUT, ...INCLUDE }, allowingCredentials('PUT', null)),
    read('none', PUT, allowingCredentials('PUT', null)),
    read('none', { ...PUT, ...INCLUDE }, allowingCredentials('PUT', null)),
  ],
  [
    'xhr-without-then-with',
    'XMLHttpRequest with credentials is not covered by one without',
    read('sent', { ...XHR, ...PUT }, allowingCredentials('PUT', null)),
    read('sent', { ...XHR, ...PUT, ...INCLUDE }, allowingCredentials('PUT', null)),
  ],
];

type MaxAgeRow = [id: string, what: string, values: readonly string[], second: Preflight, waitMs?: number];

/** Max-Age: digits alone count as seconds; whatever else is said, or nothing, means five. */
const MAX_AGES: readonly MaxAgeRow[] = [
  ['minute', '60', ['60'], 'none'],
  ['minute-later', '60, and five seconds go by', ['60'], 'none', 5_500],
  ['spaces', '60 between spaces', [' 60 '], 'none'],
  ['leading-zero', '060', ['060'], 'none'],
  ['day', '86400', ['86400'], 'none'],
  ['beyond-every-limit', 'more than any engine grants', ['31536000'], 'none'],
  ['beyond-32-bits', 'more than 32 bits hold', ['99999999999'], 'none'],
  ['zero', '0', ['0'], 'sent'],
  ['zeros', '000', ['000'], 'sent'],
  ['one-second-later', '1, and more than a second goes by', ['1'], 'sent', 1_200],
  ['missing', 'nothing', [], 'none'],
  ['missing-later', 'nothing, and five seconds go by', [], 'sent', 5_500],
  ['empty', 'an empty value', [''], 'none'],
  ['negative', '-1', ['-1'], 'none'],
  ['sign', '+60', ['+60'], 'none'],
  ['sign-later', '+60, and five seconds go by', ['+60'], 'sent', 5_500],
  ['word', 'a word', ['soon'], 'none'],
  ['unit', '60s', ['60s'], 'none'],
  ['unit-later', '60s, and five seconds go by', ['60s'], 'sent', 5_500],
  ['fraction', '0.5', ['0.5'], 'none'],
  ['exponent', '0e0', ['0e0'], 'none'],
  ['hexadecimal', '0x0', ['0x0'], 'none'],
  ['quoted', '0 in quotes', ['"0"'], 'none'],
  ['list', '0 twice in a list', ['0, 0'], 'none'],
  ['two-lines', '0 in two lines', ['0', '0'], 'none'],
  ['directive', 'a directive of Cache-Control', ['max-age=0'], 'none'],
];

/** Network errors clear what was kept for the URL, where the request was one that may need a preflight. */
const CLEARED: readonly CacheRow[] = [
  [
    'by-refused-preflight',
    'a preflight that fails clears what was allowed for its URL',
    read('sent', PUT, ALL),
    refused('sent', { ...PUT, headers: [['x-new', '1']] }, allowing(null, null), false),
    read('sent', PUT, ALL),
  ],
  [
    'by-refused-answer',
    'an answer that fails the CORS check clears what was allowed for its URL',
    read('sent', PUT, ALL),
    refused('none', PUT, permitting([...ANYONE, ...permissions('PUT', null)], []), true),
    read('sent', PUT, ALL),
  ],
  [
    'by-first-answer',
    'what a preflight allowed is not kept where the answer after it fails the CORS check',
    refused('sent', PUT, permitting([...ANYONE, ...permissions('PUT', null), ...maxAge(A_MINUTE)], []), true),
    read('sent', PUT, ALL),
  ],
  [
    'not-by-simple-request',
    'a simple request that fails the CORS check clears nothing',
    read('sent', PUT, ALL),
    refused('none', {}, permitting(ANYONE, []), true),
    read('none', PUT, ALL),
  ],
  [
    'not-by-other-url',
    'a preflight that fails clears nothing of another URL',
    read('sent', PUT, ALL),
    refused('sent', { ...PUT, url: `${API}/y` }, allowing(null, null), false),
    read('none', PUT, ALL),
  ],
  [
    'not-by-404',
    'an answer of 404 that passes the CORS check clears nothing',
    read('sent', PUT, ALL),
    {
      request: { url: `${API}/x`, ...PUT },
      server: { response: { status: 404, headers: ANYONE } },
      expect: { outcome: 'readable', preflight: 'none', status: 404 },
    },
    read('none', PUT, ALL),
  ],
  [
    'by-shorter-age',
    'a second preflight shortens what the first allowed',
    read('sent', PUT, allowing('PUT', null)),
    read('sent', { ...PUT, ...X_SHOP }, allowing('PUT', 'x-shop', ['0'])),
    read('sent', PUT, ALL),
  ],
  [
    'renewed-after-expiry',
    'what has run out is allowed anew by the next preflight',
    read('sent', PUT, allowing('PUT', null, ['1'])),
    read('sent', PUT, ALL, 1_200),
    read('none', PUT, ALL),
  ],
];

const OTHER = 'https://other.com/y';

/** A redirect from `/x` to another site, whose request comes from an origin that is tainted by it. */
const REDIRECTING: ServerInput = {
  preflight: { status: 204, headers: [...ANYONE, ...permissions('PUT', null), ...maxAge(A_MINUTE)] },
  response: { status: 307, headers: ANYONE, redirectTo: OTHER },
  hops: [
    {
      url: OTHER,
      preflight: { status: 204, headers: [...ANYONE, ...permissions('PUT', null), ...maxAge(A_MINUTE)] },
      response: { headers: ANYONE },
    },
  ],
};

const redirected = (preflight: Preflight, preflightHops: number[]): StepInput => ({
  request: { url: `${API}/x`, ...PUT },
  server: REDIRECTING,
  expect: { outcome: 'readable', preflight, preflightHops, reached: true, reachedHops: [0, 1] },
});

/** Which headers tell the cache anything, and whose entries they are. */
const AROUND: readonly CacheRow[] = [
  [
    'max-age-of-answer',
    'Max-Age counts on the preflight, not on the answer after it',
    read(
      'sent',
      PUT,
      permitting([...ANYONE, ...permissions('PUT', null), ...maxAge(['0'])], [...ANYONE, ...maxAge(A_MINUTE)]),
    ),
    read('sent', PUT, ALL),
  ],
  [
    'no-store',
    'Cache-Control: no-store on a preflight does not keep it from being remembered',
    read(
      'sent',
      PUT,
      permitting([...ANYONE, ...permissions('PUT', null), ...maxAge(A_MINUTE), ['cache-control', 'no-store']], ANYONE),
    ),
    read('none', PUT, ALL),
  ],
  [
    'cacheable',
    'Cache-Control: max-age on a preflight does not have it remembered',
    read(
      'sent',
      PUT,
      permitting([...ANYONE, ...permissions('PUT', null), ...maxAge(['0']), ['cache-control', 'max-age=60']], ANYONE),
    ),
    read('sent', PUT, ALL),
  ],
  [
    'redirect-to-known-url',
    'what the page was allowed does not hold for a request that a redirect has tainted',
    read('sent', { ...PUT, url: OTHER }, ALL),
    redirected('sent', [0, 1]),
  ],
  [
    'redirect-twice',
    'the second time neither hop of a redirect is asked',
    redirected('sent', [0, 1]),
    redirected('none', []),
  ],
];

const byRow = ([id, note, ...steps]: CacheRow): ScenarioInput => ({
  id: `preflight-cache/${id}`,
  note,
  page: { origin: PAGE },
  steps,
});

const byMaxAge = ([id, what, values, second, waitMs]: MaxAgeRow): ScenarioInput =>
  byRow([
    `max-age-${id}`,
    `Max-Age: ${what}`,
    read('sent', PUT, allowing('PUT', null, values)),
    read(second, PUT, ALL, waitMs),
  ]);

const OPAQUE_PAGE: ScenarioInput = {
  ...byRow([
    'opaque-page',
    'a page of opaque origin asks once, too',
    read('sent', PUT, permitting([...THIS_PAGE, ...permissions('PUT', null), ...maxAge(A_MINUTE)], THIS_PAGE)),
    read('none', PUT, permitting([...THIS_PAGE, ...permissions('PUT', null)], THIS_PAGE)),
  ]),
  page: { origin: PAGE, context: 'sandboxed-iframe' },
};

/** https://fetch.spec.whatwg.org/#cors-preflight-cache */
export const preflightCache: readonly ScenarioInput[] = [
  ...COVERED.map(byRow),
  ...NOT_COVERED.map(byRow),
  ...STARS.map(byRow),
  ...CREDENTIALS.map(byRow),
  ...MAX_AGES.map(byMaxAge),
  ...CLEARED.map(byRow),
  ...AROUND.map(byRow),
  OPAQUE_PAGE,
];
