import type { ScenarioInput } from 'cross-examine';
import {
  ANYONE,
  API,
  answering,
  asking,
  type Expected,
  type Headers,
  PAGE,
  type RequestInput,
  type ServerInput,
  THIS_PAGE,
  WITH_CREDENTIALS,
} from './build.ts';

type Sight = 'visible' | 'hidden';

const INCLUDE = { credentials: 'include' } as const;
const OWN_URL = `${PAGE}/x`;
const XHR = { api: 'xhr' } as const;

const APIS: readonly [prefix: string, says: string, request: Partial<RequestInput>][] = [
  ['', 'fetch', {}],
  ['xhr-', 'XMLHttpRequest', XHR],
];

const READ: Expected = { outcome: 'readable', preflight: 'none', reached: true, status: 200 };

const exposing = (...values: string[]): Headers => values.map((value) => ['access-control-expose-headers', value]);
const X_SHOP: Headers = [['x-shop', 'open']];
/** What is expected of the header that the cases ask for. */
const SEES: Record<Sight, Expected> = {
  visible: { ...READ, visibleHeaders: ['x-shop'], visibleHeaderValues: { 'x-shop': 'open' } },
  hidden: { ...READ, hiddenHeaders: ['x-shop'] },
};

type SafeRow = [name: string, value: string];

/** The seven headers that any answer shows. */
const SAFELISTED: readonly SafeRow[] = [
  ['Cache-Control', 'no-cache'],
  ['Content-Language', 'de'],
  ['Content-Length', '9'],
  ['Content-Type', 'text/plain;charset=utf-8'],
  ['Expires', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  ['Last-Modified', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  ['Pragma', 'no-cache'],
];

/** Headers that no answer shows of itself. */
const NOT_SAFELISTED: readonly SafeRow[] = [
  ['X-Shop', 'open'],
  ['ETag', '"1"'],
  ['Date', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  ['Age', '1'],
  ['Vary', 'Origin'],
  ['Server', 'shop'],
  ['Location', '/elsewhere'],
  ['Content-Location', '/elsewhere'],
  ['Content-Disposition', 'attachment'],
  ['Content-Range', 'bytes 0-8/9'],
  ['Content-MD5', 'c2hvcA=='],
  ['Content-Security-Policy', "default-src 'none'"],
  ['Accept-Ranges', 'bytes'],
  ['Allow', 'GET'],
  ['Retry-After', '1'],
  ['WWW-Authenticate', 'Basic'],
  ['Server-Timing', 'shop;dur=1'],
  ['Timing-Allow-Origin', '*'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Content-Type', 'text/plain'],
  ['Access-Control-Allow-Methods', 'PUT'],
  ['Access-Control-Max-Age', '1'],
];

type ExposeRow = [id: string, what: string, values: readonly string[], sight: Sight];

/** Values of Expose-Headers, and whether they show the header x-shop. */
const EXPOSE: readonly ExposeRow[] = [
  ['exact', 'the name', ['x-shop'], 'visible'],
  ['capitals', 'the name in capitals', ['X-SHOP'], 'visible'],
  ['among-others', 'a list with the name in it', ['x-a, x-shop, x-b'], 'visible'],
  ['no-spaces', 'a list without spaces', ['x-a,x-shop,x-b'], 'visible'],
  ['tabs-and-spaces', 'a list with tabs and spaces', ['x-a \t,\t x-shop '], 'visible'],
  ['empty-elements', 'a list with empty elements', [',x-a,, x-shop,'], 'visible'],
  ['twice', 'the name twice', ['x-shop, x-shop'], 'visible'],
  ['two-lines', 'the name in a second line', ['x-a', 'x-shop'], 'visible'],
  ['empty-line', 'the name after an empty line', ['', 'x-shop'], 'visible'],
  ['star', '*', ['*'], 'visible'],
  ['star-in-spaces', '* between spaces', [' * '], 'visible'],
  ['star-among-others', '* in a list', ['x-a, *'], 'visible'],
  ['star-in-second-line', '* in a second line', ['x-a', '*'], 'visible'],
  ['missing', 'nothing', [], 'hidden'],
  ['empty', 'an empty value', [''], 'hidden'],
  ['commas', 'nothing but commas', [',,'], 'hidden'],
  ['others', 'other names', ['x-a, x-b'], 'hidden'],
  ['longer', 'a longer name', ['x-shop-2'], 'hidden'],
  ['shorter', 'a shorter name', ['x-sho'], 'hidden'],
  ['pattern', 'a pattern for names', ['x-*'], 'hidden'],
  ['two-stars', 'two stars', ['**'], 'hidden'],
  ['quoted', 'the name in quotes', ['"x-shop"'], 'hidden'],
  ['quoted-star', '* in quotes', ['"*"'], 'hidden'],
  ['with-colon', 'the name and a colon', ['x-shop:'], 'hidden'],
  ['with-value', 'the name and its value', ['x-shop: open'], 'hidden'],
  ['parameter', 'the name and a parameter', ['x-shop;q=1'], 'hidden'],
  ['by-spaces', 'names with spaces between', ['x-a x-shop'], 'hidden'],
  ['by-semicolons', 'names with semicolons between', ['x-a; x-shop'], 'hidden'],
  ['no-token-behind', 'the name, and something that is no name', ['x-shop, x(a)'], 'hidden'],
  ['no-token-before', 'something that is no name, and the name', ['x@a, x-shop'], 'hidden'],
  ['two-words-behind', 'the name, and two words without a comma', ['x-shop, no no'], 'hidden'],
  ['no-token-in-other-line', 'the name, and a second line that is no name', ['x-shop', '{x-a}'], 'hidden'],
  ['star-and-no-token', '*, and something that is no name', ['*, x/a'], 'hidden'],
  ['quoted-beside', 'the name, and a name in quotes', ['x-shop, "x-a"'], 'hidden'],
  ['vertical-tab', 'a vertical tab before the name', ['\u000bx-shop'], 'hidden'],
  ['form-feed', 'a form feed behind the name', ['x-shop\f'], 'hidden'],
  ['control-character', 'a control character in the list', ['x-shop,\u0001'], 'hidden'],
  ['above-ascii', 'a letter above ASCII in the list', ['x-shop, x-caf\u00e9'], 'hidden'],
];

/** With credentials * is the name of a header. */
const EXPOSE_WITH_CREDENTIALS: readonly ExposeRow[] = [
  ['exact', 'the name', ['x-shop'], 'visible'],
  ['two-lines', 'the name in a second line', ['x-a', 'X-Shop'], 'visible'],
  ['star', '*', ['*'], 'hidden'],
  ['star-and-name', '* beside the name', ['*, x-shop'], 'visible'],
  ['star-among-others', '* in a list without the name', ['x-a, *'], 'hidden'],
  ['star-and-name-in-two-lines', '* in one line, the name in the next', ['*', 'x-shop'], 'visible'],
  ['no-token', 'the name, and something that is no name', ['x-shop, x a'], 'hidden'],
  ['missing', 'nothing', [], 'hidden'],
];

type SeenRow = [id: string, note: string, request: Partial<RequestInput>, server: ServerInput, expect: Expected];

const SET_COOKIE: Headers = [['set-cookie', 'sid=1; Secure']];
const SET_COOKIE2: Headers = [['set-cookie2', 'sid=1']];

/** Who sees what: Set-Cookie is seen by nobody, an opaque answer shows nothing, an answer of the page's own all else. */
const WHO_SEES: readonly SeenRow[] = [
  [
    'set-cookie-by-name',
    'Set-Cookie is not shown by its name',
    {},
    answering(ANYONE, exposing('set-cookie, x-shop'), SET_COOKIE, X_SHOP),
    { ...READ, hiddenHeaders: ['set-cookie'], visibleHeaders: ['x-shop'] },
  ],
  [
    'set-cookie-by-star',
    'Set-Cookie is not shown by *',
    {},
    answering(ANYONE, exposing('*'), SET_COOKIE, X_SHOP),
    { ...READ, hiddenHeaders: ['set-cookie'], visibleHeaders: ['x-shop'] },
  ],
  [
    'set-cookie-with-credentials',
    'Set-Cookie is not shown with credentials',
    INCLUDE,
    answering(WITH_CREDENTIALS, exposing('Set-Cookie'), SET_COOKIE),
    { ...READ, hiddenHeaders: ['set-cookie'] },
  ],
  [
    'xhr-set-cookie',
    'Set-Cookie is not shown to XMLHttpRequest',
    XHR,
    answering(ANYONE, exposing('set-cookie, *'), SET_COOKIE),
    { ...READ, hiddenHeaders: ['set-cookie'] },
  ],
  [
    'set-cookie2',
    'Set-Cookie2 is not shown by its name',
    {},
    answering(ANYONE, exposing('set-cookie2'), SET_COOKIE2),
    { ...READ, hiddenHeaders: ['set-cookie2'] },
  ],
  [
    'set-cookie2-by-star',
    'Set-Cookie2 is not shown by *',
    {},
    answering(ANYONE, exposing('*'), SET_COOKIE2),
    { ...READ, hiddenHeaders: ['set-cookie2'] },
  ],
  [
    'own-origin-set-cookie',
    'Set-Cookie is not shown to the page whose own it is',
    { url: OWN_URL },
    answering(SET_COOKIE, X_SHOP),
    { ...READ, hiddenHeaders: ['set-cookie'], visibleHeaders: ['x-shop'] },
  ],
  [
    'own-origin-set-cookie2',
    'Set-Cookie2 is not shown to the page whose own it is',
    { url: OWN_URL },
    answering(SET_COOKIE2),
    { ...READ, hiddenHeaders: ['set-cookie2'] },
  ],
  [
    'own-origin-xhr-set-cookie',
    'Set-Cookie is not shown to XMLHttpRequest at the page’s own origin',
    { ...XHR, url: OWN_URL },
    answering(SET_COOKIE, X_SHOP),
    { ...READ, hiddenHeaders: ['set-cookie'], visibleHeaders: ['x-shop'] },
  ],
  [
    'own-origin',
    'an answer of the page’s own origin shows every header',
    { url: OWN_URL },
    answering(X_SHOP, [
      ['etag', '"1"'],
      ['access-control-max-age', '1'],
    ]),
    { ...READ, visibleHeaderValues: { 'x-shop': 'open', etag: '"1"', 'access-control-max-age': '1' } },
  ],
  [
    'own-origin-xhr',
    'an answer of the page’s own origin shows XMLHttpRequest every header',
    { ...XHR, url: OWN_URL },
    answering(X_SHOP, [['server', 'shop']]),
    { ...READ, visibleHeaderValues: { 'x-shop': 'open', server: 'shop' } },
  ],
  [
    'own-origin-not-exposed',
    'Expose-Headers hides nothing of an answer of the page’s own origin',
    { url: OWN_URL },
    answering(X_SHOP, exposing('x-a')),
    { ...READ, visibleHeaders: ['x-shop', 'access-control-expose-headers'] },
  ],
  [
    'opaque',
    'an opaque answer shows no header, exposed or not',
    { mode: 'no-cors' },
    answering(ANYONE, exposing('*'), X_SHOP, [['content-language', 'de']]),
    {
      outcome: 'opaque',
      status: 0,
      hiddenHeaders: ['x-shop', 'content-language', 'content-length', 'access-control-allow-origin'],
    },
  ],
  [
    'opaque-redirect',
    'an opaque redirect shows no header',
    { redirect: 'manual' },
    { response: { status: 302, headers: [...ANYONE, ...exposing('*'), ...X_SHOP], redirectTo: `${API}/next` } },
    { outcome: 'opaqueredirect', status: 0, hiddenHeaders: ['x-shop', 'location'] },
  ],
  [
    'blocked',
    'a refused answer shows no header',
    {},
    answering(exposing('*'), X_SHOP),
    { outcome: 'blocked', reached: true, status: 0, hiddenHeaders: ['x-shop', 'content-length'] },
  ],
  [
    'opaque-page',
    'a page of opaque origin sees what is exposed',
    {},
    answering(THIS_PAGE, exposing('x-shop'), X_SHOP, [['x-till', 'shut']]),
    { ...READ, visibleHeaders: ['x-shop'], hiddenHeaders: ['x-till'] },
  ],
  [
    'cors-headers-by-star',
    '* shows the headers of CORS itself',
    {},
    answering(ANYONE, exposing('*')),
    { ...READ, visibleHeaderValues: { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' } },
  ],
  [
    'location-of-an-answer',
    'Location is shown where it is exposed and leads nowhere',
    {},
    answering(ANYONE, exposing('location'), [['location', '/elsewhere']]),
    { ...READ, visibleHeaderValues: { location: '/elsewhere' } },
  ],
  [
    'header-called-star',
    'a header called * is shown by * with credentials, and no other',
    INCLUDE,
    answering(WITH_CREDENTIALS, exposing('*'), X_SHOP, [['*', 'star']]),
    { ...READ, visibleHeaderValues: { '*': 'star' }, hiddenHeaders: ['x-shop'] },
  ],
  [
    'head',
    'HEAD shows the headers that are exposed',
    { method: 'HEAD' },
    answering(ANYONE, exposing('x-shop'), X_SHOP),
    SEES.visible,
  ],
  [
    'status-404',
    'an answer of 404 shows the headers that are exposed',
    {},
    { response: { status: 404, headers: [...ANYONE, ...exposing('x-shop'), ...X_SHOP] } },
    { ...SEES.visible, status: 404 },
  ],
  [
    'status-204',
    'an answer of 204 shows the headers that are exposed',
    {},
    { response: { status: 204, headers: [...ANYONE, ...exposing('x-shop'), ...X_SHOP] } },
    { ...SEES.visible, status: 204 },
  ],
  [
    'exposed-by-preflight',
    'Expose-Headers of a preflight shows nothing',
    { method: 'PUT' },
    {
      preflight: { status: 204, headers: [...ANYONE, ['access-control-allow-methods', 'PUT'], ...exposing('x-shop')] },
      response: { headers: [...ANYONE, ...X_SHOP] },
    },
    { ...SEES.hidden, preflight: 'sent' },
  ],
  [
    'exposed-after-preflight',
    'Expose-Headers of the answer counts after a preflight',
    { method: 'PUT' },
    {
      preflight: { status: 204, headers: [...ANYONE, ['access-control-allow-methods', 'PUT']] },
      response: { headers: [...ANYONE, ...exposing('x-shop'), ...X_SHOP] },
    },
    { ...SEES.visible, preflight: 'sent' },
  ],
  [
    'exposed-by-redirect',
    'Expose-Headers of a redirect shows nothing of the answer it leads to',
    {},
    {
      response: { status: 302, headers: [...ANYONE, ...exposing('x-shop')], redirectTo: `${API}/next` },
      hops: [{ url: `${API}/next`, response: { headers: [...ANYONE, ...X_SHOP] } }],
    },
    { ...SEES.hidden, reachedHops: [0, 1] },
  ],
  [
    'exposed-after-redirect',
    'Expose-Headers of the answer counts after a redirect',
    {},
    {
      response: { status: 302, headers: ANYONE, redirectTo: `${API}/next` },
      hops: [{ url: `${API}/next`, response: { headers: [...ANYONE, ...exposing('x-shop'), ...X_SHOP] } }],
    },
    { ...SEES.visible, reachedHops: [0, 1] },
  ],
  [
    'header-of-redirect',
    'a header of a redirect is not seen in the answer it leads to',
    {},
    {
      response: { status: 302, headers: [...ANYONE, ...exposing('*'), ...X_SHOP], redirectTo: `${API}/next` },
      hops: [{ url: `${API}/next`, response: { headers: [...ANYONE, ...exposing('*')] } }],
    },
    { ...SEES.hidden, reachedHops: [0, 1] },
  ],
  [
    'xhr-exposed-after-redirect',
    'Expose-Headers of the answer counts for XMLHttpRequest after a redirect',
    XHR,
    {
      response: { status: 307, headers: ANYONE, redirectTo: 'https://other.com/next' },
      hops: [{ url: 'https://other.com/next', response: { headers: [...ANYONE, ...exposing('x-shop'), ...X_SHOP] } }],
    },
    { ...SEES.visible, reachedHops: [0, 1] },
  ],
];

type ValueRow = [id: string, what: string, lines: Headers, name: string, value: string];

/** Lines of one name are read as one value; what stands in a line is read as it stands, a code point a byte. */
const VALUES: readonly ValueRow[] = [
  [
    'no-break-space',
    'a no-break space at the end is part of a value',
    [['x-shop', 'open\u00a0']],
    'x-shop',
    'open\u00c2\u00a0',
  ],
  [
    'two-lines',
    'two lines are joined by a comma and a space',
    [
      ['x-shop', '1'],
      ['x-shop', '2'],
    ],
    'x-shop',
    '1, 2',
  ],
  [
    'three-lines',
    'three lines are joined in their order',
    [
      ['x-shop', 'c'],
      ['x-shop', 'a'],
      ['x-shop', 'b'],
    ],
    'x-shop',
    'c, a, b',
  ],
  [
    'equal-lines',
    'equal lines are joined, too',
    [
      ['x-shop', '1'],
      ['x-shop', '1'],
    ],
    'x-shop',
    '1, 1',
  ],
  [
    'lines-in-two-cases',
    'lines are joined whatever the case of their names',
    [
      ['X-Shop', '1'],
      ['x-SHOP', '2'],
    ],
    'x-shop',
    '1, 2',
  ],
  [
    'lines-apart',
    'lines are joined though others stand between',
    [
      ['x-shop', '1'],
      ['x-till', '0'],
      ['x-shop', '2'],
    ],
    'x-shop',
    '1, 2',
  ],
  [
    'lists-joined',
    'lists are joined as they stand',
    [
      ['x-shop', 'a,b'],
      ['x-shop', 'c'],
    ],
    'x-shop',
    'a,b, c',
  ],
  [
    'empty-first',
    'an empty line before another leaves its comma',
    [
      ['x-shop', ''],
      ['x-shop', '2'],
    ],
    'x-shop',
    ', 2',
  ],
  ['empty', 'an empty line is an empty value', [['x-shop', '']], 'x-shop', ''],
  [
    'safelisted-lines',
    'lines of a safelisted header are joined',
    [
      ['content-language', 'de'],
      ['content-language', 'en'],
    ],
    'content-language',
    'de, en',
  ],
  ['spaces-around', 'spaces and tabs around a value are taken off', [['x-shop', ' \t open \t ']], 'x-shop', 'open'],
  ['spaces-inside', 'spaces and tabs inside a value stay', [['x-shop', 'a  b\tc']], 'x-shop', 'a  b\tc'],
  ['quotes', 'quotes stay', [['x-shop', '"a, b"']], 'x-shop', '"a, b"'],
  ['utf-8', 'a letter of two bytes is seen as two', [['x-shop', 'caf\u00e9']], 'x-shop', 'caf\u00c3\u00a9'],
  [
    'utf-8-three-bytes',
    'a sign of three bytes is seen as three',
    [['x-shop', '\u20ac']],
    'x-shop',
    '\u00e2\u0082\u00ac',
  ],
  [
    'utf-8-four-bytes',
    'a sign of four bytes is seen as four',
    [['x-shop', '\u{1f600}']],
    'x-shop',
    '\u00f0\u009f\u0098\u0080',
  ],
  [
    'byte-order-mark',
    'a byte order mark is seen as its bytes',
    [['x-shop', '\ufeffopen']],
    'x-shop',
    '\u00ef\u00bb\u00bfopen',
  ],
  ['percent', 'percent signs are not decoded', [['x-shop', 'caf%C3%A9']], 'x-shop', 'caf%C3%A9'],
  [
    'encoded-word',
    'encoded words are not decoded',
    [['x-shop', '=?utf-8?q?caf=c3=a9?=']],
    'x-shop',
    '=?utf-8?q?caf=c3=a9?=',
  ],
];

/** What fetch alone is asked for: where values end, the list that XMLHttpRequest makes of them can be read two ways. */
const BY_FETCH_ALONE: readonly ValueRow[] = [
  [
    'empty-last',
    'an empty line behind another leaves its comma',
    [
      ['x-shop', '1'],
      ['x-shop', ''],
    ],
    'x-shop',
    '1, ',
  ],
  ['vertical-tab', 'a vertical tab at the start of a value stays', [['x-shop', '\u000bopen']], 'x-shop', '\u000bopen'],
  ['form-feed', 'a form feed at the end of a value stays', [['x-shop', 'open\f']], 'x-shop', 'open\f'],
  ['control-character', 'a control character inside a value stays', [['x-shop', 'o\u0001pen']], 'x-shop', 'o\u0001pen'],
  ['delete', 'DEL inside a value stays', [['x-shop', 'o\u007fpen']], 'x-shop', 'o\u007fpen'],
];

const bySafelisted = ([name, value]: SafeRow): ScenarioInput[] => {
  const id = name.toLowerCase();
  return [
    ...APIS.map(([prefix, says, api]) =>
      asking(
        `response-headers/${prefix}safelisted-${id}`,
        `${name} is shown to ${says} without being exposed`,
        api,
        answering(ANYONE, [[name, value]]),
        { ...READ, visibleHeaderValues: { [id]: value } },
      ),
    ),
    asking(
      `response-headers/safelisted-${id}-with-credentials`,
      `${name} is shown with credentials, though another header is exposed`,
      INCLUDE,
      answering(WITH_CREDENTIALS, exposing('x-shop'), [[name, value]]),
      { ...READ, visibleHeaderValues: { [id]: value } },
    ),
  ];
};

const byNotSafelisted = ([name, value]: SafeRow): ScenarioInput[] => {
  const id = name.toLowerCase();
  return [
    ...APIS.map(([prefix, says, api]) =>
      asking(
        `response-headers/${prefix}not-safelisted-${id}`,
        `${name} is hidden from ${says}`,
        api,
        answering(ANYONE, [[name, value]]),
        { ...READ, hiddenHeaders: [id, 'access-control-allow-origin'] },
      ),
    ),
    asking(
      `response-headers/exposed-${id}`,
      `${name} is shown where it is exposed`,
      {},
      answering(ANYONE, exposing(name), [[name, value]]),
      { ...READ, visibleHeaderValues: { [id]: value }, hiddenHeaders: ['access-control-allow-origin'] },
    ),
  ];
};

const byExpose = ([id, what, values, sight]: ExposeRow): ScenarioInput[] =>
  APIS.map(([prefix, says, api]) =>
    asking(
      `response-headers/${prefix}expose-${id}`,
      `Expose-Headers for ${says}: ${what}`,
      api,
      answering(ANYONE, exposing(...values), X_SHOP),
      SEES[sight],
    ),
  );

const byExposeWithCredentials = ([id, what, values, sight]: ExposeRow): ScenarioInput[] =>
  APIS.map(([prefix, says, api]) =>
    asking(
      `response-headers/${prefix}expose-with-credentials-${id}`,
      `Expose-Headers for ${says} with credentials: ${what}`,
      { ...api, ...INCLUDE },
      answering(WITH_CREDENTIALS, exposing(...values), X_SHOP),
      SEES[sight],
    ),
  );

const bySeen = ([id, note, request, server, expect]: SeenRow) =>
  asking(
    `response-headers/${id}`,
    note,
    request,
    server,
    expect,
    id === 'opaque-page' ? { page: { origin: PAGE, context: 'sandboxed-iframe' } } : {},
  );

const byValue = ([id, what, lines, name, value]: ValueRow): ScenarioInput[] =>
  APIS.map(([prefix, says, api]) =>
    asking(`response-headers/${prefix}value-${id}`, `${says}: ${what}`, api, answering(ANYONE, exposing(name), lines), {
      ...READ,
      visibleHeaderValues: { [name]: value },
    }),
  );

const byValueToFetch = ([id, what, lines, name, value]: ValueRow) =>
  asking(`response-headers/value-${id}`, what, {}, answering(ANYONE, exposing(name), lines), {
    ...READ,
    visibleHeaderValues: { [name]: value },
  });

/** https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name, #main-fetch, #concept-filtered-response */
export const responseHeaders: readonly ScenarioInput[] = [
  ...SAFELISTED.flatMap(bySafelisted),
  ...NOT_SAFELISTED.flatMap(byNotSafelisted),
  ...EXPOSE.flatMap(byExpose),
  ...EXPOSE_WITH_CREDENTIALS.flatMap(byExposeWithCredentials),
  ...WHO_SEES.map(bySeen),
  ...VALUES.flatMap(byValue),
  ...BY_FETCH_ALONE.map(byValueToFetch),
];
