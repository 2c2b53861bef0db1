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

const HOME = `${PAGE}/x`;
const OTHER = 'https://other.com';
const HTTP = 'http://api.page.com/x';
const NO_CORS = { mode: 'no-cors' } as const;
const INCLUDE = { credentials: 'include' } as const;

const type = (value: string): Headers => [['content-type', value]];

const READ: Expected = { outcome: 'readable', reached: true, preflight: 'none' };
const REFUSED: Expected = { outcome: 'blocked', reached: true, preflight: 'none' };
const UNSENT: Expected = { outcome: 'blocked', reached: false, reachedHops: [], preflight: 'none' };

/** A way of asking that is always held to CORS, or may be, and whose answer needs to be of a type. */
interface Caller {
  readonly api: 'module' | 'style' | 'font' | 'eventsource';
  readonly what: string;
  readonly says: Headers;
  readonly accept: string | null;
  readonly destination: string;
  /** Can it ask with credentials. */
  readonly mayInclude: boolean;
}

const CALLERS: readonly Caller[] = [
  {
    api: 'module',
    what: 'a module',
    says: type('text/javascript'),
    accept: '*/*',
    destination: 'script',
    mayInclude: true,
  },
  {
    api: 'style',
    what: 'a style sheet with crossorigin',
    says: type('text/css'),
    accept: 'text/css,*/*;q=0.1',
    destination: 'style',
    mayInclude: true,
  },
  // What a font accepts is another matter: Firefox asks for WOFF 2 first.
  { api: 'font', what: 'a font', says: type('font/otf'), accept: null, destination: 'font', mayInclude: false },
  {
    api: 'eventsource',
    what: 'an event stream',
    says: type('text/event-stream'),
    accept: 'text/event-stream',
    destination: 'empty',
    mayInclude: true,
  },
];

/** What a server may say of who may read, and whether that lets the page read without and with credentials. */
const PERMISSIONS: readonly [id: string, note: string, says: Headers, without: boolean, including: boolean][] = [
  ['wildcard', 'that anyone may read', ANYONE, true, false],
  ['origin', 'that this page may read', THIS_PAGE, true, false],
  ['credentials', 'that this page may read with credentials', WITH_CREDENTIALS, true, true],
  ['other', 'that another page may read', [['access-control-allow-origin', 'https://page.com']], false, false],
  ['null', 'that null may read', [['access-control-allow-origin', 'null']], false, false],
  ['nothing', 'nothing', [], false, false],
];

function ofPermission({ api, what, says, mayInclude }: Caller): ScenarioInput[] {
  return PERMISSIONS.flatMap(([id, note, permission, without, including]) => [
    asking(
      `callers/${api}-${id}`,
      `${what} where the server says ${note}`,
      { api },
      answering(says, permission),
      without ? READ : REFUSED,
    ),
    ...(mayInclude
      ? [
          asking(
            `callers/${api}-include-${id}`,
            `${what} with credentials where the server says ${note}`,
            { api, ...INCLUDE },
            answering(says, permission),
            including ? READ : REFUSED,
          ),
        ]
      : []),
  ]);
}

function ofWire({ api, what, says, accept, destination }: Caller): ScenarioInput[] {
  const metadata = { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': destination };
  const common = { ':method': 'GET', ...(accept === null ? {} : { accept }), ...metadata };
  return [
    asking(
      `callers/${api}-asks`,
      `${what} of another origin is asked for in the name of the page`,
      { api },
      answering(says, ANYONE),
      {
        ...READ,
        requestHeadersSeenByServer: {
          ...common,
          origin: PAGE,
          referer: `${PAGE}/`,
          'sec-fetch-site': 'same-site',
        },
      },
    ),
    asking(
      `callers/${api}-own`,
      `${what} of the own origin needs no permission, and says no Origin`,
      { api, url: HOME },
      answering(says),
      {
        ...READ,
        requestHeadersSeenByServer: { ...common, origin: null, 'sec-fetch-site': 'same-origin' },
      },
    ),
    asking(
      `callers/${api}-http`,
      `${what} does not come to an https: page by http:`,
      { api, url: HTTP },
      answering(says, ANYONE),
      UNSENT,
    ),
    // WebKit never tells of an event stream from a bad port, so that nothing can be measured.
    ...(api === 'eventsource'
      ? []
      : [
          asking(
            `callers/${api}-bad-port`,
            `${what} does not come from a bad port`,
            { api, url: 'https://api.page.com:6000/x' },
            answering(says, ANYONE),
            UNSENT,
          ),
        ]),
  ];
}

/** A first hop that redirects to a second one. */
function redirecting(from: Headers, to: string, last: Headers): ServerInput {
  return { response: { status: 302, headers: from, redirectTo: to }, hops: [{ url: to, response: { headers: last } }] };
}

function ofRedirect({ api, what, says }: Caller): ScenarioInput[] {
  const away = `${OTHER}/y`;
  const [followed, stopped] = [{ reachedHops: [0, 1] }, { reachedHops: [0] }];
  return [
    asking(
      `callers/${api}-redirect-own-to-api`,
      `${what} is followed from the own origin to another in the name of the page`,
      { api, url: HOME },
      redirecting([], `${API}/y`, [...says, ...THIS_PAGE]),
      { ...READ, ...followed, requestHeadersSeenByServer: { origin: PAGE } },
    ),
    asking(
      `callers/${api}-redirect-api-to-other`,
      `${what} is asked of a second other origin as null`,
      { api },
      redirecting(ANYONE, away, [...says, ['access-control-allow-origin', 'null']]),
      { ...READ, ...followed, requestHeadersSeenByServer: { origin: 'null' } },
    ),
    asking(
      `callers/${api}-redirect-api-to-other-named`,
      `${what} is refused where the second other origin permits the page by name`,
      { api },
      redirecting(ANYONE, away, [...says, ...THIS_PAGE]),
      { ...REFUSED, ...followed },
    ),
    asking(
      `callers/${api}-redirect-not-permitted`,
      `${what} is not followed where the redirect itself is not permitted`,
      { api },
      redirecting([], away, [...says, ...ANYONE]),
      { outcome: 'blocked', ...stopped },
    ),
  ];
}

/** Types of answers, and whether who asks can use them. */
const TYPES: Readonly<
  Record<'module' | 'style' | 'eventsource', readonly [id: string, value: string | null, boolean][]>
> = {
  module: [
    ['parameters', 'text/javascript; charset=utf-8', true],
    ['capitals', 'TEXT/JavaScript', true],
    ['application', 'application/javascript', true],
    ['ecmascript', 'text/ecmascript', true],
    ['text', 'text/plain', false],
    ['json', 'application/json', false],
    ['html', 'text/html', false],
    ['csv', 'text/csv', false],
    ['none', null, false],
  ],
  style: [
    ['parameters', 'text/css; charset=utf-8', true],
    ['capitals', 'Text/CSS', true],
    ['text', 'text/plain', false],
    ['html', 'text/html', false],
    ['javascript', 'text/javascript', false],
  ],
  eventsource: [
    ['parameters', 'text/event-stream; charset=utf-8', true],
    ['odd-parameter', 'text/event-stream; x=1', true],
    ['other-charset', 'text/event-stream; charset=iso-8859-1', true],
    ['capitals', 'TEXT/Event-Stream', true],
    ['text', 'text/plain', false],
    ['json', 'application/json', false],
    ['none', null, false],
  ],
};

const types: readonly ScenarioInput[] = (['module', 'style', 'eventsource'] as const).flatMap((api) =>
  TYPES[api].map(([id, value, isUsed]) =>
    asking(
      `callers/${api}-type-${id}`,
      `${api} with ${value === null ? 'no type' : `the type ${value}`} is ${isUsed ? 'used' : 'of no use'}`,
      { api },
      answering(ANYONE, value === null ? [] : type(value)),
      isUsed ? READ : REFUSED,
    ),
  ),
);

const OF_TYPE: Readonly<Record<'module' | 'style' | 'eventsource', Headers>> = {
  module: type('text/javascript'),
  style: type('text/css'),
  eventsource: type('text/event-stream'),
};

const statuses: readonly ScenarioInput[] = (
  [
    ['module', 201, true],
    ['module', 206, true],
    ['module', 300, false],
    ['module', 305, false],
    ['module', 399, false],
    ['module', 404, false],
    ['module', 500, false],
    ['style', 203, true],
    ['style', 206, true],
    ['style', 300, false],
    ['style', 305, false],
    ['style', 399, false],
    ['style', 404, false],
    ['style', 500, false],
    ['eventsource', 201, false],
    ['eventsource', 204, false],
    ['eventsource', 404, false],
    ['eventsource', 500, false],
  ] as const
).map(([api, status, isUsed]) =>
  asking(
    `callers/${api}-${status}`,
    `${api} of status ${status} is ${isUsed ? 'used' : 'of no use'}`,
    { api },
    { response: { status, headers: [...ANYONE, ...OF_TYPE[api]] } },
    isUsed ? READ : REFUSED,
  ),
);

const untyped: readonly ScenarioInput[] = [
  asking(
    'callers/module-305-without-a-type',
    'module of status 305 and without a type is of no use',
    { api: 'module' },
    { response: { status: 305, headers: ANYONE } },
    REFUSED,
  ),
];

const fonts: readonly ScenarioInput[] = [
  asking('callers/font-no-type', 'a font needs no type', { api: 'font' }, answering(ANYONE), READ),
  asking('callers/font-text', 'a font may come as text', { api: 'font' }, answering(ANYONE, type('text/plain')), READ),
  asking(
    'callers/font-404',
    'a font that comes with an error status is a font',
    { api: 'font' },
    { response: { status: 404, headers: ANYONE } },
    READ,
  ),
  asking(
    'callers/font-204',
    'where nothing comes there is no font',
    { api: 'font' },
    { response: { status: 204, headers: ANYONE } },
    REFUSED,
  ),
  asking(
    'callers/font-cut',
    'what is cut short is no font',
    { api: 'font' },
    answering(ANYONE, [['content-length', '100']]),
    REFUSED,
  ),
  asking(
    'callers/font-there-and-back',
    'a font that is redirected is held to CORS at each hop, be it by https: and back by http:',
    { api: 'font', url: 'http://api.page.com/x' },
    {
      response: { status: 302, headers: ANYONE, redirectTo: `${API}/y` },
      hops: [
        { url: `${API}/y`, response: { status: 302, headers: THIS_PAGE, redirectTo: 'http://api.page.com/z' } },
        { url: 'http://api.page.com/z', response: { headers: THIS_PAGE } },
      ],
    },
    { outcome: 'blocked', reachedHops: [0, 1] },
    { page: { origin: 'http://www.page.com' } },
  ),
  asking(
    'callers/font-own-cut',
    'what is cut short is no font of the own origin either',
    { api: 'font', url: HOME },
    answering([['content-length', '100']]),
    REFUSED,
  ),
];

const styles: readonly ScenarioInput[] = [
  asking(
    'callers/style-no-cors',
    'a style sheet without crossorigin applies, and its rules cannot be read',
    { api: 'style', ...NO_CORS },
    answering(type('text/css')),
    { outcome: 'opaque', reached: true, requestHeadersSeenByServer: { origin: null, 'sec-fetch-mode': 'no-cors' } },
  ),
  asking(
    'callers/style-no-cors-permitted',
    'without crossorigin a permission to read is of no use',
    { api: 'style', ...NO_CORS },
    answering(type('text/css'), ANYONE),
    { outcome: 'opaque', reached: true },
  ),
  asking(
    'callers/style-no-cors-own',
    'a style sheet of the own origin can be read without crossorigin',
    { api: 'style', ...NO_CORS, url: HOME },
    answering(type('text/css')),
    READ,
  ),
  asking(
    'callers/style-no-cors-text',
    'a style sheet without crossorigin has to be of its type',
    { api: 'style', ...NO_CORS },
    answering(type('text/plain')),
    REFUSED,
  ),
  asking(
    'callers/style-no-cors-404',
    'a style sheet without crossorigin of an error status does not apply',
    { api: 'style', ...NO_CORS },
    { response: { status: 404, headers: type('text/css') } },
    REFUSED,
  ),
  asking(
    'callers/style-no-cors-corp',
    'Cross-Origin-Resource-Policy keeps a style sheet without crossorigin from other origins',
    { api: 'style', ...NO_CORS },
    answering(type('text/css'), [['cross-origin-resource-policy', 'same-origin']]),
    REFUSED,
  ),
  asking(
    'callers/style-nosniff',
    'nosniff and text/css',
    { api: 'style' },
    answering(type('text/css'), ANYONE, [['x-content-type-options', 'nosniff']]),
    READ,
  ),
  asking(
    'callers/style-nosniff-text',
    'nosniff and text/plain',
    { api: 'style' },
    answering(type('text/plain'), ANYONE, [['x-content-type-options', 'nosniff']]),
    REFUSED,
  ),
  asking(
    'callers/style-redirect-own-to-api-no-cors',
    'rules that a redirect has fetched from elsewhere cannot be read',
    { api: 'style', ...NO_CORS, url: HOME },
    redirecting([], `${API}/y`, type('text/css')),
    { outcome: 'opaque', reachedHops: [0, 1] },
  ),
];

const modules: readonly ScenarioInput[] = [
  asking(
    'callers/module-no-cors',
    'a module is held to CORS without crossorigin too',
    { api: 'module', ...NO_CORS },
    answering(type('text/javascript')),
    { ...REFUSED, requestHeadersSeenByServer: { origin: PAGE, 'sec-fetch-mode': 'cors' } },
  ),
  asking(
    'callers/module-no-cors-permitted',
    'a module without crossorigin that is permitted runs',
    { api: 'module', ...NO_CORS },
    answering(type('text/javascript'), ANYONE),
    READ,
  ),
  asking(
    'callers/module-nosniff-text',
    'nosniff and text/plain make no module',
    { api: 'module' },
    answering(type('text/plain'), ANYONE, [['x-content-type-options', 'nosniff']]),
    REFUSED,
  ),
  asking(
    'callers/module-own-text',
    'a module of the own origin has to be of its type',
    { api: 'module', url: HOME },
    answering(type('text/plain')),
    REFUSED,
  ),
];

const eventStreams: readonly ScenarioInput[] = [
  asking(
    'callers/eventsource-no-cors',
    'an event stream is held to CORS whatever the mode',
    { api: 'eventsource', ...NO_CORS },
    answering(type('text/event-stream')),
    { ...REFUSED, requestHeadersSeenByServer: { origin: PAGE } },
  ),
  asking(
    'callers/eventsource-no-cache',
    'an event stream is asked for past every cache',
    { api: 'eventsource' },
    answering(type('text/event-stream'), ANYONE),
    { ...READ, requestHeadersSeenByServer: { 'cache-control': 'no-cache' } },
  ),
  asking(
    'callers/eventsource-redirect-own',
    'an event stream is followed at home',
    { api: 'eventsource', url: HOME },
    redirecting([], `${PAGE}/y`, type('text/event-stream')),
    { ...READ, reachedHops: [0, 1] },
  ),
  asking(
    'callers/eventsource-redirect-307',
    'an event stream is followed by 307 past every cache',
    { api: 'eventsource' },
    {
      response: { status: 307, headers: ANYONE, redirectTo: `${API}/y` },
      hops: [{ url: `${API}/y`, response: { headers: [...ANYONE, ...type('text/event-stream')] } }],
    },
    {
      ...READ,
      reachedHops: [0, 1],
      requestHeadersSeenByServer: { accept: 'text/event-stream', 'cache-control': 'no-cache' },
    },
  ),
];

/** The API's cookie, of the page's own site. */
const COOKIE = { url: `${API}/`, name: 'sid', value: '1' };

function ofCookies({ api, what, says }: Pick<Caller, 'api' | 'what' | 'says'>): ScenarioInput[] {
  const server = answering(says, WITH_CREDENTIALS);
  const seeing = (cookie: string | null): Expected => ({ ...READ, requestHeadersSeenByServer: { cookie } });
  return [
    asking(
      `callers/${api}-cookie-omitted`,
      `${what} is asked of another origin without cookies`,
      { api },
      server,
      seeing(null),
      { cookies: [COOKIE] },
    ),
    ...(api === 'font'
      ? []
      : [
          asking(
            `callers/${api}-cookie-included`,
            `${what} is asked of another origin with cookies if they are included`,
            { api, ...INCLUDE },
            server,
            seeing('sid=1'),
            { cookies: [COOKIE] },
          ),
        ]),
  ];
}

const JSON_BEACON = { api: 'beacon', contentType: 'application/json', body: '{}' } as const;
const PERMITTING: Headers = [...WITH_CREDENTIALS, ['access-control-allow-headers', 'content-type']];
const ACCEPTED: Expected = { outcome: 'opaque', status: 0, visibleHeaders: [] };
const ARRIVED: Expected = { ...ACCEPTED, reached: true };
const HELD_BACK: Expected = { ...ACCEPTED, preflight: 'sent', reached: false };

interface BeaconRow {
  readonly id: string;
  readonly note: string;
  readonly request: Partial<RequestInput>;
  readonly server?: ServerInput;
  readonly expect: Expected;
  readonly rest?: Pick<ScenarioInput, 'cookies'>;
}

const BEACONS: readonly BeaconRow[] = [
  {
    id: 'empty',
    note: 'a beacon without data',
    request: {},
    expect: {
      ...ARRIVED,
      preflight: 'none',
      requestHeadersSeenByServer: {
        ':method': 'POST',
        origin: PAGE,
        referer: `${PAGE}/`,
        'content-type': null,
        'sec-fetch-mode': 'no-cors',
        'sec-fetch-dest': 'empty',
      },
    },
  },
  {
    id: 'text',
    note: 'a beacon with text',
    request: { body: 'a=1' },
    expect: {
      ...ARRIVED,
      preflight: 'none',
      requestHeadersSeenByServer: {
        'content-type': 'text/plain;charset=UTF-8',
        'content-length': '3',
        'sec-fetch-mode': 'no-cors',
      },
    },
  },
  {
    id: 'form',
    note: 'a beacon with the fields of a form',
    request: { body: 'a=1', contentType: 'application/x-www-form-urlencoded', contentTypeIsImplicit: true },
    expect: {
      ...ARRIVED,
      preflight: 'none',
      requestHeadersSeenByServer: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    },
  },
  {
    id: 'multipart',
    note: 'a beacon with form data',
    request: { body: 'formdata:a=1' },
    expect: { ...ARRIVED, preflight: 'none' },
  },
  {
    id: 'bytes',
    note: 'a beacon with bytes says no type',
    request: { body: 'bytes:00ff' },
    expect: {
      ...ARRIVED,
      preflight: 'none',
      requestHeadersSeenByServer: { 'content-type': null, 'content-length': '2' },
    },
  },
  {
    id: 'blob-text',
    note: 'a beacon with a blob of a safelisted type',
    request: { body: 'a', contentType: 'text/plain' },
    expect: { ...ARRIVED, preflight: 'none', requestHeadersSeenByServer: { 'content-type': 'text/plain' } },
  },
  {
    id: 'own',
    note: 'a beacon to the own origin names the page',
    request: { url: HOME, body: 'a' },
    expect: {
      ...ARRIVED,
      preflight: 'none',
      requestHeadersSeenByServer: { origin: PAGE, 'sec-fetch-site': 'same-origin' },
    },
  },
  {
    id: 'own-json',
    note: 'a beacon of JSON to the own origin needs no preflight',
    request: { ...JSON_BEACON, url: HOME },
    expect: { ...ARRIVED, preflight: 'none', requestHeadersSeenByServer: { 'content-type': 'application/json' } },
  },
  {
    id: 'json',
    note: 'a beacon of JSON that its preflight permits',
    request: JSON_BEACON,
    server: permitting(PERMITTING, WITH_CREDENTIALS),
    expect: {
      ...ARRIVED,
      preflight: 'sent',
      requestHeadersSeenByServer: { ':method': 'POST', 'content-type': 'application/json', 'sec-fetch-mode': 'cors' },
      preflightHeadersSeenByServer: {
        origin: PAGE,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    },
  },
  {
    id: 'json-answer-not-permitted',
    note: 'a beacon of JSON whose answer nobody may read has arrived',
    request: JSON_BEACON,
    server: permitting(PERMITTING, []),
    expect: { ...ARRIVED, preflight: 'sent' },
  },
  {
    id: 'json-refused',
    note: 'a beacon of JSON is not sent where the preflight says nothing',
    request: JSON_BEACON,
    server: permitting([], WITH_CREDENTIALS),
    expect: HELD_BACK,
  },
  {
    id: 'json-no-credentials',
    note: 'a beacon of JSON is not sent where the preflight does not permit credentials',
    request: JSON_BEACON,
    server: permitting([...THIS_PAGE, ['access-control-allow-headers', 'content-type']], WITH_CREDENTIALS),
    expect: HELD_BACK,
  },
  {
    id: 'json-wildcard',
    note: 'a beacon of JSON is not sent where the preflight permits anyone: credentials are included',
    request: JSON_BEACON,
    server: permitting(
      [...ANYONE, ['access-control-allow-credentials', 'true'], ['access-control-allow-headers', 'content-type']],
      WITH_CREDENTIALS,
    ),
    expect: HELD_BACK,
  },
  {
    id: 'json-no-header',
    note: 'a beacon of JSON is not sent where the preflight does not allow Content-Type',
    request: JSON_BEACON,
    server: permitting(WITH_CREDENTIALS, WITH_CREDENTIALS),
    expect: HELD_BACK,
  },
  {
    id: 'json-any-header',
    note: 'a beacon of JSON is not sent where the preflight allows *: with credentials that is a name',
    request: JSON_BEACON,
    server: permitting([...WITH_CREDENTIALS, ['access-control-allow-headers', '*']], WITH_CREDENTIALS),
    expect: HELD_BACK,
  },
  {
    id: 'json-preflight-404',
    note: 'a beacon of JSON is not sent where the preflight is answered 404',
    request: JSON_BEACON,
    server: { preflight: { status: 404, headers: PERMITTING }, response: { headers: WITH_CREDENTIALS } },
    expect: HELD_BACK,
  },
  {
    id: 'redirect',
    note: 'a beacon is followed to a second other origin by 307',
    request: { body: 'a' },
    server: {
      response: { status: 307, redirectTo: `${OTHER}/y` },
      hops: [{ url: `${OTHER}/y`, response: {} }],
    },
    expect: { ...ARRIVED, reachedHops: [0, 1], requestHeadersSeenByServer: { ':method': 'POST', origin: 'null' } },
  },
  {
    id: 'redirect-302',
    note: 'a beacon is followed by 302 as a GET without Origin',
    request: { body: 'a' },
    server: {
      response: { status: 302, redirectTo: `${API}/y` },
      hops: [{ url: `${API}/y`, response: {} }],
    },
    expect: {
      ...ARRIVED,
      reachedHops: [0, 1],
      requestHeadersSeenByServer: { ':method': 'GET', origin: null, 'content-type': null },
    },
  },
  {
    id: 'redirect-json-not-permitted',
    note: 'a beacon of JSON is not followed where the redirect is not permitted',
    request: JSON_BEACON,
    server: {
      preflight: { status: 204, headers: PERMITTING },
      response: { status: 307, redirectTo: `${API}/y` },
      hops: [{ url: `${API}/y`, response: {} }],
    },
    expect: { ...ACCEPTED, preflight: 'sent', reached: false, reachedHops: [0] },
  },
  {
    id: 'redirect-json',
    note: 'a beacon of JSON makes a second preflight where it is redirected',
    request: JSON_BEACON,
    server: {
      preflight: { status: 204, headers: PERMITTING },
      response: { status: 307, headers: WITH_CREDENTIALS, redirectTo: `${API}/y` },
      hops: [
        {
          url: `${API}/y`,
          preflight: { status: 204, headers: PERMITTING },
          response: { headers: WITH_CREDENTIALS },
        },
      ],
    },
    expect: { ...ARRIVED, preflightHops: [0, 1], reachedHops: [0, 1] },
  },
  {
    id: 'http',
    note: 'a beacon of an https: page does not go by http:',
    request: { url: HTTP, body: 'a' },
    expect: { ...ACCEPTED, preflight: 'none', reached: false },
  },
  {
    id: 'bad-port',
    note: 'a beacon does not go to a bad port',
    request: { url: 'https://api.page.com:6000/x', body: 'a' },
    expect: { ...ACCEPTED, preflight: 'none', reached: false },
  },
  {
    id: 'data',
    note: 'a beacon does not go to a data: URL, and script is told',
    request: { url: 'data:,x', body: 'a' },
    expect: UNSENT,
  },
  {
    id: 'too-long',
    note: 'a beacon of more than 64 kibibytes is not accepted',
    request: { body: 'a'.repeat(64 * 1024 + 1) },
    expect: UNSENT,
  },
  {
    id: 'full',
    note: 'a beacon of 64 kibibytes is accepted',
    request: { body: 'a'.repeat(64 * 1024) },
    expect: { ...ARRIVED, requestHeadersSeenByServer: { 'content-length': '65536' } },
  },
  {
    id: 'cookie',
    note: 'a beacon takes the cookies of its server along, whatever the credentials mode',
    request: { body: 'a', credentials: 'omit' },
    expect: { ...ARRIVED, requestHeadersSeenByServer: { cookie: 'sid=1' } },
    rest: { cookies: [COOKIE] },
  },
];

const beacons = BEACONS.map(({ id, note, request, server, expect, rest }) =>
  asking(`callers/beacon-${id}`, note, { api: 'beacon', ...request }, server ?? answering(), expect, rest ?? {}),
);

/** How modules, style sheets, fonts, event streams and beacons ask: https://fetch.spec.whatwg.org/#fetch-elsewhere */
export const callers: readonly ScenarioInput[] = [
  ...CALLERS.flatMap((caller) => [
    ...ofPermission(caller),
    ...ofWire(caller),
    ...ofRedirect(caller),
    ...ofCookies(caller),
  ]),
  ...types,
  ...statuses,
  ...untyped,
  ...fonts,
  ...styles,
  ...modules,
  ...eventStreams,
  ...beacons,
];
