import type { ScenarioInput } from 'cross-examine';
import { ANYONE, API, PAGE, type RequestInput, THIS_PAGE, WITH_CREDENTIALS } from './build.ts';
import {
  EVERYTHING,
  from,
  journey,
  long,
  NO_CORS,
  OTHER,
  permitting,
  SIBLING,
  stop,
  to,
  upTo,
  X_TEST,
} from './journey.ts';

const FORM = 'application/x-www-form-urlencoded';
const WHOLE = `${PAGE}/dir/page?q`;
const KEEPALIVE: Partial<RequestInput> = { keepalive: true };

/** What may outlive its page is redirected like anything else. */
const keepalive: readonly ScenarioInput[] = [
  journey(
    '20-redirects-keepalive',
    'what may outlive its page follows 20 redirects',
    long(PAGE, 20, []),
    { outcome: 'readable', reachedHops: upTo(20) },
    KEEPALIVE,
  ),
  journey(
    '21-redirects-keepalive',
    'what may outlive its page does not follow the 21st redirect',
    long(PAGE, 21, []),
    { outcome: 'blocked', reachedHops: upTo(20) },
    KEEPALIVE,
  ),
  journey(
    'keepalive-own-to-api',
    'what may outlive its page is redirected to another origin that permits',
    [stop(from(PAGE)), stop(to(API), THIS_PAGE)],
    { outcome: 'readable', reachedHops: [0, 1], requestHeadersSeenByServer: { origin: PAGE } },
    KEEPALIVE,
  ),
  journey(
    'keepalive-userinfo-no-cors',
    'what may outlive its page is redirected to a URL with a user name without CORS',
    [stop(from(API)), { at: 'https://user:pw@api.page.com/y' }],
    { outcome: 'opaque', reachedHops: [0, 1] },
    { ...KEEPALIVE, mode: 'no-cors' },
  ),
  journey(
    'keepalive-userinfo-own',
    'what may outlive its page is redirected to a URL with a user name of the own origin',
    [stop(from(PAGE)), { at: 'https://user:pw@www.page.com/y' }],
    { outcome: 'readable', reachedHops: [0, 1] },
    KEEPALIVE,
  ),
  journey(
    'keepalive-no-cors-manual',
    'a redirect that is left to script is not followed, be it without CORS and with keepalive',
    [stop(from(PAGE)), stop(to(PAGE))],
    { outcome: 'opaqueredirect', reachedHops: [0] },
    { ...KEEPALIVE, ...NO_CORS, redirect: 'manual' },
  ),
  journey(
    'keepalive-manual',
    'nor by CORS',
    [stop(from(PAGE)), stop(to(PAGE))],
    { outcome: 'opaqueredirect', reachedHops: [0] },
    { ...KEEPALIVE, redirect: 'manual' },
  ),
  journey(
    'keepalive-put-api-to-itself',
    'what may outlive its page makes a preflight at each hop',
    [{ ...permitting(from(API)), status: 307 }, permitting(to(API))],
    { outcome: 'readable', reachedHops: [0, 1], preflightHops: [0, 1] },
    { ...KEEPALIVE, method: 'PUT' },
  ),
];

/** A DELETE has no body, and stays what it is unless a 303 turns it into GET. */
const deletes: readonly ScenarioInput[] = [301, 302, 307, 308].flatMap((status) =>
  (
    [
      ['own-to-own', PAGE, PAGE],
      ['own-to-api', PAGE, API],
      ['api-to-itself', API, API],
      ['api-to-other', API, OTHER],
      ['api-to-own', API, PAGE],
    ] as const
  ).map(([slug, start, end]) =>
    journey(
      `bare-delete-${status}-${slug}`,
      `${status} keeps a DELETE without a body (${slug})`,
      [{ ...permitting(from(start)), status }, permitting(to(end))],
      { outcome: 'readable', reachedHops: [0, 1], requestHeadersSeenByServer: { ':method': 'DELETE' } },
      { method: 'DELETE' },
    ),
  ),
);

/** What a redirect has dropped does not come back. */
const comebacks: readonly ScenarioInput[] = [302, 307].flatMap((second) =>
  [PAGE, API].map((origin) =>
    journey(
      `type-does-not-come-back-${second}${origin === API ? '-across-origins' : ''}`,
      `a ${second} does not bring back the type of a body that a 302 has dropped`,
      [stop(`${origin}/x`, ANYONE), { at: `${origin}/y`, says: ANYONE, status: second }, stop(`${origin}/z`, ANYONE)],
      {
        outcome: 'readable',
        reachedHops: [0, 1, 2],
        requestHeadersSeenByServer: { ':method': 'GET', 'content-type': null, 'content-length': null },
      },
      { method: 'POST', body: 'four' },
    ),
  ),
);

const JSON_TOLD: Partial<RequestInput> = {
  method: 'POST',
  body: 'a=b',
  headers: [['content-type', 'application/json']],
};

/** Two types for one body: two that script tells, or one and that of the body itself. */
const typesOfOneBody: readonly ScenarioInput[] = [
  journey(
    'type-told-twice-307',
    'two types that script tells are both sent again after a 307',
    [{ ...permitting(from(API)), status: 307 }, permitting(to(API))],
    {
      outcome: 'readable',
      reachedHops: [0, 1],
      requestHeadersSeenByServer: { 'content-type': 'application/json, text/plain' },
    },
    { ...JSON_TOLD, contentType: 'text/plain' },
  ),
  journey(
    'type-told-twice-in-headers-does-not-come-back-307',
    'a 307 does not bring back two types that script has told and a 302 has dropped',
    [permitting(from(API)), { ...permitting(to(API)), status: 307 }, permitting(`${API}/z`)],
    { outcome: 'readable', reachedHops: [0, 1, 2], requestHeadersSeenByServer: { 'content-type': null } },
    {
      ...JSON_TOLD,
      headers: [
        ['content-type', 'application/json'],
        ['content-type', 'text/plain'],
      ],
    },
  ),
  journey(
    'type-told-beside-that-of-a-form-does-not-come-back-307',
    'nor one that script has told of a form, which has a type of its own',
    [permitting(from(API)), { ...permitting(to(API)), status: 307 }, permitting(`${API}/z`)],
    { outcome: 'readable', reachedHops: [0, 1, 2], requestHeadersSeenByServer: { 'content-type': null } },
    { ...JSON_TOLD, contentType: FORM, contentTypeIsImplicit: true },
  ),
];

/** XMLHttpRequest gives a text the charset it is sent in, once for all hops. */
const charsets: readonly ScenarioInput[] = [
  journey(
    'xhr-charset-307',
    'after a 307 a text is still of the charset that XMLHttpRequest gave it',
    [{ ...stop(from(API), ANYONE), status: 307 }, stop(to(API), ANYONE)],
    {
      outcome: 'readable',
      reachedHops: [0, 1],
      requestHeadersSeenByServer: { 'content-type': 'text/plain;charset=UTF-8' },
    },
    { api: 'xhr', method: 'POST', body: 'x', contentType: 'text/plain;charset=iso-8859-1' },
  ),
  journey(
    'xhr-charset-308-of-a-header',
    'the same after a 308, where the type was set as a header',
    [{ ...stop(from(PAGE), ANYONE), status: 308 }, stop(to(API), ANYONE)],
    {
      outcome: 'readable',
      reachedHops: [0, 1],
      requestHeadersSeenByServer: { 'content-type': 'text/plain;charset=UTF-8;y=z' },
    },
    { api: 'xhr', method: 'POST', body: 'x', headers: [['content-type', 'text/plain; charset=x; y=z']] },
  ),
  journey(
    'xhr-charset-does-not-come-back',
    'nor does what script told come back where a 302 has dropped it',
    [stop(from(API), ANYONE), { ...stop(to(API), ANYONE), status: 307 }, stop(`${API}/z`, ANYONE)],
    { outcome: 'readable', reachedHops: [0, 1, 2], requestHeadersSeenByServer: { 'content-type': null } },
    { api: 'xhr', method: 'POST', body: 'x', headers: [['content-type', 'text/plain; charset=x; y=z']] },
  ),
];

/** A body without CORS, of which nothing is left after the first redirect. */
const withoutCors: readonly ScenarioInput[] = [
  journey(
    'xhr-type-does-not-come-back-307',
    'a 307 does not bring back the type that script has told XMLHttpRequest and a 302 has dropped',
    [stop(from(PAGE)), { ...stop(to(PAGE)), status: 307 }, stop(`${PAGE}/z`)],
    { outcome: 'readable', reachedHops: [0, 1, 2], requestHeadersSeenByServer: { 'content-type': null } },
    { api: 'xhr', method: 'POST', body: 'a', contentType: 'text/plain' },
  ),
  journey(
    'no-cors-type-does-not-come-back-307',
    'without CORS a 307 does not bring back the type of a body that a 303 has dropped',
    [{ ...stop(from(API)), status: 303 }, { ...stop(to(API)), status: 307 }, stop(`${API}/z`)],
    { outcome: 'opaque', reachedHops: [0, 1, 2], requestHeadersSeenByServer: { 'content-type': null } },
    { ...NO_CORS, method: 'POST', body: 'a' },
  ),
  journey(
    'no-cors-type-told-twice-does-not-come-back-307',
    'nor the one of two that was safe',
    [{ ...stop(from(API)), status: 303 }, { ...stop(to(API)), status: 307 }, stop(`${API}/z`)],
    { outcome: 'opaque', reachedHops: [0, 1, 2], requestHeadersSeenByServer: { 'content-type': null } },
    {
      ...NO_CORS,
      method: 'POST',
      body: 'x',
      headers: [['content-type', 'application/json']],
      contentType: 'text/plain;charset=utf-8',
    },
  ),
  journey(
    'no-cors-type-of-a-blob-does-not-come-back-307',
    'nor that of a Blob, which was never said',
    [{ ...stop(from(API)), status: 303 }, { ...stop(to(API)), status: 307 }, stop(`${API}/z`)],
    { outcome: 'opaque', reachedHops: [0, 1, 2], requestHeadersSeenByServer: { 'content-type': null } },
    { ...NO_CORS, method: 'POST', body: '{}', contentType: 'application/json', contentTypeIsImplicit: true },
  ),
  journey(
    'no-cors-type-of-a-blob-manual',
    'nor before a redirect that is left to script',
    [stop(from(PAGE)), stop(to(API))],
    { outcome: 'opaqueredirect', reachedHops: [0], requestHeadersSeenByServer: { 'content-type': null } },
    {
      ...NO_CORS,
      method: 'POST',
      body: '{}',
      contentType: 'application/json',
      contentTypeIsImplicit: true,
      redirect: 'manual',
    },
  ),
  journey(
    'no-cors-type-does-not-come-back-after-leaving',
    'without CORS a 307 does not bring back the type that a redirect away from the own origin has dropped',
    [{ ...stop(from(PAGE)), status: 303 }, { ...stop(to(API)), status: 307 }, stop(`${API}/z`)],
    { outcome: 'opaque', reachedHops: [0, 1, 2], requestHeadersSeenByServer: { 'content-type': null } },
    { ...NO_CORS, method: 'POST', body: 'a' },
  ),
  journey(
    'no-cors-type-does-not-come-back-after-leaving-with-credentials',
    'nor where credentials are included',
    [{ ...stop(from(PAGE)), status: 303 }, { ...stop(to(API)), status: 307 }, stop(`${API}/z`)],
    { outcome: 'opaque', reachedHops: [0, 1, 2], requestHeadersSeenByServer: { 'content-type': null } },
    { ...NO_CORS, method: 'POST', body: 'a', credentials: 'include' },
  ),
  journey(
    'no-cors-type-of-a-form-is-dropped',
    'without CORS a 303 drops the type of a form',
    [{ ...stop(from(API)), status: 303 }, stop(to(API))],
    { outcome: 'opaque', reachedHops: [0, 1], requestHeadersSeenByServer: { 'content-type': null } },
    { ...NO_CORS, method: 'POST', body: 'a=b', contentType: FORM, contentTypeIsImplicit: true },
  ),
];

/** A preflight names whom the standard names, however long the way. */
const longPreflights: readonly ScenarioInput[] = [
  journey(
    'preflights-at-three-origins',
    'preflights at a second and a third other origin say Origin null',
    [permitting(from(API)), permitting(to(OTHER)), permitting(`${SIBLING}/z`)],
    {
      outcome: 'readable',
      preflightHops: [0, 1, 2],
      reachedHops: [0, 1, 2],
      preflightHeadersSeenByServer: { origin: 'null' },
    },
    X_TEST,
  ),
  journey(
    'preflights-at-three-origins-by-name',
    'a preflight at a second other origin that permits the page by name is refused',
    [
      permitting(from(API)),
      { at: to(OTHER), says: ANYONE, permits: [...THIS_PAGE, ['access-control-allow-headers', 'x-test']] },
      permitting(`${SIBLING}/z`),
    ],
    { outcome: 'blocked', preflightHops: [0, 1], reachedHops: [0], preflightHeadersSeenByServer: { origin: 'null' } },
    X_TEST,
  ),
  journey(
    'preflights-at-three-origins-answer-by-name',
    'an answer at a second other origin that permits the page by name is refused',
    [
      permitting(from(API)),
      { at: to(OTHER), says: THIS_PAGE, permits: [...THIS_PAGE, ['access-control-allow-headers', 'x-test']] },
      permitting(`${SIBLING}/z`),
    ],
    { outcome: 'blocked', preflightHops: [0, 1], reachedHops: [0] },
    X_TEST,
  ),
  journey(
    'repeated-names-after-a-redirect',
    'a name that repeats is asked for once after a redirect too',
    [permitting(from(API)), permitting(to(API))],
    {
      outcome: 'readable',
      preflightHops: [0, 1],
      preflightHeadersSeenByServer: { 'access-control-request-headers': 'x-test' },
    },
    {
      headers: [
        ['x-test', '1'],
        ['X-Test', '2'],
      ],
    },
  ),
  journey(
    'userinfo-before-the-preflight',
    'a redirect across origins to a URL with a user name makes no preflight',
    [stop(from(PAGE)), { at: 'https://user:pw@api.page.com/y', says: ANYONE, permits: EVERYTHING }],
    { outcome: 'blocked', preflightHops: [], reachedHops: [0] },
    X_TEST,
  ),
  ...(
    [
      ['cache-control', 'no-cache'],
      ['pragma', 'no-cache'],
      ['if-none-match', '"1"'],
      ['accept-language', 'de_DE'],
    ] as const
  ).map(([name, value]) =>
    journey(
      `userinfo-before-the-preflight-for-${name}`,
      `nor where ${name}: ${value} is what makes it ask`,
      [stop(from(PAGE)), { at: 'https://user:pw@api.page.com/y', says: ANYONE, permits: EVERYTHING }],
      { outcome: 'blocked', preflightHops: [], reachedHops: [0] },
      { headers: [[name, value]] },
    ),
  ),
  journey(
    'userinfo-after-a-preflight',
    'a redirect of another origin to a URL with a user name makes no second preflight',
    [permitting(from(API)), { at: 'https://user:pw@api.page.com/y', says: ANYONE, permits: EVERYTHING }],
    { outcome: 'blocked', preflightHops: [0], reachedHops: [0] },
    X_TEST,
  ),
  journey(
    'preflight-after-the-type-is-dropped',
    'a preflight after a 302 asks for what is left of the headers',
    [
      permitting(from(API)),
      { at: to(API), says: ANYONE, permits: [...ANYONE, ['access-control-allow-headers', 'x-test']] },
    ],
    {
      outcome: 'readable',
      preflightHops: [0, 1],
      reachedHops: [0, 1],
      preflightHeadersSeenByServer: { 'access-control-request-headers': 'x-test' },
    },
    { ...X_TEST, method: 'POST', body: '{}', contentType: 'application/json' },
  ),
  journey(
    'preflight-after-the-type-is-long-dropped',
    'a preflight after a 303 and a 307 asks for what is left of the headers',
    [
      { ...permitting(from(API)), status: 303 },
      { ...permitting(to(API)), status: 307 },
      { at: `${API}/z`, says: ANYONE, permits: [...ANYONE, ['access-control-allow-headers', 'x-test']] },
    ],
    {
      outcome: 'readable',
      preflightHops: [0, 1, 2],
      reachedHops: [0, 1, 2],
      preflightHeadersSeenByServer: { 'access-control-request-headers': 'x-test' },
    },
    { ...X_TEST, method: 'POST', body: '{}', contentType: 'application/json' },
  ),
  journey(
    'preflight-after-the-type-is-dropped-twice',
    'a preflight after two 302 asks for what is left of the headers',
    [
      { ...permitting(from(API)), status: 302 },
      { ...permitting(to(API)), status: 302 },
      { at: `${API}/z`, says: ANYONE, permits: [...ANYONE, ['access-control-allow-headers', '*']] },
    ],
    {
      outcome: 'readable',
      preflightHops: [0, 1, 2],
      reachedHops: [0, 1, 2],
      preflightHeadersSeenByServer: { 'access-control-request-headers': 'x-test' },
      requestHeadersSeenByServer: { 'content-type': null },
    },
    { ...X_TEST, method: 'POST', body: '{}', contentType: 'application/json' },
  ),
  journey(
    'authorization-stays-removed-within-an-origin',
    'Authorization that a redirect across origins has removed stays so at one within an origin',
    [permitting(from(API)), permitting(to(OTHER)), permitting(`${OTHER}/z`)],
    { outcome: 'readable', reachedHops: [0, 1, 2], requestHeadersSeenByServer: { authorization: null } },
    { headers: [['authorization', 'x']] },
  ),
  journey(
    'authorization-star',
    '* does not allow Authorization, be the answer a redirect',
    [
      { at: from(API), says: ANYONE, permits: [...ANYONE, ['access-control-allow-headers', '*']] },
      { at: to(API), says: ANYONE, permits: [...ANYONE, ['access-control-allow-headers', '*']] },
    ],
    { outcome: 'blocked', preflightHops: [0], reachedHops: [] },
    { headers: [['authorization', 'x']] },
  ),
  journey(
    'preflight-of-a-referrer-that-script-names',
    'a referrer that script names is trimmed in a preflight for another origin, too',
    [{ ...stop(from(PAGE)), status: 307 }, permitting(to(API))],
    {
      outcome: 'readable',
      preflightHops: [1],
      preflightHeadersSeenByServer: { referer: `${PAGE}/` },
      requestHeadersSeenByServer: { referer: `${PAGE}/` },
    },
    { method: 'PUT', referrer: '/said' },
  ),
  journey(
    'no-cors-post-that-tells-nothing-leaves-home',
    'without CORS and referrer, a POST that leaves the own origin still says Origin: null',
    [{ ...stop(from(PAGE)), status: 307 }, stop(to(API))],
    { outcome: 'opaque', reachedHops: [0, 1], requestHeadersSeenByServer: { origin: 'null' } },
    { ...NO_CORS, method: 'POST', body: 'a', referrerPolicy: 'no-referrer' },
  ),
  journey(
    'preflight-permits-the-page-by-name-at-home',
    'a preflight of the own origin, after another, says null and may not permit the page',
    [
      permitting(from(OTHER)),
      { at: to(PAGE), says: THIS_PAGE, permits: [...THIS_PAGE, ['access-control-allow-headers', 'x-test']] },
    ],
    { outcome: 'blocked', preflightHops: [0, 1], reachedHops: [0], requestHeadersSeenByServer: { referer: WHOLE } },
    { ...X_TEST, referrerPolicy: 'unsafe-url' },
    { page: { origin: PAGE, path: '/dir/page?q' } },
  ),
  journey(
    'preflight-within-the-site-when-script-names-another-origin',
    'a referrer of another origin stands for the page, and a preflight for another origin is told its origin',
    [{ ...stop(from(PAGE)), status: 307 }, permitting(to(API))],
    {
      outcome: 'readable',
      preflightHops: [1],
      preflightHeadersSeenByServer: { referer: `${PAGE}/` },
      requestHeadersSeenByServer: { referer: `${PAGE}/` },
    },
    { method: 'PUT', referrer: 'https://elsewhere.com/' },
    { page: { origin: PAGE, path: '/dir/page?q' } },
  ),
  journey(
    'no-cors-post-into-get-abroad',
    'without CORS, a POST that becomes a GET within another origin says no Origin any more',
    [{ ...stop(from(PAGE)), status: 308 }, stop(to(API)), stop(`${API}/z`)],
    { outcome: 'opaque', reachedHops: [0, 1, 2], requestHeadersSeenByServer: { ':method': 'GET', origin: null } },
    { ...NO_CORS, method: 'POST', body: 'a' },
  ),
  journey(
    'no-cors-post-into-get-before-it-leaves',
    'nor does one that becomes a GET at home, and is redirected to another origin then',
    [stop(from(PAGE)), stop(to(PAGE)), stop(`${API}/z`)],
    { outcome: 'opaque', reachedHops: [0, 1, 2], requestHeadersSeenByServer: { ':method': 'GET', origin: null } },
    { ...NO_CORS, method: 'POST', body: 'a' },
  ),
  journey(
    'authorization-stays-removed-across-origins',
    'Authorization that a redirect across origins has removed stays so at the next one',
    [permitting(from(API)), permitting(to(OTHER)), permitting(`${SIBLING}/z`)],
    { outcome: 'readable', reachedHops: [0, 1, 2], requestHeadersSeenByServer: { authorization: null } },
    { headers: [['authorization', 'x']] },
  ),
  journey(
    'preflight-when-the-own-origin-is-left',
    'a preflight where a redirect leaves the own origin tells the page’s origin alone',
    [stop(from(PAGE)), permitting(to(API))],
    {
      outcome: 'readable',
      preflightHops: [1],
      preflightHeadersSeenByServer: { referer: `${PAGE}/` },
      requestHeadersSeenByServer: { referer: `${PAGE}/` },
    },
    X_TEST,
    { page: { origin: PAGE, path: '/dir/page?q' } },
  ),
  journey(
    'script-own-to-api',
    'a script without crossorigin that the own origin has redirected away may not be read',
    [stop(from(PAGE)), stop(to(API))],
    { outcome: 'opaque', reachedHops: [0, 1] },
    { ...NO_CORS, api: 'script' },
  ),
  journey(
    'script-own-to-api-empty',
    'nor may one without content',
    [stop(from(PAGE)), { at: to(API), status: 204 }],
    { outcome: 'opaque', reachedHops: [0, 1] },
    { ...NO_CORS, api: 'script' },
  ),
  journey(
    'script-own-to-own-empty',
    'one that is the page’s own all the way may, if there is nothing to read',
    [stop(from(PAGE)), { at: to(PAGE), status: 204 }],
    { outcome: 'readable', reachedHops: [0, 1] },
    { ...NO_CORS, api: 'script' },
  ),
  journey(
    'script-own-to-api-304',
    'a script of status 304 does not run',
    [stop(from(PAGE)), { at: to(API), status: 304 }],
    { outcome: 'blocked', reachedHops: [0, 1] },
    { ...NO_CORS, api: 'script' },
  ),
  journey(
    'own-api-api-by-xhr',
    'XMLHttpRequest: each redirect after the own origin is checked without credentials, be they omitted',
    [stop(from(PAGE)), stop(from(API), ANYONE), stop(to(API), ANYONE)],
    { outcome: 'readable', reachedHops: [0, 1, 2] },
    { api: 'xhr', credentials: 'omit' },
  ),
  journey(
    'empty-type-is-not-asked-for-again',
    'a preflight after an empty type is dropped asks for what is left of the headers',
    [permitting(from(API)), permitting(to(API)), permitting(`${API}/z`)],
    {
      outcome: 'readable',
      preflightHops: [0, 1, 2],
      reachedHops: [0, 1, 2],
      preflightHeadersSeenByServer: { 'access-control-request-headers': 'x-test' },
    },
    { ...X_TEST, method: 'POST', body: 'x', contentType: '' },
  ),
  journey(
    'preflight-refused-after-a-whole-referrer',
    'what the policy lets out is told to another origin, be a preflight refused later',
    [permitting(from(API)), stop(to(OTHER), ANYONE)],
    { outcome: 'blocked', preflightHops: [0, 1], reachedHops: [0], requestHeadersSeenByServer: { referer: WHOLE } },
    { ...X_TEST, referrerPolicy: 'unsafe-url' },
    { page: { origin: PAGE, path: '/dir/page?q' } },
  ),
  journey(
    'preflight-refused-at-home-after-a-whole-referrer',
    'the same, when it is the own origin that refuses',
    [permitting(from(OTHER)), stop(to(PAGE), ANYONE)],
    { outcome: 'blocked', preflightHops: [0, 1], reachedHops: [0], requestHeadersSeenByServer: { referer: WHOLE } },
    { ...X_TEST, referrerPolicy: 'unsafe-url' },
    { page: { origin: PAGE, path: '/dir/page?q' } },
  ),
  journey(
    'empty-type-dropped-before-another-origin',
    'an empty type that a 302 has dropped needs no preflight at another origin later',
    [stop(from(PAGE)), stop(to(PAGE)), stop(`${API}/z`, ANYONE)],
    { outcome: 'readable', preflightHops: [], reachedHops: [0, 1, 2] },
    { method: 'POST', body: 'x', contentType: '' },
  ),
  journey(
    'own-api-api-other-with-credentials-first',
    'each redirect after the own origin is checked without credentials',
    [stop(from(PAGE)), stop(from(API), WITH_CREDENTIALS), stop(to(API), ANYONE), stop(to(OTHER), ANYONE)],
    { outcome: 'readable', reachedHops: [0, 1, 2, 3], requestHeadersSeenByServer: { origin: 'null' } },
  ),
  journey(
    'no-cors-post-into-get-after-taint',
    'a tainted POST without CORS that has become GET says no Origin any more',
    [{ ...stop(from(API)), status: 307 }, stop(to(OTHER)), stop(`${OTHER}/z`)],
    { outcome: 'opaque', reachedHops: [0, 1, 2], requestHeadersSeenByServer: { ':method': 'GET', origin: null } },
    { ...NO_CORS, method: 'POST', body: 'a' },
  ),
  journey(
    'no-cors-post-into-get-of-a-sandboxed-frame',
    'a POST of a sandboxed frame without CORS that has become GET says no Origin any more',
    [stop(from(API)), stop(to(API))],
    { outcome: 'opaque', reachedHops: [0, 1], requestHeadersSeenByServer: { ':method': 'GET', origin: null } },
    { ...NO_CORS, method: 'POST', body: 'a' },
    { page: { origin: PAGE, context: 'sandboxed-iframe' } },
  ),
  journey(
    'no-cors-post-into-get-of-a-sandboxed-frame-at-home',
    'nor does one of a sandboxed frame that carries cookies of the frame’s own site',
    [stop(from(PAGE)), stop(to(PAGE))],
    { outcome: 'opaque', reachedHops: [0, 1], requestHeadersSeenByServer: { ':method': 'GET', origin: null } },
    { ...NO_CORS, method: 'POST', body: 'a', credentials: 'include' },
    { page: { origin: PAGE, context: 'sandboxed-iframe' } },
  ),
];

/** Long ways and odd ones: https://fetch.spec.whatwg.org/#http-redirect-fetch */
export const redirectChains: readonly ScenarioInput[] = [
  ...keepalive,
  ...deletes,
  ...comebacks,
  ...typesOfOneBody,
  ...charsets,
  ...withoutCors,
  ...longPreflights,
];
