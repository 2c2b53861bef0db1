import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../browsers/engine.ts';
import { launch } from '../browsers/launch.ts';
import type { CheckReport } from '../model/finding.ts';
import { ENGINE_NAMES } from '../model/words.ts';
import { createAuthority } from '../network/authority.ts';
import { specialCharacters } from './browsing/special-characters.ts';
import { check } from './check.ts';
import type { ContractInput } from './contract-schema.ts';
import { ADMIN, contractWith, type Handler, SHOP, startTestApi } from './testing-api.ts';
import type { EngineSource } from './witnesses.ts';

/** Browsers take seconds for what takes milliseconds elsewhere, and longer beside other work. */
const TIMEOUT_MS = 180_000;

const ROUTES: ContractInput['routes'] = [
  { route: 'GET /orders', exposes: ['etag'] },
  { route: 'POST /cart', headers: { 'content-type': 'application/json' }, body: '{"sku":"a"}' },
  { route: 'DELETE /orders/1', headers: { authorization: 'Bearer test' } },
  { route: 'GET /admin', status: 403 },
  { route: 'GET /products', readers: 'anyone', cached: true },
  { route: 'GET /reports', readers: [ADMIN] },
];

/** Does everything well, but for whom it allows. */
function shop(isAllowed: (origin: string) => boolean): Handler {
  return ({ method, url, headers: { origin = '', cookie = '' } }, response) => {
    response.setHeader('vary', 'Origin');
    if (url === '/products') response.setHeader('access-control-allow-origin', '*');
    else if (isAllowed(origin) && (url !== '/reports' || origin !== SHOP)) {
      response.setHeader('access-control-allow-origin', origin);
      response.setHeader('access-control-allow-credentials', 'true');
      response.setHeader('access-control-allow-methods', 'DELETE');
      response.setHeader('access-control-allow-headers', 'content-type, authorization');
      response.setHeader('access-control-expose-headers', 'etag');
      response.setHeader('access-control-max-age', '600');
    }
    const isLoggedIn = method === 'OPTIONS' || url === '/products' || cookie.includes('sid=1');
    response.statusCode = !isLoggedIn ? 401 : url === '/admin' && method !== 'OPTIONS' ? 403 : 200;
    response.setHeader('etag', '"1"').end('ok');
  };
}

const isSite = (origin: string) => origin === SHOP || origin === ADMIN;

const SESSION: Partial<ContractInput> = { session: { cookies: [{ name: 'sid', value: '1', sameSite: 'Lax' }] } };

describe.each(ENGINE_NAMES)('a check in %s', { timeout: TIMEOUT_MS }, (name) => {
  let engine: Engine;
  let source: EngineSource;
  beforeAll(async () => {
    const authority = await createAuthority();
    engine = await launch(name, authority);
    source = { authority, open: async () => engine, done: async () => {} };
  }, TIMEOUT_MS);
  afterAll(() => engine.close(), TIMEOUT_MS);

  async function checked(handle: Handler, routes = ROUTES, given = SESSION): Promise<CheckReport> {
    const api = await startTestApi(handle);
    try {
      return await check(contractWith(api.address, routes, given), { engines: [name], source });
    } finally {
      api.close();
    }
  }

  const rulesOf = (report: CheckReport) => {
    expect(report.inconclusive).toEqual([]);
    return [...new Set(report.findings.map(({ rule, route }) => `${rule} ${route}`))];
  };

  it('has nothing to say of a right server', async () => {
    const report = await checked(shop(isSite));
    expect(rulesOf(report)).toEqual([]);
    const { asked = [] } = report.checked.routes.find((route) => route.name === 'GET /orders') ?? {};
    const inEngine = asked.filter(({ engines }) => engines.length > 0);
    expect(inEngine.filter(({ reads }) => reads).map(({ origin }) => origin)).toEqual([SHOP, ADMIN]);
    // One of each class was seen to be kept out.
    expect(new Set(inEngine.map(({ originClass }) => originClass))).toContain('suffix');
  });

  it('sees whoever reads, on every route', async () => {
    const all = ['GET /orders', 'POST /cart', 'DELETE /orders/1', 'GET /admin', 'GET /reports'];
    expect(rulesOf(await checked(shop((origin) => origin !== '')))).toEqual(
      all.map((route) => `reflected-origin ${route}`),
    );
  });

  it('is at the origins of sloppy lists', async () => {
    const report = await checked(
      shop(
        (origin) =>
          isSite(origin) ||
          origin === 'null' ||
          origin === 'http://shop.com' ||
          origin === 'https://shop.com.' ||
          origin === 'http://localhost:3000',
      ),
      [{ route: 'GET /orders' }],
    );
    expect(rulesOf(report).sort()).toEqual([
      'development-origin GET /orders',
      'http-origin GET /orders',
      'null-origin GET /orders',
      'origin-prefix GET /orders',
    ]);
  });

  it('makes a note of an origin where no page can be', async () => {
    const report = await checked(
      shop((origin) => isSite(origin.toLowerCase())),
      [{ route: 'GET /orders' }],
    );
    expect(rulesOf(report)).toEqual(['origin-unreachable-in-engines GET /orders']);
  });

  it('sees a preflight that passes everybody, and what comes of it', async () => {
    const handle: Handler = (request, response) =>
      shop((origin) => request.method === 'OPTIONS' || isSite(origin))(request, response);
    expect(rulesOf(await checked(handle, [{ route: 'DELETE /orders/1' }]))).toEqual([
      'unsafe-request-reached DELETE /orders/1',
    ]);
  });

  it('sees a form post that works, and stops at none that asks for a cookie of the same site', async () => {
    const post: ContractInput['routes'] = [
      { route: 'POST /cart', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'sku=a' },
    ];
    const open: Handler = (request, response) => {
      request.headers.cookie = 'sid=1';
      shop(isSite)(request, response);
    };
    expect(rulesOf(await checked(open, post))).toEqual(['silent-side-effect POST /cart']);
    expect(rulesOf(await checked(shop(isSite), post))).toEqual([]);
  });

  it('reads by way of a cache that had stored the answer to somebody else', async () => {
    const poisoned: Handler = ({ headers: { origin } }, response) => {
      if (origin !== undefined) response.setHeader('access-control-allow-origin', origin);
      response.end('ok');
    };
    const routes: ContractInput['routes'] = [{ route: 'GET /products', readers: 'anyone', cached: true }];
    expect(rulesOf(await checked(poisoned, routes))).toEqual(['cache-poisoned GET /products']);
  });

  it('knows with which special characters it loads pages', async () => {
    const characters = await specialCharacters(engine, source.authority);
    expect(characters).toContain('-');
    for (const never of ['/', '?', '#', '@', ':', ' ']) expect(characters).not.toContain(never);
  });
});
