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
  THIS_PAGE,
  WITH_CREDENTIALS,
} from './build.ts';

type Page = ScenarioInput['page'];

const HOME = `${PAGE}/x`;
const OTHER = 'https://other.com';
const HTTP: Page = { origin: 'http://www.page.com' };
const WORKER: Page = { origin: PAGE, context: 'worker' };
const SANDBOXED: Page = { origin: PAGE, context: 'sandboxed-iframe' };
const TEXT = 'text/plain;charset=UTF-8';
const NO_CORS: Partial<RequestInput> = { mode: 'no-cors' };

const nothingSentTo = (origin: string): Expected => ({
  outcome: 'blocked',
  status: 0,
  preflight: 'none',
  reached: false,
  effects: { [origin]: 0 },
});

/** https://fetch.spec.whatwg.org/#main-fetch, step 12 */
const sameOriginMode: readonly ScenarioInput[] = [
  asking(
    'modes/same-origin-own',
    'same-origin mode reads the own origin',
    { url: HOME, mode: 'same-origin' },
    answering(),
    {
      outcome: 'readable',
      status: 200,
    },
  ),
  asking(
    'modes/same-origin-own-put',
    'same-origin mode sends any method to the own origin',
    { url: HOME, mode: 'same-origin', method: 'PUT', headers: [['x-test', '1']] },
    answering(),
    { outcome: 'readable', preflight: 'none', requestHeadersSeenByServer: { ':method': 'PUT', 'x-test': '1' } },
  ),
  ...(
    [
      ['api', 'another origin', `${API}/x`],
      ['other', 'another site', `${OTHER}/x`],
      ['port', 'another port', `${PAGE}:8443/x`],
      ['parent', 'the parent domain', 'https://page.com/x'],
    ] as const
  ).map(([id, whom, url]) =>
    asking(
      `modes/same-origin-${id}`,
      `same-origin mode sends nothing to ${whom}`,
      { url, mode: 'same-origin' },
      answering(ANYONE),
      nothingSentTo(new URL(url).origin),
    ),
  ),
  asking(
    'modes/same-origin-api-post',
    'same-origin mode sends no POST to another origin either',
    { mode: 'same-origin', method: 'POST', body: 'a' },
    answering(ANYONE),
    nothingSentTo(API),
  ),
  asking(
    'modes/same-origin-worker',
    'same-origin mode sends nothing to another origin from a worker',
    { mode: 'same-origin' },
    answering(ANYONE),
    nothingSentTo(API),
    { page: WORKER },
  ),
  asking(
    'modes/same-origin-sandboxed',
    'to a sandboxed frame in same-origin mode the page’s origin is another one',
    { url: HOME, mode: 'same-origin' },
    answering(ANYONE),
    nothingSentTo(PAGE),
    { page: SANDBOXED },
  ),
];

const NO_CORS_METHODS: readonly [method: string, sent: boolean][] = [
  ['GET', true],
  ['HEAD', true],
  ['POST', true],
  ['PUT', false],
  ['DELETE', false],
  ['PATCH', false],
  ['OPTIONS', false],
  ['PURGE', false],
];

const NO_CORS_HEADERS: readonly [name: string, value: string, arrives: boolean][] = [
  ['accept', 'text/x-test', true],
  ['accept-language', 'eo', true],
  ['content-language', 'eo', true],
  ['x-test', '1', false],
  ['authorization', 'Basic YTpi', false],
  ['if-none-match', '"1"', false],
  ['range', 'bytes=0-1', false],
  ['cache-control', 'no-cache', false],
];

const NO_CORS_TYPES: readonly [slug: string, type: string, arrives: string][] = [
  ['text', 'text/plain', 'text/plain'],
  ['urlencoded', 'application/x-www-form-urlencoded', 'application/x-www-form-urlencoded'],
  ['multipart', 'multipart/form-data', 'multipart/form-data'],
  ['json', 'application/json', TEXT],
  ['xml', 'text/xml', TEXT],
];

/** https://fetch.spec.whatwg.org/#dom-request, step 32, and the guard `request-no-cors` */
const noCorsMode: readonly ScenarioInput[] = [
  ...NO_CORS_METHODS.map(([method, sent]) =>
    asking(
      `modes/no-cors-${method.toLowerCase()}`,
      sent ? `${method} goes out without CORS, and the answer is opaque` : `${method} is refused without CORS`,
      { ...NO_CORS, method },
      answering(ANYONE),
      sent
        ? {
            outcome: 'opaque',
            status: 0,
            preflight: 'none',
            reached: true,
            requestHeadersSeenByServer: { ':method': method },
          }
        : nothingSentTo(API),
    ),
  ),
  asking(
    'modes/no-cors-own-put',
    'PUT is refused without CORS to the own origin as well',
    { ...NO_CORS, url: HOME, method: 'PUT' },
    answering(),
    nothingSentTo(PAGE),
  ),
  ...NO_CORS_HEADERS.map(([name, value, arrives]) =>
    asking(
      `modes/no-cors-header-${name}`,
      arrives ? `${name} goes out without CORS` : `${name} is left out without CORS`,
      { ...NO_CORS, headers: [[name, value]] },
      answering(),
      arrives
        ? { outcome: 'opaque', preflight: 'none', requestHeadersSeenByServer: { [name]: value } }
        : { outcome: 'opaque', preflight: 'none', reached: true, requestHeadersSeenByServer: { [name]: null } },
    ),
  ),
  ...NO_CORS_TYPES.map(([slug, contentType, arrives]) =>
    asking(
      `modes/no-cors-type-${slug}`,
      contentType === arrives
        ? `a body of ${contentType} goes out without CORS`
        : `a body of ${contentType} goes out without CORS as plain text`,
      { ...NO_CORS, method: 'POST', body: 'a', contentType },
      answering(),
      { outcome: 'opaque', preflight: 'none', requestHeadersSeenByServer: { 'content-type': arrives } },
    ),
  ),
  asking('modes/no-cors-own', 'without CORS the own origin is readable', { ...NO_CORS, url: HOME }, answering(), {
    outcome: 'readable',
    status: 200,
  }),
  asking(
    'modes/no-cors-hides-everything',
    'an opaque answer shows neither status nor headers',
    NO_CORS,
    {
      response: {
        status: 404,
        headers: [
          ['content-type', 'text/plain'],
          ['x-id', '1'],
        ],
      },
    },
    { outcome: 'opaque', status: 0, visibleHeaders: [], hiddenHeaders: ['content-type', 'x-id'] },
  ),
  asking(
    'modes/no-cors-sandboxed',
    'without CORS the page’s origin is opaque to a sandboxed frame',
    { ...NO_CORS, url: HOME },
    answering(),
    { outcome: 'opaque', reached: true },
    { page: SANDBOXED },
  ),
  asking(
    'modes/no-cors-worker',
    'without CORS an answer is opaque to a worker',
    NO_CORS,
    answering(),
    { outcome: 'opaque' },
    {
      page: WORKER,
    },
  ),
];

const DATA: readonly [
  id: string,
  note: string,
  request: Partial<RequestInput> & { url: string },
  expect: Expected,
  page?: Page,
][] = [
  [
    'data',
    'fetch reads a data: URL',
    { url: 'data:text/plain,hello' },
    { outcome: 'readable', status: 200, visibleHeaderValues: { 'content-type': 'text/plain' } },
  ],
  [
    'data-same-origin',
    'a data: URL is no other origin to same-origin mode',
    { url: 'data:,hello', mode: 'same-origin' },
    { outcome: 'readable', status: 200 },
  ],
  [
    'data-no-cors',
    'a data: URL is readable without CORS',
    { url: 'data:,hello', mode: 'no-cors' },
    { outcome: 'readable', status: 200 },
  ],
  [
    'data-post',
    'a data: URL answers any method',
    { url: 'data:,hello', method: 'POST', body: 'a' },
    { outcome: 'readable', status: 200 },
  ],
  [
    'data-type',
    'a data: URL without a type is US-ASCII text',
    { url: 'data:,hello' },
    { outcome: 'readable', visibleHeaderValues: { 'content-type': 'text/plain;charset=US-ASCII' } },
  ],
  ['data-broken', 'a data: URL without a comma fails', { url: 'data:text/plain' }, { outcome: 'blocked', status: 0 }],
  [
    'data-xhr',
    'XMLHttpRequest reads a data: URL',
    { url: 'data:text/plain,hello', api: 'xhr' },
    { outcome: 'readable', status: 200 },
  ],
  [
    'data-img-own',
    'an image of a data: URL is readable',
    {
      url: 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      api: 'img',
      mode: 'no-cors',
    },
    { outcome: 'readable' },
  ],
  ['about-blank', 'about:blank cannot be fetched by CORS', { url: 'about:blank' }, { outcome: 'blocked', status: 0 }],
  [
    'about-blank-no-cors',
    'about:blank is opaque without CORS',
    { url: 'about:blank', mode: 'no-cors' },
    { outcome: 'opaque', status: 0 },
  ],
  [
    'about-config-no-cors',
    'there is nothing at other about: URLs',
    { url: 'about:config', mode: 'no-cors' },
    { outcome: 'blocked', status: 0 },
  ],
  [
    'unknown-scheme',
    'a scheme nobody knows cannot be fetched',
    { url: 'cross-examine:x' },
    { outcome: 'blocked', status: 0 },
  ],
  [
    'unknown-scheme-no-cors',
    'a scheme nobody knows cannot be fetched without CORS either',
    { url: 'cross-examine:x', mode: 'no-cors' },
    { outcome: 'blocked', status: 0 },
  ],
  ...([undefined, 'no-cors', 'same-origin'] as const).map((mode): (typeof DATA)[number] => [
    `blob-of-nobody-${mode ?? 'cors'}`,
    `nothing stands under a blob: URL that nobody made, in mode ${mode ?? 'cors'}`,
    { url: `blob:${PAGE}/8ec1c3f5-3a3d-4b0e-9d3b-1f3d5f6a7b8c`, mode },
    { outcome: 'blocked', status: 0 },
  ]),
  [
    'blob-of-another-origin',
    'a blob: URL of another origin is no http: URL',
    { url: `blob:${OTHER}/8ec1c3f5-3a3d-4b0e-9d3b-1f3d5f6a7b8c` },
    { outcome: 'blocked', status: 0 },
  ],
  [
    'blob-of-nobody-img',
    'an image under a blob: URL that nobody made is none',
    { url: `blob:${PAGE}/8ec1c3f5-3a3d-4b0e-9d3b-1f3d5f6a7b8c`, api: 'img', mode: 'no-cors' },
    { outcome: 'blocked', status: 0 },
  ],
];

/** https://fetch.spec.whatwg.org/#scheme-fetch */
const schemes = DATA.map(([id, note, request, expect, page]) =>
  asking(`modes/${id}`, note, request, answering(), { preflight: 'none', ...expect }, page ? { page } : {}),
);

interface CorpRow {
  readonly says: readonly string[];
  readonly slug: string;
  /** Is the answer let through from the page's own site, and from another one. */
  readonly sibling: boolean;
  readonly other: boolean;
}

/** https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header */
const CORP: readonly CorpRow[] = [
  { slug: 'same-origin', says: ['same-origin'], sibling: false, other: false },
  { slug: 'same-site', says: ['same-site'], sibling: true, other: false },
  { slug: 'cross-origin', says: ['cross-origin'], sibling: true, other: true },
  { slug: 'unknown', says: ['nobody'], sibling: true, other: true },
  { slug: 'in-capitals', says: ['SAME-ORIGIN'], sibling: true, other: true },
  { slug: 'empty', says: [''], sibling: true, other: true },
  { slug: 'list', says: ['same-origin, same-site'], sibling: true, other: true },
  { slug: 'twice', says: ['same-origin', 'same-origin'], sibling: true, other: true },
  { slug: 'with-a-parameter', says: ['same-origin; report-to=x'], sibling: true, other: true },
];

const corp = (...values: readonly string[]): Headers => values.map((value) => ['cross-origin-resource-policy', value]);
const through = (allowed: boolean): Expected =>
  allowed ? { outcome: 'opaque', reached: true } : { outcome: 'blocked', reached: true };

function ofCorp({ slug, says, sibling, other }: CorpRow): ScenarioInput[] {
  const words = slug.replaceAll('-', ' ');
  return [
    asking(
      `modes/corp-${slug}-same-site`,
      `Cross-Origin-Resource-Policy (${words}) ${sibling ? 'lets through' : 'stops'} an answer to its own site`,
      NO_CORS,
      answering(corp(...says)),
      through(sibling),
    ),
    asking(
      `modes/corp-${slug}-other-site`,
      `Cross-Origin-Resource-Policy (${words}) ${other ? 'lets through' : 'stops'} an answer to another site`,
      { ...NO_CORS, url: `${OTHER}/x` },
      answering(corp(...says)),
      through(other),
    ),
  ];
}

const policies: readonly ScenarioInput[] = [
  ...CORP.flatMap(ofCorp),
  ...(['img', 'script'] as const).flatMap((api) => [
    asking(
      `modes/corp-${api}-same-origin`,
      `${api}: same-origin stops an answer to another origin`,
      { api, ...NO_CORS },
      answering(corp('same-origin')),
      through(false),
    ),
    asking(
      `modes/corp-${api}-same-site`,
      `${api}: same-site lets an answer through to its own site`,
      { api, ...NO_CORS },
      answering(corp('same-site')),
      through(true),
    ),
    asking(
      `modes/corp-${api}-other-site`,
      `${api}: same-site stops an answer to another site`,
      { api, ...NO_CORS, url: `${OTHER}/x` },
      answering(corp('same-site')),
      through(false),
    ),
    asking(
      `modes/corp-${api}-crossorigin`,
      `${api}: with crossorigin no resource policy counts`,
      { api },
      answering(ANYONE, corp('same-origin')),
      { outcome: 'readable' },
    ),
  ]),
  asking(
    'modes/corp-post',
    'same-origin stops the answer to a POST that has been carried out',
    { ...NO_CORS, method: 'POST', body: 'a' },
    answering(corp('same-origin')),
    { outcome: 'blocked', reached: true, effects: { [API]: 1 } },
  ),
  asking(
    'modes/corp-cors',
    'by CORS no resource policy counts',
    { url: `${OTHER}/x` },
    answering(ANYONE, corp('same-origin')),
    { outcome: 'readable', status: 200 },
  ),
  asking(
    'modes/corp-xhr',
    'to XMLHttpRequest no resource policy counts',
    { api: 'xhr', url: `${OTHER}/x` },
    answering(ANYONE, corp('same-origin')),
    { outcome: 'readable', status: 200 },
  ),
  asking(
    'modes/corp-own',
    'same-origin lets an answer through to its own origin',
    { ...NO_CORS, url: HOME },
    answering(corp('same-origin')),
    { outcome: 'readable', status: 200 },
  ),
  asking(
    'modes/corp-sandboxed-same-origin',
    'same-origin stops an answer to a sandboxed frame of its own page',
    { ...NO_CORS, url: HOME },
    answering(corp('same-origin')),
    through(false),
    { page: SANDBOXED },
  ),
  asking(
    'modes/corp-sandboxed-same-site',
    'same-site stops an answer to a sandboxed frame of its own page',
    { ...NO_CORS, url: HOME },
    answering(corp('same-site')),
    through(false),
    { page: SANDBOXED },
  ),
  asking(
    'modes/corp-sandboxed-cross-origin',
    'cross-origin lets an answer through to a sandboxed frame',
    { ...NO_CORS, url: HOME },
    answering(corp('cross-origin')),
    through(true),
    { page: SANDBOXED },
  ),
  asking(
    'modes/corp-worker',
    'same-site lets an answer through to a worker of its own site',
    NO_CORS,
    answering(corp('same-site')),
    through(true),
    { page: WORKER },
  ),
  asking(
    'modes/corp-http-page-https-answer',
    'same-site stops an https: answer to an http: page of its own site',
    NO_CORS,
    answering(corp('same-site')),
    through(false),
    { page: HTTP },
  ),
  asking(
    'modes/corp-http-page-http-answer',
    'same-site lets an http: answer through to an http: page of its own site',
    { ...NO_CORS, url: 'http://api.page.com/x' },
    answering(corp('same-site')),
    through(true),
    { page: HTTP },
  ),
  asking(
    'modes/corp-of-a-redirect',
    'a resource policy counts for the redirect itself',
    NO_CORS,
    {
      response: { status: 302, headers: corp('same-origin'), redirectTo: `${API}/y` },
      hops: [{ url: `${API}/y`, response: {} }],
    },
    { outcome: 'blocked', reachedHops: [0] },
  ),
  asking(
    'modes/corp-after-a-redirect',
    'a resource policy counts where a redirect leads',
    { ...NO_CORS, url: HOME },
    {
      response: { status: 302, redirectTo: `${API}/y` },
      hops: [{ url: `${API}/y`, response: { headers: corp('same-origin') } }],
    },
    { outcome: 'blocked', reachedHops: [0, 1] },
  ),
  asking(
    'modes/corp-back-home',
    'same-origin lets an answer of the own origin through after a detour',
    NO_CORS,
    {
      response: { status: 302, redirectTo: `${PAGE}/y` },
      hops: [{ url: `${PAGE}/y`, response: { headers: corp('same-origin') } }],
    },
    { outcome: 'opaque', reachedHops: [0, 1] },
  ),
];

/** https://fetch.spec.whatwg.org/#bad-port */
const BAD_PORTS = [1, 7, 21, 22, 25, 53, 110, 143, 587, 993, 2049, 4190, 5060, 6000, 6566, 6665, 6667, 6697, 10080];
const GOOD_PORTS = [81, 88, 444, 3000, 5000, 8000, 8080, 8443, 9000, 65535];

const ports: readonly ScenarioInput[] = [
  ...BAD_PORTS.map((port) =>
    asking(
      `modes/port-${port}`,
      `port ${port} is bad: nothing is sent there`,
      { url: `${API}:${port}/x` },
      answering(ANYONE),
      nothingSentTo(`${API}:${port}`),
    ),
  ),
  ...GOOD_PORTS.map((port) =>
    asking(`modes/port-${port}`, `port ${port} is good`, { url: `${API}:${port}/x` }, answering(THIS_PAGE), {
      outcome: 'readable',
      status: 200,
      reached: true,
    }),
  ),
  asking('modes/port-443', 'port 443 of https: is no port at all', { url: `${PAGE}:443/x` }, answering(), {
    outcome: 'readable',
    requestHeadersSeenByServer: { host: 'www.page.com', origin: null },
  }),
  asking(
    'modes/port-443-http',
    'port 443 is good for http: too',
    { url: 'http://api.page.com:443/x' },
    answering(ANYONE),
    { outcome: 'readable', reached: true },
    { page: HTTP },
  ),
  asking('modes/port-80-https', 'port 80 is good for https: too', { url: `${API}:80/x` }, answering(ANYONE), {
    outcome: 'readable',
    reached: true,
  }),
  ...(['xhr', 'img', 'script'] as const).map((api) =>
    asking(
      `modes/port-6667-${api}`,
      `${api}: nothing is sent to a bad port`,
      { api, url: `${API}:6667/x`, mode: api === 'xhr' ? 'cors' : 'no-cors' },
      answering(ANYONE),
      nothingSentTo(`${API}:6667`),
    ),
  ),
  asking(
    'modes/port-22-no-cors',
    'without CORS nothing is sent to a bad port either',
    { ...NO_CORS, url: `${API}:22/x` },
    answering(),
    nothingSentTo(`${API}:22`),
  ),
  asking(
    'modes/port-22-http',
    'a bad port is bad for http: too',
    { url: 'http://api.page.com:22/x' },
    answering(ANYONE),
    nothingSentTo('http://api.page.com:22'),
    { page: HTTP },
  ),
];

const HTTP_API = 'http://api.page.com';

/** https://w3c.github.io/webappsec-mixed-content/#should-block-fetch */
const mixedContent: readonly ScenarioInput[] = [
  ...(
    [
      ['fetch', 'fetch', {}],
      ['fetch-no-cors', 'fetch without CORS', NO_CORS],
      ['post', 'a POST', { method: 'POST', body: 'a' }],
      ['xhr', 'XMLHttpRequest', { api: 'xhr' }],
      ['script', 'a script', { api: 'script', mode: 'no-cors' }],
      ['script-crossorigin', 'a script with crossorigin', { api: 'script' }],
    ] as const
  ).map(([id, what, request]) =>
    asking(
      `modes/mixed-${id}`,
      `${what} of an https: page sends nothing by http:`,
      { ...request, url: `${HTTP_API}/x` },
      answering(ANYONE),
      nothingSentTo(HTTP_API),
    ),
  ),
  asking(
    'modes/mixed-own-host',
    'http: on the page’s own host is mixed content as well',
    { url: 'http://www.page.com/x' },
    answering(ANYONE),
    nothingSentTo('http://www.page.com'),
  ),
  asking(
    'modes/mixed-port',
    'http: on a port of its own is mixed content as well',
    { url: `${HTTP_API}:8080/x` },
    answering(ANYONE),
    nothingSentTo(`${HTTP_API}:8080`),
  ),
  asking(
    'modes/mixed-worker',
    'a worker of an https: page sends nothing by http:',
    { url: `${HTTP_API}/x` },
    answering(ANYONE),
    nothingSentTo(HTTP_API),
    { page: WORKER },
  ),
  asking(
    'modes/mixed-sandboxed',
    'a sandboxed frame in an https: page sends nothing by http:',
    { url: `${HTTP_API}/x` },
    answering(ANYONE),
    nothingSentTo(HTTP_API),
    { page: SANDBOXED },
  ),
  asking(
    'modes/mixed-preflight',
    'not even a preflight of an https: page goes out by http:',
    { url: `${HTTP_API}/x`, method: 'PUT' },
    answering(ANYONE),
    nothingSentTo(HTTP_API),
  ),
  asking(
    'modes/mixed-img',
    'an image is asked for by https: instead',
    { url: `${HTTP_API}/x`, api: 'img', mode: 'no-cors' },
    { response: {}, hops: [{ url: `${API}/x`, response: {} }] },
    { outcome: 'opaque', effects: { [HTTP_API]: 0, [API]: 1 } },
  ),
  ...['127.0.0.1', '127.0.0.1:8080', '[::1]', 'localhost'].map((host) =>
    asking(
      `modes/mixed-${host.replace('[::1]', 'ipv6-loopback').replaceAll(/[.:]/g, '-')}`,
      `http: on ${host} is trustworthy, and no mixed content`,
      { url: `http://${host}/x` },
      answering(ANYONE),
      { outcome: 'readable', status: 200, reached: true },
    ),
  ),
  ...(['fetch', 'xhr'] as const).map((api) =>
    asking(
      `modes/http-page-${api}`,
      `${api}: an http: page may ask by http:`,
      { api, url: `${HTTP_API}/x` },
      answering(ANYONE),
      { outcome: 'readable', status: 200 },
      { page: HTTP },
    ),
  ),
];

const USER = 'https://user:pass@api.page.com/x';
const OWN_USER = 'https://user:pass@www.page.com/x';

/** https://fetch.spec.whatwg.org/#dom-request, steps 5.3 and 35 */
const refused: readonly ScenarioInput[] = [
  asking('modes/userinfo', 'fetch refuses a URL with userinfo', { url: USER }, answering(ANYONE), nothingSentTo(API)),
  asking(
    'modes/userinfo-own',
    'fetch refuses a URL of the own origin with userinfo',
    { url: OWN_USER },
    answering(),
    nothingSentTo(PAGE),
  ),
  asking(
    'modes/userinfo-name-only',
    'fetch refuses a URL with a user name',
    { url: 'https://user@api.page.com/x' },
    answering(ANYONE),
    nothingSentTo(API),
  ),
  asking(
    'modes/userinfo-no-cors',
    'fetch refuses a URL with userinfo without CORS as well',
    { ...NO_CORS, url: USER },
    answering(),
    nothingSentTo(API),
  ),
  asking('modes/userinfo-empty', 'an empty userinfo is none', { url: 'https://@api.page.com/x' }, answering(ANYONE), {
    outcome: 'readable',
    status: 200,
  }),
  asking(
    'modes/userinfo-xhr-own',
    'XMLHttpRequest takes a URL with userinfo, and does not send it unasked',
    { api: 'xhr', url: OWN_USER },
    answering(),
    { outcome: 'readable', requestHeadersSeenByServer: { authorization: null } },
  ),
  asking(
    'modes/userinfo-img',
    'an image takes a URL with userinfo, and does not send it unasked',
    { api: 'img', mode: 'no-cors', url: USER },
    answering(),
    { outcome: 'opaque', requestHeadersSeenByServer: { authorization: null } },
  ),
  asking(
    'modes/userinfo-script',
    'a script takes a URL with userinfo, and does not send it unasked',
    { api: 'script', mode: 'no-cors', url: USER },
    answering(),
    { outcome: 'opaque', requestHeadersSeenByServer: { authorization: null } },
  ),
  asking(
    'modes/get-with-body',
    'fetch refuses a GET with a body',
    { url: HOME, body: 'a' },
    answering(),
    nothingSentTo(PAGE),
  ),
  asking(
    'modes/head-with-body',
    'fetch refuses a HEAD with a body',
    { url: HOME, method: 'HEAD', body: 'a' },
    answering(),
    nothingSentTo(PAGE),
  ),
  asking(
    'modes/get-with-body-api',
    'fetch refuses a GET with a body to another origin',
    { body: 'a' },
    answering(ANYONE),
    nothingSentTo(API),
  ),
  asking(
    'modes/get-with-empty-body',
    'fetch refuses a GET with a body of nothing',
    { url: HOME, body: '' },
    answering(),
    nothingSentTo(PAGE),
  ),
  asking(
    'modes/xhr-get-with-body',
    'XMLHttpRequest drops the body of a GET',
    { api: 'xhr', url: HOME, body: 'a' },
    answering(),
    {
      outcome: 'readable',
      requestHeadersSeenByServer: { ':method': 'GET', 'content-length': null, 'content-type': null },
    },
  ),
];

const FORM_TYPE = 'application/x-www-form-urlencoded;charset=UTF-8';

interface BodyRow {
  readonly id: string;
  readonly note: string;
  readonly request: Partial<RequestInput>;
  readonly seen: Record<string, string | null>;
}

/** https://fetch.spec.whatwg.org/#http-network-or-cache-fetch, step 8.7, and https://fetch.spec.whatwg.org/#bodyinit-unions */
const BODIES: readonly BodyRow[] = [
  {
    id: 'get',
    note: 'a GET says nothing of a body',
    request: {},
    seen: { 'content-length': null, 'content-type': null },
  },
  {
    id: 'head',
    note: 'a HEAD says nothing of a body',
    request: { method: 'HEAD' },
    seen: { 'content-length': null, 'content-type': null },
  },
  {
    id: 'post-none',
    note: 'a POST without a body says that it has none',
    request: { method: 'POST' },
    seen: { 'content-length': '0', 'content-type': null },
  },
  {
    id: 'put-none',
    note: 'a PUT without a body says that it has none',
    request: { method: 'PUT' },
    seen: { 'content-length': '0', 'content-type': null },
  },
  {
    id: 'delete-none',
    note: 'a DELETE without a body says nothing of it',
    request: { method: 'DELETE' },
    seen: { 'content-length': null, 'content-type': null },
  },
  {
    id: 'post-text',
    note: 'a body of text says its type and encoding',
    request: { method: 'POST', body: 'four' },
    seen: { 'content-length': '4', 'content-type': TEXT },
  },
  {
    id: 'post-letters',
    note: 'the length of a body counts bytes',
    request: { method: 'POST', body: 'ĉŝ' },
    seen: { 'content-length': '4' },
  },
  {
    id: 'post-search-params',
    note: 'a body of search parameters says so',
    request: { method: 'POST', body: 'a=1', contentType: FORM_TYPE, contentTypeIsImplicit: true },
    seen: { 'content-length': '3', 'content-type': FORM_TYPE },
  },
  {
    id: 'post-blob',
    note: 'a blob says the type it has',
    request: { method: 'POST', body: '{}', contentType: 'application/json', contentTypeIsImplicit: true },
    seen: { 'content-length': '2', 'content-type': 'application/json' },
  },
  {
    id: 'post-bytes',
    note: 'bytes say no type',
    request: { method: 'POST', body: 'bytes:0102' },
    seen: { 'content-length': '2', 'content-type': null },
  },
  {
    id: 'post-told',
    note: 'the type that script tells is the one',
    request: { method: 'POST', body: 'a=1', contentType: 'text/x-test' },
    seen: { 'content-type': 'text/x-test' },
  },
];

const QUOTA = 64 * 1024;
const OUTLIVING = (bytes: number): Partial<RequestInput> => ({
  method: 'POST',
  body: 'a'.repeat(bytes),
  keepalive: true,
});

/** https://fetch.spec.whatwg.org/#http-network-or-cache-fetch, step 8.10 */
const keepalive: readonly ScenarioInput[] = [
  asking(
    'modes/keepalive-of-64-kibibytes',
    'what may outlive its page may carry 64 kibibytes',
    OUTLIVING(QUOTA),
    answering(ANYONE),
    {
      outcome: 'readable',
      requestHeadersSeenByServer: { 'content-length': '65536' },
    },
  ),
  asking(
    'modes/keepalive-of-more',
    'what may outlive its page may not carry more than 64 kibibytes',
    OUTLIVING(QUOTA + 1),
    answering(ANYONE),
    nothingSentTo(API),
  ),
  asking(
    'modes/keepalive-of-more-own',
    'nor to the own origin',
    { ...OUTLIVING(QUOTA + 1), url: HOME },
    answering(),
    nothingSentTo(PAGE),
  ),
  asking(
    'modes/keepalive-of-more-no-cors',
    'nor without CORS',
    { ...OUTLIVING(QUOTA + 1), ...NO_CORS },
    answering(),
    nothingSentTo(API),
  ),
  asking(
    'modes/keepalive-of-more-put',
    'what is too much is seen when the request itself is to go out: after its preflight',
    { ...OUTLIVING(QUOTA + 1), method: 'PUT' },
    permitting([...ANYONE, ['access-control-allow-methods', 'PUT']], ANYONE),
    { outcome: 'blocked', preflightHops: [0], reachedHops: [] },
  ),
  asking(
    'modes/no-keepalive-of-more',
    'what ends with its page may carry as much as it likes',
    { ...OUTLIVING(QUOTA + 1), keepalive: false },
    answering(ANYONE),
    { outcome: 'readable' },
  ),
];

const LASTING: Headers = [...ANYONE, ['cache-control', 'max-age=600']];

/** https://fetch.spec.whatwg.org/#http-network-or-cache-fetch, step 8.26 */
const copies: readonly ScenarioInput[] = [
  {
    id: 'modes/fresh-copy',
    note: 'a copy that is fresh serves without a request',
    page: { origin: PAGE },
    steps: [
      { request: { url: `${API}/x` }, server: answering(LASTING), expect: { outcome: 'readable', reachedHops: [0] } },
      { request: { url: `${API}/x` }, server: answering(LASTING), expect: { outcome: 'readable', reachedHops: [] } },
      { request: { url: `${API}/y` }, server: answering(LASTING), expect: { outcome: 'readable', reachedHops: [0] } },
    ],
  },
  {
    id: 'modes/fresh-copy-with-credentials',
    note: 'a copy of an answer to a request with credentials serves one without them',
    page: { origin: PAGE },
    steps: [
      {
        request: { url: `${API}/x`, credentials: 'include' },
        server: answering(WITH_CREDENTIALS, [['cache-control', 'max-age=600']]),
        expect: { outcome: 'readable', reachedHops: [0] },
      },
      { request: { url: `${API}/x` }, server: answering(LASTING), expect: { outcome: 'readable', reachedHops: [] } },
    ],
  },
];

/** https://xhr.spec.whatwg.org/#the-send()-method, step 4.5: what XMLHttpRequest makes of the type that script tells. */
const XHR_TYPES: readonly (readonly [id: string, note: string, told: string, sent: string, body?: string])[] = [
  [
    'latin1',
    'text goes out as UTF-8, and its type says so',
    'text/plain;charset=iso-8859-1',
    'text/plain;charset=UTF-8',
  ],
  [
    'written-anew',
    'a type that is changed is written anew',
    'Text/X-Test; A=b ; Charset=x',
    'text/x-test;a=b;charset=UTF-8',
  ],
  ['utf-8', 'UTF-8 in small letters stays as it is', 'text/plain; charset=utf-8', 'text/plain; charset=utf-8'],
  ['quoted-utf-8', 'UTF-8 in quotes stays as it is', 'text/plain;charset="utf-8"', 'text/plain;charset="utf-8"'],
  ['no-charset', 'a type without a charset stays as it is', 'Text/X-Test; A=b', 'Text/X-Test; A=b'],
  ['nonsense', 'what is no MIME type stays as it is', 'nonsense;charset=x', 'nonsense;charset=x'],
  [
    'bytes',
    'bytes are no text: their type stays as it is',
    'text/plain;charset=x',
    'text/plain;charset=x',
    'bytes:0102',
  ],
];

const xhrTypes = XHR_TYPES.map(([id, note, contentType, sent, body = 'a=1']) =>
  asking(`modes/xhr-type-${id}`, note, { api: 'xhr', url: HOME, method: 'POST', body, contentType }, answering(), {
    outcome: 'readable',
    preflight: 'none',
    requestHeadersSeenByServer: { 'content-type': sent },
  }),
);

const bodies = BODIES.map(({ id, note, request, seen }) =>
  asking(`modes/body-${id}`, note, { url: HOME, ...request }, answering(), {
    outcome: 'readable',
    preflight: 'none',
    requestHeadersSeenByServer: seen,
  }),
);

const others: readonly ScenarioInput[] = [
  asking(
    'modes/xhr-type-told-twice',
    'two types that are told are one value, which is no MIME type, and stays as it is',
    {
      api: 'xhr',
      url: HOME,
      method: 'POST',
      body: 'x',
      headers: [['content-type', 'application/json']],
      contentType: 'text/plain;charset=x',
    },
    answering(),
    {
      outcome: 'readable',
      requestHeadersSeenByServer: { 'content-type': 'application/json, text/plain;charset=x' },
    },
  ),
  asking('modes/fragment', 'the fragment of a URL is not sent', { url: `${HOME}?a=1#part` }, answering(), {
    outcome: 'readable',
    reached: true,
  }),
  asking(
    'modes/type-told-twice-without-a-body',
    'without a body, too, the value of both types is sent',
    {
      url: HOME,
      headers: [
        ['content-type', 'application/json'],
        ['content-type', 'text/plain'],
      ],
    },
    answering(),
    { outcome: 'readable', requestHeadersSeenByServer: { 'content-type': 'application/json, text/plain' } },
  ),
  asking(
    'modes/xhr-type-told-twice-empty',
    'an empty type after another one leaves its comma',
    {
      api: 'xhr',
      url: HOME,
      method: 'POST',
      body: 'x',
      headers: [['content-type', 'application/json']],
      contentType: '',
    },
    answering(),
    { outcome: 'readable', requestHeadersSeenByServer: { 'content-type': 'application/json,' } },
  ),
  asking(
    'modes/no-cors-type-told-twice',
    'of two types that mode no-cors is told the one that is safe is sent',
    {
      mode: 'no-cors',
      url: HOME,
      method: 'POST',
      body: 'x',
      headers: [['content-type', 'application/json']],
      contentType: 'text/plain;charset=utf-8',
    },
    answering(),
    { outcome: 'readable', requestHeadersSeenByServer: { 'content-type': 'text/plain;charset=utf-8' } },
  ),
  asking('modes/accept', 'fetch accepts anything unless told', { url: HOME }, answering(), {
    outcome: 'readable',
    requestHeadersSeenByServer: { accept: '*/*' },
  }),
  asking('modes/accept-xhr', 'XMLHttpRequest accepts anything unless told', { api: 'xhr', url: HOME }, answering(), {
    outcome: 'readable',
    requestHeadersSeenByServer: { accept: '*/*' },
  }),
  asking(
    'modes/accept-told',
    'fetch accepts what script tells',
    { url: HOME, headers: [['accept', 'text/x-test']] },
    answering(),
    { outcome: 'readable', requestHeadersSeenByServer: { accept: 'text/x-test' } },
  ),
];

const NOSNIFF: Headers = [['x-content-type-options', 'nosniff']];
const type = (value: string): Headers => [['content-type', value]];

interface TypeRow {
  readonly id: string;
  readonly note: string;
  readonly says: Headers;
  readonly runs: boolean;
}

/** https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff? and …-due-to-mime-type? */
const SCRIPT_TYPES: readonly TypeRow[] = [
  { id: 'javascript', note: 'text/javascript', says: type('text/javascript'), runs: true },
  { id: 'none', note: 'no type', says: [], runs: true },
  { id: 'text', note: 'text/plain', says: type('text/plain'), runs: true },
  { id: 'html', note: 'text/html', says: type('text/html'), runs: true },
  { id: 'json', note: 'application/json', says: type('application/json'), runs: true },
  { id: 'octets', note: 'application/octet-stream', says: type('application/octet-stream'), runs: true },
  { id: 'unparsable', note: 'a type that is none', says: type('javascript'), runs: true },
  { id: 'csv', note: 'text/csv', says: type('text/csv'), runs: false },
  { id: 'image', note: 'an image’s type', says: type('image/png'), runs: false },
  { id: 'unknown-image', note: 'an unknown image’s type', says: type('image/x-test'), runs: false },
  { id: 'audio', note: 'a sound’s type', says: type('audio/mpeg'), runs: false },
  { id: 'video', note: 'a video’s type', says: type('video/mp4'), runs: false },
  {
    id: 'nosniff-javascript',
    note: 'nosniff and text/javascript',
    says: [...NOSNIFF, ...type('text/javascript')],
    runs: true,
  },
  {
    id: 'nosniff-old-javascript',
    note: 'nosniff and application/x-javascript',
    says: [...NOSNIFF, ...type('application/x-javascript')],
    runs: true,
  },
  {
    id: 'nosniff-parameters',
    note: 'nosniff and text/javascript with parameters',
    says: [...NOSNIFF, ...type('text/javascript;charset=utf-8;x=1')],
    runs: true,
  },
  { id: 'nosniff-text', note: 'nosniff and text/plain', says: [...NOSNIFF, ...type('text/plain')], runs: false },
  {
    id: 'nosniff-json',
    note: 'nosniff and application/json',
    says: [...NOSNIFF, ...type('application/json')],
    runs: false,
  },
  { id: 'nosniff-none', note: 'nosniff and no type', says: NOSNIFF, runs: false },
  {
    id: 'nosniff-in-capitals',
    note: 'NOSNIFF in capitals and text/plain',
    says: [['x-content-type-options', 'NOSNIFF'], ...type('text/plain')],
    runs: false,
  },
  {
    id: 'nosniff-first',
    note: 'nosniff first of two and text/plain',
    says: [['x-content-type-options', 'nosniff, other'], ...type('text/plain')],
    runs: false,
  },
  {
    id: 'nosniff-second',
    note: 'nosniff second of two and text/plain',
    says: [['x-content-type-options', 'other, nosniff'], ...type('text/plain')],
    runs: true,
  },
  {
    id: 'nosniff-misspelt',
    note: 'no-sniff and text/plain',
    says: [['x-content-type-options', 'no-sniff'], ...type('text/plain')],
    runs: true,
  },
  {
    id: 'nosniff-two-lines',
    note: 'two lines of nosniff and text/plain',
    says: [...NOSNIFF, ...NOSNIFF, ...type('text/plain')],
    runs: false,
  },
];

const types: readonly ScenarioInput[] = [
  ...SCRIPT_TYPES.flatMap(({ id, note, says, runs }) => [
    asking(
      `modes/script-type-${id}`,
      `a script of the own origin with ${note} ${runs ? 'runs' : 'does not run'}`,
      { api: 'script', ...NO_CORS, url: HOME },
      answering(says),
      { outcome: runs ? 'readable' : 'blocked', reached: true },
    ),
    asking(
      `modes/script-type-${id}-crossorigin`,
      `a permitted script of another origin with ${note} ${runs ? 'runs' : 'does not run'}`,
      { api: 'script' },
      answering(ANYONE, says),
      { outcome: runs ? 'readable' : 'blocked', reached: true },
    ),
  ]),
  asking('modes/nosniff-fetch', 'to fetch nosniff says nothing', { url: HOME }, answering(NOSNIFF, type('text/html')), {
    outcome: 'readable',
    status: 200,
  }),
  asking(
    'modes/nosniff-fetch-no-cors',
    'to fetch without CORS nosniff says nothing',
    NO_CORS,
    answering(NOSNIFF, type('image/png')),
    { outcome: 'opaque' },
  ),
  asking(
    'modes/nosniff-img',
    'to an image of a matching type nosniff says nothing',
    { api: 'img', url: HOME, ...NO_CORS },
    answering(NOSNIFF, type('image/png')),
    { outcome: 'readable' },
  ),
  asking(
    'modes/script-404',
    'a script of an error status does not run',
    { api: 'script', url: HOME, ...NO_CORS },
    { response: { status: 404, headers: type('text/javascript') } },
    { outcome: 'blocked', reached: true },
  ),
  asking(
    'modes/script-404-crossorigin',
    'a permitted script of an error status does not run',
    { api: 'script' },
    { response: { status: 404, headers: [...ANYONE, ...type('text/javascript')] } },
    { outcome: 'blocked', reached: true },
  ),
  ...[404, 500].flatMap((status) => [
    asking(
      `modes/img-${status}`,
      `an image of status ${status} loads`,
      { api: 'img', url: HOME, ...NO_CORS },
      { response: { status, headers: type('image/png') } },
      { outcome: 'readable', reached: true },
    ),
    asking(
      `modes/img-${status}-api`,
      `an image of another origin of status ${status} loads`,
      { api: 'img', ...NO_CORS },
      { response: { status, headers: type('image/png') } },
      { outcome: 'opaque', reached: true },
    ),
  ]),
  asking(
    'modes/img-crossorigin',
    'an image with crossorigin is readable if permitted',
    { api: 'img' },
    answering(ANYONE),
    { outcome: 'readable' },
  ),
  asking(
    'modes/img-crossorigin-not-permitted',
    'an image with crossorigin that is not permitted does not load',
    { api: 'img' },
    answering(),
    { outcome: 'blocked', reached: true },
  ),
  asking(
    'modes/worker-xhr-text',
    'a text that XMLHttpRequest sends from a worker says its type and encoding',
    { api: 'xhr', method: 'POST', body: 'four' },
    answering(ANYONE),
    { outcome: 'readable', requestHeadersSeenByServer: { 'content-type': TEXT } },
    { page: WORKER },
  ),
  asking(
    'modes/worker-xhr-charset',
    'a text that XMLHttpRequest sends from a worker is in UTF-8, and says so whatever script tells',
    { api: 'xhr', method: 'POST', body: 'four', contentType: 'text/plain;charset=iso-8859-1' },
    answering(ANYONE),
    { outcome: 'readable', requestHeadersSeenByServer: { 'content-type': TEXT } },
    { page: WORKER },
  ),
  ...[206, 300, 304, 305, 306, 399].flatMap((status) =>
    [NO_CORS, {}].map((request) =>
      asking(
        `modes/script${request.mode === undefined ? '-crossorigin' : ''}-status-${status}`,
        `a script ${request.mode === undefined ? 'with crossorigin ' : ''}of status ${status} ${status === 206 ? 'runs' : 'does not run'}`,
        { api: 'script', url: `${OTHER}/x`, ...request },
        { response: { status, headers: ANYONE } },
        { outcome: status !== 206 ? 'blocked' : request.mode === undefined ? 'readable' : 'opaque', reached: true },
      ),
    ),
  ),
  asking(
    'modes/script-of-a-type-status-206',
    'a script of status 206 that says its type runs',
    { api: 'script', url: `${OTHER}/x`, mode: 'no-cors' },
    { response: { status: 206, headers: [['content-type', 'text/javascript']] } },
    { outcome: 'opaque', reached: true },
  ),
  asking(
    'modes/img-status-206',
    'an image of status 206 is drawn',
    { api: 'img', url: `${OTHER}/x`, mode: 'no-cors' },
    { response: { status: 206, headers: [] } },
    { outcome: 'opaque', reached: true },
  ),
  asking(
    'modes/img-status-205',
    'an answer of status 205 has no body, and so no image',
    { api: 'img', url: `${OTHER}/x`, mode: 'no-cors' },
    { response: { status: 205, headers: [] } },
    { outcome: 'blocked', reached: true },
  ),
  asking('modes/script-accept', 'a script accepts anything', { api: 'script', mode: 'no-cors' }, answering(), {
    outcome: 'opaque',
    requestHeadersSeenByServer: { accept: '*/*' },
  }),
  asking(
    'modes/script-crossorigin-not-permitted',
    'a script with crossorigin that is not permitted does not run',
    { api: 'script' },
    answering(),
    { outcome: 'blocked', reached: true },
  ),
];

/** Request modes, and what stops a request or its answer beside CORS: https://fetch.spec.whatwg.org/#main-fetch */
export const modes: readonly ScenarioInput[] = [
  ...sameOriginMode,
  ...noCorsMode,
  ...schemes,
  ...policies,
  ...ports,
  ...mixedContent,
  ...refused,
  ...bodies,
  ...keepalive,
  ...copies,
  ...xhrTypes,
  ...others,
  ...types,
];
