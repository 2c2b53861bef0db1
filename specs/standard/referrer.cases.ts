import type { ScenarioInput } from 'cross-examine';
import {
  ANYONE,
  API,
  answering,
  asking,
  type Headers,
  PAGE,
  permitting,
  type RequestInput,
  type ServerInput,
} from './build.ts';

type Page = ScenarioInput['page'];
type Policy = NonNullable<RequestInput['referrerPolicy']>;

const PATH = '/dir/page?q#f';
const AT: Page = { origin: PAGE, path: PATH };
const PLAIN: Page = { origin: 'http://www.page.com', path: PATH };
const WORKER: Page = { ...AT, context: 'worker' };
const SANDBOXED: Page = { ...AT, context: 'sandboxed-iframe' };

/** What Referer can say of the page: its URL without fragment, its origin, or nothing. */
const WHOLE = `${PAGE}/dir/page?q`;
const ORIGIN = `${PAGE}/`;
const PLAIN_WHOLE = 'http://www.page.com/dir/page?q';
const PLAIN_ORIGIN = 'http://www.page.com/';
const NONE = null;

const HOME = `${PAGE}/x`;
const OTHER = 'https://other.com';

const EVERYTHING: Headers = [...ANYONE, ['access-control-allow-methods', '*'], ['access-control-allow-headers', '*']];

interface PolicyRow {
  /** `''`: the page's policy, which is the default one. */
  readonly policy: Policy;
  readonly home: string | null;
  readonly away: string | null;
  /** Of an http: page, to its own origin, to another http: one, and to an https: one. */
  readonly plain: readonly [home: string | null, away: string | null, upgrade: string | null];
}

/** https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer */
const POLICIES: readonly PolicyRow[] = [
  { policy: '', home: WHOLE, away: ORIGIN, plain: [PLAIN_WHOLE, PLAIN_ORIGIN, PLAIN_ORIGIN] },
  { policy: 'no-referrer', home: NONE, away: NONE, plain: [NONE, NONE, NONE] },
  {
    policy: 'no-referrer-when-downgrade',
    home: WHOLE,
    away: WHOLE,
    plain: [PLAIN_WHOLE, PLAIN_WHOLE, PLAIN_WHOLE],
  },
  { policy: 'same-origin', home: WHOLE, away: NONE, plain: [PLAIN_WHOLE, NONE, NONE] },
  { policy: 'origin', home: ORIGIN, away: ORIGIN, plain: [PLAIN_ORIGIN, PLAIN_ORIGIN, PLAIN_ORIGIN] },
  { policy: 'strict-origin', home: ORIGIN, away: ORIGIN, plain: [PLAIN_ORIGIN, PLAIN_ORIGIN, PLAIN_ORIGIN] },
  {
    policy: 'origin-when-cross-origin',
    home: WHOLE,
    away: ORIGIN,
    plain: [PLAIN_WHOLE, PLAIN_ORIGIN, PLAIN_ORIGIN],
  },
  {
    policy: 'strict-origin-when-cross-origin',
    home: WHOLE,
    away: ORIGIN,
    plain: [PLAIN_WHOLE, PLAIN_ORIGIN, PLAIN_ORIGIN],
  },
  { policy: 'unsafe-url', home: WHOLE, away: WHOLE, plain: [PLAIN_WHOLE, PLAIN_WHOLE, PLAIN_WHOLE] },
];

function telling(
  id: string,
  note: string,
  request: Partial<RequestInput>,
  referer: string | null,
  page: Page = AT,
): ScenarioInput {
  return asking(
    `referrer/${id}`,
    note,
    request,
    { preflight: { status: 204, headers: EVERYTHING }, response: { headers: EVERYTHING } },
    { reached: true, requestHeadersSeenByServer: { referer } },
    { page },
  );
}

const told = (referer: string | null): string => {
  if (referer === null) return 'nothing';
  return referer.endsWith('?q') ? 'the page' : 'the origin';
};

function ofPolicy({ policy, home, away, plain }: PolicyRow): ScenarioInput[] {
  const name = policy || 'by default';
  const slug = policy || 'default';
  const request = { referrerPolicy: policy };
  const [plainHome, plainAway, upgrade] = plain;
  return [
    telling(`own-${slug}`, `${name}: the own origin is told ${told(home)}`, { ...request, url: HOME }, home),
    telling(`api-${slug}`, `${name}: another origin is told ${told(away)}`, request, away),
    telling(
      `no-cors-${slug}`,
      `${name}: another origin is told ${told(away)} without CORS too`,
      { ...request, mode: 'no-cors' },
      away,
    ),
    telling(`other-${slug}`, `${name}: another site is told ${told(away)}`, { ...request, url: `${OTHER}/x` }, away),
    telling(
      `no-cors-other-${slug}`,
      `${name}: another site is told ${told(away)} without CORS too`,
      { ...request, url: `${OTHER}/x`, mode: 'no-cors' },
      away,
    ),
    telling(
      `script-other-${slug}`,
      `${name}: another site is told ${told(away)} by a script too`,
      { ...request, url: `${OTHER}/x`, api: 'script', mode: 'no-cors' },
      away,
    ),
    telling(
      `post-${slug}`,
      `${name}: another origin is told ${told(away)} by a POST too`,
      { ...request, method: 'POST', body: 'a' },
      away,
    ),
    telling(
      `img-${slug}`,
      `${name}: another origin is told ${told(away)} by an image too`,
      { ...request, api: 'img', mode: 'no-cors' },
      away,
    ),
    telling(
      `script-${slug}`,
      `${name}: another origin is told ${told(away)} by a script too`,
      { ...request, api: 'script', mode: 'no-cors' },
      away,
    ),
    telling(
      `http-own-${slug}`,
      `${name}: an http: page tells its own origin ${told(plainHome)}`,
      { ...request, url: 'http://www.page.com/x' },
      plainHome,
      PLAIN,
    ),
    telling(
      `http-api-${slug}`,
      `${name}: an http: page tells another http: origin ${told(plainAway)}`,
      { ...request, url: 'http://api.page.com/x' },
      plainAway,
      PLAIN,
    ),
    telling(
      `http-to-https-${slug}`,
      `${name}: an http: page tells an https: origin ${told(upgrade)}`,
      request,
      upgrade,
      PLAIN,
    ),
  ];
}

const UNSAFE: Pick<RequestInput, 'referrerPolicy'> = { referrerPolicy: 'unsafe-url' };
const LONG = `${PAGE}/${'a'.repeat(4100)}`;

/** https://fetch.spec.whatwg.org/#dom-request, step 14 */
const explicit: readonly ScenarioInput[] = [
  telling(
    'explicit-same-origin',
    'script may name another URL of its origin',
    { ...UNSAFE, referrer: `${PAGE}/elsewhere` },
    `${PAGE}/elsewhere`,
  ),
  telling(
    'explicit-relative',
    'script may name a URL relative to the page',
    { ...UNSAFE, referrer: 'sibling?r' },
    `${PAGE}/dir/sibling?r`,
  ),
  telling(
    'explicit-own-origin',
    'the own origin is told the URL that script names',
    { url: HOME, referrer: '/elsewhere' },
    `${PAGE}/elsewhere`,
  ),
  telling(
    'explicit-trimmed',
    'the default policy trims the URL that script names',
    { referrer: `${PAGE}/elsewhere` },
    ORIGIN,
  ),
  telling(
    'explicit-no-referrer-policy',
    'no-referrer keeps back even the URL that script names',
    { referrer: `${PAGE}/elsewhere`, referrerPolicy: 'no-referrer' },
    NONE,
  ),
  telling('explicit-empty', 'an empty referrer is none', { referrer: '' }, NONE),
  telling('explicit-empty-unsafe-url', 'an empty referrer is none under any policy', { ...UNSAFE, referrer: '' }, NONE),
  telling(
    'explicit-empty-own',
    'an empty referrer is none to the own origin as well',
    { url: HOME, referrer: '' },
    NONE,
  ),
  telling('explicit-client', 'about:client is the page', { ...UNSAFE, referrer: 'about:client' }, WHOLE),
  telling('explicit-about-blank', 'about:blank is taken for the page', { ...UNSAFE, referrer: 'about:blank' }, WHOLE),
  telling(
    'explicit-other-origin',
    'a URL of another origin is taken for the page',
    { ...UNSAFE, referrer: `${OTHER}/elsewhere` },
    WHOLE,
  ),
  telling(
    'explicit-same-site',
    'a URL of another origin of the site is taken for the page',
    { ...UNSAFE, referrer: `${API}/elsewhere` },
    WHOLE,
  ),
  telling(
    'explicit-other-port',
    'a URL of another port is taken for the page',
    { ...UNSAFE, referrer: `${PAGE}:8443/elsewhere` },
    WHOLE,
  ),
  telling('explicit-data', 'a data: URL is taken for the page', { ...UNSAFE, referrer: 'data:,a' }, WHOLE),
  telling(
    'explicit-fragment',
    'the fragment of a URL that script names is cut',
    { ...UNSAFE, referrer: '/elsewhere#part' },
    `${PAGE}/elsewhere`,
  ),
  telling(
    'explicit-userinfo',
    'the userinfo of a URL that script names is cut',
    { ...UNSAFE, referrer: 'https://user:pass@www.page.com/elsewhere' },
    `${PAGE}/elsewhere`,
  ),
  telling(
    'explicit-long',
    'of a URL longer than 4096 characters only the origin is told',
    { ...UNSAFE, referrer: LONG },
    ORIGIN,
  ),
  telling(
    'explicit-long-own',
    'of a URL longer than 4096 characters the own origin too is told only the origin',
    { url: HOME, referrer: LONG },
    ORIGIN,
  ),
  telling(
    'explicit-worker',
    'a worker may name a URL of its origin',
    { ...UNSAFE, referrer: `${PAGE}/elsewhere` },
    `${PAGE}/elsewhere`,
    WORKER,
  ),
  asking(
    'referrer/explicit-broken',
    'a referrer that is no URL fails before anything is sent',
    { referrer: 'https://[' },
    answering(ANYONE),
    { outcome: 'blocked', reached: false, effects: { [API]: 0 } },
    { page: AT },
  ),
];

const HEADER: Pick<RequestInput, 'headers'> = { headers: [['referer', `${OTHER}/forged`]] };

const elsewhere: readonly ScenarioInput[] = [
  telling('xhr-own', 'XMLHttpRequest tells the own origin the page', { api: 'xhr', url: HOME }, WHOLE),
  telling('xhr-api', 'XMLHttpRequest tells another origin the origin', { api: 'xhr' }, ORIGIN),
  telling('script-element-own', 'a script tells the own origin the page', { api: 'script', url: HOME }, WHOLE),
  telling('img-element-own', 'an image tells the own origin the page', { api: 'img', url: HOME }, WHOLE),
  telling('img-crossorigin', 'an image with crossorigin tells another origin the origin', { api: 'img' }, ORIGIN),
  telling('by-script', 'Referer set by script is left out, and the true one said', { ...HEADER }, ORIGIN),
  telling(
    'by-xhr',
    'Referer set on XMLHttpRequest is left out, and the true one said',
    { api: 'xhr', ...HEADER },
    ORIGIN,
  ),
  telling('other-port', 'another port is another origin', { url: `${PAGE}:8443/x` }, ORIGIN),
  telling('sub-domain', 'the parent domain is another origin', { url: 'https://page.com/x' }, ORIGIN),
  telling('same-origin-mode', 'same-origin mode tells the page', { url: HOME, mode: 'same-origin' }, WHOLE),
  telling(
    'loopback-default',
    'http: to a loopback address is no downgrade: by default it is told the origin',
    { url: 'http://127.0.0.1/x' },
    ORIGIN,
  ),
  telling(
    'loopback-no-referrer-when-downgrade',
    'http: to a loopback address is no downgrade: no-referrer-when-downgrade tells the page',
    { url: 'http://127.0.0.1/x', referrerPolicy: 'no-referrer-when-downgrade' },
    WHOLE,
  ),
  telling(
    'loopback-origin',
    'http: to a loopback address is told the origin with origin',
    { url: 'http://127.0.0.1/x', referrerPolicy: 'origin' },
    ORIGIN,
  ),
  telling('worker-api', 'a worker tells another origin the origin', {}, ORIGIN, WORKER),
  telling('worker-no-referrer', 'a worker keeps to no-referrer', { referrerPolicy: 'no-referrer' }, NONE, WORKER),
  telling('worker-empty', 'an empty referrer is none in a worker', { referrer: '' }, NONE, WORKER),
  telling('sandboxed-api', 'a sandboxed frame has no referrer', {}, NONE, SANDBOXED),
  telling('sandboxed-own', 'a sandboxed frame tells the page’s origin nothing', { url: HOME }, NONE, SANDBOXED),
  telling('sandboxed-unsafe-url', 'a sandboxed frame has no referrer under any policy', UNSAFE, NONE, SANDBOXED),
  ...(['script', 'img', 'module'] as const).flatMap((api) =>
    (['no-referrer', 'same-origin', 'strict-origin', 'origin', 'unsafe-url'] as const).map((referrerPolicy) =>
      telling(
        `sandboxed-${api}-${referrerPolicy}`,
        `${api} in a sandboxed frame has no referrer under the policy ${referrerPolicy}`,
        { api, referrerPolicy, ...(api === 'module' ? {} : { mode: 'no-cors' }) },
        NONE,
        SANDBOXED,
      ),
    ),
  ),
  telling('sandboxed-xhr', 'XMLHttpRequest in a sandboxed frame has no referrer', { api: 'xhr' }, NONE, SANDBOXED),
  telling(
    'sandboxed-form',
    'a form in a sandboxed frame has no referrer',
    { api: 'form', method: 'POST', body: 'a=b' },
    NONE,
    SANDBOXED,
  ),
  ...(['img', 'xhr'] as const).map(
    (api): ScenarioInput => ({
      id: `referrer/sandboxed-${api}-redirected`,
      note: `${api} in a sandboxed frame has no referrer after a redirect either`,
      page: SANDBOXED,
      steps: [
        {
          request: { api, url: HOME },
          server: {
            response: { status: 307, headers: ANYONE, redirectTo: `${OTHER}/y` },
            hops: [{ url: `${OTHER}/y`, response: { headers: ANYONE } }],
          },
          expect: { outcome: 'readable', reachedHops: [0, 1], requestHeadersSeenByServer: { referer: null } },
        },
      ],
    }),
  ),
  asking(
    'referrer/sandboxed-xhr-preflight',
    'a preflight of a sandboxed frame has no referrer',
    { api: 'xhr', method: 'PUT' },
    permitting(EVERYTHING, ANYONE),
    {
      outcome: 'readable',
      preflight: 'sent',
      preflightHeadersSeenByServer: { referer: null },
      requestHeadersSeenByServer: { referer: null },
    },
    { page: SANDBOXED },
  ),
  telling(
    'sandboxed-explicit',
    'script in a sandboxed frame cannot name the page',
    { ...UNSAFE, referrer: `${PAGE}/elsewhere` },
    NONE,
    SANDBOXED,
  ),
];

/** https://fetch.spec.whatwg.org/#cors-preflight-fetch, step 1 */
const PREFLIGHTS: readonly [slug: string, note: string, request: Partial<RequestInput>, referer: string | null][] = [
  ['default', 'by default a preflight tells the origin', {}, ORIGIN],
  ['unsafe-url', 'a preflight tells the page with unsafe-url', UNSAFE, WHOLE],
  ['no-referrer', 'a preflight tells nothing with no-referrer', { referrerPolicy: 'no-referrer' }, NONE],
  ['same-origin', 'a preflight tells nothing with same-origin', { referrerPolicy: 'same-origin' }, NONE],
  ['empty', 'a preflight tells nothing without a referrer', { referrer: '' }, NONE],
  [
    'explicit',
    'a preflight tells the URL that script names',
    { ...UNSAFE, referrer: '/elsewhere' },
    `${PAGE}/elsewhere`,
  ],
];

function ofPreflight([slug, note, request, referer]: (typeof PREFLIGHTS)[number]): ScenarioInput {
  return asking(
    `referrer/preflight-${slug}`,
    note,
    { method: 'PUT', ...request },
    { preflight: { status: 204, headers: EVERYTHING }, response: { headers: EVERYTHING } },
    {
      outcome: 'readable',
      preflight: 'sent',
      preflightHeadersSeenByServer: { referer },
      requestHeadersSeenByServer: { referer },
    },
    { page: AT },
  );
}

interface RedirectRow {
  readonly id: string;
  readonly note: string;
  /** Where the request goes; the redirects say the policies between. */
  readonly urls: readonly [string, ...string[]];
  readonly says: readonly Headers[];
  readonly request?: Partial<RequestInput>;
  /** What the last server is told. */
  readonly referer: string | null;
}

const policies = (...values: string[]): Headers => values.map((value) => ['referrer-policy', value]);
const OWN_TO_API = [HOME, `${API}/y`] as const;
const OWN_TO_OWN = [HOME, `${PAGE}/y`] as const;
const API_TO_API = [`${API}/x`, `${API}/y`] as const;

/** https://w3c.github.io/webappsec-referrer-policy/#set-requests-referrer-policy-on-redirect */
const REDIRECTS: readonly RedirectRow[] = [
  {
    id: 'own-to-own',
    note: 'a redirect within the own origin leaves the page’s URL',
    urls: OWN_TO_OWN,
    says: [[]],
    referer: WHOLE,
  },
  {
    id: 'own-to-api',
    note: 'a redirect to another origin leaves the origin',
    urls: OWN_TO_API,
    says: [[]],
    referer: ORIGIN,
  },
  {
    id: 'api-to-api',
    note: 'a redirect of another origin to itself leaves the origin',
    urls: API_TO_API,
    says: [[]],
    referer: ORIGIN,
  },
  {
    id: 'api-to-own',
    note: 'what was trimmed for another origin stays trimmed at home',
    urls: [`${API}/x`, `${PAGE}/y`],
    says: [[]],
    referer: ORIGIN,
  },
  {
    id: 'own-to-own-no-referrer',
    note: 'a redirect that says no-referrer ends the referrer',
    urls: OWN_TO_OWN,
    says: [policies('no-referrer')],
    referer: NONE,
  },
  {
    id: 'own-to-own-origin',
    note: 'a redirect that says origin trims the referrer',
    urls: OWN_TO_OWN,
    says: [policies('origin')],
    referer: ORIGIN,
  },
  {
    id: 'own-to-api-unsafe-url',
    note: 'a redirect of the own origin may let the page’s URL out',
    urls: OWN_TO_API,
    says: [policies('unsafe-url')],
    referer: WHOLE,
  },
  {
    id: 'own-to-api-no-referrer-when-downgrade',
    note: 'a redirect of the own origin may say no-referrer-when-downgrade',
    urls: OWN_TO_API,
    says: [policies('no-referrer-when-downgrade')],
    referer: WHOLE,
  },
  {
    id: 'own-to-api-same-origin',
    note: 'a redirect that says same-origin tells another origin nothing',
    urls: OWN_TO_API,
    says: [policies('same-origin')],
    referer: NONE,
  },
  {
    id: 'own-to-api-strict-origin',
    note: 'a redirect that says strict-origin leaves the origin',
    urls: OWN_TO_API,
    says: [policies('strict-origin')],
    request: UNSAFE,
    referer: ORIGIN,
  },
  {
    id: 'own-to-api-origin-when-cross-origin',
    note: 'a redirect that says origin-when-cross-origin leaves the origin',
    urls: OWN_TO_API,
    says: [policies('origin-when-cross-origin')],
    request: UNSAFE,
    referer: ORIGIN,
  },
  {
    id: 'api-to-api-unsafe-url',
    note: 'another origin cannot bring back what was trimmed for it',
    urls: API_TO_API,
    says: [policies('unsafe-url')],
    referer: ORIGIN,
  },
  {
    id: 'api-to-api-no-referrer',
    note: 'another origin may end the referrer',
    urls: API_TO_API,
    says: [policies('no-referrer')],
    request: UNSAFE,
    referer: NONE,
  },
  {
    id: 'no-referrer-then-unsafe-url',
    note: 'no redirect brings back a referrer that script did not want sent',
    urls: OWN_TO_OWN,
    says: [policies('unsafe-url')],
    request: { referrerPolicy: 'no-referrer' },
    referer: NONE,
  },
  {
    id: 'empty-referrer-then-unsafe-url',
    note: 'no redirect makes a referrer of an empty one',
    urls: OWN_TO_OWN,
    says: [policies('unsafe-url')],
    request: { referrer: '' },
    referer: NONE,
  },
  {
    id: 'empty-policy',
    note: 'a redirect with an empty Referrer-Policy changes nothing',
    urls: OWN_TO_API,
    says: [policies('')],
    request: UNSAFE,
    referer: WHOLE,
  },
  {
    id: 'unknown-policy',
    note: 'a redirect with an unknown Referrer-Policy changes nothing',
    urls: OWN_TO_API,
    says: [policies('never')],
    request: UNSAFE,
    referer: WHOLE,
  },
  {
    id: 'known-before-unknown',
    note: 'of several policies the last known one counts, whatever comes after',
    urls: OWN_TO_API,
    says: [policies('no-referrer, never')],
    request: UNSAFE,
    referer: NONE,
  },
  {
    id: 'last-of-two',
    note: 'of two known policies the last one counts',
    urls: OWN_TO_API,
    says: [policies('no-referrer, unsafe-url')],
    referer: WHOLE,
  },
  {
    id: 'last-of-two-lines',
    note: 'of two lines of Referrer-Policy the last one counts',
    urls: OWN_TO_API,
    says: [policies('unsafe-url', 'no-referrer')],
    referer: NONE,
  },
  {
    id: 'own-own-api',
    note: 'a policy said by the first of two redirects still counts at the end',
    urls: [HOME, `${PAGE}/y`, `${API}/z`],
    says: [policies('unsafe-url'), []],
    referer: WHOLE,
  },
  {
    id: 'ended-stays-ended',
    note: 'a second redirect does not bring back what the first has ended',
    urls: [HOME, `${PAGE}/y`, `${PAGE}/z`],
    says: [policies('no-referrer'), policies('unsafe-url')],
    referer: NONE,
  },
  {
    id: 'trimmed-stays-trimmed',
    note: 'a second redirect does not bring back what the first has trimmed',
    urls: [HOME, `${PAGE}/y`, `${PAGE}/z`],
    says: [policies('origin'), policies('unsafe-url')],
    referer: ORIGIN,
  },
  {
    id: 'same-origin-there-and-back',
    note: 'with same-origin a detour costs the referrer at home as well',
    urls: [HOME, `${API}/y`, `${PAGE}/z`],
    says: [[], []],
    request: { referrerPolicy: 'same-origin' },
    referer: NONE,
  },
  {
    id: 'home-after-another-site',
    note: 'what was trimmed for another site stays trimmed at home',
    urls: [`${OTHER}/x`, `${PAGE}/y`],
    says: [[]],
    request: { referrerPolicy: 'origin-when-cross-origin' },
    referer: ORIGIN,
  },
  {
    id: 'home-by-way-of-another-site',
    note: 'so it does when the way began at home',
    urls: [HOME, `${OTHER}/y`, `${PAGE}/z`],
    says: [[], []],
    request: { referrerPolicy: 'origin-when-cross-origin', api: 'img', mode: 'no-cors' },
    referer: ORIGIN,
  },
  {
    id: 'home-after-another-site-keepalive',
    note: 'with unsafe-url nothing is trimmed, be the request one that may outlive its page',
    urls: [`${OTHER}/x`, `${PAGE}/y`],
    says: [[]],
    request: { ...UNSAFE, keepalive: true },
    referer: WHOLE,
  },
  {
    id: 'home-after-another-site-client-keepalive',
    note: 'nor where script says about:client, which is the page',
    urls: [`${OTHER}/x`, `${PAGE}/y`],
    says: [[]],
    request: { ...UNSAFE, keepalive: true, referrer: 'about:client' },
    referer: WHOLE,
  },
  {
    id: 'explicit',
    note: 'the URL that script names is trimmed by a redirect like the page’s',
    urls: OWN_TO_API,
    says: [policies('origin')],
    request: { ...UNSAFE, referrer: '/elsewhere' },
    referer: ORIGIN,
  },
  {
    id: 'no-cors',
    note: 'without CORS too a redirect may end the referrer',
    urls: API_TO_API,
    says: [policies('no-referrer')],
    request: { mode: 'no-cors' },
    referer: NONE,
  },
  {
    id: 'xhr',
    note: 'XMLHttpRequest heeds the Referrer-Policy of a redirect',
    urls: OWN_TO_API,
    says: [policies('unsafe-url')],
    request: { api: 'xhr' },
    referer: WHOLE,
  },
  {
    id: 'img',
    note: 'an image heeds the Referrer-Policy of a redirect',
    urls: OWN_TO_API,
    says: [policies('no-referrer')],
    request: { api: 'img', mode: 'no-cors' },
    referer: NONE,
  },
];

function ofRedirect({ id, note, urls, says, request, referer }: RedirectRow): ScenarioInput {
  const answers = urls.map((url, index) => {
    const redirectTo = urls[index + 1] ?? null;
    const headers = [...ANYONE, ...(says[index] ?? [])];
    return { url, response: { status: redirectTo === null ? 200 : 302, headers, redirectTo } };
  });
  const [first, ...hops] = answers;
  const server: ServerInput = { response: first?.response ?? {}, hops };
  return asking(
    `referrer/redirect-${id}`,
    note,
    { url: urls[0], ...request },
    server,
    { reachedHops: urls.map((_url, index) => index), requestHeadersSeenByServer: { referer } },
    { page: AT },
  );
}

/** The Referer header: https://w3c.github.io/webappsec-referrer-policy/ */
export const referrer: readonly ScenarioInput[] = [
  ...POLICIES.flatMap(ofPolicy),
  ...explicit,
  ...elsewhere,
  ...PREFLIGHTS.map(ofPreflight),
  ...REDIRECTS.map(ofRedirect),
];
