import { afterEach, describe, expect, it } from 'vitest';
import { type CompanyRules, companyApi } from './company-api.ts';
import type { CountingApi } from './counting-api.ts';

const SHOP = 'https://shop.com';
const open: CountingApi[] = [];

function serve(rules?: CompanyRules): CountingApi {
  const server = companyApi(rules);
  open.push(server);
  return server;
}

afterEach(() => Promise.all(open.splice(0).map((server) => server.close?.())));

/** What one answer says of CORS and caches. */
async function saidTo(api: CountingApi, url: string, origin?: string, method: 'GET' | 'OPTIONS' = 'GET') {
  const answer = await api.app.inject({ method, url, headers: origin === undefined ? {} : { origin } });
  const { 'access-control-allow-origin': allowed, vary, ...others } = answer.headers;
  return { status: answer.statusCode, allowed, vary, others };
}

describe('its allow-list', () => {
  it('permits nobody without rules', async () => {
    expect(await saidTo(serve(), '/orders', SHOP)).toMatchObject({ status: 200, allowed: undefined });
  });

  it.each([
    [SHOP, SHOP],
    ['https://admin.shop.com', 'https://admin.shop.com'],
    ['https://evil.com', undefined],
    ['https://shop.com.evil.com', undefined],
    ['null', undefined],
    [undefined, undefined],
  ])('says to %s: %s', async (origin, allowed) => {
    const api = serve({ cors: { sites: [SHOP, 'https://admin.shop.com'], credentials: true } });
    const said = await saidTo(api, '/orders', origin);
    expect(said).toMatchObject({ allowed, vary: 'Origin' });
    expect(said.others['access-control-allow-credentials']).toBe(allowed && 'true');
  });

  it.each([
    ['always', 'Origin', 'Origin'],
    ['on-match', 'Origin', undefined],
    ['never', undefined, undefined],
  ] as const)('with Vary %s: %s to the listed, %s to others', async (vary, listed, others) => {
    const api = serve({ cors: { sites: [SHOP], vary } });
    expect((await saidTo(api, '/orders', SHOP)).vary).toBe(listed);
    expect((await saidTo(api, '/orders', 'https://evil.com')).vary).toBe(others);
  });

  it('names methods and headers to preflights alone, by path where it is told so', async () => {
    const api = serve({
      cors: { sites: [SHOP], methods: ['GET'], methodsAt: { '/cart': ['POST'] }, headers: ['x-a'] },
    });
    const permission = { 'access-control-allow-methods': 'POST', 'access-control-allow-headers': 'x-a' };
    expect(await saidTo(api, '/cart?a=b', SHOP, 'OPTIONS')).toMatchObject({ status: 204, others: permission });
    const elsewhere = await saidTo(api, '/orders/1', SHOP, 'OPTIONS');
    expect(elsewhere.others['access-control-allow-methods']).toBe('GET');
    expect((await saidTo(api, '/orders', SHOP)).others).not.toHaveProperty('access-control-allow-methods');
  });
});

describe('its middleware', () => {
  it('after the routes has a word on preflights and unknown paths alone', async () => {
    const api = serve({ cors: { sites: [SHOP], middleware: 'after-routes' } });
    expect(await saidTo(api, '/orders', SHOP)).toMatchObject({ status: 200, allowed: undefined });
    expect(await saidTo(api, '/orders', SHOP, 'OPTIONS')).toMatchObject({ status: 204, allowed: SHOP });
    expect(await saidTo(api, '/unknown', SHOP)).toMatchObject({ status: 404, allowed: SHOP });
  });

  it('says nothing on a forgotten path and below it, and its preflight is a 404', async () => {
    const api = serve({ cors: { sites: [SHOP], forgotten: ['/orders'] } });
    expect(await saidTo(api, '/orders', SHOP)).toMatchObject({ status: 200, allowed: undefined });
    expect(await saidTo(api, '/orders/1', SHOP)).toMatchObject({ status: 404, allowed: undefined });
    expect(await saidTo(api, '/orders', SHOP, 'OPTIONS')).toMatchObject({ status: 404, allowed: undefined });
    expect(await saidTo(api, '/account', SHOP)).toMatchObject({ status: 200, allowed: SHOP });
  });

  it.each([
    ['/unknown', 404],
    ['/orders/77', 404],
    ['/report', 500],
  ])('covers the error of %s (%i), or leaves it bare', async (url, status) => {
    const covered = serve({ cors: { sites: [SHOP] } });
    expect(await saidTo(covered, url, SHOP)).toMatchObject({ status, allowed: SHOP });
    const bare = serve({ cors: { sites: [SHOP], errors: 'bare' } });
    expect(await saidTo(bare, url, SHOP)).toMatchObject({ status, allowed: undefined, vary: undefined });
  });
});

describe('its answers', () => {
  it('get what the rules give to them, errors and preflights apart', async () => {
    const api = serve({ answers: { headers: { 'cache-control': 'max-age=600' } } });
    const control = async (url: string, method?: 'OPTIONS') =>
      (await saidTo(api, url, SHOP, method)).others['cache-control'];
    expect([await control('/orders'), await control('/report'), await control('/orders', 'OPTIONS')]).toEqual([
      'max-age=600',
      undefined,
      undefined,
    ]);
  });

  it('refuse a nameless account, and count a named one', async () => {
    const { app, ledger } = serve();
    const post = (body: string) => app.inject({ method: 'POST', url: '/account', body });
    expect([(await post('x=1')).statusCode, (await post('name=Ann')).statusCode]).toEqual([400, 200]);
    expect(ledger).toEqual([{ method: 'POST', path: '/account', contentType: null, body: 'name=Ann' }]);
  });
});

describe('its sessions', () => {
  it('begin with a cookie as the rules have it', async () => {
    const { app } = serve({ session: { cookie: { sameSite: 'None', partitioned: true } } });
    const login = await app.inject({ method: 'POST', url: '/login' });
    expect(login.headers['set-cookie']).toBe('session=ann; Path=/; SameSite=None; Secure; Partitioned');
  });

  it('are asked for where authentication is required: only who has one has an effect', async () => {
    const { app, ledger } = serve({ session: { authentication: 'required' } });
    const order = (headers: Record<string, string>) => app.inject({ method: 'POST', url: '/orders', headers });
    expect((await order({})).statusCode).toBe(401);
    expect((await order({ cookie: 'session=eve' })).statusCode).toBe(401);
    expect(ledger).toEqual([]);
    expect((await order({ cookie: 'a=b; session=ann' })).statusCode).toBe(201);
    expect(ledger).toHaveLength(1);
    expect((await app.inject({ method: 'OPTIONS', url: '/orders' })).statusCode).toBe(204);
  });

  it('are told by GET /account, with the Origin that asked', async () => {
    const { app } = serve();
    const account = async (headers: Record<string, string>) => (await app.inject({ url: '/account', headers })).json();
    expect(await account({ cookie: 'session=ann', origin: SHOP })).toEqual({ user: 'ann', askedFrom: SHOP });
    expect(await account({})).toEqual({ user: null, askedFrom: null });
  });
});

describe('a repeated request', () => {
  const twice = async (rules: CompanyRules, url: string, headers: Record<string, string> = {}) => {
    const { app, ledger } = serve(rules);
    const answers = [
      await app.inject({ method: 'POST', url, headers }),
      await app.inject({ method: 'POST', url, headers }),
    ];
    return { effects: ledger.length, statuses: answers.map((answer) => answer.statusCode) };
  };

  it.each([
    ['without a key', { idempotencyKey: 'header' }, '/orders', {}, 2],
    ['with a key in the header', { idempotencyKey: 'header' }, '/orders', { 'idempotency-key': 'a' }, 1],
    ['with a key in the URL', { idempotencyKey: 'query' }, '/orders?idempotency-key=a', {}, 1],
    ['with a key that nobody looks at', {}, '/orders?idempotency-key=a', { 'idempotency-key': 'a' }, 2],
  ] as const)('%s is answered the same', async (_what, rules, url, headers, effects) => {
    expect(await twice(rules, url, headers)).toEqual({ effects, statuses: [201, 201] });
  });

  it('is no repetition while it was refused', async () => {
    const { app, ledger } = serve({ idempotencyKey: 'header', session: { authentication: 'required' } });
    const order = (headers: Record<string, string>) =>
      app.inject({ method: 'POST', url: '/orders', headers: { 'idempotency-key': 'a', ...headers } });
    await order({});
    expect((await order({ cookie: 'session=ann' })).statusCode).toBe(201);
    expect(ledger).toHaveLength(1);
  });
});

describe('a wrong rule', () => {
  it.each([
    [{ cors: { sites: ['shop.com'] } }, 'cors.sites.0: must be an origin as browsers send it'],
    [{ cors: { sites: ['https://shop.com/'] } }, 'cors.sites.0: must be an origin as browsers send it'],
    [{ cors: { methods: ['get'] } }, 'cors.methods.0: must be a method in capitals'],
    [{ session: { cookie: { sameSite: 'strict' } } }, 'session.cookie.sameSite: '],
    [{ idempotencyKey: true }, 'idempotencyKey: '],
    [{ cor: {} }, 'Unrecognized key: "cor"'],
  ])('%j is refused by name', (rules, message) => {
    expect(() => companyApi(rules as unknown as CompanyRules)).toThrow(message);
    expect(() => companyApi(rules as unknown as CompanyRules)).toThrow('the rules of "company-api" are wrong');
  });
});
