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
} from './build.ts';

type Context = NonNullable<ScenarioInput['page']['context']>;

const HOME = `${PAGE}/x`;
const OTHER = 'https://other.com';
const AT = { origin: PAGE, path: '/dir/page?q' };
const INCLUDE = { credentials: 'include' } as const;
const NO_CORS = { mode: 'no-cors' } as const;

const NULL: Headers = [['access-control-allow-origin', 'null']];
const BY_NAME: Headers = [['access-control-allow-origin', PAGE]];
const CREDENTIALS: Headers = [['access-control-allow-credentials', 'true']];
const allowing = (...names: string[]): Headers => [['access-control-allow-headers', names.join()]];
const type = (value: string): Headers => [['content-type', value]];

const READ: Expected = { outcome: 'readable', reached: true };
const REFUSED: Expected = { outcome: 'blocked', reached: true };
const NOBODY = { origin: 'null', referer: null };

interface Row {
  readonly id: string;
  readonly note: string;
  readonly request?: Partial<RequestInput>;
  readonly server: ServerInput;
  readonly expect: Expected;
}

/** What holds wherever an origin is opaque: https://html.spec.whatwg.org/#concept-origin-opaque */
const OPAQUE: readonly Row[] = [
  {
    id: 'null',
    note: 'reads what null may read, and says Origin: null and no Referer',
    server: answering(NULL),
    expect: { ...READ, preflight: 'none', requestHeadersSeenByServer: { ...NOBODY, 'sec-fetch-site': 'cross-site' } },
  },
  { id: 'wildcard', note: 'reads what anyone may read', server: answering(ANYONE), expect: READ },
  {
    id: 'named',
    note: 'may not read what the page around it may',
    server: answering(BY_NAME),
    expect: { ...REFUSED, requestHeadersSeenByServer: NOBODY },
  },
  { id: 'nothing', note: 'may not read what nobody is permitted to', server: answering(), expect: REFUSED },
  {
    id: 'own',
    note: 'may not read from the page’s own server without permission',
    request: { url: HOME },
    server: answering(),
    expect: { ...REFUSED, requestHeadersSeenByServer: NOBODY },
  },
  {
    id: 'own-null',
    note: 'reads from the page’s own server what null may read',
    request: { url: HOME },
    server: answering(NULL),
    expect: { ...READ, requestHeadersSeenByServer: NOBODY },
  },
  {
    id: 'include',
    note: 'reads with credentials what null may read with credentials',
    request: INCLUDE,
    server: answering(NULL, CREDENTIALS),
    expect: READ,
  },
  {
    id: 'include-wildcard',
    note: 'may not read with credentials what anyone may read',
    request: INCLUDE,
    server: answering(ANYONE, CREDENTIALS),
    expect: REFUSED,
  },
  {
    id: 'no-cors',
    note: 'asks without CORS and says no Origin',
    request: NO_CORS,
    server: answering(),
    expect: { outcome: 'opaque', reached: true, requestHeadersSeenByServer: { origin: null, referer: null } },
  },
  {
    id: 'no-cors-post',
    note: 'says Origin: null in a POST without CORS',
    request: { ...NO_CORS, method: 'POST', body: 'a' },
    server: answering(),
    expect: { outcome: 'opaque', reached: true, requestHeadersSeenByServer: NOBODY },
  },
  {
    id: 'no-cors-own',
    note: 'learns nothing from the page’s own server without CORS',
    request: { ...NO_CORS, url: HOME },
    server: answering(),
    expect: { outcome: 'opaque', reached: true },
  },
  {
    id: 'same-origin',
    note: 'is of nobody’s origin: same-origin mode sends nothing, not even home',
    request: { mode: 'same-origin', url: HOME },
    server: answering(NULL),
    expect: { outcome: 'blocked', reached: false },
  },
  {
    id: 'corp-same-site',
    note: 'is of no site: Cross-Origin-Resource-Policy: same-site keeps an answer from it',
    request: NO_CORS,
    server: answering([['cross-origin-resource-policy', 'same-site']]),
    expect: { outcome: 'blocked', reached: true },
  },
  {
    id: 'preflight',
    note: 'makes its preflight as null',
    request: { method: 'PUT', headers: [['x-shop', '1']] },
    server: permitting([...NULL, ['access-control-allow-methods', 'PUT'], ...allowing('x-shop')], NULL),
    expect: {
      ...READ,
      preflight: 'sent',
      requestHeadersSeenByServer: { ':method': 'PUT', ...NOBODY },
      preflightHeadersSeenByServer: { ...NOBODY, 'access-control-request-headers': 'x-shop' },
    },
  },
  {
    id: 'preflight-named',
    note: 'is refused by a preflight that permits the page around it',
    request: { method: 'PUT' },
    server: permitting([...BY_NAME, ['access-control-allow-methods', 'PUT']], BY_NAME),
    expect: { outcome: 'blocked', preflight: 'sent', reached: false },
  },
  {
    id: 'preflight-own',
    note: 'needs a preflight for the page’s own server',
    request: { url: HOME, headers: [['x-shop', '1']] },
    server: permitting([...NULL, ...allowing('x-shop')], NULL),
    expect: { ...READ, preflight: 'sent' },
  },
  {
    id: 'redirect',
    note: 'is null after a redirect, as it was before',
    server: {
      response: { status: 302, headers: NULL, redirectTo: `${OTHER}/y` },
      hops: [{ url: `${OTHER}/y`, response: { headers: NULL } }],
    },
    expect: { ...READ, reachedHops: [0, 1], requestHeadersSeenByServer: NOBODY },
  },
  {
    id: 'redirect-home',
    note: 'is null to the page’s own server too, where a redirect leads',
    server: {
      response: { status: 302, headers: NULL, redirectTo: HOME },
      hops: [{ url: HOME, response: { headers: BY_NAME } }],
    },
    expect: { ...REFUSED, reachedHops: [0, 1], requestHeadersSeenByServer: NOBODY },
  },
  {
    id: 'unsafe-url',
    note: 'has no referrer that a policy could tell',
    request: { referrerPolicy: 'unsafe-url' },
    server: answering(NULL),
    expect: { ...READ, requestHeadersSeenByServer: { referer: null } },
  },
  {
    id: 'referrer',
    note: 'may name no URL as its referrer: none is of its origin',
    request: { referrer: `${PAGE}/elsewhere` },
    server: answering(NULL),
    expect: { ...READ, requestHeadersSeenByServer: { referer: null } },
  },
  {
    id: 'referrer-relative',
    note: 'cannot even name a relative URL as its referrer: a data: URL is no base',
    request: { referrer: '/elsewhere' },
    server: answering(NULL),
    expect: { outcome: 'blocked', reached: false },
  },
  {
    id: 'xhr',
    note: 'reads by XMLHttpRequest what null may read',
    request: { api: 'xhr' },
    server: answering(NULL),
    expect: { ...READ, requestHeadersSeenByServer: NOBODY },
  },
  {
    id: 'xhr-named',
    note: 'may not read by XMLHttpRequest what the page around it may',
    request: { api: 'xhr' },
    server: answering(BY_NAME),
    expect: REFUSED,
  },
  {
    id: 'eventsource',
    note: 'reads an event stream that null may read',
    request: { api: 'eventsource' },
    server: answering(NULL, type('text/event-stream')),
    expect: { ...READ, requestHeadersSeenByServer: NOBODY },
  },
  {
    id: 'eventsource-named',
    note: 'may not read an event stream that the page around it may',
    request: { api: 'eventsource' },
    server: answering(BY_NAME, type('text/event-stream')),
    expect: REFUSED,
  },
];

const WHAT: Readonly<Partial<Record<Context, string>>> = {
  'data-url-frame': 'a frame of a data: URL',
  'data-url-worker': 'a worker of a data: URL',
  'data-url-shared-worker': 'a shared worker of a data: URL',
};

function inContext(context: Context, rows: readonly Row[]): ScenarioInput[] {
  return rows.map(({ id, note, request, server, expect }) =>
    asking(`contexts/${context}-${id}`, `${WHAT[context] ?? context} ${note}`, request ?? {}, server, expect, {
      page: { ...AT, context },
    }),
  );
}

/** A frame is held to what is around it; a worker has nothing around it, and an opaque origin is not secure. */
function mixed(isBlocked: boolean): Row {
  const fate = isBlocked
    ? 'sends nothing by http: where the page is secure'
    : 'asks by http: though the page is secure';
  const expect: Expected = isBlocked ? { outcome: 'blocked', reached: false } : READ;
  return { id: 'mixed', note: fate, request: { url: 'http://api.page.com/x' }, server: answering(NULL), expect };
}

const ELEMENTS: readonly Row[] = [
  {
    id: 'img',
    note: 'reads an image with crossorigin that null may read',
    request: { api: 'img' },
    server: answering(NULL),
    expect: { ...READ, requestHeadersSeenByServer: NOBODY },
  },
  {
    id: 'img-own',
    note: 'cannot look into an image of the page’s own server',
    request: { api: 'img', ...NO_CORS, url: HOME },
    server: answering(),
    expect: { outcome: 'opaque', reached: true },
  },
  {
    id: 'script-named',
    note: 'does not run a script with crossorigin that only the page around it may read',
    request: { api: 'script' },
    server: answering(BY_NAME, type('text/javascript')),
    expect: REFUSED,
  },
  {
    id: 'module',
    note: 'runs a module that null may read',
    request: { api: 'module' },
    server: answering(NULL, type('text/javascript')),
    expect: { ...READ, requestHeadersSeenByServer: NOBODY },
  },
  {
    id: 'module-own',
    note: 'does not run a module of the page’s own server without permission',
    request: { api: 'module', url: HOME },
    server: answering(type('text/javascript')),
    expect: { ...REFUSED, requestHeadersSeenByServer: NOBODY },
  },
  {
    id: 'style',
    note: 'reads the rules of a style sheet that null may read',
    request: { api: 'style' },
    server: answering(NULL, type('text/css')),
    expect: { ...READ, requestHeadersSeenByServer: NOBODY },
  },
  {
    id: 'style-own',
    note: 'cannot read the rules of the page’s own server without crossorigin',
    request: { api: 'style', ...NO_CORS, url: HOME },
    server: answering(type('text/css')),
    expect: { outcome: 'opaque', reached: true, requestHeadersSeenByServer: { origin: null, referer: null } },
  },
  {
    id: 'font',
    note: 'uses a font that null may read',
    request: { api: 'font' },
    server: answering(NULL),
    expect: { ...READ, requestHeadersSeenByServer: NOBODY },
  },
  {
    id: 'font-own',
    note: 'does not use a font of the page’s own server without permission',
    request: { api: 'font', url: HOME },
    server: answering(),
    expect: REFUSED,
  },
  {
    id: 'beacon',
    note: 'sends a beacon as null',
    request: { api: 'beacon', body: 'a' },
    server: answering(),
    expect: { outcome: 'opaque', reached: true, preflight: 'none', requestHeadersSeenByServer: NOBODY },
  },
  {
    id: 'beacon-json-own',
    note: 'needs a preflight for a beacon of JSON to the page’s own server',
    request: { api: 'beacon', url: HOME, body: '{}', contentType: 'application/json' },
    server: permitting([...NULL, ...CREDENTIALS, ...allowing('content-type')], []),
    expect: {
      outcome: 'opaque',
      reached: true,
      preflight: 'sent',
      preflightHeadersSeenByServer: NOBODY,
      requestHeadersSeenByServer: NOBODY,
    },
  },
  {
    id: 'beacon-json-named',
    note: 'sends no beacon of JSON where the preflight permits the page around it',
    request: { api: 'beacon', body: '{}', contentType: 'application/json' },
    server: permitting([...BY_NAME, ...CREDENTIALS, ...allowing('content-type')], []),
    expect: { outcome: 'opaque', reached: false, preflight: 'sent' },
  },
];

/** What a frame without an origin asks by an element: the same of one that is sandboxed. */
const sandboxed = ELEMENTS.filter(({ request }) => request?.api !== 'img' && request?.api !== 'script');

/** A dedicated worker is of its page's origin, and its script stands at the page's URL. */
const worker: readonly ScenarioInput[] = [
  ...(
    [
      ['own', 'tells the page’s own server the whole URL of the page', HOME, { referer: `${PAGE}/dir/page?q` }],
      ['api', 'tells another origin the page’s origin', `${API}/x`, { referer: `${PAGE}/`, origin: PAGE }],
    ] as const
  ).flatMap(([id, note, url, seen]) =>
    (['fetch', 'xhr', 'eventsource'] as const).map((api) =>
      asking(
        `contexts/worker-${api}-${id}`,
        `a worker ${note} (${api})`,
        { api, url },
        answering(ANYONE, type('text/event-stream')),
        { ...READ, requestHeadersSeenByServer: seen },
        { page: { ...AT, context: 'worker' } },
      ),
    ),
  ),
  asking(
    'contexts/worker-plain',
    'a worker of an http: page tells its own server the whole URL of the page',
    { url: 'http://www.page.com/x' },
    answering(),
    { ...READ, requestHeadersSeenByServer: { referer: 'http://www.page.com/dir/page?q' } },
    { page: { ...AT, origin: 'http://www.page.com', context: 'worker' } },
  ),
  asking(
    'contexts/worker-asks-for-its-page',
    'a worker that asks for the URL of its page gets what the server says',
    { url: `${PAGE}/dir/page?q`, method: 'POST' },
    answering([['x-server', '1']]),
    { ...READ, requestHeadersSeenByServer: { origin: PAGE, ':method': 'POST' } },
    { page: { ...AT, context: 'worker' } },
  ),
];

/** Requests of documents and workers with an opaque origin, and the referrer of a worker. */
export const contexts: readonly ScenarioInput[] = [
  ...inContext('data-url-frame', [...OPAQUE, mixed(true), ...ELEMENTS]),
  ...inContext('data-url-worker', [...OPAQUE, mixed(false)]),
  ...inContext('data-url-shared-worker', [...OPAQUE, mixed(false)]),
  ...inContext('sandboxed-iframe', sandboxed),
  ...worker,
];
