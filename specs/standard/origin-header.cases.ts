import type { ScenarioInput } from 'cross-examine';
import { API, asking, type Expected, type Headers, PAGE, type RequestInput, type ServerInput } from './build.ts';

type Page = ScenarioInput['page'];
type Policy = NonNullable<RequestInput['referrerPolicy']>;

const HOME = `${PAGE}/x`;
const OTHER = 'https://other.com';
const EVERYTHING: Headers = [
  ['access-control-allow-origin', '*'],
  ['access-control-allow-methods', '*'],
  ['access-control-allow-headers', '*'],
];
const SERVER: ServerInput = {
  preflight: { status: 204, headers: EVERYTHING },
  response: { headers: EVERYTHING },
};
/** A server that allows credentials: it may not say `*`. */
const ALLOWING: ServerInput = {
  response: {
    headers: [
      ['access-control-allow-origin', '${page.origin}'],
      ['access-control-allow-credentials', 'true'],
    ],
  },
};

interface Row {
  readonly id: string;
  readonly note: string;
  readonly request: Partial<RequestInput>;
  readonly page?: Page;
  readonly server?: ServerInput;
  /** What Origin says; `null` where there is none. */
  readonly origin: string | null;
  readonly outcome: NonNullable<Expected['outcome']>;
}

function ofRow({ id, note, request, page, server, origin, outcome }: Row): ScenarioInput {
  const expect: Expected = { outcome, reached: true, requestHeadersSeenByServer: { origin } };
  return asking(`origin-header/${id}`, note, request, server ?? SERVER, expect, page ? { page } : {});
}

/** Methods: the own origin hears Origin of those that are not safe, other origins of all. */
const METHODS: readonly [method: string, home: string | null, away: string | null][] = [
  ['GET', null, PAGE],
  ['HEAD', null, PAGE],
  ['OPTIONS', PAGE, PAGE],
  ['POST', PAGE, PAGE],
  ['PUT', PAGE, PAGE],
  ['DELETE', PAGE, PAGE],
  ['PATCH', PAGE, PAGE],
  ['PURGE', PAGE, PAGE],
];

function ofMethod([method, home, away]: (typeof METHODS)[number]): ScenarioInput[] {
  const slug = method.toLowerCase();
  return (['fetch', 'xhr'] as const).flatMap((api) => [
    ofRow({
      id: `${api}-own-${slug}`,
      note: `${api}: ${method} to the own origin ${home === null ? 'says no Origin' : 'names the page'}`,
      request: { api, url: HOME, method },
      origin: home,
      outcome: 'readable',
    }),
    ofRow({
      id: `${api}-api-${slug}`,
      note: `${api}: ${method} to another origin names the page`,
      request: { api, method },
      origin: away,
      outcome: 'readable',
    }),
  ]);
}

interface PolicyRow {
  readonly policy: Policy;
  /** POST in `same-origin` mode. */
  readonly sameOrigin: string;
  /** POST in `no-cors` mode to the own origin. */
  readonly noCorsHome: string;
  /** POST in `no-cors` mode to another origin. */
  readonly noCorsAway: string;
}

/** https://fetch.spec.whatwg.org/#append-a-request-origin-header, step 4.1 */
const POLICIES: readonly PolicyRow[] = [
  { policy: 'no-referrer', sameOrigin: 'null', noCorsHome: 'null', noCorsAway: 'null' },
  { policy: 'no-referrer-when-downgrade', sameOrigin: PAGE, noCorsHome: PAGE, noCorsAway: PAGE },
  { policy: 'same-origin', sameOrigin: PAGE, noCorsHome: PAGE, noCorsAway: 'null' },
  { policy: 'origin', sameOrigin: PAGE, noCorsHome: PAGE, noCorsAway: PAGE },
  { policy: 'strict-origin', sameOrigin: PAGE, noCorsHome: PAGE, noCorsAway: PAGE },
  { policy: 'origin-when-cross-origin', sameOrigin: PAGE, noCorsHome: PAGE, noCorsAway: PAGE },
  { policy: 'strict-origin-when-cross-origin', sameOrigin: PAGE, noCorsHome: PAGE, noCorsAway: PAGE },
  { policy: 'unsafe-url', sameOrigin: PAGE, noCorsHome: PAGE, noCorsAway: PAGE },
];

const says = (origin: string): string => (origin === 'null' ? 'says null' : 'names the page');

function ofPolicy({ policy, sameOrigin, noCorsHome, noCorsAway }: PolicyRow): ScenarioInput[] {
  const request = { method: 'POST', body: 'a', referrerPolicy: policy };
  return [
    ofRow({
      id: `cors-own-post-${policy}`,
      note: `a POST to the own origin in cors mode names the page, whatever the policy, be it ${policy}`,
      request: { ...request, url: HOME },
      origin: PAGE,
      outcome: 'readable',
    }),
    ofRow({
      id: `cors-api-post-${policy}`,
      note: `a POST to another origin in cors mode names the page, whatever the policy, be it ${policy}`,
      request,
      origin: PAGE,
      outcome: 'readable',
    }),
    ofRow({
      id: `same-origin-post-${policy}`,
      note: `a POST in same-origin mode with ${policy} ${says(sameOrigin)}`,
      request: { ...request, url: HOME, mode: 'same-origin' },
      origin: sameOrigin,
      outcome: 'readable',
    }),
    ofRow({
      id: `no-cors-own-post-${policy}`,
      note: `a POST to the own origin without CORS with ${policy} ${says(noCorsHome)}`,
      request: { ...request, url: HOME, mode: 'no-cors' },
      origin: noCorsHome,
      outcome: 'readable',
    }),
    ofRow({
      id: `no-cors-api-post-${policy}`,
      note: `a POST to another origin without CORS with ${policy} ${says(noCorsAway)}`,
      request: { ...request, mode: 'no-cors' },
      origin: noCorsAway,
      outcome: 'opaque',
    }),
  ];
}

const HTTP: Page = { origin: 'http://www.page.com' };
const SANDBOXED: Page = { origin: PAGE, context: 'sandboxed-iframe' };
const WORKER: Page = { origin: PAGE, context: 'worker' };
const POST: Partial<RequestInput> = { method: 'POST', body: 'a' };

const ROWS: readonly Row[] = [
  {
    id: 'cors-get-no-referrer',
    note: 'a GET to another origin names the page even with no-referrer',
    request: { referrerPolicy: 'no-referrer' },
    origin: PAGE,
    outcome: 'readable',
  },
  {
    id: 'cors-get-empty-referrer',
    note: 'a GET to another origin names the page even without a referrer',
    request: { referrer: '' },
    origin: PAGE,
    outcome: 'readable',
  },
  {
    id: 'same-origin-mode-get',
    note: 'a GET in same-origin mode says no Origin',
    request: { url: HOME, mode: 'same-origin' },
    origin: null,
    outcome: 'readable',
  },
  {
    id: 'same-origin-mode-delete',
    note: 'a DELETE in same-origin mode names the page',
    request: { url: HOME, mode: 'same-origin', method: 'DELETE' },
    origin: PAGE,
    outcome: 'readable',
  },
  {
    id: 'no-cors-own-get',
    note: 'a GET to the own origin without CORS says no Origin',
    request: { url: HOME, mode: 'no-cors' },
    origin: null,
    outcome: 'readable',
  },
  {
    id: 'no-cors-api-get',
    note: 'a GET to another origin without CORS says no Origin',
    request: { mode: 'no-cors' },
    origin: null,
    outcome: 'opaque',
  },
  {
    id: 'no-cors-api-head',
    note: 'a HEAD to another origin without CORS says no Origin',
    request: { mode: 'no-cors', method: 'HEAD' },
    origin: null,
    outcome: 'opaque',
  },
  {
    id: 'no-cors-api-get-unsafe-url',
    note: 'a GET without CORS says no Origin, whatever the policy',
    request: { mode: 'no-cors', referrerPolicy: 'unsafe-url' },
    origin: null,
    outcome: 'opaque',
  },
  {
    id: 'no-cors-api-post',
    note: 'a POST to another origin without CORS names the page',
    request: { ...POST, mode: 'no-cors' },
    origin: PAGE,
    outcome: 'opaque',
  },
  {
    id: 'no-cors-api-post-empty-referrer',
    note: 'a POST without CORS names the page even without a referrer',
    request: { ...POST, mode: 'no-cors', referrer: '' },
    origin: PAGE,
    outcome: 'opaque',
  },
  {
    id: 'img',
    note: 'an image without crossorigin says no Origin',
    request: { api: 'img', mode: 'no-cors' },
    origin: null,
    outcome: 'opaque',
  },
  {
    id: 'img-anonymous',
    note: 'an image with crossorigin=anonymous names the page',
    request: { api: 'img' },
    origin: PAGE,
    outcome: 'readable',
  },
  {
    id: 'img-use-credentials',
    note: 'an image with crossorigin=use-credentials names the page',
    request: { api: 'img', credentials: 'include' },
    server: ALLOWING,
    origin: PAGE,
    outcome: 'readable',
  },
  {
    id: 'img-anonymous-own',
    note: 'an image with crossorigin says no Origin to the own origin',
    request: { api: 'img', url: HOME },
    origin: null,
    outcome: 'readable',
  },
  {
    id: 'script',
    note: 'a script without crossorigin says no Origin',
    request: { api: 'script', mode: 'no-cors' },
    origin: null,
    outcome: 'opaque',
  },
  {
    id: 'script-anonymous',
    note: 'a script with crossorigin=anonymous names the page',
    request: { api: 'script' },
    origin: PAGE,
    outcome: 'readable',
  },
  {
    id: 'script-use-credentials',
    note: 'a script with crossorigin=use-credentials names the page',
    request: { api: 'script', credentials: 'include' },
    server: ALLOWING,
    origin: PAGE,
    outcome: 'readable',
  },
  {
    id: 'script-anonymous-own',
    note: 'a script with crossorigin says no Origin to the own origin',
    request: { api: 'script', url: HOME },
    origin: null,
    outcome: 'readable',
  },
  {
    id: 'origin-by-script',
    note: 'Origin set by script is left out, and the true one said',
    request: { headers: [['origin', OTHER]] },
    origin: PAGE,
    outcome: 'readable',
  },
  {
    id: 'origin-by-script-own',
    note: 'Origin set by script is left out where none is due',
    request: { url: HOME, headers: [['origin', OTHER]] },
    origin: null,
    outcome: 'readable',
  },
  {
    id: 'origin-by-xhr',
    note: 'Origin set on XMLHttpRequest is left out, and the true one said',
    request: { api: 'xhr', headers: [['origin', OTHER]] },
    origin: PAGE,
    outcome: 'readable',
  },
  {
    id: 'port-of-the-page',
    note: 'Origin says the port of the page where it is not the default',
    request: {},
    page: { origin: 'https://www.page.com:8443' },
    origin: 'https://www.page.com:8443',
    outcome: 'readable',
  },
  {
    id: 'default-port-beside-a-port',
    note: 'Origin leaves out the default port of the page, whatever port is asked',
    request: { url: `${PAGE}:8443/x` },
    origin: PAGE,
    outcome: 'readable',
  },
  {
    id: 'http-page',
    note: 'an http: page names itself to https:',
    request: {},
    page: HTTP,
    origin: 'http://www.page.com',
    outcome: 'readable',
  },
  {
    id: 'http-page-to-http',
    note: 'an http: page names itself to another http: origin',
    request: { url: 'http://api.page.com/x' },
    page: HTTP,
    origin: 'http://www.page.com',
    outcome: 'readable',
  },
  {
    id: 'http-page-port',
    note: 'an http: page names itself with its port',
    request: { url: 'http://www.page.com/x' },
    page: { origin: 'http://www.page.com:8080' },
    origin: 'http://www.page.com:8080',
    outcome: 'readable',
  },
  {
    id: 'http-page-no-cors-post',
    note: 'a POST of an http: page to https: without CORS names the page: that is no downgrade',
    request: { ...POST, mode: 'no-cors' },
    page: HTTP,
    origin: 'http://www.page.com',
    outcome: 'opaque',
  },
  {
    id: 'ipv4-page',
    note: 'a page on an IPv4 address names it',
    request: {},
    page: { origin: 'https://192.0.2.1' },
    origin: 'https://192.0.2.1',
    outcome: 'readable',
  },
  {
    id: 'ipv6-page',
    note: 'a page on an IPv6 address names it in brackets',
    request: {},
    page: { origin: 'https://[2001:db8::1]' },
    origin: 'https://[2001:db8::1]',
    outcome: 'readable',
  },
  {
    id: 'idn-page',
    note: 'a page on a host with other letters names it in ASCII',
    request: {},
    page: { origin: 'https://xn--bcher-kva.com' },
    origin: 'https://xn--bcher-kva.com',
    outcome: 'readable',
  },
  {
    id: 'downgrade-default',
    note: 'a POST from https: to http: without CORS says null by default',
    request: { ...POST, mode: 'no-cors', url: 'http://127.0.0.1/x' },
    origin: 'null',
    outcome: 'opaque',
  },
  {
    id: 'downgrade-strict-origin',
    note: 'a POST from https: to http: without CORS says null with strict-origin',
    request: { ...POST, mode: 'no-cors', url: 'http://127.0.0.1/x', referrerPolicy: 'strict-origin' },
    origin: 'null',
    outcome: 'opaque',
  },
  {
    id: 'downgrade-origin',
    note: 'a POST from https: to http: without CORS names the page with origin',
    request: { ...POST, mode: 'no-cors', url: 'http://127.0.0.1/x', referrerPolicy: 'origin' },
    origin: PAGE,
    outcome: 'opaque',
  },
  {
    id: 'downgrade-cors',
    note: 'a POST from https: to http: by CORS names the page',
    request: { ...POST, url: 'http://127.0.0.1/x' },
    origin: PAGE,
    outcome: 'readable',
  },
  {
    id: 'worker-own-get',
    note: 'a worker says no Origin in a GET to the own origin',
    request: { url: HOME },
    page: WORKER,
    origin: null,
    outcome: 'readable',
  },
  {
    id: 'worker-own-post',
    note: 'a worker names the page in a POST to the own origin',
    request: { ...POST, url: HOME },
    page: WORKER,
    origin: PAGE,
    outcome: 'readable',
  },
  {
    id: 'worker-api-get',
    note: 'a worker names the page to another origin',
    request: {},
    page: WORKER,
    origin: PAGE,
    outcome: 'readable',
  },
  {
    id: 'worker-xhr-api-get',
    note: 'XMLHttpRequest in a worker names the page to another origin',
    request: { api: 'xhr' },
    page: WORKER,
    origin: PAGE,
    outcome: 'readable',
  },
  {
    id: 'worker-no-cors-post',
    note: 'a POST of a worker without CORS names the page',
    request: { ...POST, mode: 'no-cors' },
    page: WORKER,
    origin: PAGE,
    outcome: 'opaque',
  },
  {
    id: 'sandboxed-api-get',
    note: 'a sandboxed frame says null to another origin',
    request: {},
    page: SANDBOXED,
    origin: 'null',
    outcome: 'readable',
  },
  {
    id: 'sandboxed-own-get',
    note: 'a sandboxed frame says null to the page’s origin',
    request: { url: HOME },
    page: SANDBOXED,
    origin: 'null',
    outcome: 'readable',
  },
  {
    id: 'sandboxed-put',
    note: 'a PUT of a sandboxed frame says null',
    request: { method: 'PUT' },
    page: SANDBOXED,
    origin: 'null',
    outcome: 'readable',
  },
  {
    id: 'sandboxed-xhr',
    note: 'XMLHttpRequest in a sandboxed frame says null',
    request: { api: 'xhr', url: HOME },
    page: SANDBOXED,
    origin: 'null',
    outcome: 'readable',
  },
  {
    id: 'sandboxed-no-cors-get',
    note: 'a GET of a sandboxed frame without CORS says no Origin',
    request: { mode: 'no-cors' },
    page: SANDBOXED,
    origin: null,
    outcome: 'opaque',
  },
  {
    id: 'sandboxed-no-cors-get-include',
    note: 'a GET of a sandboxed frame without CORS says no Origin with credentials either',
    request: { mode: 'no-cors', credentials: 'include' },
    page: SANDBOXED,
    origin: null,
    outcome: 'opaque',
  },
  {
    id: 'sandboxed-no-cors-get-own',
    note: 'a GET of a sandboxed frame without CORS says no Origin to the page’s origin either',
    request: { mode: 'no-cors', url: HOME },
    page: SANDBOXED,
    origin: null,
    outcome: 'opaque',
  },
  {
    id: 'sandboxed-no-cors-get-port',
    note: 'a GET of a sandboxed frame without CORS says no Origin to another port of the page’s host',
    request: { mode: 'no-cors', url: `${PAGE}:8444/x`, credentials: 'include' },
    page: SANDBOXED,
    origin: null,
    outcome: 'opaque',
  },
  {
    id: 'sandboxed-script',
    note: 'a script without crossorigin in a sandboxed frame says no Origin',
    request: { api: 'script', mode: 'no-cors' },
    page: SANDBOXED,
    origin: null,
    outcome: 'opaque',
  },
  {
    id: 'sandboxed-script-strict-origin',
    note: 'a script without crossorigin in a sandboxed frame says no Origin under a policy either',
    request: { api: 'script', mode: 'no-cors', referrerPolicy: 'strict-origin' },
    page: SANDBOXED,
    origin: null,
    outcome: 'opaque',
  },
  {
    id: 'sandboxed-no-cors-post',
    note: 'a POST of a sandboxed frame without CORS says null',
    request: { ...POST, mode: 'no-cors' },
    page: SANDBOXED,
    origin: 'null',
    outcome: 'opaque',
  },
  {
    id: 'sandboxed-no-cors-post-unsafe-url',
    note: 'no policy makes a sandboxed frame name the page',
    request: { ...POST, mode: 'no-cors', referrerPolicy: 'unsafe-url' },
    page: SANDBOXED,
    origin: 'null',
    outcome: 'opaque',
  },
  {
    id: 'sandboxed-img-anonymous',
    note: 'an image with crossorigin in a sandboxed frame says null',
    request: { api: 'img', url: HOME },
    page: SANDBOXED,
    origin: 'null',
    outcome: 'readable',
  },
  {
    id: 'sandboxed-img',
    note: 'an image without crossorigin in a sandboxed frame says no Origin',
    request: { api: 'img', url: HOME, mode: 'no-cors' },
    page: SANDBOXED,
    origin: null,
    outcome: 'opaque',
  },
];

const PREFLIGHTS: readonly [id: string, note: string, page: Page, origin: string][] = [
  ['preflight', 'a preflight names the page', { origin: PAGE }, PAGE],
  ['preflight-of-a-worker', 'a preflight of a worker names the page', WORKER, PAGE],
  ['preflight-of-a-sandboxed-frame', 'a preflight of a sandboxed frame says null', SANDBOXED, 'null'],
  ['preflight-of-an-http-page', 'a preflight of an http: page names it', HTTP, 'http://www.page.com'],
];

function ofPreflight([id, note, page, origin]: (typeof PREFLIGHTS)[number]): ScenarioInput {
  const expect: Expected = {
    outcome: 'readable',
    preflight: 'sent',
    preflightHeadersSeenByServer: { origin },
    requestHeadersSeenByServer: { origin },
  };
  return asking(`origin-header/${id}`, note, { method: 'PUT' }, SERVER, expect, { page });
}

interface HopRow {
  readonly id: string;
  readonly note: string;
  readonly urls: readonly [string, string];
  readonly status: number;
  readonly request: Partial<RequestInput>;
  readonly page?: Page;
  readonly origin: string | null;
  readonly outcome: NonNullable<Expected['outcome']>;
}

/** What Origin says at the second hop: https://fetch.spec.whatwg.org/#concept-request-tainted-origin */
const HOPS: readonly HopRow[] = [
  {
    id: 'redirect-no-cors-post-api-to-itself',
    note: 'a POST without CORS still names the page after a redirect of an origin to itself',
    urls: [`${API}/x`, `${API}/y`],
    status: 307,
    request: { ...POST, mode: 'no-cors' },
    origin: PAGE,
    outcome: 'opaque',
  },
  {
    id: 'redirect-no-cors-post-own-to-api',
    note: 'a POST without CORS names the page after a redirect of the own origin',
    urls: [HOME, `${API}/y`],
    status: 307,
    request: { ...POST, mode: 'no-cors' },
    origin: PAGE,
    outcome: 'opaque',
  },
  {
    id: 'redirect-no-cors-post-api-to-other',
    note: 'a POST without CORS says null after a redirect between two other origins',
    urls: [`${API}/x`, `${OTHER}/y`],
    status: 307,
    request: { ...POST, mode: 'no-cors' },
    origin: 'null',
    outcome: 'opaque',
  },
  {
    id: 'redirect-no-cors-post-api-to-own',
    note: 'a POST without CORS says null at home after a detour',
    urls: [`${API}/x`, `${PAGE}/y`],
    status: 307,
    request: { ...POST, mode: 'no-cors' },
    origin: 'null',
    outcome: 'opaque',
  },
  {
    id: 'redirect-no-cors-post-turned-into-get',
    note: 'a POST without CORS that has become GET says no Origin any more',
    urls: [`${API}/x`, `${API}/y`],
    status: 303,
    request: { ...POST, mode: 'no-cors' },
    origin: null,
    outcome: 'opaque',
  },
  {
    id: 'redirect-own-post-turned-into-get',
    note: 'a POST to the own origin that has become GET says no Origin any more',
    urls: [HOME, `${PAGE}/y`],
    status: 302,
    request: POST,
    origin: null,
    outcome: 'readable',
  },
  {
    id: 'redirect-own-post-turned-into-get-by-http',
    note: 'a POST by http: to the own origin that has become GET says no Origin any more',
    urls: ['http://www.page.com/x', 'http://www.page.com/y'],
    status: 302,
    request: POST,
    origin: null,
    outcome: 'readable',
    page: { origin: 'http://www.page.com' },
  },
  {
    id: 'redirect-own-post-kept',
    note: 'a POST to the own origin that stays one names the page again',
    urls: [HOME, `${PAGE}/y`],
    status: 308,
    request: POST,
    origin: PAGE,
    outcome: 'readable',
  },
  {
    id: 'redirect-cors-post-api-to-other',
    note: 'a POST by CORS says null after a redirect between two other origins',
    urls: [`${API}/x`, `${OTHER}/y`],
    status: 307,
    request: POST,
    origin: 'null',
    outcome: 'readable',
  },
  {
    id: 'redirect-cors-put-api-to-own',
    note: 'a PUT by CORS says null at home after a detour',
    urls: [`${API}/x`, `${PAGE}/y`],
    status: 307,
    request: { method: 'PUT' },
    origin: 'null',
    outcome: 'readable',
  },
  {
    id: 'redirect-policy-at-the-second-hop',
    note: 'with same-origin a POST without CORS says null as soon as a redirect leaves the own origin',
    urls: [HOME, `${API}/y`],
    status: 307,
    request: { ...POST, mode: 'no-cors', referrerPolicy: 'same-origin' },
    origin: 'null',
    outcome: 'opaque',
  },
  {
    id: 'redirect-sandboxed',
    note: 'a sandboxed frame says null before and after a redirect',
    urls: [HOME, `${PAGE}/y`],
    status: 307,
    request: POST,
    page: SANDBOXED,
    origin: 'null',
    outcome: 'readable',
  },
];

function ofHop({ id, note, urls: [url, redirectTo], status, request, page, origin, outcome }: HopRow): ScenarioInput {
  const preflight = { status: 204, headers: EVERYTHING };
  const server: ServerInput = {
    preflight,
    response: { status, headers: EVERYTHING, redirectTo },
    hops: [{ url: redirectTo, preflight, response: { headers: EVERYTHING } }],
  };
  const expect: Expected = { outcome, reachedHops: [0, 1], requestHeadersSeenByServer: { origin } };
  return asking(`origin-header/${id}`, note, { url, ...request }, server, expect, page ? { page } : {});
}

const FORM_POST: Partial<RequestInput> = { api: 'form', method: 'POST', body: 'a=1' };

/** Forms navigate: https://html.spec.whatwg.org/#form-submission-algorithm */
const FORMS: readonly Row[] = [
  {
    id: 'form-get',
    note: 'a form’s GET says no Origin',
    request: { api: 'form', body: 'a=1' },
    origin: null,
    outcome: 'opaque',
  },
  {
    id: 'form-post-own',
    note: 'a form’s POST to the own origin names the page',
    request: { ...FORM_POST, url: HOME },
    origin: PAGE,
    outcome: 'opaque',
  },
  {
    id: 'form-post-other',
    note: 'a form’s POST to another site names the page',
    request: { ...FORM_POST, url: `${OTHER}/x` },
    origin: PAGE,
    outcome: 'opaque',
  },
  {
    id: 'form-post-downgrade',
    note: 'a form’s POST from https: to http: says null',
    request: { ...FORM_POST, url: 'http://api.page.com/x' },
    origin: 'null',
    outcome: 'opaque',
  },
  {
    id: 'form-post-sandboxed',
    note: 'a form’s POST in a sandboxed frame says null',
    request: FORM_POST,
    page: SANDBOXED,
    origin: 'null',
    outcome: 'opaque',
  },
];

const FORM_HOPS: readonly HopRow[] = [
  {
    id: 'form-post-redirected-to-a-second-origin',
    note: 'a form’s POST says null after a redirect between two other origins',
    urls: [`${API}/x`, `${OTHER}/y`],
    status: 307,
    request: FORM_POST,
    origin: 'null',
    outcome: 'opaque',
  },
  {
    id: 'form-post-turned-into-get',
    note: 'a form’s POST that has become GET says no Origin any more',
    urls: [`${API}/x`, `${API}/y`],
    status: 303,
    request: FORM_POST,
    origin: null,
    outcome: 'opaque',
  },
];

/** The Origin header: https://fetch.spec.whatwg.org/#origin-header */
export const originHeader: readonly ScenarioInput[] = [
  ...METHODS.flatMap(ofMethod),
  ...POLICIES.flatMap(ofPolicy),
  ...ROWS.map(ofRow),
  ...PREFLIGHTS.map(ofPreflight),
  ...HOPS.map(ofHop),
  ...FORMS.map(ofRow),
  ...FORM_HOPS.map(ofHop),
];
