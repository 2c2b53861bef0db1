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

type Reading = 'readable' | 'blocked';

const OPAQUE_PAGE = { page: { origin: PAGE, context: 'sandboxed-iframe' } } as const;
const CREDENTIALS: Headers = [['access-control-allow-credentials', 'true']];
const INCLUDE = { credentials: 'include' } as const;

const allowOrigin = (values: readonly string[]): Headers =>
  values.map((value) => ['access-control-allow-origin', value]);
const allowCredentials = (values: readonly string[]): Headers =>
  values.map((value) => ['access-control-allow-credentials', value]);

/** A simple request always arrives; the check is about the answer. */
const SEEN: Record<Reading, Expected> = {
  readable: { outcome: 'readable', preflight: 'none', reached: true, effects: { [API]: 1 }, status: 200 },
  blocked: { outcome: 'blocked', preflight: 'none', reached: true, effects: { [API]: 1 }, status: 0 },
};

type AllowOriginRow = [
  id: string,
  what: string,
  values: readonly string[],
  read: Reading,
  /** The same with credentials mode `include`, and Allow-Credentials: true. */
  readWithCredentials: Reading,
];

/** Values of Allow-Origin for a page at {@link PAGE}: they are compared byte by byte, and nothing is parsed. */
const ALLOW_ORIGIN: readonly AllowOriginRow[] = [
  ['exact', 'the origin of the page', ['${page.origin}'], 'readable', 'readable'],
  ['anyone', '*', ['*'], 'readable', 'blocked'],
  ['missing', 'no Allow-Origin', [], 'blocked', 'blocked'],
  ['empty', 'an empty value', [''], 'blocked', 'blocked'],
  ['spaces-only', 'nothing but spaces', ['   '], 'blocked', 'blocked'],
  ['null-for-a-real-origin', 'the word null', ['null'], 'blocked', 'blocked'],

  ['trailing-slash', 'the origin and a slash', [`${PAGE}/`], 'blocked', 'blocked'],
  ['with-path', 'the URL of a page', [`${PAGE}/index.html`], 'blocked', 'blocked'],
  ['with-query', 'the origin and a question mark', [`${PAGE}?`], 'blocked', 'blocked'],
  ['with-fragment', 'the origin and a number sign', [`${PAGE}#`], 'blocked', 'blocked'],
  ['with-userinfo', 'the origin with a user name', ['https://user@www.page.com'], 'blocked', 'blocked'],
  ['upper-case-host', 'the host in capitals', ['https://WWW.PAGE.COM'], 'blocked', 'blocked'],
  ['upper-case-scheme', 'the scheme in capitals', ['HTTPS://www.page.com'], 'blocked', 'blocked'],
  ['default-port', 'the default port, spelt out', [`${PAGE}:443`], 'blocked', 'blocked'],
  ['colon-without-port', 'a colon and no port', [`${PAGE}:`], 'blocked', 'blocked'],
  ['trailing-dot', 'the host with a final dot', [`${PAGE}.`], 'blocked', 'blocked'],
  ['percent-encoded-host', 'a dot of the host percent-encoded', ['https://www%2Epage.com'], 'blocked', 'blocked'],
  ['host-alone', 'the host without its scheme', ['www.page.com'], 'blocked', 'blocked'],
  ['scheme-relative', 'a URL that leaves the scheme out', ['//www.page.com'], 'blocked', 'blocked'],
  ['one-slash', 'the origin with one slash too few', ['https:/www.page.com'], 'blocked', 'blocked'],

  ['other-port', 'another port', [`${PAGE}:8443`], 'blocked', 'blocked'],
  ['other-scheme', 'another scheme', ['http://www.page.com'], 'blocked', 'blocked'],
  ['sibling-host', 'a host beside that of the page', ['https://shop.page.com'], 'blocked', 'blocked'],
  ['parent-domain', 'the domain above that of the page', ['https://page.com'], 'blocked', 'blocked'],
  ['child-host', 'a host below that of the page', ['https://deep.www.page.com'], 'blocked', 'blocked'],
  ['own-origin', 'the origin of the server itself', [API], 'blocked', 'blocked'],
  ['longer-host', 'a host that begins like that of the page', [`${PAGE}.shop.com`], 'blocked', 'blocked'],
  ['cut-off-host', 'the origin without its last letter', ['https://www.page.co'], 'blocked', 'blocked'],

  ['host-pattern', 'a pattern for hosts', ['https://*.page.com'], 'blocked', 'blocked'],
  ['scheme-pattern', 'a pattern for every https origin', ['https://*'], 'blocked', 'blocked'],
  ['regular-expression', 'a regular expression', ['.*'], 'blocked', 'blocked'],
  ['two-stars', 'two stars', ['**'], 'blocked', 'blocked'],
  ['star-and-text', '* with text behind it', ['*x'], 'blocked', 'blocked'],
  ['star-and-word', '* and a word', ['* all'], 'blocked', 'blocked'],
  ['quoted-star', '* in quotes', ['"*"'], 'blocked', 'blocked'],
  ['word-true', 'the word true', ['true'], 'blocked', 'blocked'],

  ['quoted', 'the origin in quotes', ['"${page.origin}"'], 'blocked', 'blocked'],
  ['single-quoted', 'the origin in single quotes', ["'${page.origin}'"], 'blocked', 'blocked'],
  ['angle-brackets', 'the origin in angle brackets', ['<${page.origin}>'], 'blocked', 'blocked'],
  ['comment', 'the origin and a comment', ['${page.origin} (the shop)'], 'blocked', 'blocked'],
  ['semicolon', 'the origin and a semicolon', ['${page.origin};'], 'blocked', 'blocked'],

  ['space-before', 'a space before the origin', [' ${page.origin}'], 'readable', 'readable'],
  ['space-behind', 'spaces behind the origin', ['${page.origin}   '], 'readable', 'readable'],
  ['tab-before', 'a tab before the origin', ['\t${page.origin}'], 'readable', 'readable'],
  ['tab-behind', 'a tab behind the origin', ['${page.origin}\t'], 'readable', 'readable'],
  ['spaces-and-tabs-around', 'spaces and tabs around the origin', [' \t ${page.origin}\t \t'], 'readable', 'readable'],
  ['star-in-spaces', 'spaces and tabs around *', [' \t* \t'], 'readable', 'blocked'],
  ['vertical-tab-before', 'a vertical tab before the origin', ['\u000b${page.origin}'], 'blocked', 'blocked'],
  ['form-feed-behind', 'a form feed behind the origin', ['${page.origin}\f'], 'blocked', 'blocked'],
  ['vertical-tab-and-star', 'a vertical tab before *', ['\u000b*'], 'blocked', 'blocked'],
  ['form-feed-and-star', 'a form feed behind *', ['*\f'], 'blocked', 'blocked'],
  ['no-break-space', 'a no-break space behind the origin', ['${page.origin}\u00a0'], 'blocked', 'blocked'],
  ['control-character', 'a control character before *', ['\u0001*'], 'blocked', 'blocked'],
  ['nul-before', 'NUL before the origin', ['\u0000${page.origin}'], 'blocked', 'blocked'],
  ['nul-behind', 'NUL behind the origin', ['${page.origin}\u0000'], 'blocked', 'blocked'],
  ['nul-and-star', 'NUL behind *', ['*\u0000'], 'blocked', 'blocked'],
  ['nul-inside', 'NUL in the middle of the origin', ['https://www.\u0000page.com'], 'blocked', 'blocked'],

  ['two-equal-lines', 'the origin in two lines', ['${page.origin}', '${page.origin}'], 'blocked', 'blocked'],
  ['two-different-lines', 'two origins in two lines', ['${page.origin}', API], 'blocked', 'blocked'],
  ['two-stars-in-two-lines', '* in two lines', ['*', '*'], 'blocked', 'blocked'],
  ['star-then-origin', '* in one line, the origin in the next', ['*', '${page.origin}'], 'blocked', 'blocked'],
  ['origin-then-star', 'the origin in one line, * in the next', ['${page.origin}', '*'], 'blocked', 'blocked'],
  ['empty-line-then-star', 'an empty line before *', ['', '*'], 'blocked', 'blocked'],
  ['origin-then-empty-line', 'an empty line behind the origin', ['${page.origin}', ''], 'blocked', 'blocked'],
  ['null-then-star', 'null in one line, * in the next', ['null', '*'], 'blocked', 'blocked'],
  ['list-of-equals', 'the origin twice in a list', ['${page.origin}, ${page.origin}'], 'blocked', 'blocked'],
  ['list-of-two', 'a list that begins with the origin', [`\${page.origin}, ${API}`], 'blocked', 'blocked'],
  ['list-without-spaces', 'a list that ends with the origin', [`${API},\${page.origin}`], 'blocked', 'blocked'],
  ['list-by-spaces', 'two origins with a space between', [`\${page.origin} ${API}`], 'blocked', 'blocked'],
  ['list-of-stars', 'a list of two stars', ['*, *'], 'blocked', 'blocked'],
  ['list-of-star-and-origin', '* and the origin in a list', ['*, ${page.origin}'], 'blocked', 'blocked'],
  ['comma-behind', 'a comma behind the origin', ['${page.origin},'], 'blocked', 'blocked'],
  ['comma-before', 'a comma before *', [',*'], 'blocked', 'blocked'],
];

/** Values of Allow-Origin for a page whose origin is opaque, and serialises as `null`. */
const ALLOW_OPAQUE_ORIGIN: readonly AllowOriginRow[] = [
  ['anyone', '*', ['*'], 'readable', 'blocked'],
  ['null', 'the word null', ['null'], 'readable', 'readable'],
  ['null-in-spaces', 'null between a space and a tab', [' null\t'], 'readable', 'readable'],
  ['null-in-capitals', 'NULL in capitals', ['NULL'], 'blocked', 'blocked'],
  ['null-with-capital', 'null with a capital', ['Null'], 'blocked', 'blocked'],
  ['quoted-null', 'null in quotes', ['"null"'], 'blocked', 'blocked'],
  ['null-twice-in-a-list', 'null twice in a list', ['null, null'], 'blocked', 'blocked'],
  ['null-in-two-lines', 'null in two lines', ['null', 'null'], 'blocked', 'blocked'],
  ['null-and-star', 'null in one line, * in the next', ['null', '*'], 'blocked', 'blocked'],
  ['null-as-host', 'null as the host of an origin', ['https://null'], 'blocked', 'blocked'],
  ['missing', 'no Allow-Origin', [], 'blocked', 'blocked'],
  ['empty', 'an empty value', [''], 'blocked', 'blocked'],
  ['the-page-around', 'the origin of the page around the frame', [PAGE], 'blocked', 'blocked'],
  ['opaque', 'the word opaque', ['opaque'], 'blocked', 'blocked'],
];

type AllowCredentialsRow = [id: string, what: string, values: readonly string[], read: Reading];

/** Values of Allow-Credentials where credentials are included and the origin is allowed by name. */
const ALLOW_CREDENTIALS: readonly AllowCredentialsRow[] = [
  ['true', 'true', ['true'], 'readable'],
  ['true-in-spaces', 'true between spaces', [' true '], 'readable'],
  ['true-in-tabs', 'true between tabs', ['\ttrue\t'], 'readable'],
  ['missing', 'nothing', [], 'blocked'],
  ['empty', 'an empty value', [''], 'blocked'],
  ['capital', 'True', ['True'], 'blocked'],
  ['capitals', 'TRUE', ['TRUE'], 'blocked'],
  ['mixed-case', 'trUe', ['trUe'], 'blocked'],
  ['false', 'false', ['false'], 'blocked'],
  ['one', '1', ['1'], 'blocked'],
  ['yes', 'yes', ['yes'], 'blocked'],
  ['star', '*', ['*'], 'blocked'],
  ['include', 'include', ['include'], 'blocked'],
  ['boolean-of-structured-fields', '?1', ['?1'], 'blocked'],
  ['origin', 'the origin', ['${page.origin}'], 'blocked'],
  ['quoted', 'true in quotes', ['"true"'], 'blocked'],
  ['list', 'true twice in a list', ['true, true'], 'blocked'],
  ['comma-behind', 'true and a comma', ['true,'], 'blocked'],
  ['semicolon', 'true and a semicolon', ['true;'], 'blocked'],
  ['true-and-text', 'true and a word', ['true indeed'], 'blocked'],
  ['two-equal-lines', 'true in two lines', ['true', 'true'], 'blocked'],
  ['two-different-lines', 'true in one line, false in the next', ['true', 'false'], 'blocked'],
  ['true-and-empty-line', 'true and an empty line', ['true', ''], 'blocked'],
  ['vertical-tab', 'a vertical tab before true', ['\u000btrue'], 'blocked'],
  ['form-feed', 'a form feed behind true', ['true\f'], 'blocked'],
  ['nul', 'NUL behind true', ['true\u0000'], 'blocked'],
];

type CheckRow = [
  id: string,
  note: string,
  request: Partial<RequestInput>,
  server: ServerInput,
  read: Reading,
  pageOrigin?: string,
];

/** Credentials modes, names of headers, and pages at other origins. */
const MODES_AND_PAGES: readonly CheckRow[] = [
  ['omit-and-star', '* is enough in mode omit', { credentials: 'omit' }, answering(ANYONE), 'readable'],
  ['omit-and-exact', 'the origin is enough in mode omit', { credentials: 'omit' }, answering(THIS_PAGE), 'readable'],
  [
    'omit-and-nothing',
    'mode omit does not spare a server Allow-Origin',
    { credentials: 'omit' },
    answering(),
    'blocked',
  ],
  [
    'same-origin-mode-and-false',
    'Allow-Credentials: false does no harm where credentials are not included',
    {},
    answering(THIS_PAGE, allowCredentials(['false'])),
    'readable',
  ],
  [
    'same-origin-mode-and-nonsense',
    'nonsense in Allow-Credentials does no harm where credentials are not included',
    {},
    answering(ANYONE, allowCredentials(['yes', 'TRUE'])),
    'readable',
  ],
  [
    'star-and-false-with-credentials',
    '* and Allow-Credentials: false refuse a request with credentials',
    INCLUDE,
    answering(ANYONE, allowCredentials(['false'])),
    'blocked',
  ],
  [
    'credentials-alone',
    'Allow-Credentials cannot stand in for Allow-Origin',
    INCLUDE,
    answering(CREDENTIALS),
    'blocked',
  ],
  ['head-and-star', '* lets the answer to HEAD be read', { method: 'HEAD' }, answering(ANYONE), 'readable'],
  [
    'post-refused',
    'a POST whose answer is refused has been counted',
    { method: 'POST', body: 'formdata:k=v' },
    answering(),
    'blocked',
  ],
  [
    'names-in-capitals',
    'names of headers may be written in capitals',
    INCLUDE,
    answering([
      ['ACCESS-CONTROL-ALLOW-ORIGIN', PAGE],
      ['ACCESS-CONTROL-ALLOW-CREDENTIALS', 'true'],
    ]),
    'readable',
  ],
  [
    'lines-in-two-cases',
    'two lines count as two though their names are in different case',
    {},
    answering([
      ['Access-Control-Allow-Origin', '*'],
      ['access-control-allow-origin', '*'],
    ]),
    'blocked',
  ],
  ['misspelt', 'a misspelt name allows nothing', {}, answering([['access-control-allow-origins', '*']]), 'blocked'],
  [
    'underscores',
    'a name with underscores allows nothing',
    {},
    answering([['access_control_allow_origin', '*']]),
    'blocked',
  ],
  [
    'other-permissions',
    'methods and headers that are allowed do not allow an origin',
    {},
    answering([
      ['access-control-allow-methods', '*'],
      ['access-control-allow-headers', '*'],
      ['access-control-expose-headers', '*'],
    ]),
    'blocked',
  ],
  [
    'timing-allow-origin',
    'Timing-Allow-Origin does not allow an origin',
    {},
    answering([['timing-allow-origin', '*']]),
    'blocked',
  ],
  [
    'corp-cross-origin',
    'Cross-Origin-Resource-Policy: cross-origin does not allow an origin',
    {},
    answering([['cross-origin-resource-policy', 'cross-origin']]),
    'blocked',
  ],
  [
    'corp-same-origin',
    'Cross-Origin-Resource-Policy: same-origin does not bind a request that passes the CORS check',
    {},
    answering(ANYONE, [['cross-origin-resource-policy', 'same-origin']]),
    'readable',
  ],
  [
    'page-with-port',
    'a page at another port is named with its port',
    {},
    answering(allowOrigin(['https://www.page.com:8443'])),
    'readable',
    'https://www.page.com:8443',
  ],
  [
    'page-with-port-left-out',
    'a page at another port is not meant where the port is left out',
    {},
    answering(allowOrigin([PAGE])),
    'blocked',
    'https://www.page.com:8443',
  ],
  [
    'page-with-zeros-in-port',
    'a port is not to be written with zeros before it',
    {},
    answering(allowOrigin(['https://www.page.com:08443'])),
    'blocked',
    'https://www.page.com:8443',
  ],
  [
    'insecure-page',
    'a page at http: is named by http:',
    {},
    answering(allowOrigin(['http://www.page.com'])),
    'readable',
    'http://www.page.com',
  ],
  [
    'insecure-page-named-secure',
    'a page at http: is not meant by https:',
    {},
    answering(allowOrigin([PAGE])),
    'blocked',
    'http://www.page.com',
  ],
  [
    'insecure-page-default-port',
    'port 80 is left out of the name of a page at http:',
    {},
    answering(allowOrigin(['http://www.page.com:80'])),
    'blocked',
    'http://www.page.com',
  ],
  [
    'punycode-page',
    'a page whose host is not ASCII is named in Punycode',
    {},
    answering(allowOrigin(['https://xn--bcher-kva.com'])),
    'readable',
    'https://xn--bcher-kva.com',
  ],
  [
    'unicode-page',
    'a page whose host is not ASCII is not to be named in Unicode',
    {},
    answering(allowOrigin(['https://bücher.com'])),
    'blocked',
    'https://xn--bcher-kva.com',
  ],
  [
    'bare-domain-page',
    'a page at the domain itself is not meant by its www host',
    {},
    answering(allowOrigin([PAGE])),
    'blocked',
    'https://page.com',
  ],
];

/** The statuses an answer may have: with permission each can be read. */
const STATUSES: readonly [status: number, what: string][] = [
  [200, '200'],
  [201, '201'],
  [203, '203'],
  [204, '204, which has no body'],
  [205, '205, which has no body'],
  [206, '206 that nobody asked for'],
  [299, '299, which has no name'],
  [300, '300'],
  [301, '301 that leads nowhere'],
  [302, '302 that leads nowhere'],
  [303, '303 that leads nowhere'],
  [304, '304 that nobody asked for'],
  [305, '305'],
  [307, '307 that leads nowhere'],
  [308, '308 that leads nowhere'],
  [400, '400'],
  [401, '401'],
  [402, '402'],
  [403, '403'],
  [404, '404'],
  [405, '405'],
  [410, '410'],
  [418, '418'],
  [429, '429'],
  [451, '451'],
  [500, '500'],
  [501, '501'],
  [502, '502'],
  [503, '503'],
  [504, '504'],
  [599, '599'],
  [600, '600'],
  [999, '999'],
];

/** Of these, some that nobody may read without permission. */
const REFUSED_STATUSES = [204, 301, 304, 401, 404, 500];

type OtherwiseRow = [id: string, note: string, request: Partial<RequestInput>, server: ServerInput, expect: Expected];

const LOADED: Expected = { preflight: 'none', reached: true, effects: { [API]: 1 } };
const IMG = { api: 'img' } as const;
const SCRIPT = { api: 'script' } as const;

/** Elements that ask with and without CORS, requests that need none, and URLs that it does not reach. */
const OTHERWISE: readonly OtherwiseRow[] = [
  ['img-star', 'a canvas can read an image that * allows', IMG, answering(ANYONE), { ...LOADED, outcome: 'readable' }],
  ['img-nothing', 'a CORS image without permission does not load', IMG, answering(), { ...LOADED, outcome: 'blocked' }],
  [
    'img-no-cors',
    'an image without CORS loads, and no canvas can read it',
    { ...IMG, mode: 'no-cors' },
    answering(),
    { ...LOADED, outcome: 'opaque' },
  ],
  [
    'img-no-cors-star',
    'permission does not make an image readable that was not asked for by CORS',
    { ...IMG, mode: 'no-cors' },
    answering(ANYONE),
    { ...LOADED, outcome: 'opaque', requestHeadersSeenByServer: { origin: null } },
  ],
  [
    'img-credentials-star',
    '* does not allow an image with credentials',
    { ...IMG, ...INCLUDE },
    answering(ANYONE, CREDENTIALS),
    { ...LOADED, outcome: 'blocked' },
  ],
  [
    'img-credentials-exact',
    'origin and Allow-Credentials allow an image with credentials',
    { ...IMG, ...INCLUDE },
    answering(WITH_CREDENTIALS),
    { ...LOADED, outcome: 'readable' },
  ],
  [
    'img-credentials-capital',
    'Allow-Credentials: True does not allow an image with credentials',
    { ...IMG, ...INCLUDE },
    answering(THIS_PAGE, allowCredentials(['True'])),
    { ...LOADED, outcome: 'blocked' },
  ],
  [
    'script-star',
    'errors of a script that * allows are not muted',
    SCRIPT,
    answering(ANYONE),
    { ...LOADED, outcome: 'readable', requestHeadersSeenByServer: { origin: PAGE } },
  ],
  [
    'script-nothing',
    'a CORS script without permission does not run',
    SCRIPT,
    answering(),
    { ...LOADED, outcome: 'blocked' },
  ],
  [
    'script-no-cors',
    'a script without CORS runs, and its errors are muted',
    { ...SCRIPT, mode: 'no-cors' },
    answering(),
    { ...LOADED, outcome: 'opaque' },
  ],
  [
    'script-credentials-star',
    '* does not allow a script with credentials',
    { ...SCRIPT, ...INCLUDE },
    answering(ANYONE, CREDENTIALS),
    { ...LOADED, outcome: 'blocked' },
  ],
  [
    'script-list',
    'a list that names the page does not allow a script',
    SCRIPT,
    answering(allowOrigin(['${page.origin}, *'])),
    { ...LOADED, outcome: 'blocked' },
  ],
  [
    'mode-same-origin',
    'in mode same-origin a request to another origin never leaves',
    { mode: 'same-origin' },
    answering(ANYONE),
    { outcome: 'blocked', preflight: 'none', reached: false, effects: { [API]: 0 }, status: 0 },
  ],
  [
    'mode-no-cors',
    'in mode no-cors an answer is opaque though no origin is allowed',
    { mode: 'no-cors' },
    answering(),
    { ...LOADED, outcome: 'opaque', status: 0, requestHeadersSeenByServer: { origin: null } },
  ],
  [
    'mode-no-cors-allowed',
    'in mode no-cors an answer stays opaque though every origin is allowed',
    { mode: 'no-cors' },
    answering(ANYONE),
    { ...LOADED, outcome: 'opaque', status: 0 },
  ],
  [
    'mode-no-cors-404',
    'in mode no-cors a 404 is opaque too',
    { mode: 'no-cors' },
    { response: { status: 404 } },
    { ...LOADED, outcome: 'opaque', status: 0 },
  ],
  [
    'own-origin-needs-nothing',
    'an answer from the origin of the page needs no permission',
    { url: `${PAGE}/x` },
    answering(),
    { outcome: 'readable', preflight: 'none', reached: true, status: 200 },
  ],
  [
    'own-origin-refused-in-vain',
    'an answer from the origin of the page is read though it allows another origin',
    { url: `${PAGE}/x` },
    answering(allowOrigin(['https://shop.com'])),
    { outcome: 'readable', preflight: 'none', reached: true, status: 200 },
  ],
  [
    'own-host-other-port',
    'another port of the same host is another origin',
    { url: `${PAGE}:8443/x` },
    answering(),
    { outcome: 'blocked', preflight: 'none', reached: true, requestHeadersSeenByServer: { origin: PAGE } },
  ],
  [
    'sends-origin',
    'the request names the origin of the page',
    {},
    answering(ANYONE),
    { ...LOADED, outcome: 'readable', requestHeadersSeenByServer: { origin: PAGE, ':method': 'GET', cookie: null } },
  ],
  [
    'data-url',
    'a data: URL needs no permission',
    { url: 'data:text/plain,word' },
    answering(),
    {
      outcome: 'readable',
      preflight: 'none',
      reached: false,
      status: 200,
      visibleHeaderValues: { 'content-type': 'text/plain' },
    },
  ],
  [
    'data-url-by-xhr',
    'XMLHttpRequest reads a data: URL',
    { api: 'xhr', url: 'data:text/plain,word' },
    answering(),
    { outcome: 'readable', preflight: 'none', reached: false, status: 200 },
  ],
  [
    'data-url-without-type',
    'a data: URL that names no type is US-ASCII text',
    { url: 'data:,word' },
    answering(),
    { outcome: 'readable', status: 200, visibleHeaderValues: { 'content-type': 'text/plain;charset=US-ASCII' } },
  ],
  [
    'data-url-same-origin',
    'a data: URL is read in mode same-origin',
    { url: 'data:,word', mode: 'same-origin' },
    answering(),
    { outcome: 'readable', status: 200 },
  ],
  [
    'data-url-no-cors',
    'a data: URL is not opaque in mode no-cors',
    { url: 'data:,word', mode: 'no-cors' },
    answering(),
    { outcome: 'readable', status: 200 },
  ],
  [
    'data-url-with-credentials',
    'a data: URL is read with credentials',
    { url: 'data:,word', ...INCLUDE },
    answering(),
    { outcome: 'readable', status: 200 },
  ],
  [
    'data-url-post',
    'a data: URL answers POST as it answers GET',
    { url: 'data:,word', method: 'POST', body: 'formdata:k=v' },
    answering(),
    { outcome: 'readable', preflight: 'none', status: 200 },
  ],
  [
    'data-url-put',
    'a data: URL answers PUT, and no preflight is made',
    { url: 'data:,word', method: 'PUT', headers: [['x-test', '1']] },
    answering(),
    { outcome: 'readable', preflight: 'none', status: 200 },
  ],
  [
    'data-url-malformed',
    'a data: URL whose Base64 is malformed is a network error',
    { url: 'data:text/plain;base64,%%%' },
    answering(),
    { outcome: 'blocked', preflight: 'none', status: 0 },
  ],
  [
    'data-image',
    'a canvas can read a CORS image at a data: URL',
    { ...IMG, url: 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7' },
    answering(),
    { outcome: 'readable', preflight: 'none' },
  ],
  [
    'mailto',
    'CORS reaches no mailto: URL',
    { url: 'mailto:page@page.com' },
    answering(),
    { outcome: 'blocked', preflight: 'none' },
  ],
  [
    'ftp',
    'CORS reaches no ftp: URL',
    { url: 'ftp://api.page.com/x' },
    answering(),
    { outcome: 'blocked', preflight: 'none' },
  ],
  [
    'about-blank',
    'CORS reaches no about: URL',
    { url: 'about:blank' },
    answering(),
    { outcome: 'blocked', preflight: 'none' },
  ],
  [
    'unknown-scheme',
    'CORS reaches no URL of a scheme unknown',
    { url: 'shop:orders' },
    answering(),
    { outcome: 'blocked', preflight: 'none' },
  ],
];

const SID = { url: API, name: 'sid', value: '1', sameSite: 'None', secure: true } as const;

type CookieRow = [
  id: string,
  note: string,
  request: Partial<RequestInput>,
  server: ServerInput,
  read: 'readable' | 'blocked' | 'opaque',
  cookie: string | null,
];

/** Cookies go along by credentials mode; whether the answer may be read is known only later. */
const COOKIES: readonly CookieRow[] = [
  ['cookie-include', 'mode include sends cookies', INCLUDE, answering(WITH_CREDENTIALS), 'readable', 'sid=1'],
  [
    'cookie-include-refused',
    'cookies were sent though the answer is refused',
    INCLUDE,
    answering(),
    'blocked',
    'sid=1',
  ],
  [
    'cookie-same-origin',
    'mode same-origin sends no cookies to another origin',
    {},
    answering(ANYONE),
    'readable',
    null,
  ],
  ['cookie-omit', 'mode omit sends no cookies', { credentials: 'omit' }, answering(ANYONE), 'readable', null],
  ['cookie-xhr', 'XMLHttpRequest sends no cookies by itself', { api: 'xhr' }, answering(ANYONE), 'readable', null],
  [
    'cookie-xhr-include',
    'XMLHttpRequest sends cookies where withCredentials is set',
    { api: 'xhr', ...INCLUDE },
    answering(WITH_CREDENTIALS),
    'readable',
    'sid=1',
  ],
  [
    'cookie-no-cors-include',
    'mode no-cors sends cookies where they are included',
    { mode: 'no-cors', ...INCLUDE },
    answering(),
    'opaque',
    'sid=1',
  ],
  ['cookie-img', 'an image without CORS sends cookies', { ...IMG, mode: 'no-cors' }, answering(), 'opaque', 'sid=1'],
  ['cookie-img-anonymous', 'an anonymous CORS image sends no cookies', IMG, answering(ANYONE), 'readable', null],
];

const SETS_COOKIE: Headers = [['set-cookie', 'sid=2; SameSite=None; Secure; Path=/']];

type SetCookieRow = [
  id: string,
  note: string,
  request: Partial<RequestInput>,
  headers: Headers,
  read: Reading,
  cookie: string | null,
];

/** An answer sets a cookie; a second request, with credentials, shows whether it was kept. */
const SET_COOKIES: readonly SetCookieRow[] = [
  ['set-cookie-include', 'mode include keeps cookies that are set', INCLUDE, WITH_CREDENTIALS, 'readable', 'sid=2'],
  ['set-cookie-refused', 'a cookie is kept though the answer is refused', INCLUDE, [], 'blocked', 'sid=2'],
  ['set-cookie-same-origin', 'mode same-origin keeps no cookies of another origin', {}, ANYONE, 'readable', null],
  ['set-cookie-omit', 'mode omit keeps no cookies', { credentials: 'omit' }, ANYONE, 'readable', null],
];

const byAllowOrigin = ([id, what, values, read, readWithCredentials]: AllowOriginRow): ScenarioInput[] => [
  asking(`cors-check/${id}`, `Allow-Origin: ${what}`, {}, answering(allowOrigin(values)), SEEN[read]),
  asking(
    `cors-check/${id}-with-credentials`,
    `Allow-Origin with credentials: ${what}`,
    INCLUDE,
    answering(allowOrigin(values), CREDENTIALS),
    SEEN[readWithCredentials],
  ),
  asking(
    `cors-check/xhr-${id}`,
    `Allow-Origin seen by XMLHttpRequest: ${what}`,
    { api: 'xhr' },
    answering(allowOrigin(values)),
    SEEN[read],
  ),
];

const byOpaqueOrigin = ([id, what, values, read, readWithCredentials]: AllowOriginRow): ScenarioInput[] => [
  asking(
    `cors-check/opaque-${id}`,
    `Allow-Origin for a page of opaque origin: ${what}`,
    {},
    answering(allowOrigin(values)),
    { ...SEEN[read], requestHeadersSeenByServer: { origin: 'null' } },
    OPAQUE_PAGE,
  ),
  asking(
    `cors-check/opaque-${id}-with-credentials`,
    `Allow-Origin for a page of opaque origin with credentials: ${what}`,
    { api: 'xhr', ...INCLUDE },
    answering(allowOrigin(values), CREDENTIALS),
    { ...SEEN[readWithCredentials], requestHeadersSeenByServer: { origin: 'null' } },
    OPAQUE_PAGE,
  ),
];

const byAllowCredentials = ([id, what, values, read]: AllowCredentialsRow): ScenarioInput[] => [
  asking(
    `cors-check/credentials-${id}`,
    `Allow-Credentials: ${what}`,
    INCLUDE,
    answering(THIS_PAGE, allowCredentials(values)),
    SEEN[read],
  ),
  asking(
    `cors-check/xhr-credentials-${id}`,
    `Allow-Credentials seen by XMLHttpRequest: ${what}`,
    { api: 'xhr', ...INCLUDE },
    answering(THIS_PAGE, allowCredentials(values)),
    SEEN[read],
  ),
];

const byStatus = ([status, what]: (typeof STATUSES)[number]): ScenarioInput[] => [
  asking(
    `cors-check/status-${status}`,
    `fetch reads a status of ${what}`,
    {},
    { response: { status, headers: ANYONE } },
    { ...SEEN.readable, status },
  ),
  asking(
    `cors-check/xhr-status-${status}`,
    `XMLHttpRequest reads a status of ${what}`,
    { api: 'xhr' },
    { response: { status, headers: ANYONE } },
    { ...SEEN.readable, status },
  ),
];

const byRefusedStatus = (status: number) =>
  asking(
    `cors-check/status-${status}-refused`,
    `nobody reads a status of ${status} without permission`,
    {},
    { response: { status } },
    SEEN.blocked,
  );

const byCheck = ([id, note, request, server, read, origin]: CheckRow) =>
  asking(`cors-check/${id}`, note, request, server, SEEN[read], origin === undefined ? {} : { page: { origin } });

const byOther = ([id, note, request, server, expect]: OtherwiseRow) =>
  asking(`cors-check/${id}`, note, request, server, expect);

const byCookie = ([id, note, request, server, outcome, cookie]: CookieRow) =>
  asking(
    `cors-check/${id}`,
    note,
    request,
    server,
    { outcome, preflight: 'none', reached: true, requestHeadersSeenByServer: { cookie } },
    { cookies: [SID] },
  );

const bySetCookie = ([id, note, request, headers, read, cookie]: SetCookieRow): ScenarioInput => ({
  id: `cors-check/${id}`,
  note,
  page: { origin: PAGE },
  steps: [
    {
      request: { url: `${API}/first`, ...request },
      server: answering(headers, SETS_COOKIE),
      expect: { ...SEEN[read], hiddenHeaders: ['set-cookie'] },
    },
    {
      request: { url: `${API}/second`, ...INCLUDE },
      server: answering(WITH_CREDENTIALS),
      expect: { ...SEEN.readable, requestHeadersSeenByServer: { cookie } },
    },
  ],
});

/** https://fetch.spec.whatwg.org/#cors-check */
export const corsCheck: readonly ScenarioInput[] = [
  ...ALLOW_ORIGIN.flatMap(byAllowOrigin),
  ...ALLOW_OPAQUE_ORIGIN.flatMap(byOpaqueOrigin),
  ...ALLOW_CREDENTIALS.flatMap(byAllowCredentials),
  ...MODES_AND_PAGES.map(byCheck),
  ...STATUSES.flatMap(byStatus),
  ...REFUSED_STATUSES.map(byRefusedStatus),
  ...OTHERWISE.map(byOther),
  ...COOKIES.map(byCookie),
  ...SET_COOKIES.map(bySetCookie),
];
