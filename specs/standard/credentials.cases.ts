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
  type StepInput,
  THIS_PAGE,
  WITH_CREDENTIALS,
} from './build.ts';

type Cookie = NonNullable<ScenarioInput['cookies']>[number];
type Rest = Parameters<typeof asking>[5];

const SITE = { sameSite: 'None', secure: true } as const;
/** A cookie of each origin; all of these origins are one site. */
const OWN: Cookie = { url: PAGE, name: 'own', value: '1', ...SITE };
const APIS: Cookie = { url: API, name: 'api', value: '1', ...SITE };
const NULL_WITH_CREDENTIALS: Headers = [
  ['access-control-allow-origin', 'null'],
  ['access-control-allow-credentials', 'true'],
];
const SANDBOXED: Rest = { page: { origin: PAGE, context: 'sandboxed-iframe' } };

interface Row {
  readonly id: string;
  readonly note: string;
  readonly request: Partial<RequestInput>;
  readonly cookies: Cookie[];
  /** What stands in Cookie. */
  readonly cookie: string | null;
  readonly page?: ScenarioInput['page'];
}

function ofRow({ id, note, request, cookies, cookie, page }: Row): ScenarioInput {
  return asking(
    `credentials/${id}`,
    note,
    request,
    answering(WITH_CREDENTIALS),
    { outcome: 'readable', reached: true, requestHeadersSeenByServer: { cookie } },
    { cookies, ...(page ? { page } : {}) },
  );
}

const HOME = `${PAGE}/x`;
const OTHER = 'https://other.com/y';

interface Mode {
  readonly request: Partial<RequestInput>;
  readonly says?: Headers;
  readonly cookie: string | null;
  readonly outcome: 'readable' | 'opaque' | 'blocked';
}

interface Group {
  readonly id: string;
  readonly note: string;
  readonly page?: ScenarioInput['page'];
  readonly steps: readonly Mode[];
}

/** https://fetch.spec.whatwg.org/#http-network-or-cache-fetch, step 8.3: when credentials are included. */
const BY_MODE: readonly Group[] = [
  {
    id: 'own',
    note: 'the own origin gets its cookies unless they are omitted, and needs to permit nothing',
    steps: [
      { request: { url: HOME }, says: [], cookie: 'own=1', outcome: 'readable' },
      { request: { url: HOME, credentials: 'omit' }, says: [], cookie: null, outcome: 'readable' },
      { request: { url: HOME, credentials: 'include' }, says: [], cookie: 'own=1', outcome: 'readable' },
    ],
  },
  {
    id: 'api',
    note: 'another origin, be it of the same site, gets its cookies only if they are included',
    steps: [
      { request: {}, cookie: null, outcome: 'readable' },
      { request: { credentials: 'omit' }, cookie: null, outcome: 'readable' },
      { request: { credentials: 'include' }, cookie: 'api=1', outcome: 'readable' },
    ],
  },
  {
    id: 'api-not-permitted',
    note: 'included cookies go out whether or not the answer permits them to be',
    steps: [
      { request: { credentials: 'include' }, says: THIS_PAGE, cookie: 'api=1', outcome: 'blocked' },
      { request: { credentials: 'include' }, says: ANYONE, cookie: 'api=1', outcome: 'blocked' },
      { request: { credentials: 'include', method: 'POST', body: 'a' }, says: [], cookie: 'api=1', outcome: 'blocked' },
    ],
  },
  {
    id: 'no-cors',
    note: 'without CORS another origin gets its cookies only if they are included, and needs to permit nothing',
    steps: [
      { request: { mode: 'no-cors' }, says: [], cookie: null, outcome: 'opaque' },
      { request: { mode: 'no-cors', credentials: 'omit' }, says: [], cookie: null, outcome: 'opaque' },
      { request: { mode: 'no-cors', credentials: 'include' }, says: [], cookie: 'api=1', outcome: 'opaque' },
    ],
  },
  {
    id: 'worker',
    note: 'a worker too sends cookies to another origin only if they are included',
    page: { origin: PAGE, context: 'worker' },
    steps: [
      { request: {}, cookie: null, outcome: 'readable' },
      { request: { credentials: 'include' }, cookie: 'api=1', outcome: 'readable' },
      { request: { url: HOME }, cookie: 'own=1', outcome: 'readable' },
    ],
  },
  {
    id: 'xhr',
    note: 'XMLHttpRequest sends cookies to the own origin, and with withCredentials to another one',
    steps: [
      { request: { api: 'xhr', url: HOME }, cookie: 'own=1', outcome: 'readable' },
      { request: { api: 'xhr' }, cookie: null, outcome: 'readable' },
      { request: { api: 'xhr', credentials: 'include' }, cookie: 'api=1', outcome: 'readable' },
      { request: { api: 'xhr', credentials: 'include' }, says: ANYONE, cookie: 'api=1', outcome: 'blocked' },
    ],
  },
  {
    id: 'img',
    note: 'an image carries cookies unless crossorigin says anonymous',
    steps: [
      { request: { api: 'img', mode: 'no-cors', url: `${API}/1` }, says: [], cookie: 'api=1', outcome: 'opaque' },
      { request: { api: 'img', url: `${API}/2` }, cookie: null, outcome: 'readable' },
      { request: { api: 'img', credentials: 'include', url: `${API}/3` }, cookie: 'api=1', outcome: 'readable' },
      { request: { api: 'img', url: HOME }, cookie: 'own=1', outcome: 'readable' },
    ],
  },
  {
    id: 'script',
    note: 'a script carries cookies unless crossorigin says anonymous',
    steps: [
      { request: { api: 'script', mode: 'no-cors', url: `${API}/1` }, says: [], cookie: 'api=1', outcome: 'opaque' },
      { request: { api: 'script', url: `${API}/2` }, cookie: null, outcome: 'readable' },
      { request: { api: 'script', credentials: 'include', url: `${API}/3` }, cookie: 'api=1', outcome: 'readable' },
      { request: { api: 'script', url: HOME }, cookie: 'own=1', outcome: 'readable' },
    ],
  },
];

function ofGroup({ id, note, page, steps }: Group): ScenarioInput {
  return {
    id: `credentials/${id}`,
    note,
    page: page ?? { origin: PAGE },
    cookies: [OWN, APIS],
    steps: steps.map(({ request, says, cookie, outcome }) => ({
      request: { url: `${API}/x`, ...request },
      server: answering(says ?? WITH_CREDENTIALS),
      expect: { outcome, reached: true, requestHeadersSeenByServer: { cookie } },
    })),
  };
}

const INCLUDE: Pick<RequestInput, 'credentials'> = { credentials: 'include' };

/** Which of the cookies a server set come back to it: RFC 6265bis, section 5.8.3. */
const WHICH: readonly Row[] = [
  {
    id: 'same-site-all',
    note: 'within a site Strict, Lax and None are all sent, and so is a cookie that says none of these',
    request: INCLUDE,
    cookies: [
      { url: API, name: 'strict', value: '1', sameSite: 'Strict' },
      { url: API, name: 'lax', value: '1', sameSite: 'Lax' },
      { url: API, name: 'none', value: '1', ...SITE },
      { url: API, name: 'unset', value: '1' },
    ],
    cookie: 'strict=1; lax=1; none=1; unset=1',
  },
  {
    id: 'same-site-sandboxed',
    note: 'a sandboxed frame is of no site: it sends neither Strict nor Lax cookies',
    request: INCLUDE,
    cookies: [
      { url: API, name: 'strict', value: '1', sameSite: 'Strict' },
      { url: API, name: 'lax', value: '1', sameSite: 'Lax' },
    ],
    page: { origin: PAGE, context: 'sandboxed-iframe' },
    cookie: null,
  },
  {
    id: 'cross-site',
    note: 'of the cookies of another site only those are sent that say None',
    request: { ...INCLUDE, url: OTHER },
    cookies: [
      { url: OTHER, name: 'none', value: '1', ...SITE },
      { url: OTHER, name: 'unset', value: '1', secure: true },
    ],
    cookie: 'none=1',
  },
  {
    id: 'secure-not-over-http',
    note: 'a Secure cookie is not sent by http:, another one is',
    request: { ...INCLUDE, url: 'http://api.page.com/x' },
    page: { origin: 'http://www.page.com' },
    cookies: [
      { url: 'https://api.page.com', name: 'secure', value: '1', secure: true },
      { url: 'http://api.page.com', name: 'plain', value: '1' },
    ],
    cookie: 'plain=1',
  },
  {
    id: 'path',
    note: 'a cookie is sent to its path and below, the longest path first',
    request: { ...INCLUDE, url: `${API}/a/b` },
    cookies: [
      { url: API, name: 'above', value: '1', path: '/a' },
      { url: API, name: 'exact', value: '1', path: '/a/b' },
      { url: API, name: 'beside', value: '1', path: '/b' },
      { url: API, name: 'prefix', value: '1', path: '/a/' },
      { url: API, name: 'below', value: '1', path: '/a/b/c' },
    ],
    cookie: 'exact=1; prefix=1; above=1',
  },
  {
    id: 'host-only',
    note: 'a cookie without Domain is its host’s alone',
    request: INCLUDE,
    cookies: [OWN, { url: 'https://cdn.page.com', name: 'cdn', value: '1', ...SITE }],
    cookie: null,
  },
  {
    id: 'any-port',
    note: 'a cookie is sent to every port of its host',
    request: { ...INCLUDE, url: `${API}:8443/x` },
    cookies: [APIS],
    cookie: 'api=1',
  },
];

const TO_OWN = `${PAGE}/y`;
const TO_API = `${API}/y`;

function redirected(
  id: string,
  note: string,
  [first, last]: readonly [url: string, url: string],
  [redirectSays, targetSays]: readonly [Headers, Headers],
  request: Partial<RequestInput>,
  expect: Expected,
): ScenarioInput {
  const server: ServerInput = {
    response: { status: 302, headers: redirectSays, redirectTo: last },
    hops: [{ url: last, response: { headers: targetSays } }],
  };
  const cookies = [OWN, APIS];
  return asking(
    `credentials/${id}`,
    note,
    { url: first, ...request },
    server,
    { reachedHops: [0, 1], ...expect },
    { cookies },
  );
}

const redirects: readonly ScenarioInput[] = [
  redirected(
    'redirect-own-to-api',
    'by default a redirect to another origin leaves the cookies behind',
    [HOME, TO_API],
    [[], WITH_CREDENTIALS],
    {},
    { outcome: 'readable', requestHeadersSeenByServer: { cookie: null } },
  ),
  redirected(
    'redirect-own-to-api-include',
    'with include the target of a redirect gets its cookies, not those of the start',
    [HOME, TO_API],
    [[], WITH_CREDENTIALS],
    INCLUDE,
    { outcome: 'readable', requestHeadersSeenByServer: { cookie: 'api=1' } },
  ),
  redirected(
    'redirect-api-to-own',
    'by default not even the own origin gets cookies after a detour',
    [`${API}/x`, TO_OWN],
    [ANYONE, ANYONE],
    {},
    { outcome: 'readable', requestHeadersSeenByServer: { cookie: null, origin: 'null' } },
  ),
  redirected(
    'redirect-api-to-own-include',
    'with include the own origin gets its cookies after a detour',
    [`${API}/x`, TO_OWN],
    [WITH_CREDENTIALS, NULL_WITH_CREDENTIALS],
    INCLUDE,
    { outcome: 'readable', requestHeadersSeenByServer: { cookie: 'own=1', origin: 'null' } },
  ),
  redirected(
    'redirect-own-to-own',
    'by default cookies stay along a redirect within the own origin',
    [HOME, TO_OWN],
    [[], []],
    {},
    { outcome: 'readable', requestHeadersSeenByServer: { cookie: 'own=1' } },
  ),
  redirected(
    'redirect-api-to-own-no-cors',
    'without CORS the own origin gets no cookies after a detour',
    [`${API}/x`, TO_OWN],
    [[], []],
    { mode: 'no-cors' },
    { outcome: 'opaque', requestHeadersSeenByServer: { cookie: null } },
  ),
  redirected(
    'redirect-xhr-api-to-own',
    'XMLHttpRequest without withCredentials gives the own origin no cookies after a detour',
    [`${API}/x`, TO_OWN],
    [ANYONE, ANYONE],
    { api: 'xhr' },
    { outcome: 'readable', requestHeadersSeenByServer: { cookie: null } },
  ),
  asking(
    'credentials/redirect-by-way-of-another-site',
    'a redirect by way of another site costs the cookies that are Strict or Lax',
    INCLUDE,
    {
      response: { status: 302, headers: WITH_CREDENTIALS, redirectTo: OTHER },
      hops: [
        { url: OTHER, response: { status: 302, headers: NULL_WITH_CREDENTIALS, redirectTo: TO_API } },
        { url: TO_API, response: { headers: NULL_WITH_CREDENTIALS } },
      ],
    },
    { outcome: 'readable', reachedHops: [0, 1, 2], requestHeadersSeenByServer: { cookie: 'none=1' } },
    {
      cookies: [
        { url: API, name: 'strict', value: '1', sameSite: 'Strict' },
        { url: API, name: 'lax', value: '1', sameSite: 'Lax' },
        { url: API, name: 'none', value: '1', ...SITE },
        { url: API, name: 'unset', value: '1', secure: true },
      ],
    },
  ),
  {
    id: 'credentials/cross-site-sets-a-cookie',
    note: 'a cookie that says None is kept of another site, too, and goes back to it',
    page: { origin: PAGE },
    steps: [null, 'late=1'].map((cookie) => ({
      request: { ...INCLUDE, url: OTHER },
      server: answering(WITH_CREDENTIALS, [['set-cookie', 'late=1; Path=/; Secure; SameSite=None']]),
      expect: { outcome: 'readable', requestHeadersSeenByServer: { cookie } },
    })),
  },
  ...(['window', 'worker', 'sandboxed-iframe'] as const).map(
    (context): ScenarioInput => ({
      id: `credentials/cross-site-sets-a-cookie-that-says-nothing${context === 'window' ? '' : `-${context}`}`,
      note: `a cookie that says nothing is Lax, and not kept of another site (${context})`,
      page: { origin: PAGE, context },
      steps: [1, 2].map(() => ({
        request: { ...INCLUDE, url: OTHER },
        server: answering(context === 'sandboxed-iframe' ? NULL_WITH_CREDENTIALS : WITH_CREDENTIALS, [
          ['set-cookie', 'late=1; Path=/'],
        ]),
        expect: { outcome: 'readable', requestHeadersSeenByServer: { cookie: null } },
      })),
    }),
  ),
  asking(
    'credentials/redirect-sets-a-cookie',
    'a cookie that a redirect sets is sent to where it leads',
    { url: HOME },
    {
      response: { status: 302, headers: [['set-cookie', 'late=1; Path=/']], redirectTo: TO_OWN },
      hops: [{ url: TO_OWN, response: {} }],
    },
    { outcome: 'readable', reachedHops: [0, 1], requestHeadersSeenByServer: { cookie: 'late=1' } },
  ),
];

const SETS: Headers = [['set-cookie', 'late=1; Path=/; Secure; SameSite=None']];

/** One request whose answer sets a cookie, and one that shows whether it was kept. */
function setting(
  id: string,
  note: string,
  first: { request: Partial<RequestInput>; server: ServerInput; expect: Expected },
  cookie: string | null,
): ScenarioInput {
  const url = `${API}/x`;
  const setter: StepInput = { request: { url, ...first.request }, server: first.server, expect: first.expect };
  const shower: StepInput = {
    request: { url: `${API}/z`, credentials: 'include' },
    server: answering(WITH_CREDENTIALS),
    expect: { outcome: 'readable', requestHeadersSeenByServer: { cookie } },
  };
  return { id: `credentials/${id}`, note, page: { origin: PAGE }, steps: [setter, shower] };
}

/** https://fetch.spec.whatwg.org/#http-network-fetch, step 17: Set-Cookie counts where credentials are included. */
const setters: readonly ScenarioInput[] = [
  setting(
    'set-cookie-include',
    'an answer to a request with credentials sets cookies',
    { request: INCLUDE, server: answering(WITH_CREDENTIALS, SETS), expect: { outcome: 'readable' } },
    'late=1',
  ),
  setting(
    'set-cookie-same-origin',
    'an answer to a request without credentials sets no cookies',
    { request: {}, server: answering(WITH_CREDENTIALS, SETS), expect: { outcome: 'readable' } },
    null,
  ),
  setting(
    'set-cookie-omit',
    'an answer to a request with omit sets no cookies',
    { request: { credentials: 'omit' }, server: answering(ANYONE, SETS), expect: { outcome: 'readable' } },
    null,
  ),
  setting(
    'set-cookie-refused',
    'an answer the page is refused sets cookies all the same',
    { request: INCLUDE, server: answering(SETS), expect: { outcome: 'blocked' } },
    'late=1',
  ),
  setting(
    'set-cookie-no-cors',
    'without CORS an answer to a request with credentials sets cookies',
    { request: { ...INCLUDE, mode: 'no-cors' }, server: answering(SETS), expect: { outcome: 'opaque' } },
    'late=1',
  ),
  {
    id: 'credentials/set-cookie-after-a-while',
    note: 'how long a cookie is kept counts from when it was set',
    page: { origin: PAGE },
    steps: [
      {
        waitMsBefore: 2_500,
        request: { url: `${API}/x`, credentials: 'include' },
        server: answering(WITH_CREDENTIALS, [['set-cookie', 'late=1; Path=/; Secure; SameSite=None; Max-Age=2']]),
        expect: { outcome: 'readable' },
      },
      {
        request: { url: `${API}/z`, credentials: 'include' },
        server: answering(WITH_CREDENTIALS),
        expect: { outcome: 'readable', requestHeadersSeenByServer: { cookie: 'late=1' } },
      },
    ],
  },
  setting(
    'set-cookie-by-a-preflight',
    'an answer to a preflight sets no cookies',
    {
      request: { ...INCLUDE, headers: [['x-test', '1']] },
      server: permitting([...WITH_CREDENTIALS, ['access-control-allow-headers', 'x-test'], ...SETS], WITH_CREDENTIALS),
      expect: { outcome: 'readable', preflight: 'sent' },
    },
    null,
  ),
];

const visibility: readonly ScenarioInput[] = [
  asking(
    'credentials/set-cookie-is-hidden-from-the-own-origin',
    'Set-Cookie is hidden even in an answer of the own origin',
    { url: HOME },
    answering(SETS, [['set-cookie2', 'a=1']], [['x-id', '1']]),
    { outcome: 'readable', visibleHeaders: ['x-id'], hiddenHeaders: ['set-cookie', 'set-cookie2'] },
  ),
  asking(
    'credentials/set-cookie-cannot-be-exposed',
    'Set-Cookie is hidden even if it is exposed by name',
    INCLUDE,
    answering(
      WITH_CREDENTIALS,
      SETS,
      [['access-control-expose-headers', 'set-cookie, set-cookie2, x-id']],
      [
        ['x-id', '1'],
        ['set-cookie2', 'a=1'],
      ],
    ),
    { outcome: 'readable', visibleHeaders: ['x-id'], hiddenHeaders: ['set-cookie', 'set-cookie2'] },
  ),
];

const X_TEST: Pick<RequestInput, 'headers'> = { headers: [['x-test', '1']] };
const ALLOW_X_TEST: Headers = [['access-control-allow-headers', 'x-test']];

/** https://fetch.spec.whatwg.org/#cors-preflight-fetch: a preflight is a request without credentials. */
const preflights: readonly ScenarioInput[] = [
  asking(
    'credentials/preflight-carries-no-cookies',
    'a preflight carries no cookies, the request after it does',
    { ...INCLUDE, ...X_TEST },
    permitting([...WITH_CREDENTIALS, ...ALLOW_X_TEST], WITH_CREDENTIALS),
    {
      outcome: 'readable',
      preflight: 'sent',
      preflightHeadersSeenByServer: { cookie: null },
      requestHeadersSeenByServer: { cookie: 'api=1' },
    },
    { cookies: [APIS] },
  ),
  asking(
    'credentials/preflight-has-to-allow-credentials',
    'a preflight that does not allow credentials keeps a request with credentials away',
    { ...INCLUDE, ...X_TEST },
    permitting([...THIS_PAGE, ...ALLOW_X_TEST], WITH_CREDENTIALS),
    { outcome: 'blocked', preflight: 'sent', reached: false, effects: { [API]: 0 } },
  ),
  asking(
    'credentials/preflight-for-anyone',
    'a preflight that permits anyone keeps a request with credentials away',
    { ...INCLUDE, ...X_TEST },
    permitting([...ANYONE, ...ALLOW_X_TEST, ['access-control-allow-credentials', 'true']], WITH_CREDENTIALS),
    { outcome: 'blocked', preflight: 'sent', reached: false, effects: { [API]: 0 } },
  ),
  asking(
    'credentials/answer-has-to-allow-credentials',
    'a preflight that allows credentials does not speak for the answer',
    { ...INCLUDE, ...X_TEST },
    permitting([...WITH_CREDENTIALS, ...ALLOW_X_TEST], THIS_PAGE),
    { outcome: 'blocked', preflight: 'sent', reached: true, effects: { [API]: 1 } },
  ),
];

const BEARER: Pick<RequestInput, 'headers'> = { headers: [['authorization', 'Bearer abc']] };
const SENT = { authorization: 'Bearer abc' };
const ALLOW = (names: string): Headers => [...THIS_PAGE, ['access-control-allow-headers', names]];

/** Authorization that script sets is a header, not a credential. */
const authorization: readonly ScenarioInput[] = [
  asking(
    'credentials/authorization-own',
    'Authorization goes to the own origin without a preflight',
    { url: HOME, ...BEARER },
    answering(),
    { outcome: 'readable', preflight: 'none', requestHeadersSeenByServer: SENT },
  ),
  asking(
    'credentials/authorization-own-omit',
    'omit does not remove Authorization that script sets',
    { url: HOME, credentials: 'omit', ...BEARER },
    answering(),
    { outcome: 'readable', preflight: 'none', requestHeadersSeenByServer: SENT },
  ),
  asking(
    'credentials/authorization-by-name',
    'Authorization that a preflight allows by name goes to another origin',
    BEARER,
    permitting(ALLOW('authorization'), THIS_PAGE),
    {
      outcome: 'readable',
      preflight: 'sent',
      preflightHeadersSeenByServer: { 'access-control-request-headers': 'authorization', authorization: null },
      requestHeadersSeenByServer: SENT,
    },
  ),
  asking(
    'credentials/authorization-in-capitals',
    'a preflight may allow AUTHORIZATION in capitals',
    BEARER,
    permitting(ALLOW('AUTHORIZATION'), THIS_PAGE),
    { outcome: 'readable', preflight: 'sent', requestHeadersSeenByServer: SENT },
  ),
  asking(
    'credentials/authorization-and-a-star',
    'a preflight that allows every header does not allow Authorization',
    BEARER,
    permitting(ALLOW('*'), THIS_PAGE),
    { outcome: 'blocked', preflight: 'sent', reached: false, effects: { [API]: 0 } },
  ),
  asking(
    'credentials/authorization-beside-a-star',
    'a preflight may allow Authorization beside every header',
    BEARER,
    permitting(ALLOW('*, Authorization'), THIS_PAGE),
    { outcome: 'readable', preflight: 'sent', requestHeadersSeenByServer: SENT },
  ),
  asking(
    'credentials/authorization-with-credentials',
    'Authorization goes along with include, if allowed by name',
    { ...BEARER, ...INCLUDE },
    permitting([...WITH_CREDENTIALS, ['access-control-allow-headers', 'authorization']], WITH_CREDENTIALS),
    { outcome: 'readable', preflight: 'sent', requestHeadersSeenByServer: SENT },
  ),
  asking(
    'credentials/authorization-needs-no-allowed-credentials',
    'Authorization needs no permission for credentials',
    { ...BEARER, credentials: 'omit' },
    permitting([...ANYONE, ['access-control-allow-headers', 'authorization']], ANYONE),
    { outcome: 'readable', preflight: 'sent', requestHeadersSeenByServer: SENT },
  ),
  asking(
    'credentials/authorization-xhr',
    'XMLHttpRequest sends Authorization that a preflight allows by name',
    { api: 'xhr', ...BEARER },
    permitting(ALLOW('authorization'), THIS_PAGE),
    { outcome: 'readable', preflight: 'sent', requestHeadersSeenByServer: SENT },
  ),
  asking(
    'credentials/authorization-xhr-and-a-star',
    'XMLHttpRequest too is not allowed Authorization by a star',
    { api: 'xhr', ...BEARER },
    permitting(ALLOW('*'), THIS_PAGE),
    { outcome: 'blocked', preflight: 'sent', reached: false, effects: { [API]: 0 } },
  ),
  asking(
    'credentials/authorization-worker',
    'a worker sends Authorization that a preflight allows by name',
    BEARER,
    permitting(ALLOW('authorization'), THIS_PAGE),
    { outcome: 'readable', preflight: 'sent', requestHeadersSeenByServer: SENT },
    { page: { origin: PAGE, context: 'worker' } },
  ),
  asking(
    'credentials/authorization-no-cors',
    'without CORS Authorization is left out',
    { mode: 'no-cors', ...BEARER },
    answering(),
    { outcome: 'opaque', preflight: 'none', requestHeadersSeenByServer: { authorization: null } },
  ),
  asking(
    'credentials/authorization-no-cors-own',
    'without CORS Authorization is left out even to the own origin',
    { url: HOME, mode: 'no-cors', ...BEARER },
    answering(),
    { outcome: 'readable', preflight: 'none', requestHeadersSeenByServer: { authorization: null } },
  ),
];

const CHALLENGE: Headers = [['www-authenticate', 'Basic realm="x"']];

const others: readonly ScenarioInput[] = [
  asking(
    'credentials/challenge-omit-own',
    'a challenge to a request with omit is an answer like any other',
    { url: HOME, credentials: 'omit' },
    { response: { status: 401, headers: CHALLENGE } },
    { outcome: 'readable', status: 401, requestHeadersSeenByServer: { authorization: null } },
  ),
  asking(
    'credentials/challenge-api',
    'a challenge of another origin is an answer like any other',
    {},
    { response: { status: 401, headers: [...ANYONE, ...CHALLENGE] } },
    { outcome: 'readable', status: 401, requestHeadersSeenByServer: { authorization: null } },
  ),
  asking(
    'credentials/challenge-api-not-permitted',
    'a challenge of an origin that permits nothing is refused',
    {},
    { response: { status: 401, headers: CHALLENGE } },
    { outcome: 'blocked', status: 0, reached: true },
  ),
  asking(
    'credentials/cookie-by-script',
    'Cookie set by script is left out',
    { url: HOME, headers: [['cookie', 'a=1']] },
    answering(),
    { outcome: 'readable', requestHeadersSeenByServer: { cookie: null } },
  ),
  asking(
    'credentials/cookie-by-script-across-origins',
    'Cookie set by script is left out across origins, and needs no preflight',
    { credentials: 'omit', headers: [['cookie', 'a=1']] },
    answering(ANYONE),
    { outcome: 'readable', preflight: 'none', requestHeadersSeenByServer: { cookie: null } },
  ),
  asking(
    'credentials/cookie-by-xhr',
    'Cookie set on XMLHttpRequest is left out',
    { api: 'xhr', headers: [['cookie', 'a=1']] },
    answering(ANYONE),
    { outcome: 'readable', preflight: 'none', requestHeadersSeenByServer: { cookie: null } },
  ),
  asking(
    'credentials/sandboxed-own-include',
    'a sandboxed frame needs the page’s origin to allow credentials to null',
    { url: HOME, ...INCLUDE },
    answering(NULL_WITH_CREDENTIALS),
    { outcome: 'readable', requestHeadersSeenByServer: { origin: 'null' } },
    SANDBOXED,
  ),
  asking(
    'credentials/sandboxed-own-same-origin',
    'to a sandboxed frame the page’s origin is another one: by default it gets no cookies',
    { url: HOME },
    answering(ANYONE),
    { outcome: 'readable', requestHeadersSeenByServer: { cookie: null, origin: 'null' } },
    { ...SANDBOXED, cookies: [OWN] },
  ),
  asking(
    'credentials/form-post',
    'a form’s POST within the site carries even Strict cookies',
    { api: 'form', method: 'POST', body: 'a=1' },
    answering(),
    { outcome: 'opaque', reached: true, requestHeadersSeenByServer: { cookie: 'strict=1' } },
    { cookies: [{ url: API, name: 'strict', value: '1', sameSite: 'Strict' }] },
  ),
];

/** Cookies and other credentials: https://fetch.spec.whatwg.org/#credentials */
export const credentials: readonly ScenarioInput[] = [
  ...BY_MODE.map(ofGroup),
  ...WHICH.map(ofRow),
  ...redirects,
  ...setters,
  ...visibility,
  ...preflights,
  ...authorization,
  ...others,
];
