import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckReport } from '../model/finding.ts';
import { check } from './check.ts';
import type { ContractInput } from './contract-schema.ts';
import { ADMIN, contractWith, type Handler, SHOP, startTestApi } from './testing-api.ts';
import { standardEngines } from './testing-engine.ts';
import type { EngineSource } from './witnesses.ts';

let source: EngineSource;
let folder: string;
beforeAll(async () => {
  // What stands in for engines must not fill the cache of real ones.
  folder = mkdtempSync(join(tmpdir(), 'cross-examine-'));
  process.env.XDG_CACHE_HOME = folder;
  source = await standardEngines();
});
afterAll(() => rmSync(folder, { recursive: true }));

const SITES = [SHOP, ADMIN];

/** What a server makes of an Origin; everything else is as it should be. */
interface Policy {
  readonly allows?: (origin: string) => boolean;
  readonly allowsRequest?: (request: IncomingMessage) => boolean;
  readonly allowOrigin?: (origin: string) => string | readonly string[];
  readonly credentials?: string | null;
  readonly methods?: string | null;
  readonly headers?: string | null;
  readonly maxAge?: string | null;
  readonly exposes?: string;
  readonly vary?: 'always' | 'on match' | 'never';
  readonly preflightStatus?: number;
  readonly status?: (request: IncomingMessage) => number;
  readonly onError?: 'headers' | 'bare';
  /** Without an Origin the answer is the same. */
  readonly always?: string;
  /** Has the last word. */
  readonly lastWord?: (request: IncomingMessage, response: ServerResponse) => void;
}

function serverWith(policy: Policy): Handler {
  const {
    allows = (origin) => SITES.includes(origin),
    allowOrigin = (origin) => origin,
    credentials = 'true',
  } = policy;
  const { methods = 'GET, POST, DELETE', headers = 'content-type, authorization', vary = 'always' } = policy;
  const { maxAge = '600', preflightStatus = 204, onError = 'headers' } = policy;
  return (request, response) => {
    const { origin } = request.headers;
    const isPreflight = request.method === 'OPTIONS';
    const isAllowed = origin !== undefined && (allows(origin) || policy.allowsRequest?.(request) === true);
    response.statusCode = isPreflight ? preflightStatus : (policy.status?.(request) ?? 200);
    const isBare = onError === 'bare' && response.statusCode >= 400;
    const set = (name: string, value: string | null | undefined) => value && response.setHeader(name, value);
    if (vary === 'always' || (vary === 'on match' && isAllowed)) set('vary', 'Origin');
    if (isAllowed && !isBare) {
      response.setHeader('access-control-allow-origin', allowOrigin(origin));
      set('access-control-allow-credentials', credentials);
      set('access-control-expose-headers', policy.exposes ?? 'etag');
      if (isPreflight) {
        set('access-control-allow-methods', methods);
        set('access-control-allow-headers', headers);
        set('access-control-max-age', maxAge);
      }
    }
    if (!isPreflight) response.setHeader('etag', '"1"');
    if (policy.always !== undefined)
      response
        .setHeader('access-control-allow-origin', policy.always)
        .setHeader('access-control-allow-credentials', 'true');
    policy.lastWord?.(request, response);
    response.end(isPreflight ? '' : 'ok');
  };
}

type Routes = ContractInput['routes'];

const GET: Routes = [{ route: 'GET /orders', exposes: ['etag'] }];
const JSON_POST: Routes = [{ route: 'POST /cart', headers: { 'content-type': 'application/json' }, body: '{}' }];
const FORM_POST: Routes = [
  { route: 'POST /cart', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=b' },
];
const DELETE: Routes = [{ route: 'DELETE /orders/1' }];
const AUTHORIZED: Routes = [{ route: 'GET /orders', headers: { authorization: 'Bearer x' } }];
const PUBLIC: Routes = [{ route: 'GET /products', readers: 'anyone' }];
const CACHED: Routes = [{ route: 'GET /products', readers: 'anyone', cached: true }];
const ADMIN_ONLY: Routes = [{ route: 'GET /reports', readers: [ADMIN] }];
const INTERNAL: Routes = [{ route: 'GET /internal', readers: 'nobody' }];
const FORBIDDEN: Routes = [{ route: 'GET /admin', status: 403 }];

async function checked(policy: Policy, routes: Routes, given: Partial<ContractInput> = {}): Promise<CheckReport> {
  const api = await startTestApi(serverWith(policy));
  try {
    return await check(contractWith(api.address, routes, given), { engines: ['chromium'], source });
  } finally {
    api.close();
  }
}

const rulesOf = ({ findings }: CheckReport, ...severities: string[]) =>
  [...new Set(findings.filter(({ severity }) => severities.includes(severity)).map(({ rule }) => rule))].sort();

let asked = 0;
/** Another answer every so many requests. */
const every = (count: number) => () => ++asked % count === 0;

/** A cache that gives everybody the first answer to each address. */
function keptByUrl(): NonNullable<Policy['lastWord']> {
  const kept = new Map<string, string>();
  return ({ url = '', method }, response) => {
    if (method !== 'GET') return;
    const allowed = kept.get(url) ?? String(response.getHeader('access-control-allow-origin') ?? '');
    kept.set(url, allowed);
    response.removeHeader('access-control-allow-origin');
    if (allowed !== '') response.setHeader('access-control-allow-origin', allowed);
  };
}

const onlyOrigin = (...origins: string[]): Policy => ({ allows: (origin) => [...SITES, ...origins].includes(origin) });
const matching = (pattern: RegExp): Policy => ({ allows: (origin) => SITES.includes(origin) || pattern.test(origin) });

describe('a wrong server', { timeout: 60_000 }, () => {
  it.each<[string, Policy, Routes, string[], Partial<ContractInput>?]>([
    ['reflects', { allows: () => true }, GET, ['reflected-origin']],
    ['reflects, on a JSON POST', { allows: () => true }, JSON_POST, ['reflected-origin']],
    [
      'says *, to sites without cookies',
      { allowOrigin: () => '*', allows: () => true },
      GET,
      ['reflected-origin'],
      { credentials: false },
    ],
    ['allows null', onlyOrigin('null'), GET, ['null-origin']],
    ['looks at the beginning', matching(/^https:\/\/shop\.com/), GET, ['origin-prefix']],
    [
      'looks into a list that is one text',
      { allows: (origin) => SITES.join().includes(origin) },
      GET,
      ['origin-prefix'],
    ],
    ['allows any top-level domain', matching(/^https:\/\/shop\.\w+$/), GET, ['origin-prefix']],
    ['looks at the end', matching(/shop\.com$/), GET, ['origin-suffix']],
    ['looks at the end of a name', matching(/\bshop\.com$/), GET, ['origin-suffix']],
    ['looks for a part', matching(/shop\.com/), GET, ['origin-prefix', 'origin-suffix']],
    ['looks at both ends apart', matching(/^https:\/\/shop\.com.*shop\.com$/), GET, ['origin-joined']],
    ['has a dot that is any character', matching(/^https:\/\/admin.shop\.com$/), GET, ['origin-unescaped']],
    ['allows sub-domains', matching(/^https:\/\/([a-z0-9-]+\.)*shop\.com$/), GET, ['origin-subdomain']],
    [
      'allows sub-domains of its one site',
      matching(/^https:\/\/([a-z0-9-]+\.)*shop\.com$/),
      GET,
      ['origin-subdomain'],
      { sites: [ADMIN] },
    ],
    [
      'allows whoever has the cookie, which goes along from its own site alone',
      { allowsRequest: ({ headers: { cookie } }) => cookie !== undefined },
      GET,
      ['origin-prefix', 'origin-subdomain', 'port-ignored'],
      { session: { cookies: [{ name: 'sid', value: '1', sameSite: 'Strict' }] } },
    ],
    ['allows http', matching(/^https?:\/\/shop\.com$/), GET, ['http-origin']],
    ['allows any port', matching(/^https:\/\/shop\.com(:\d+)?$/), GET, ['port-ignored']],
    [
      'compares host names alone',
      {
        allows: (origin) =>
          SITES.some((site) => URL.canParse(origin) && new URL(origin).hostname === new URL(site).hostname),
      },
      GET,
      ['http-origin', 'port-ignored'],
    ],
    ['allows a special character', matching(/^https:\/\/shop\.com[^.a-z]/), GET, ['origin-prefix', 'port-ignored']],
    ['allows localhost at one port, over TLS', onlyOrigin('https://localhost:3000'), GET, ['development-origin']],
    ['allows localhost', matching(/^http:\/\/localhost(:\d+)?$/), GET, ['development-origin']],
    ['lets every site read', {}, ADMIN_ONLY, ['internal-readable']],
    ['lets its sites read what nobody may', {}, INTERNAL, ['internal-readable']],
    ['reflects with credentials on a public route', { allows: () => true }, PUBLIC, ['public-with-credentials']],
    [
      'lets every preflight pass',
      {
        lastWord: (request, response) => {
          if (request.method !== 'OPTIONS' || SITES.includes(request.headers.origin ?? '')) return;
          for (const [name, value] of [
            ['origin', request.headers.origin ?? ''],
            ['credentials', 'true'],
            ['methods', 'DELETE'],
          ] as const)
            response.setHeader(`access-control-allow-${name}`, value);
        },
      },
      DELETE,
      ['unsafe-request-reached'],
    ],
    ['refuses a site', { allows: (origin) => origin === SHOP }, GET, ['site-refused']],
    [
      'refuses a site with an error',
      {
        allows: (origin) => origin === SHOP,
        status: ({ headers: { origin } }) => (origin && origin !== SHOP ? 500 : 200),
        onError: 'bare',
      },
      GET,
      ['site-refused'],
    ],
    [
      'throws at whoever it does not know, one of its sites among them',
      {
        allows: (origin) => origin === SHOP,
        status: ({ headers: { origin } }) => (origin === SHOP ? 200 : 500),
        onError: 'bare',
      },
      GET,
      ['site-refused'],
    ],
    [
      'redirects to http, where no page of https may ask',
      {
        lastWord: (_, response) => {
          response.statusCode = 301;
          response.setHeader('location', 'http://api.shop.com/orders/');
        },
      },
      GET,
      ['site-refused'],
    ],
    [
      'has a bare answer behind a good preflight',
      {
        lastWord: (request, response) => {
          if (request.method !== 'OPTIONS') response.removeHeader('access-control-allow-origin');
        },
      },
      DELETE,
      ['site-refused'],
    ],
    ['lets only its sites read what is public', {}, PUBLIC, ['public-refused']],
    ['refuses preflights', { preflightStatus: 404 }, DELETE, ['preflight-refused']],
    [
      'has a bare preflight',
      {
        lastWord: (request, response) => {
          if (request.method === 'OPTIONS') response.removeHeader('access-control-allow-origin');
        },
      },
      DELETE,
      ['preflight-refused'],
    ],
    [
      'redirects preflights',
      { preflightStatus: 301, lastWord: (_, response) => void response.setHeader('location', '/x') },
      DELETE,
      ['preflight-redirected'],
    ],
    [
      'sends a request on to an address that answers preflights bare',
      {
        lastWord: ({ method, url }, response) => {
          if (url !== '/orders/1') response.removeHeader('access-control-allow-origin');
          else if (method === 'DELETE') response.writeHead(307, { location: '/v2/orders/1' });
        },
      },
      DELETE,
      ['preflight-refused'],
    ],
    ['does not name the method', { methods: 'GET, POST' }, DELETE, ['method-not-allowed']],
    ['names methods in lower case', { methods: 'delete' }, DELETE, ['method-not-allowed']],
    ['has methods that do not parse', { methods: 'GET POST DELETE' }, DELETE, ['method-not-allowed']],
    ['does not name the header', { headers: 'authorization' }, JSON_POST, ['header-not-allowed']],
    ['has headers that do not parse', { headers: 'content type' }, JSON_POST, ['header-not-allowed']],
    ['says * with credentials', { allowOrigin: () => '*' }, GET, ['wildcard-with-credentials']],
    ['says * in its preflights with credentials', { allowOrigin: () => '*' }, DELETE, ['wildcard-with-credentials']],
    ['allows * as methods, with credentials', { methods: '*' }, DELETE, ['wildcard-taken-literally']],
    ['allows * as headers, with credentials', { headers: '*' }, JSON_POST, ['wildcard-taken-literally']],
    ['exposes *, with credentials', { exposes: '*' }, GET, ['wildcard-taken-literally']],
    [
      'allows * for Authorization',
      { headers: '*', credentials: null },
      AUTHORIZED,
      ['wildcard-taken-literally'],
      { credentials: false },
    ],
    ['does not allow credentials', { credentials: null }, GET, ['credentials-refused']],
    ['allows credentials in capitals', { credentials: 'TRUE' }, DELETE, ['credentials-refused']],
    ['has a trailing slash', { allowOrigin: (origin) => `${origin}/` }, GET, ['invalid-allow-origin']],
    ['has a list', { allowOrigin: () => SITES.join(', ') }, GET, ['invalid-allow-origin']],
    ['has the header twice', { allowOrigin: (origin) => [origin, origin] }, GET, ['invalid-allow-origin']],
    ['writes capitals', { allowOrigin: (origin) => origin.toUpperCase() }, DELETE, ['invalid-allow-origin']],
    ['writes a pattern', { allowOrigin: () => 'https://*.shop.com' }, GET, ['invalid-allow-origin']],
    ['hides its errors', { status: () => 403, onError: 'bare' }, FORBIDDEN, ['error-unreadable']],
    ['hides an error nobody expects', { status: () => 502, onError: 'bare' }, GET, ['error-unreadable']],
    ['answers something else', { status: () => 401 }, GET, ['unexpected-status']],
    ['answers well where an error is due', {}, FORBIDDEN, ['unexpected-status']],
    ['hides a header', { exposes: 'x-other' }, GET, ['header-not-exposed']],
    ['has no such header', { lastWord: (_, response) => response.removeHeader('etag') }, GET, ['header-not-exposed']],
    [
      'changes its mind',
      { allows: (origin) => origin === SHOP && every(3)() },
      GET,
      ['unstable-answer'],
      { sites: [SHOP] },
    ],
    [
      'fails now and then',
      {
        lastWord: (_, response) => {
          if (every(4)()) response.statusCode = 502;
        },
      },
      GET,
      ['unstable-answer'],
      { sites: [SHOP] },
    ],
    ['never says Vary', { vary: 'never' }, GET, ['vary-missing']],
    ['says Vary where it matches', { vary: 'on match' }, GET, ['vary-on-match-only']],
    ['is poisoned by others', { vary: 'never', allows: () => true, credentials: null }, CACHED, ['cache-poisoned']],
    [
      'is poisoned by who has no Origin',
      { vary: 'on match', allows: () => true, credentials: null },
      CACHED,
      ['cache-poisoned'],
    ],
    ['stands behind a cache that does not look at Origin', { lastWord: keptByUrl() }, GET, ['cache-poisoned']],
    ['does what strangers ask', {}, FORM_POST, ['silent-side-effect']],
  ])('that %s', async (_, policy, routes, rules, given) => {
    const report = await checked(policy, routes, given);
    expect(report.inconclusive).toEqual([]);
    expect(rulesOf(report, 'error', 'warn')).toEqual(rules);
  });

  it.each<[string, Policy, Routes, string]>([
    ['remembers too long', { maxAge: '86401' }, DELETE, 'max-age-over-cap'],
    ['has preflights that are not remembered', { maxAge: '0' }, DELETE, 'preflight-not-cached'],
    ['has preflights without an age', { maxAge: null }, DELETE, 'preflight-not-cached'],
    [
      'takes capitals for the site',
      { allows: (origin) => SITES.includes(origin.toLowerCase()) },
      GET,
      'origin-unreachable-in-engines',
    ],
  ])('is worth a note: one that %s', async (_, policy, routes, rule) => {
    const report = await checked(policy, routes);
    expect(rulesOf(report, 'error', 'warn', 'note')).toEqual([rule]);
  });
});

it.each(['get, post, delete', 'Delete'])('says that letters count in methods: %s', async (methods) => {
  const { findings } = await checked({ methods }, DELETE);
  expect(findings[0]?.message).toContain('does not name DELETE: upper and lower case count');
});

describe('a right server', { timeout: 60_000 }, () => {
  it.each<[string, Policy, Routes, Partial<ContractInput>?]>([
    ['allows its sites', {}, [...GET, ...JSON_POST, ...DELETE]],
    ['allows its sites, with Authorization', {}, AUTHORIZED],
    ['has a public route with *', { allows: () => true, allowOrigin: () => '*', credentials: null }, CACHED],
    ['has a public route that reflects, without credentials', { allows: () => true, credentials: null }, CACHED],
    ['lets its errors be read', { status: () => 403 }, FORBIDDEN],
    [
      'refuses strangers with an error that has no Vary',
      {
        status: ({ headers: { origin } }) => (origin && !SITES.includes(origin) ? 403 : 200),
        lastWord: ({ headers: { origin } }, response) => {
          if (origin && !SITES.includes(origin)) response.removeHeader('vary');
        },
      },
      GET,
    ],
    ['says nothing to anybody', { allows: () => false, vary: 'never' }, INTERNAL],
    ['has one site, always named', { always: SHOP, vary: 'never' }, GET, { sites: [SHOP] }],
    [
      'is never stored',
      { vary: 'never', lastWord: (_, response) => void response.setHeader('cache-control', 'no-store') },
      GET,
    ],
    [
      'looks at the Origin of a form post',
      { status: ({ headers: { origin } }) => (SITES.includes(origin ?? '') ? 200 : 403) },
      FORM_POST,
    ],
    [
      'deletes once',
      {
        lastWord: (() => {
          const gone = new Set<string>();
          return (request: IncomingMessage, response: ServerResponse) => {
            if (request.method !== 'DELETE') return;
            response.statusCode = gone.has(request.url ?? '') ? 404 : 204;
            gone.add(request.url ?? '');
          };
        })(),
      },
      DELETE,
    ],
  ])('that %s', async (_, policy, routes, given) => {
    const report = await checked(policy, routes, given);
    expect(report.inconclusive).toEqual([]);
    expect(rulesOf(report, 'error', 'warn')).toEqual([]);
  });
});
