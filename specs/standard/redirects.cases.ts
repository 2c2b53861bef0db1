import type { ScenarioInput } from 'cross-examine';
import {
  ANYONE,
  API,
  asking,
  type Expected,
  type Headers,
  PAGE,
  type RequestInput,
  THIS_PAGE,
  WITH_CREDENTIALS,
} from './build.ts';
import {
  EVERYTHING,
  from,
  journey,
  long,
  NO_CORS,
  OTHER,
  permitting,
  type Rest,
  SIBLING,
  type Stop,
  stop,
  to,
  upTo,
  X_TEST,
} from './journey.ts';

const NOBODY_KNOWN: Headers = [['access-control-allow-origin', 'null']];
const NOBODY_KNOWN_WITH_CREDENTIALS: Headers = [...NOBODY_KNOWN, ['access-control-allow-credentials', 'true']];
const TEXT = 'text/plain;charset=UTF-8';
const SECRET: Pick<RequestInput, 'headers'> = { headers: [['authorization', 'Bearer abc']] };

interface MethodRow {
  readonly status: number;
  readonly asks: string;
  readonly arrives: string;
  readonly body: 'none' | 'kept' | 'dropped';
  /** Which hops are preflighted where both are on one other origin. */
  readonly preflights: number[];
}

/** https://fetch.spec.whatwg.org/#http-redirect-fetch, step 12 */
const METHODS: readonly MethodRow[] = [
  { status: 301, asks: 'GET', arrives: 'GET', body: 'none', preflights: [] },
  { status: 301, asks: 'HEAD', arrives: 'HEAD', body: 'none', preflights: [] },
  { status: 301, asks: 'POST', arrives: 'GET', body: 'dropped', preflights: [] },
  { status: 301, asks: 'PUT', arrives: 'PUT', body: 'kept', preflights: [0, 1] },
  { status: 301, asks: 'DELETE', arrives: 'DELETE', body: 'kept', preflights: [0, 1] },
  { status: 301, asks: 'PURGE', arrives: 'PURGE', body: 'kept', preflights: [0, 1] },
  { status: 301, asks: 'CHICKEN', arrives: 'CHICKEN', body: 'kept', preflights: [0, 1] },
  { status: 301, asks: 'patch', arrives: 'patch', body: 'kept', preflights: [0, 1] },
  { status: 302, asks: 'GET', arrives: 'GET', body: 'none', preflights: [] },
  { status: 302, asks: 'HEAD', arrives: 'HEAD', body: 'none', preflights: [] },
  { status: 302, asks: 'POST', arrives: 'GET', body: 'dropped', preflights: [] },
  { status: 302, asks: 'PUT', arrives: 'PUT', body: 'kept', preflights: [0, 1] },
  { status: 302, asks: 'DELETE', arrives: 'DELETE', body: 'kept', preflights: [0, 1] },
  { status: 302, asks: 'PURGE', arrives: 'PURGE', body: 'kept', preflights: [0, 1] },
  { status: 302, asks: 'CHICKEN', arrives: 'CHICKEN', body: 'kept', preflights: [0, 1] },
  { status: 302, asks: 'patch', arrives: 'patch', body: 'kept', preflights: [0, 1] },
  { status: 303, asks: 'GET', arrives: 'GET', body: 'none', preflights: [] },
  { status: 303, asks: 'HEAD', arrives: 'HEAD', body: 'none', preflights: [] },
  { status: 303, asks: 'POST', arrives: 'GET', body: 'dropped', preflights: [] },
  { status: 303, asks: 'PUT', arrives: 'GET', body: 'dropped', preflights: [0] },
  { status: 303, asks: 'DELETE', arrives: 'GET', body: 'dropped', preflights: [0] },
  { status: 303, asks: 'PURGE', arrives: 'GET', body: 'dropped', preflights: [0] },
  { status: 303, asks: 'CHICKEN', arrives: 'GET', body: 'dropped', preflights: [0] },
  { status: 303, asks: 'patch', arrives: 'GET', body: 'dropped', preflights: [0] },
  { status: 307, asks: 'GET', arrives: 'GET', body: 'none', preflights: [] },
  { status: 307, asks: 'HEAD', arrives: 'HEAD', body: 'none', preflights: [] },
  { status: 307, asks: 'POST', arrives: 'POST', body: 'kept', preflights: [] },
  { status: 307, asks: 'PUT', arrives: 'PUT', body: 'kept', preflights: [0, 1] },
  { status: 307, asks: 'DELETE', arrives: 'DELETE', body: 'kept', preflights: [0, 1] },
  { status: 307, asks: 'PURGE', arrives: 'PURGE', body: 'kept', preflights: [0, 1] },
  { status: 307, asks: 'CHICKEN', arrives: 'CHICKEN', body: 'kept', preflights: [0, 1] },
  { status: 307, asks: 'patch', arrives: 'patch', body: 'kept', preflights: [0, 1] },
  { status: 308, asks: 'GET', arrives: 'GET', body: 'none', preflights: [] },
  { status: 308, asks: 'HEAD', arrives: 'HEAD', body: 'none', preflights: [] },
  { status: 308, asks: 'POST', arrives: 'POST', body: 'kept', preflights: [] },
  { status: 308, asks: 'PUT', arrives: 'PUT', body: 'kept', preflights: [0, 1] },
  { status: 308, asks: 'DELETE', arrives: 'DELETE', body: 'kept', preflights: [0, 1] },
  { status: 308, asks: 'PURGE', arrives: 'PURGE', body: 'kept', preflights: [0, 1] },
  { status: 308, asks: 'CHICKEN', arrives: 'CHICKEN', body: 'kept', preflights: [0, 1] },
  { status: 308, asks: 'patch', arrives: 'patch', body: 'kept', preflights: [0, 1] },
];

const ARRIVING = {
  none: { 'content-type': null, 'content-length': null },
  dropped: { 'content-type': null, 'content-length': null },
  kept: { 'content-type': TEXT, 'content-length': '4' },
};

function changing({ status, asks, arrives, body }: MethodRow): [slug: string, words: string] {
  const method = asks.toLowerCase();
  return asks === arrives
    ? [`${status}-keeps-${method}`, `${status} keeps ${asks}${body === 'kept' ? ' and its body' : ''}`]
    : [`${status}-turns-${method}-into-get`, `${status} turns ${asks} into GET and drops the body`];
}

function ofMethods(row: MethodRow): ScenarioInput[] {
  const [slug, words] = changing(row);
  const request = { method: row.asks, body: row.body === 'none' ? null : 'four' };
  const arriving = { ':method': row.arrives, ...ARRIVING[row.body] };
  const { status } = row;
  return [
    journey(
      slug,
      words,
      [{ at: from(PAGE), status }, { at: to(PAGE) }],
      {
        outcome: 'readable',
        status: 200,
        preflight: 'none',
        reachedHops: [0, 1],
        requestHeadersSeenByServer: arriving,
      },
      request,
    ),
    journey(
      `across-origins-${slug}`,
      `on another origin, ${words}`,
      [
        { at: from(API), status, says: ANYONE, permits: EVERYTHING },
        { at: to(API), says: ANYONE, permits: EVERYTHING },
      ],
      {
        outcome: 'readable',
        preflightHops: row.preflights,
        reachedHops: [0, 1],
        requestHeadersSeenByServer: { ...arriving, origin: PAGE },
      },
      request,
    ),
  ];
}

interface PathRow {
  readonly id: string;
  readonly note: string;
  readonly stops: readonly [Stop, ...Stop[]];
  readonly outcome: 'readable' | 'blocked';
  readonly reachedHops: number[];
  /** What Origin says at the last hop that is reached. */
  readonly origin: string | null;
  readonly credentials?: 'include';
}

/** Who has to permit what on the way, and what Origin says: https://fetch.spec.whatwg.org/#cors-check */
const PATHS: readonly PathRow[] = [
  {
    id: 'own-to-own',
    note: 'from the own origin to the own origin nobody needs to permit anything',
    stops: [stop(from(PAGE)), stop(to(PAGE))],
    outcome: 'readable',
    reachedHops: [0, 1],
    origin: null,
  },
  {
    id: 'own-to-api-permitted-by-name',
    note: 'from the own origin to another one, Origin names the page',
    stops: [stop(from(PAGE)), stop(to(API), THIS_PAGE)],
    outcome: 'readable',
    reachedHops: [0, 1],
    origin: PAGE,
  },
  {
    id: 'own-to-api-permitted-to-anyone',
    note: 'from the own origin to another one that permits anyone',
    stops: [stop(from(PAGE)), stop(to(API), ANYONE)],
    outcome: 'readable',
    reachedHops: [0, 1],
    origin: PAGE,
  },
  {
    id: 'own-to-api-permitted-to-null',
    note: 'from the own origin to another one that permits null only, Origin is not null',
    stops: [stop(from(PAGE)), stop(to(API), NOBODY_KNOWN)],
    outcome: 'blocked',
    reachedHops: [0, 1],
    origin: PAGE,
  },
  {
    id: 'own-to-api-not-permitted',
    note: 'from the own origin to another one that permits nothing',
    stops: [stop(from(PAGE)), stop(to(API))],
    outcome: 'blocked',
    reachedHops: [0, 1],
    origin: PAGE,
  },
  {
    id: 'own-to-api-permitted-by-the-redirect-only',
    note: 'what the redirect permits does not count for where it leads',
    stops: [stop(from(PAGE), ANYONE), stop(to(API))],
    outcome: 'blocked',
    reachedHops: [0, 1],
    origin: PAGE,
  },
  {
    id: 'api-to-itself-permitted-by-name',
    note: 'from another origin to itself, Origin still names the page',
    stops: [stop(from(API), THIS_PAGE), stop(to(API), THIS_PAGE)],
    outcome: 'readable',
    reachedHops: [0, 1],
    origin: PAGE,
  },
  {
    id: 'api-to-itself-redirect-not-permitted',
    note: 'a redirect of another origin that permits nothing is not followed',
    stops: [stop(from(API)), stop(to(API), THIS_PAGE)],
    outcome: 'blocked',
    reachedHops: [0],
    origin: PAGE,
  },
  {
    id: 'api-to-itself-redirect-permitted-to-null',
    note: 'a redirect of another origin that permits null only is not followed',
    stops: [stop(from(API), NOBODY_KNOWN), stop(to(API), ANYONE)],
    outcome: 'blocked',
    reachedHops: [0],
    origin: PAGE,
  },
  {
    id: 'api-to-itself-redirect-permitted-to-someone-else',
    note: 'a redirect of another origin that permits somebody else is not followed',
    stops: [stop(from(API), [['access-control-allow-origin', OTHER]]), stop(to(API), ANYONE)],
    outcome: 'blocked',
    reachedHops: [0],
    origin: PAGE,
  },
  {
    id: 'api-to-itself-target-not-permitted',
    note: 'a redirect that permits does not speak for the next answer of the same origin',
    stops: [stop(from(API), ANYONE), stop(to(API))],
    outcome: 'blocked',
    reachedHops: [0, 1],
    origin: PAGE,
  },
  {
    id: 'api-to-other-permitted-to-anyone',
    note: 'between two other origins, Origin becomes null',
    stops: [stop(from(API), ANYONE), stop(to(OTHER), ANYONE)],
    outcome: 'readable',
    reachedHops: [0, 1],
    origin: 'null',
  },
  {
    id: 'api-to-other-permitted-to-null',
    note: 'between two other origins, permission to null suits the Origin null',
    stops: [stop(from(API), THIS_PAGE), stop(to(OTHER), NOBODY_KNOWN)],
    outcome: 'readable',
    reachedHops: [0, 1],
    origin: 'null',
  },
  {
    id: 'api-to-other-permitted-by-name',
    note: 'between two other origins, permission to the page by name no longer suits',
    stops: [stop(from(API), THIS_PAGE), stop(to(OTHER), THIS_PAGE)],
    outcome: 'blocked',
    reachedHops: [0, 1],
    origin: 'null',
  },
  {
    id: 'api-to-other-permitted-to-the-redirecting-origin',
    note: 'between two other origins, permission to the one that redirects is no permission',
    stops: [stop(from(API), THIS_PAGE), stop(to(OTHER), [['access-control-allow-origin', API]])],
    outcome: 'blocked',
    reachedHops: [0, 1],
    origin: 'null',
  },
  {
    id: 'api-to-other-not-permitted',
    note: 'between two other origins, the second one permits nothing',
    stops: [stop(from(API), THIS_PAGE), stop(to(OTHER))],
    outcome: 'blocked',
    reachedHops: [0, 1],
    origin: 'null',
  },
  {
    id: 'api-to-other-redirect-not-permitted',
    note: 'between two other origins, a redirect that permits nothing is not followed',
    stops: [stop(from(API)), stop(to(OTHER), ANYONE)],
    outcome: 'blocked',
    reachedHops: [0],
    origin: PAGE,
  },
  {
    id: 'api-to-sibling',
    note: 'between two other origins of the page’s own site, Origin becomes null as well',
    stops: [stop(from(API), THIS_PAGE), stop(to(SIBLING), NOBODY_KNOWN)],
    outcome: 'readable',
    reachedHops: [0, 1],
    origin: 'null',
  },
  {
    id: 'api-to-another-port',
    note: 'another port is another origin, so Origin becomes null',
    stops: [stop(from(API), THIS_PAGE), stop(to(`${API}:8443`), NOBODY_KNOWN)],
    outcome: 'readable',
    reachedHops: [0, 1],
    origin: 'null',
  },
  {
    id: 'api-to-own-permitted-to-anyone',
    note: 'back on its own origin, the page still asks by CORS, as null',
    stops: [stop(from(API), THIS_PAGE), stop(to(PAGE), ANYONE)],
    outcome: 'readable',
    reachedHops: [0, 1],
    origin: 'null',
  },
  {
    id: 'api-to-own-permitted-to-null',
    note: 'back on its own origin, the page needs permission to null',
    stops: [stop(from(API), THIS_PAGE), stop(to(PAGE), NOBODY_KNOWN)],
    outcome: 'readable',
    reachedHops: [0, 1],
    origin: 'null',
  },
  {
    id: 'api-to-own-permitted-by-name',
    note: 'back on its own origin, permission to itself by name does not suit',
    stops: [stop(from(API), THIS_PAGE), stop(to(PAGE), THIS_PAGE)],
    outcome: 'blocked',
    reachedHops: [0, 1],
    origin: 'null',
  },
  {
    id: 'api-to-own-not-permitted',
    note: 'back on its own origin, the page is refused what nobody permits',
    stops: [stop(from(API), THIS_PAGE), stop(to(PAGE))],
    outcome: 'blocked',
    reachedHops: [0, 1],
    origin: 'null',
  },
  {
    id: 'own-own-api',
    note: 'two hops on the own origin, then another one: Origin names the page',
    stops: [stop(from(PAGE)), stop(to(PAGE)), stop(from(API), THIS_PAGE)],
    outcome: 'readable',
    reachedHops: [0, 1, 2],
    origin: PAGE,
  },
  {
    id: 'own-api-api',
    note: 'the own origin, then two hops on another one: Origin names the page',
    stops: [stop(from(PAGE)), stop(from(API), THIS_PAGE), stop(to(API), THIS_PAGE)],
    outcome: 'readable',
    reachedHops: [0, 1, 2],
    origin: PAGE,
  },
  {
    id: 'own-api-other',
    note: 'the own origin, then two others: Origin is null at the last',
    stops: [stop(from(PAGE)), stop(from(API), THIS_PAGE), stop(from(OTHER), NOBODY_KNOWN)],
    outcome: 'readable',
    reachedHops: [0, 1, 2],
    origin: 'null',
  },
  {
    id: 'own-api-own',
    note: 'the own origin, another one and back: Origin is null at the end',
    stops: [stop(from(PAGE)), stop(from(API), THIS_PAGE), stop(to(PAGE), NOBODY_KNOWN)],
    outcome: 'readable',
    reachedHops: [0, 1, 2],
    origin: 'null',
  },
  {
    id: 'api-other-api',
    note: 'another origin, a third one and back: Origin stays null',
    stops: [stop(from(API), THIS_PAGE), stop(from(OTHER), NOBODY_KNOWN), stop(to(API), NOBODY_KNOWN)],
    outcome: 'readable',
    reachedHops: [0, 1, 2],
    origin: 'null',
  },
  {
    id: 'api-other-api-permitted-by-name',
    note: 'the origin that permitted the page by name no longer knows it after a third one',
    stops: [stop(from(API), THIS_PAGE), stop(from(OTHER), NOBODY_KNOWN), stop(to(API), THIS_PAGE)],
    outcome: 'blocked',
    reachedHops: [0, 1, 2],
    origin: 'null',
  },
  {
    id: 'api-own-api',
    note: 'by way of the own origin Origin does not recover',
    stops: [stop(from(API), THIS_PAGE), stop(from(PAGE), NOBODY_KNOWN), stop(to(API), NOBODY_KNOWN)],
    outcome: 'readable',
    reachedHops: [0, 1, 2],
    origin: 'null',
  },
  {
    id: 'api-own-own',
    note: 'a second hop on the own origin is asked by CORS too',
    stops: [stop(from(API), THIS_PAGE), stop(from(PAGE), NOBODY_KNOWN), stop(to(PAGE))],
    outcome: 'blocked',
    reachedHops: [0, 1, 2],
    origin: 'null',
  },
  {
    id: 'api-api-api',
    note: 'three hops on one other origin: Origin names the page throughout',
    stops: [stop(from(API), THIS_PAGE), stop(to(API), THIS_PAGE), stop(`${API}/z`, THIS_PAGE)],
    outcome: 'readable',
    reachedHops: [0, 1, 2],
    origin: PAGE,
  },
  {
    id: 'own-own-api-api',
    note: 'four hops, twice here and twice there: Origin names the page',
    stops: [stop(from(PAGE)), stop(to(PAGE)), stop(from(API), THIS_PAGE), stop(to(API), THIS_PAGE)],
    outcome: 'readable',
    reachedHops: [0, 1, 2, 3],
    origin: PAGE,
  },
  {
    id: 'own-api-own-other',
    note: 'four hops that leave, return and leave: Origin is null at the end',
    stops: [
      stop(from(PAGE)),
      stop(from(API), THIS_PAGE),
      stop(to(PAGE), NOBODY_KNOWN),
      stop(from(OTHER), NOBODY_KNOWN),
    ],
    outcome: 'readable',
    reachedHops: [0, 1, 2, 3],
    origin: 'null',
  },
  {
    id: 'chain-stops-where-permission-ends',
    note: 'a chain ends at the first answer that does not permit',
    stops: [stop(from(API), ANYONE), stop(to(API), ANYONE), stop(from(OTHER)), stop(to(OTHER), ANYONE)],
    outcome: 'blocked',
    reachedHops: [0, 1, 2],
    origin: 'null',
  },
  {
    id: 'credentials-on-every-hop',
    note: 'with credentials, both the redirect and its target have to allow them',
    stops: [stop(from(API), WITH_CREDENTIALS), stop(to(API), WITH_CREDENTIALS)],
    outcome: 'readable',
    reachedHops: [0, 1],
    origin: PAGE,
    credentials: 'include',
  },
  {
    id: 'credentials-not-allowed-by-the-redirect',
    note: 'with credentials, a redirect that does not allow them is not followed',
    stops: [stop(from(API), THIS_PAGE), stop(to(API), WITH_CREDENTIALS)],
    outcome: 'blocked',
    reachedHops: [0],
    origin: PAGE,
    credentials: 'include',
  },
  {
    id: 'credentials-and-a-redirect-for-anyone',
    note: 'with credentials, a redirect that permits anyone is not followed',
    stops: [stop(from(API), ANYONE), stop(to(API), WITH_CREDENTIALS)],
    outcome: 'blocked',
    reachedHops: [0],
    origin: PAGE,
    credentials: 'include',
  },
  {
    id: 'credentials-not-allowed-by-the-target',
    note: 'with credentials, the target of a redirect has to allow them itself',
    stops: [stop(from(API), WITH_CREDENTIALS), stop(to(API), THIS_PAGE)],
    outcome: 'blocked',
    reachedHops: [0, 1],
    origin: PAGE,
    credentials: 'include',
  },
  {
    id: 'credentials-for-null',
    note: 'with credentials, permission to null suits a second other origin',
    stops: [stop(from(API), WITH_CREDENTIALS), stop(to(OTHER), NOBODY_KNOWN_WITH_CREDENTIALS)],
    outcome: 'readable',
    reachedHops: [0, 1],
    origin: 'null',
    credentials: 'include',
  },
  {
    id: 'credentials-for-anyone-at-the-second-origin',
    note: 'with credentials, permission to anyone does not suit a second other origin',
    stops: [
      stop(from(API), WITH_CREDENTIALS),
      stop(to(OTHER), [...ANYONE, ['access-control-allow-credentials', 'true']]),
    ],
    outcome: 'blocked',
    reachedHops: [0, 1],
    origin: 'null',
    credentials: 'include',
  },
  {
    id: 'credentials-back-on-the-own-origin',
    note: 'with credentials, the own origin has to allow them to null after a detour',
    stops: [stop(from(API), WITH_CREDENTIALS), stop(to(PAGE), NOBODY_KNOWN)],
    outcome: 'blocked',
    reachedHops: [0, 1],
    origin: 'null',
    credentials: 'include',
  },
];

function ofPath({ id, note, stops, outcome, reachedHops, origin, credentials }: PathRow): ScenarioInput {
  return journey(
    id,
    note,
    stops,
    {
      outcome,
      status: outcome === 'readable' ? 200 : 0,
      preflight: 'none',
      reachedHops,
      requestHeadersSeenByServer: { origin },
    },
    credentials ? { credentials } : {},
  );
}

const JSON_BODY = { body: '{}', contentType: 'application/json' };

/** https://fetch.spec.whatwg.org/#main-fetch asks anew at each hop whether a preflight is due. */
const preflights: readonly ScenarioInput[] = [
  journey(
    'header-from-own-to-api',
    'a header that needs no preflight at home needs one where the redirect leads',
    [{ at: from(PAGE) }, permitting(to(API))],
    { outcome: 'readable', preflightHops: [1], reachedHops: [0, 1], requestHeadersSeenByServer: { 'x-test': '1' } },
    X_TEST,
  ),
  journey(
    'put-from-own-to-api',
    'a PUT that needs no preflight at home needs one where the redirect leads',
    [{ at: from(PAGE), status: 307 }, permitting(to(API))],
    {
      outcome: 'readable',
      preflightHops: [1],
      reachedHops: [0, 1],
      preflightHeadersSeenByServer: { 'access-control-request-method': 'PUT', origin: PAGE },
      requestHeadersSeenByServer: { ':method': 'PUT' },
    },
    { method: 'PUT', body: 'a' },
  ),
  journey(
    'header-at-both-hops-of-an-origin',
    'a header is asked for at each hop of another origin',
    [permitting(from(API)), permitting(to(API))],
    {
      outcome: 'readable',
      preflightHops: [0, 1],
      reachedHops: [0, 1],
      preflightHeadersSeenByServer: { origin: PAGE, 'access-control-request-headers': 'x-test' },
      requestHeadersSeenByServer: { 'x-test': '1', origin: PAGE },
    },
    X_TEST,
  ),
  journey(
    'header-at-two-origins',
    'the preflight at a second other origin says Origin null',
    [permitting(from(API)), permitting(to(OTHER))],
    {
      outcome: 'readable',
      preflightHops: [0, 1],
      reachedHops: [0, 1],
      preflightHeadersSeenByServer: { origin: 'null', 'access-control-request-headers': 'x-test' },
      requestHeadersSeenByServer: { 'x-test': '1', origin: 'null' },
    },
    X_TEST,
  ),
  journey(
    'header-back-on-the-own-origin',
    'after a detour even the own origin gets a preflight',
    [permitting(from(API)), permitting(to(PAGE))],
    {
      outcome: 'readable',
      preflightHops: [0, 1],
      reachedHops: [0, 1],
      preflightHeadersSeenByServer: { origin: 'null' },
      requestHeadersSeenByServer: { 'x-test': '1', origin: 'null' },
    },
    X_TEST,
  ),
  journey(
    'header-three-hops',
    'of three hops the two on another origin get a preflight',
    [{ at: from(PAGE) }, permitting(from(API)), permitting(to(API))],
    { outcome: 'readable', preflightHops: [1, 2], reachedHops: [0, 1, 2] },
    X_TEST,
  ),
  journey(
    'preflight-refused-at-the-target',
    'a preflight refused where the redirect leads keeps the request away',
    [permitting(from(API)), { at: to(API), says: ANYONE, permits: [] }],
    { outcome: 'blocked', preflightHops: [0, 1], reachedHops: [0], reached: false, effects: { [API]: 1 } },
    X_TEST,
  ),
  journey(
    'preflight-refused-at-the-start',
    'a preflight refused at the start leaves no redirect to follow',
    [{ at: from(API), says: ANYONE, permits: [] }, permitting(to(API))],
    { outcome: 'blocked', preflightHops: [0], reachedHops: [], reached: false, effects: { [API]: 0 } },
    X_TEST,
  ),
  journey(
    'preflight-at-a-second-origin-names-the-page',
    'a preflight that permits the page by name is no use at a second other origin',
    [permitting(from(API)), { at: to(OTHER), says: ANYONE, permits: [...THIS_PAGE, ...EVERYTHING.slice(1)] }],
    { outcome: 'blocked', preflightHops: [0, 1], reachedHops: [0], effects: { [OTHER]: 0 } },
    X_TEST,
  ),
  journey(
    'preflight-at-a-second-origin-permits-null',
    'a preflight that permits null suits at a second other origin',
    [permitting(from(API)), { at: to(OTHER), says: NOBODY_KNOWN, permits: [...NOBODY_KNOWN, ...EVERYTHING.slice(1)] }],
    { outcome: 'readable', preflightHops: [0, 1], reachedHops: [0, 1] },
    X_TEST,
  ),
  journey(
    'delete-303-from-own-to-api',
    'a DELETE that has become GET needs no preflight',
    [{ at: from(PAGE), status: 303 }, stop(to(API), ANYONE)],
    {
      outcome: 'readable',
      preflight: 'none',
      reachedHops: [0, 1],
      requestHeadersSeenByServer: { ':method': 'GET', origin: PAGE },
    },
    { method: 'DELETE' },
  ),
  journey(
    'json-301-from-own-to-api',
    'a POST of JSON that has become GET needs no preflight',
    [{ at: from(PAGE), status: 301 }, stop(to(API), ANYONE)],
    {
      outcome: 'readable',
      preflight: 'none',
      reachedHops: [0, 1],
      requestHeadersSeenByServer: { ':method': 'GET', 'content-type': null },
    },
    { method: 'POST', ...JSON_BODY },
  ),
  journey(
    'json-303-across-origins',
    'a POST of JSON is preflighted once when 303 makes it GET',
    [{ ...permitting(from(API)), status: 303 }, permitting(to(API))],
    {
      outcome: 'readable',
      preflightHops: [0],
      reachedHops: [0, 1],
      requestHeadersSeenByServer: { ':method': 'GET', 'content-type': null },
    },
    { method: 'POST', ...JSON_BODY },
  ),
  journey(
    'json-307-across-origins',
    'a POST of JSON is preflighted twice when 307 keeps it',
    [{ ...permitting(from(API)), status: 307 }, permitting(to(API))],
    {
      outcome: 'readable',
      preflightHops: [0, 1],
      reachedHops: [0, 1],
      requestHeadersSeenByServer: { ':method': 'POST', 'content-type': 'application/json', 'content-length': '2' },
    },
    { method: 'POST', ...JSON_BODY },
  ),
  journey(
    'simple-post-307-from-own-to-api',
    'a simple POST stays simple where the redirect leads',
    [{ at: from(PAGE), status: 307 }, stop(to(API), ANYONE)],
    {
      outcome: 'readable',
      preflight: 'none',
      reachedHops: [0, 1],
      requestHeadersSeenByServer: { ':method': 'POST', 'content-type': TEXT, 'content-length': '4' },
    },
    { method: 'POST', body: 'four' },
  ),
  journey(
    'simple-post-308-to-an-origin-that-refuses',
    'a simple POST is carried out where the redirect leads, and hidden from the page',
    [{ at: from(PAGE), status: 308 }, stop(to(API))],
    { outcome: 'blocked', preflight: 'none', reachedHops: [0, 1], effects: { [API]: 1 } },
    { method: 'POST', body: 'four' },
  ),
  journey(
    'xhr-header-from-own-to-api',
    'XMLHttpRequest too preflights where the redirect leads',
    [{ at: from(PAGE) }, permitting(to(API))],
    { outcome: 'readable', preflightHops: [1], reachedHops: [0, 1], requestHeadersSeenByServer: { 'x-test': '1' } },
    { api: 'xhr', ...X_TEST },
  ),
  journey(
    'xhr-header-at-two-origins',
    'XMLHttpRequest too preflights at each of two other origins',
    [permitting(from(API)), permitting(to(OTHER))],
    {
      outcome: 'readable',
      preflightHops: [0, 1],
      reachedHops: [0, 1],
      preflightHeadersSeenByServer: { origin: 'null' },
    },
    { api: 'xhr', ...X_TEST },
  ),
];

/** https://fetch.spec.whatwg.org/#cors-preflight-fetch: a preflight is not redirected, it fails. */
const preflightsRedirected: readonly ScenarioInput[] = [301, 302, 303, 307, 308].map((status) =>
  asking(
    `redirects/preflight-answered-${status}`,
    `a preflight answered ${status} permits nothing`,
    X_TEST,
    { preflight: { status, headers: EVERYTHING }, response: { headers: ANYONE } },
    { outcome: 'blocked', preflightHops: [0], reachedHops: [], effects: { [API]: 0 } },
  ),
);

const preflightRedirectNotFollowed = asking(
  'redirects/preflight-redirect-not-followed',
  'a preflight is not redirected to where Location leads',
  X_TEST,
  {
    preflight: { status: 302, headers: [...EVERYTHING, ['location', to(API)]] },
    response: { headers: ANYONE },
    hops: [{ url: to(API), preflight: { status: 204, headers: EVERYTHING }, response: { headers: ANYONE } }],
  },
  { outcome: 'blocked', preflightHops: [0], reachedHops: [] },
);

interface HeaderRow {
  readonly id: string;
  readonly note: string;
  readonly stops: readonly [Stop, ...Stop[]];
  readonly request: Partial<RequestInput>;
  readonly preflightHops: number[];
  readonly seen: Record<string, string | null>;
}

/** https://fetch.spec.whatwg.org/#http-redirect-fetch, step 13: Authorization ends with the origin it was meant for. */
const AUTHORIZATION: readonly HeaderRow[] = [
  {
    id: 'authorization-own-to-own',
    note: 'Authorization stays on the own origin',
    stops: [stop(from(PAGE)), stop(to(PAGE))],
    request: SECRET,
    preflightHops: [],
    seen: { authorization: 'Bearer abc' },
  },
  {
    id: 'authorization-own-to-api',
    note: 'Authorization is removed on the way to another origin, and needs no preflight there',
    stops: [stop(from(PAGE)), stop(to(API), ANYONE)],
    request: SECRET,
    preflightHops: [],
    seen: { authorization: null, origin: PAGE },
  },
  {
    id: 'authorization-api-to-itself',
    note: 'Authorization stays within another origin, preflighted at each hop',
    stops: [permitting(from(API)), permitting(to(API))],
    request: SECRET,
    preflightHops: [0, 1],
    seen: { authorization: 'Bearer abc' },
  },
  {
    id: 'authorization-api-to-other',
    note: 'Authorization is removed between two other origins, and the second sees no preflight',
    stops: [permitting(from(API)), permitting(to(OTHER))],
    request: SECRET,
    preflightHops: [0],
    seen: { authorization: null, origin: 'null' },
  },
  {
    id: 'authorization-api-to-own',
    note: 'Authorization is removed even on the way home',
    stops: [permitting(from(API)), permitting(to(PAGE))],
    request: SECRET,
    preflightHops: [0],
    seen: { authorization: null, origin: 'null' },
  },
  {
    id: 'authorization-does-not-come-back',
    note: 'Authorization that was removed does not come back with its origin',
    stops: [stop(from(PAGE)), stop(from(API), ANYONE), stop(to(PAGE), ANYONE)],
    request: SECRET,
    preflightHops: [],
    seen: { authorization: null },
  },
  {
    id: 'authorization-to-another-port',
    note: 'Authorization is removed on the way to another port',
    stops: [stop(from(PAGE)), stop(to(`${PAGE}:8443`), ANYONE)],
    request: SECRET,
    preflightHops: [],
    seen: { authorization: null },
  },
  {
    id: 'authorization-goes-other-headers-stay',
    note: 'Authorization is removed across origins, other headers are not',
    stops: [stop(from(PAGE)), permitting(to(API))],
    request: {
      headers: [
        ['authorization', 'Bearer abc'],
        ['x-test', '1'],
      ],
    },
    preflightHops: [1],
    seen: { authorization: null, 'x-test': '1' },
  },
  {
    id: 'authorization-of-a-post',
    note: 'Authorization is removed from a POST that 307 keeps',
    stops: [{ at: from(PAGE), status: 307 }, stop(to(API), ANYONE)],
    request: { ...SECRET, method: 'POST', body: 'four' },
    preflightHops: [],
    seen: { authorization: null, ':method': 'POST' },
  },
  {
    id: 'authorization-of-xhr',
    note: 'Authorization is removed across origins for XMLHttpRequest as well',
    stops: [stop(from(PAGE)), stop(to(API), ANYONE)],
    request: { ...SECRET, api: 'xhr' },
    preflightHops: [],
    seen: { authorization: null },
  },
  {
    id: 'accept-language-is-kept',
    note: 'Accept-Language set by script is kept across origins',
    stops: [stop(from(PAGE)), stop(to(API), ANYONE)],
    request: { headers: [['accept-language', 'eo']] },
    preflightHops: [],
    seen: { 'accept-language': 'eo' },
  },
  {
    id: 'accept-is-kept',
    note: 'Accept set by script is kept across origins',
    stops: [stop(from(API), ANYONE), stop(to(OTHER), ANYONE)],
    request: { headers: [['accept', 'application/json']] },
    preflightHops: [],
    seen: { accept: 'application/json' },
  },
  {
    id: '303-keeps-custom-headers',
    note: 'a custom header survives the change to GET',
    stops: [{ at: from(PAGE), status: 303 }, stop(to(PAGE))],
    request: { ...X_TEST, method: 'POST', body: 'four' },
    preflightHops: [],
    seen: { ':method': 'GET', 'x-test': '1', 'content-type': null },
  },
];

function ofHeaders({ id, note, stops, request, preflightHops, seen }: HeaderRow): ScenarioInput {
  const expect: Expected = { outcome: 'readable', preflightHops, reached: true, requestHeadersSeenByServer: seen };
  return journey(id, note, stops, expect, request);
}

/** https://fetch.spec.whatwg.org/#request-body-header-name: they go when the body goes. */
const BODY_HEADERS: readonly [header: string, value: string][] = [
  ['content-language', 'eo'],
  ['content-encoding', 'identity'],
  ['content-location', '/z'],
  ['content-type', 'text/plain'],
];

const bodyHeaders = BODY_HEADERS.flatMap(([header, value]) => {
  const request: Partial<RequestInput> = {
    method: 'POST',
    body: 'four',
    ...(header === 'content-type' ? { contentType: value } : { headers: [[header, value]] }),
  };
  return [
    journey(
      `302-drops-${header}`,
      `${header} goes with the body that 302 drops`,
      [{ at: from(PAGE), status: 302 }, stop(to(PAGE))],
      { outcome: 'readable', reachedHops: [0, 1], requestHeadersSeenByServer: { ':method': 'GET', [header]: null } },
      request,
    ),
    journey(
      `307-keeps-${header}`,
      `${header} stays with the body that 307 keeps`,
      [{ at: from(PAGE), status: 307 }, stop(to(PAGE))],
      { outcome: 'readable', reachedHops: [0, 1], requestHeadersSeenByServer: { ':method': 'POST', [header]: value } },
      request,
    ),
  ];
});

const withUser = (url: string, user = 'user:pass'): string => url.replace('//', `//${user}@`);

/** https://fetch.spec.whatwg.org/#http-redirect-fetch, steps 9 and 10 */
const userinfo: readonly ScenarioInput[] = [
  journey(
    'userinfo-own-to-own',
    'userinfo in a Location within the own origin is followed, and unasked for not sent',
    [stop(from(PAGE)), stop(withUser(to(PAGE)))],
    { outcome: 'readable', reachedHops: [0, 1], requestHeadersSeenByServer: { authorization: null } },
  ),
  journey(
    'userinfo-own-to-api',
    'userinfo in a Location on another origin is refused',
    [stop(from(PAGE)), stop(withUser(to(API)), ANYONE)],
    { outcome: 'blocked', reachedHops: [0], effects: { [API]: 0 } },
  ),
  journey(
    'userinfo-api-to-itself',
    'userinfo in a Location of another origin to itself is refused',
    [stop(from(API), ANYONE), stop(withUser(to(API)), ANYONE)],
    { outcome: 'blocked', reachedHops: [0], effects: { [API]: 1 } },
  ),
  journey(
    'userinfo-api-to-own',
    'userinfo in a Location from another origin back to the own one is refused',
    [stop(from(API), ANYONE), stop(withUser(to(PAGE)), ANYONE)],
    { outcome: 'blocked', reachedHops: [0], effects: { [PAGE]: 0 } },
  ),
  journey(
    'userinfo-name-only',
    'a user name alone in a Location on another origin is refused',
    [stop(from(PAGE)), stop(withUser(to(API), 'user'), ANYONE)],
    { outcome: 'blocked', reachedHops: [0], effects: { [API]: 0 } },
  ),
  journey(
    'userinfo-password-only',
    'a password alone in a Location on another origin is refused',
    [stop(from(PAGE)), stop(withUser(to(API), ':pass'), ANYONE)],
    { outcome: 'blocked', reachedHops: [0], effects: { [API]: 0 } },
  ),
  journey(
    'userinfo-empty',
    'an empty userinfo in a Location is none',
    [stop(from(PAGE)), stop(withUser(to(API), ''), ANYONE)],
    { outcome: 'readable', reachedHops: [0, 1] },
  ),
  journey(
    'userinfo-empty-name-and-password',
    'an empty name with an empty password is no userinfo either',
    [stop(from(PAGE)), stop(withUser(to(API), ':'), ANYONE)],
    { outcome: 'readable', reachedHops: [0, 1] },
  ),
  journey(
    'userinfo-no-cors-own-to-api',
    'without CORS, userinfo in a Location on another origin is followed',
    [stop(from(PAGE)), stop(withUser(to(API)))],
    { outcome: 'opaque', reachedHops: [0, 1] },
    { mode: 'no-cors' },
  ),
  journey(
    'userinfo-no-cors-api-to-itself',
    'without CORS, userinfo in a Location of another origin to itself is followed',
    [stop(from(API)), stop(withUser(to(API)))],
    { outcome: 'opaque', reachedHops: [0, 1] },
    { mode: 'no-cors' },
  ),
  journey(
    'userinfo-same-origin-mode',
    'in same-origin mode, userinfo in a Location within the own origin is followed',
    [stop(from(PAGE)), stop(withUser(to(PAGE)))],
    { outcome: 'readable', reachedHops: [0, 1] },
    { mode: 'same-origin' },
  ),
  journey(
    'userinfo-manual',
    'a Location with userinfo does not matter to one who does not follow',
    [stop(from(PAGE)), stop(withUser(to(API)), ANYONE)],
    { outcome: 'opaqueredirect', reachedHops: [0] },
    { redirect: 'manual' },
  ),
  journey(
    'userinfo-xhr-own-to-api',
    'XMLHttpRequest refuses userinfo in a Location on another origin',
    [stop(from(PAGE)), stop(withUser(to(API)), ANYONE)],
    { outcome: 'blocked', reachedHops: [0], effects: { [API]: 0 } },
    { api: 'xhr' },
  ),
  journey(
    'userinfo-img-crossorigin',
    'an image with crossorigin refuses userinfo in a Location on another origin',
    [stop(from(PAGE)), stop(withUser(to(API)), ANYONE)],
    { outcome: 'blocked', reachedHops: [0], effects: { [API]: 0 } },
    { api: 'img' },
  ),
  journey(
    'userinfo-img',
    'an image without crossorigin follows userinfo in a Location',
    [stop(from(API)), stop(withUser(to(API)))],
    { outcome: 'opaque', reachedHops: [0, 1] },
    { api: 'img', mode: 'no-cors' },
  ),
];

const NOWHERE: readonly [id: string, location: string, what: string][] = [
  ['data', 'data:text/plain,hello', 'a data: URL'],
  ['file', 'file:///x', 'a file: URL'],
  ['about-blank', 'about:blank', 'about:blank'],
  ['blob', 'blob:https://www.page.com/00000000-0000-0000-0000-000000000000', 'a blob: URL'],
  ['javascript', 'javascript:1', 'a javascript: URL'],
  ['mailto', 'mailto:a@page.com', 'a mailto: URL'],
  ['ftp', 'ftp://api.page.com/y', 'an ftp: URL'],
  ['wss', 'wss://api.page.com/y', 'a wss: URL'],
  ['unknown-scheme', 'cross-examine:y', 'a scheme nobody knows'],
  ['broken-ipv6', 'https://[', 'a URL with a broken address'],
  ['bad-port-number', 'https://www.page.com:99999/y', 'a URL whose port is too large'],
  ['no-host', 'https://', 'a URL without a host'],
];

/** https://fetch.spec.whatwg.org/#http-redirect-fetch, steps 5 and 6 */
const nowhere: readonly ScenarioInput[] = [
  ...NOWHERE.map(([id, location, what]) =>
    journey(`to-${id}`, `a redirect to ${what} fails`, [{ at: from(PAGE), location }], {
      outcome: 'blocked',
      status: 0,
      reachedHops: [0],
    }),
  ),
  ...NOWHERE.slice(0, 2).map(([id, location, what]) =>
    journey(
      `from-another-origin-to-${id}`,
      `a redirect from another origin to ${what} fails`,
      [{ at: from(API), says: ANYONE, location }],
      { outcome: 'blocked', reachedHops: [0] },
    ),
  ),
  ...NOWHERE.slice(0, 2).map(([id, location, what]) =>
    journey(
      `no-cors-to-${id}`,
      `without CORS a redirect to ${what} fails as well`,
      [{ at: from(API), location }],
      { outcome: 'blocked', reachedHops: [0] },
      { mode: 'no-cors' },
    ),
  ),
  ...(['xhr', 'img', 'script'] as const).map((api) =>
    journey(
      `${api}-to-data`,
      `${api}: a redirect to a data: URL fails`,
      [{ at: from(PAGE), location: 'data:,1' }],
      { outcome: 'blocked', reachedHops: [0] },
      { api, mode: api === 'xhr' ? 'cors' : 'no-cors' },
    ),
  ),
  journey(
    'manual-to-data',
    'one who does not follow does not look where Location leads, be it data:',
    [{ at: from(PAGE), location: 'data:text/plain,hello' }],
    { outcome: 'opaqueredirect', status: 0, reachedHops: [0] },
    { redirect: 'manual' },
  ),
  journey(
    'manual-to-a-broken-url',
    'one who does not follow does not look where Location leads, be it nowhere',
    [{ at: from(PAGE), location: 'https://[' }],
    { outcome: 'opaqueredirect', status: 0, reachedHops: [0] },
    { redirect: 'manual' },
  ),
  journey(
    'to-http',
    'a redirect from https: to http: is mixed content',
    [stop(from(API), ANYONE), stop('http://api.page.com/y', ANYONE)],
    { outcome: 'blocked', reachedHops: [0], effects: { 'http://api.page.com': 0 } },
  ),
  journey(
    'no-cors-to-http',
    'without CORS a redirect from https: to http: is mixed content as well',
    [stop(from(API)), stop('http://api.page.com/y')],
    { outcome: 'blocked', reachedHops: [0], effects: { 'http://api.page.com': 0 } },
    { mode: 'no-cors' },
  ),
  journey(
    'http-page-to-https',
    'on an http: page a redirect from http: to https: is one to another origin',
    [stop('http://api.page.com/x', THIS_PAGE), stop('https://api.page.com/y', NOBODY_KNOWN)],
    { outcome: 'readable', reachedHops: [0, 1], requestHeadersSeenByServer: { origin: 'null' } },
    {},
    { page: { origin: 'http://www.page.com' } },
  ),
  journey(
    'to-a-bad-port',
    'a redirect to a bad port fails before anything is sent there',
    [stop(from(API), ANYONE), stop('https://api.page.com:6667/y', ANYONE)],
    { outcome: 'blocked', reachedHops: [0], effects: { 'https://api.page.com:6667': 0 } },
  ),
];

const RELATIVE: readonly [id: string, note: string, location: string, target: string][] = [
  ['absolute-path', 'a Location may be a path', '/a/y', `${API}/a/y`],
  ['relative-path', 'a Location may be relative to the path', 'y', `${API}/a/y`],
  ['dot-segments', 'a Location may go up', '../y', `${API}/y`],
  ['query-only', 'a Location may be a query', '?q=1', `${API}/a/x?q=1`],
  ['scheme-relative', 'a Location may leave out the scheme', '//api.page.com/y', `${API}/y`],
  ['fragment', 'the fragment of a Location is not sent', '/a/y#part', `${API}/a/y`],
];

/** https://fetch.spec.whatwg.org/#concept-response-location-url */
const locations: readonly ScenarioInput[] = [
  ...RELATIVE.map(([id, note, location, at]) =>
    journey(`location-${id}`, note, [{ at: `${API}/a/x`, says: ANYONE, location }, stop(at, ANYONE)], {
      outcome: 'readable',
      status: 200,
      reachedHops: [0, 1],
    }),
  ),
  ...['301', '307'].map((status) =>
    journey(
      `location-empty-${status}`,
      `a ${status} with an empty Location leads to itself`,
      [{ at: from(PAGE), status: Number(status), location: '' }, stop(from(PAGE))],
      { outcome: 'readable', status: 200, reachedHops: [0, 1] },
    ),
  ),
  journey(
    'location-fragment-only',
    'a Location that is a fragment leads to the same resource',
    [{ at: from(PAGE), location: '#part' }, stop(from(PAGE))],
    { outcome: 'readable', status: 200, reachedHops: [0, 1] },
  ),
  ...[
    ['empty', 'an empty Location', ''] as const,
    ['fragment', 'a Location that is a fragment', '#part'] as const,
    ['self', 'a Location that is its own URL', from(PAGE)] as const,
  ].map(([slug, what, location]) =>
    journey(
      `location-${slug}-for-ever`,
      `${what} is followed twenty times, and no more`,
      [{ at: from(PAGE), location }],
      { outcome: 'blocked', status: 0, reached: true, reachedHops: [0], effects: { [PAGE]: 21 } },
    ),
  ),
  journey(
    'location-empty-manual',
    'an empty Location is a redirect to one who does not follow',
    [{ at: from(PAGE), location: '' }],
    { outcome: 'opaqueredirect', status: 0, reachedHops: [0] },
    { redirect: 'manual' },
  ),
  asking(
    'redirects/location-twice',
    'two different Locations lead nowhere',
    { url: from(PAGE) },
    {
      response: {
        status: 302,
        headers: [
          ['location', to(PAGE)],
          ['location', `${PAGE}/z`],
        ],
      },
      hops: [
        { url: to(PAGE), response: {} },
        { url: `${PAGE}/z`, response: {} },
      ],
    },
    { outcome: 'blocked', reachedHops: [0] },
  ),
  asking(
    'redirects/location-twice-the-same',
    'the same Location twice leads nowhere either',
    { url: from(PAGE) },
    {
      response: {
        status: 302,
        headers: [
          ['location', to(PAGE)],
          ['location', to(PAGE)],
        ],
      },
      hops: [{ url: to(PAGE), response: {} }],
    },
    { outcome: 'blocked', reachedHops: [0] },
  ),
];

const REDIRECT_STATUSES = [301, 302, 303, 307, 308];
const NO_REDIRECT_STATUSES = [201, 300, 304, 305, 306];

const statuses: readonly ScenarioInput[] = [
  ...REDIRECT_STATUSES.map((status) =>
    asking(
      `redirects/${status}-without-location`,
      `a ${status} without Location is an answer like any other`,
      { url: from(PAGE) },
      { response: { status } },
      { outcome: 'readable', status, reached: true },
    ),
  ),
  ...REDIRECT_STATUSES.map((status) =>
    asking(
      `redirects/${status}-without-location-across-origins`,
      `a ${status} without Location of an origin that permits is readable`,
      {},
      { response: { status, headers: ANYONE } },
      { outcome: 'readable', status, reached: true },
    ),
  ),
  ...NO_REDIRECT_STATUSES.map((status) =>
    journey(
      `${status}-is-no-redirect`,
      `${status} is no redirect, whatever Location says`,
      [{ at: from(PAGE), status }, stop(to(PAGE))],
      { outcome: 'readable', status, reachedHops: [0] },
    ),
  ),
  ...NO_REDIRECT_STATUSES.map((status) =>
    journey(
      `${status}-is-no-redirect-across-origins`,
      `${status} of another origin is no redirect, whatever Location says`,
      [{ at: from(API), status, says: ANYONE }, stop(to(API), ANYONE)],
      { outcome: 'readable', status, reachedHops: [0] },
    ),
  ),
  asking(
    'redirects/without-location-not-permitted',
    'a 302 without Location of an origin that permits nothing is refused',
    {},
    { response: { status: 302 } },
    { outcome: 'blocked', status: 0, reached: true },
  ),
  asking(
    'redirects/without-location-no-cors',
    'a 302 without Location is opaque without CORS',
    { mode: 'no-cors' },
    { response: { status: 302 } },
    { outcome: 'opaque', status: 0, reached: true },
  ),
  asking(
    'redirects/without-location-error-mode',
    'a 302 without Location is an error to one who wants no redirect',
    { url: from(PAGE), redirect: 'error' },
    { response: { status: 302 } },
    { outcome: 'blocked', reached: true },
  ),
  asking(
    'redirects/without-location-manual-mode',
    'a 302 without Location is a redirect to one who does not follow',
    { url: from(PAGE), redirect: 'manual' },
    { response: { status: 302 } },
    { outcome: 'opaqueredirect', status: 0, reached: true },
  ),
  asking(
    'redirects/without-location-xhr',
    'XMLHttpRequest reads a 302 without Location',
    { url: from(PAGE), api: 'xhr' },
    { response: { status: 302 } },
    { outcome: 'readable', status: 302, reached: true },
  ),
];

/** https://fetch.spec.whatwg.org/#concept-request-redirect-mode */
const redirectModes: readonly ScenarioInput[] = [
  ...REDIRECT_STATUSES.map((status) =>
    journey(
      `error-mode-${status}`,
      `redirect: error fails at a ${status}`,
      [{ at: from(PAGE), status }, stop(to(PAGE))],
      { outcome: 'blocked', status: 0, reachedHops: [0] },
      { redirect: 'error' },
    ),
  ),
  ...REDIRECT_STATUSES.map((status) =>
    journey(
      `manual-mode-${status}`,
      `redirect: manual shows that a ${status} came, and nothing of it`,
      [{ at: from(PAGE), status, says: [['x-id', '1']] }, stop(to(PAGE))],
      { outcome: 'opaqueredirect', status: 0, reachedHops: [0], visibleHeaders: [], hiddenHeaders: ['x-id'] },
      { redirect: 'manual' },
    ),
  ),
  asking(
    'redirects/error-mode-without-a-redirect',
    'redirect: error does not mind an answer that is none',
    { url: from(PAGE), redirect: 'error' },
    { response: {} },
    { outcome: 'readable', status: 200 },
  ),
  asking(
    'redirects/manual-mode-without-a-redirect',
    'redirect: manual reads an answer that is none',
    { url: from(PAGE), redirect: 'manual' },
    { response: {} },
    { outcome: 'readable', status: 200 },
  ),
  asking(
    'redirects/error-mode-300',
    'redirect: error does not mind 300',
    { url: from(PAGE), redirect: 'error' },
    { response: { status: 300 } },
    { outcome: 'readable', status: 300 },
  ),
  journey(
    'error-mode-across-origins',
    'redirect: error fails at a redirect that permits',
    [stop(from(API), ANYONE), stop(to(API), ANYONE)],
    { outcome: 'blocked', reachedHops: [0] },
    { redirect: 'error' },
  ),
  journey(
    'manual-mode-across-origins',
    'redirect: manual shows a redirect of another origin that permits',
    [stop(from(API), ANYONE), stop(to(API), ANYONE)],
    { outcome: 'opaqueredirect', status: 0, reachedHops: [0] },
    { redirect: 'manual' },
  ),
  journey(
    'manual-mode-not-permitted',
    'redirect: manual is refused a redirect of another origin that does not permit',
    [stop(from(API)), stop(to(API), ANYONE)],
    { outcome: 'blocked', reachedHops: [0] },
    { redirect: 'manual' },
  ),
  journey(
    'manual-mode-preflighted',
    'redirect: manual stops after one preflight',
    [permitting(from(API)), permitting(to(API))],
    { outcome: 'opaqueredirect', preflightHops: [0], reachedHops: [0] },
    { redirect: 'manual', method: 'PUT' },
  ),
  journey(
    'error-mode-preflighted',
    'redirect: error fails after one preflight',
    [permitting(from(API)), permitting(to(API))],
    { outcome: 'blocked', preflightHops: [0], reachedHops: [0] },
    { redirect: 'error', method: 'PUT' },
  ),
  journey(
    'manual-mode-same-origin-to-api',
    'in same-origin mode redirect: manual does not care where Location leads',
    [stop(from(PAGE)), stop(to(API))],
    { outcome: 'opaqueredirect', reachedHops: [0] },
    { redirect: 'manual', mode: 'same-origin' },
  ),
  journey(
    'manual-mode-no-cors-own',
    'without CORS redirect: manual works on the own origin',
    [stop(from(PAGE)), stop(to(PAGE))],
    { outcome: 'opaqueredirect', reachedHops: [0] },
    { redirect: 'manual', mode: 'no-cors' },
  ),
  journey(
    'error-mode-no-cors-own',
    'without CORS redirect: error works on the own origin',
    [stop(from(PAGE)), stop(to(PAGE))],
    { outcome: 'blocked', reachedHops: [0] },
    { redirect: 'error', mode: 'no-cors' },
  ),
  ...(['manual', 'error'] as const).map((redirect) =>
    asking(
      `redirects/no-cors-${redirect}-sends-nothing`,
      `without CORS redirect: ${redirect} sends nothing to another origin`,
      { redirect, mode: 'no-cors' },
      { response: { headers: ANYONE } },
      { outcome: 'blocked', reached: false, effects: { [API]: 0 } },
    ),
  ),
  asking(
    'redirects/no-cors-error-own-without-a-redirect',
    'without CORS redirect: error reads the own origin',
    { url: from(PAGE), redirect: 'error', mode: 'no-cors' },
    { response: {} },
    { outcome: 'readable', status: 200 },
  ),
];

const SAME_ORIGIN: Partial<RequestInput> = { mode: 'same-origin' };

/** https://fetch.spec.whatwg.org/#main-fetch, step 12 */
const modes: readonly ScenarioInput[] = [
  journey(
    'no-cors-own-to-own',
    'without CORS the own origin stays readable',
    [stop(from(PAGE)), stop(to(PAGE))],
    { outcome: 'readable', status: 200, reachedHops: [0, 1] },
    NO_CORS,
  ),
  journey(
    'no-cors-own-to-api',
    'without CORS a redirect to another origin is opaque',
    [stop(from(PAGE)), stop(to(API))],
    { outcome: 'opaque', status: 0, reachedHops: [0, 1], requestHeadersSeenByServer: { origin: null } },
    NO_CORS,
  ),
  journey(
    'no-cors-api-to-itself',
    'without CORS another origin redirects unasked',
    [stop(from(API)), stop(to(API))],
    { outcome: 'opaque', status: 0, reachedHops: [0, 1] },
    NO_CORS,
  ),
  journey(
    'no-cors-api-to-other',
    'without CORS two other origins need not permit',
    [stop(from(API)), stop(to(OTHER))],
    { outcome: 'opaque', status: 0, reachedHops: [0, 1] },
    NO_CORS,
  ),
  journey(
    'no-cors-api-to-own',
    'without CORS the own origin is opaque after a detour',
    [stop(from(API)), stop(to(PAGE))],
    { outcome: 'opaque', status: 0, reachedHops: [0, 1] },
    NO_CORS,
  ),
  journey(
    'no-cors-permission-is-ignored',
    'without CORS permission makes nothing readable',
    [stop(from(API), ANYONE), stop(to(API), ANYONE)],
    { outcome: 'opaque', status: 0, reachedHops: [0, 1] },
    NO_CORS,
  ),
  journey(
    'no-cors-307-keeps-post',
    'without CORS 307 keeps POST and its body',
    [{ at: from(API), status: 307 }, stop(to(API))],
    {
      outcome: 'opaque',
      reachedHops: [0, 1],
      requestHeadersSeenByServer: { ':method': 'POST', 'content-type': TEXT, 'content-length': '4' },
    },
    { ...NO_CORS, method: 'POST', body: 'four' },
  ),
  journey(
    'no-cors-302-turns-post-into-get',
    'without CORS 302 turns POST into GET',
    [{ at: from(API), status: 302 }, stop(to(API))],
    {
      outcome: 'opaque',
      reachedHops: [0, 1],
      requestHeadersSeenByServer: { ':method': 'GET', 'content-type': null, origin: null },
    },
    { ...NO_CORS, method: 'POST', body: 'four' },
  ),
  journey(
    'same-origin-mode-own-to-own',
    'same-origin mode follows within the own origin',
    [stop(from(PAGE)), stop(to(PAGE))],
    { outcome: 'readable', status: 200, reachedHops: [0, 1] },
    SAME_ORIGIN,
  ),
  journey(
    'same-origin-mode-own-to-api',
    'same-origin mode sends nothing to another origin',
    [stop(from(PAGE)), stop(to(API))],
    { outcome: 'blocked', status: 0, reachedHops: [0], effects: { [API]: 0 } },
    SAME_ORIGIN,
  ),
  journey(
    'same-origin-mode-own-to-permitting-api',
    'same-origin mode sends nothing to another origin, even if that would permit',
    [stop(from(PAGE)), stop(to(API), ANYONE)],
    { outcome: 'blocked', reachedHops: [0], effects: { [API]: 0 } },
    SAME_ORIGIN,
  ),
  journey(
    'same-origin-mode-post',
    'same-origin mode does not hand a POST on to another origin',
    [{ at: from(PAGE), status: 307 }, stop(to(API), ANYONE)],
    { outcome: 'blocked', reachedHops: [0], effects: { [API]: 0 } },
    { ...SAME_ORIGIN, method: 'POST', body: 'four' },
  ),
  journey(
    'same-origin-mode-two-hops',
    'same-origin mode fails at the hop that leaves',
    [stop(from(PAGE)), stop(to(PAGE)), stop(from(API), ANYONE), stop(`${PAGE}/z`)],
    { outcome: 'blocked', reachedHops: [0, 1], effects: { [API]: 0 } },
    SAME_ORIGIN,
  ),
];

/** https://fetch.spec.whatwg.org/#http-redirect-fetch, step 7 */
const counts: readonly ScenarioInput[] = [
  journey('20-redirects', '20 redirects are followed', long(PAGE, 20, []), {
    outcome: 'readable',
    status: 200,
    reachedHops: upTo(20),
  }),
  journey('21-redirects', 'the 21st redirect is not followed', long(PAGE, 21, []), {
    outcome: 'blocked',
    reached: false,
    reachedHops: upTo(20),
  }),
  journey('20-redirects-across-origins', '20 redirects of another origin are followed', long(API, 20, ANYONE), {
    outcome: 'readable',
    reachedHops: upTo(20),
  }),
  journey('21-redirects-across-origins', 'the 21st redirect of another origin is not followed', long(API, 21, ANYONE), {
    outcome: 'blocked',
    reached: false,
    reachedHops: upTo(20),
  }),
  journey(
    '21-redirects-no-cors',
    'the 21st redirect is not followed without CORS either',
    long(API, 21, []),
    { outcome: 'blocked', reached: false, reachedHops: upTo(20) },
    NO_CORS,
  ),
  journey(
    '20-redirects-xhr',
    'XMLHttpRequest follows 20 redirects',
    long(PAGE, 20, []),
    { outcome: 'readable', reachedHops: upTo(20) },
    { api: 'xhr' },
  ),
  journey(
    '21-redirects-xhr',
    'XMLHttpRequest does not follow the 21st redirect',
    long(PAGE, 21, []),
    { outcome: 'blocked', reached: false, reachedHops: upTo(20) },
    { api: 'xhr' },
  ),
];

const SANDBOXED: Rest = { page: { origin: PAGE, context: 'sandboxed-iframe' } };
const WORKER: Rest = { page: { origin: PAGE, context: 'worker' } };
const X_ID: Headers = [['x-id', '1']];

const elsewhere: readonly ScenarioInput[] = [
  journey(
    'visible-headers-own-to-own',
    'after a redirect within the own origin every header is visible',
    [stop(from(PAGE)), stop(to(PAGE), X_ID)],
    { outcome: 'readable', visibleHeaderValues: { 'x-id': '1' } },
  ),
  journey(
    'hidden-headers-api-to-own',
    'after a detour headers of the own origin are hidden',
    [stop(from(API), ANYONE), stop(to(PAGE), [...ANYONE, ...X_ID])],
    { outcome: 'readable', hiddenHeaders: ['x-id'] },
  ),
  journey(
    'exposed-headers-api-to-own',
    'after a detour the own origin has to expose headers',
    [stop(from(API), ANYONE), stop(to(PAGE), [...ANYONE, ...X_ID, ['access-control-expose-headers', 'x-id']])],
    { outcome: 'readable', visibleHeaderValues: { 'x-id': '1' } },
  ),
  journey(
    'exposed-by-the-redirect-only',
    'what the redirect exposes does not count for where it leads',
    [stop(from(API), [...ANYONE, ['access-control-expose-headers', 'x-id']]), stop(to(API), [...ANYONE, ...X_ID])],
    { outcome: 'readable', hiddenHeaders: ['x-id'] },
  ),
  journey(
    'headers-of-the-redirect',
    'headers of the redirect itself are not seen',
    [stop(from(PAGE), X_ID), stop(to(PAGE))],
    { outcome: 'readable', hiddenHeaders: ['x-id'] },
  ),
  journey(
    'xhr-own-to-api',
    'XMLHttpRequest follows to another origin that permits',
    [stop(from(PAGE)), stop(to(API), THIS_PAGE)],
    { outcome: 'readable', status: 200, reachedHops: [0, 1], requestHeadersSeenByServer: { origin: PAGE } },
    { api: 'xhr' },
  ),
  journey(
    'xhr-own-to-api-not-permitted',
    'XMLHttpRequest is refused another origin that permits nothing',
    [stop(from(PAGE)), stop(to(API))],
    { outcome: 'blocked', reachedHops: [0, 1] },
    { api: 'xhr' },
  ),
  journey(
    'xhr-api-to-own',
    'XMLHttpRequest too asks its own origin as null after a detour',
    [stop(from(API), THIS_PAGE), stop(to(PAGE), NOBODY_KNOWN)],
    { outcome: 'readable', reachedHops: [0, 1], requestHeadersSeenByServer: { origin: 'null' } },
    { api: 'xhr' },
  ),
  journey(
    'xhr-api-to-other-by-name',
    'XMLHttpRequest too is no longer known by name at a second other origin',
    [stop(from(API), THIS_PAGE), stop(to(OTHER), THIS_PAGE)],
    { outcome: 'blocked', reachedHops: [0, 1], requestHeadersSeenByServer: { origin: 'null' } },
    { api: 'xhr' },
  ),
  journey(
    'img-own-to-api',
    'an image of the own origin that leads to another one is opaque',
    [stop(from(PAGE)), stop(to(API))],
    { outcome: 'opaque', reachedHops: [0, 1] },
    { api: 'img', mode: 'no-cors' },
  ),
  journey(
    'img-api-to-own',
    'an image that comes home by way of another origin is opaque',
    [stop(from(API)), stop(to(PAGE))],
    { outcome: 'opaque', reachedHops: [0, 1] },
    { api: 'img', mode: 'no-cors' },
  ),
  journey(
    'img-crossorigin-own-to-api',
    'an image with crossorigin is readable where the redirect leads, if permitted',
    [stop(from(PAGE)), stop(to(API), THIS_PAGE)],
    { outcome: 'readable', reachedHops: [0, 1], requestHeadersSeenByServer: { origin: PAGE } },
    { api: 'img' },
  ),
  journey(
    'img-crossorigin-api-to-other',
    'an image with crossorigin asks a second other origin as null',
    [stop(from(API), THIS_PAGE), stop(to(OTHER), NOBODY_KNOWN)],
    { outcome: 'readable', reachedHops: [0, 1], requestHeadersSeenByServer: { origin: 'null' } },
    { api: 'img' },
  ),
  journey(
    'img-crossorigin-redirect-not-permitted',
    'an image with crossorigin does not follow a redirect that permits nothing',
    [stop(from(API)), stop(to(API), ANYONE)],
    { outcome: 'blocked', reachedHops: [0] },
    { api: 'img' },
  ),
  journey(
    'script-api-to-other',
    'a script follows between two other origins, its errors muted',
    [stop(from(API)), stop(to(OTHER))],
    { outcome: 'opaque', reachedHops: [0, 1] },
    { api: 'script', mode: 'no-cors' },
  ),
  journey(
    'script-api-to-own',
    'a script that comes home by way of another origin has its errors muted',
    [stop(from(API)), stop(to(PAGE))],
    { outcome: 'opaque', reachedHops: [0, 1] },
    { api: 'script', mode: 'no-cors' },
  ),
  journey(
    'script-crossorigin-api-to-other',
    'a script with crossorigin asks a second other origin as null',
    [stop(from(API), THIS_PAGE), stop(to(OTHER), NOBODY_KNOWN)],
    { outcome: 'readable', reachedHops: [0, 1], requestHeadersSeenByServer: { origin: 'null' } },
    { api: 'script' },
  ),
  journey(
    'script-crossorigin-redirect-not-permitted',
    'a script with crossorigin does not follow a redirect that permits nothing',
    [stop(from(API)), stop(to(API), ANYONE)],
    { outcome: 'blocked', reachedHops: [0] },
    { api: 'script' },
  ),
  journey(
    'worker-api-to-other',
    'a worker asks a second other origin as null',
    [stop(from(API), THIS_PAGE), stop(to(OTHER), NOBODY_KNOWN)],
    { outcome: 'readable', reachedHops: [0, 1], requestHeadersSeenByServer: { origin: 'null' } },
    {},
    WORKER,
  ),
  journey(
    'worker-own-to-api',
    'a worker follows to another origin under the page’s name',
    [stop(from(PAGE)), stop(to(API), THIS_PAGE)],
    { outcome: 'readable', reachedHops: [0, 1], requestHeadersSeenByServer: { origin: PAGE } },
    {},
    WORKER,
  ),
  journey(
    'sandboxed-page-to-itself',
    'a sandboxed frame needs permission of the page’s origin, redirects included',
    [stop(from(PAGE)), stop(to(PAGE), NOBODY_KNOWN)],
    { outcome: 'blocked', reachedHops: [0] },
    {},
    SANDBOXED,
  ),
  journey(
    'sandboxed-permitted-to-null',
    'a sandboxed frame follows what is permitted to null',
    [stop(from(PAGE), NOBODY_KNOWN), stop(to(API), NOBODY_KNOWN)],
    { outcome: 'readable', reachedHops: [0, 1], requestHeadersSeenByServer: { origin: 'null' } },
    {},
    SANDBOXED,
  ),
];

/** Redirects: https://fetch.spec.whatwg.org/#http-redirect-fetch */
export const redirects: readonly ScenarioInput[] = [
  ...METHODS.flatMap(ofMethods),
  ...PATHS.map(ofPath),
  ...preflights,
  ...preflightsRedirected,
  preflightRedirectNotFollowed,
  ...AUTHORIZATION.map(ofHeaders),
  ...bodyHeaders,
  ...userinfo,
  ...nowhere,
  ...locations,
  ...statuses,
  ...redirectModes,
  ...modes,
  ...counts,
  ...elsewhere,
];
