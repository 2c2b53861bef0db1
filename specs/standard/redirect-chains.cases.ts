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
];

/** Long ways and odd ones: https://fetch.spec.whatwg.org/#http-redirect-fetch */
export const redirectChains: readonly ScenarioInput[] = [...keepalive, ...deletes, ...comebacks, ...longPreflights];
