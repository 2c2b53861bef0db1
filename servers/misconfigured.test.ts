import { afterEach, describe, expect, it } from 'vitest';
import type { CountingApi } from './counting-api.ts';
import { type MisconfiguredRules, misconfigured } from './misconfigured.ts';

const SHOP = 'https://shop.com';
const EVIL = 'https://evil.com';
const ANYONE = { originPolicy: { kind: 'anyone' } } as const;
const NOBODY = { originPolicy: { kind: 'nobody' } } as const;
const open: CountingApi[] = [];

function serve(rules?: MisconfiguredRules): CountingApi {
  const server = misconfigured(rules);
  open.push(server);
  return server;
}

afterEach(() => Promise.all(open.splice(0).map((server) => server.close?.())));

type Method = 'GET' | 'OPTIONS' | 'DELETE';

/** The status of one answer, and what it says of CORS and caches. */
async function said(api: CountingApi, origin: string | null, url = '/orders', method: Method = 'GET') {
  const asking = { 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'x-a,x-b' };
  const headers = { ...(origin === null ? {} : { origin }), ...(method === 'OPTIONS' ? asking : {}) };
  const answer = await api.app.inject({ method, url, headers });
  const told = Object.entries(answer.headers).filter(([name]) => name === 'vary' || name.startsWith('access-control-'));
  return { status: answer.statusCode, ...Object.fromEntries(told) };
}

const permits = async (...asked: Parameters<typeof said>): Promise<boolean> =>
  'access-control-allow-origin' in (await said(...asked));

describe('without rules', () => {
  const RIGHT = {
    vary: 'Origin',
    'access-control-allow-origin': SHOP,
    'access-control-allow-credentials': 'true',
  };

  it('it is right: to a listed site, to a stranger, to nobody in particular', async () => {
    const api = serve();
    expect(await said(api, SHOP)).toEqual({ status: 200, ...RIGHT });
    expect(await said(api, SHOP, '/orders', 'OPTIONS')).toEqual({
      status: 204,
      ...RIGHT,
      'access-control-allow-methods': 'GET, POST, PUT, DELETE',
      'access-control-allow-headers': 'content-type, authorization',
    });
    expect(await said(api, EVIL)).toEqual({ status: 200, vary: 'Origin' });
    expect(await said(api, EVIL, '/orders', 'OPTIONS')).toEqual({ status: 204, vary: 'Origin' });
    expect(await said(api, null)).toEqual({ status: 200, vary: 'Origin' });
  });

  it.each([
    ['/unknown', 404],
    ['/report', 500],
  ])('the error of %s says it too', async (url, status) => {
    expect(await said(serve(), SHOP, url)).toEqual({ status, ...RIGHT });
  });

  it('it counts what it executes, and knows its users', async () => {
    const { app, ledger } = serve({ session: { authentication: 'required' } });
    const headers = { cookie: 'session=ann' };
    expect((await app.inject({ method: 'DELETE', url: '/orders/1' })).statusCode).toBe(401);
    expect((await app.inject({ method: 'DELETE', url: '/orders/1', headers })).statusCode).toBe(200);
    expect((await app.inject({ url: '/account', headers })).json()).toEqual({ user: 'ann', askedFrom: null });
    expect(ledger).toHaveLength(1);
  });
});

describe('Access-Control-Allow-Origin', () => {
  it('reflects whoever asks, where anyone is admitted', async () => {
    const api = serve(ANYONE);
    expect(await said(api, EVIL)).toMatchObject({ 'access-control-allow-origin': EVIL });
    expect(await permits(api, null)).toBe(false);
  });

  it.each([
    ['a wildcard', ['*'], '*'],
    ['two lines', ['${origin}', '*'], [SHOP, '*']],
    ['a list in one line', ['https://shop.com, https://admin.shop.com'], 'https://shop.com, https://admin.shop.com'],
    ['a slash too many', ['${origin}/'], `${SHOP}/`],
    ['capitals', ['https://SHOP.com'], 'https://SHOP.com'],
  ])('may be %s', async (_what, allowOrigin, sent) => {
    expect(await said(serve({ allowOrigin }), SHOP)).toMatchObject({ 'access-control-allow-origin': sent });
    expect(await permits(serve({ allowOrigin }), EVIL)).toBe(false);
  });

  it('may be a constant that everybody is told', async () => {
    const api = serve({ ...ANYONE, allowOrigin: [SHOP] });
    for (const origin of [SHOP, EVIL, null]) {
      expect(await said(api, origin)).toMatchObject({ 'access-control-allow-origin': SHOP });
    }
  });

  it('takes the Origin literally', async () => {
    expect(await said(serve(ANYONE), "$&$'")).toMatchObject({ 'access-control-allow-origin': "$&$'" });
  });
});

describe('what else is said', () => {
  it('is as wrong as it is told to be', async () => {
    const api = serve({
      credentials: 'True',
      methods: ['${requested}'],
      headers: ['${requested}', 'x c'],
      exposes: ['etag', '*'],
      maxAge: 86400,
      others: { etag: '"1"' },
    });
    expect(await said(api, SHOP, '/orders', 'OPTIONS')).toEqual({
      status: 204,
      vary: 'Origin',
      'access-control-allow-origin': SHOP,
      'access-control-allow-credentials': 'True',
      'access-control-allow-methods': 'PATCH',
      'access-control-allow-headers': 'x-a,x-b, x c',
      'access-control-expose-headers': 'etag, *',
      'access-control-max-age': '86400',
    });
    expect((await api.app.inject({ url: '/orders' })).headers.etag).toBe('"1"');
  });

  it('may be nothing of credentials', async () => {
    expect(await said(serve({ credentials: false }), SHOP)).not.toHaveProperty('access-control-allow-credentials');
  });

  it.each([
    ['always', [true, true, true]],
    ['with-origin', [true, true, false]],
    ['on-match', [true, false, false]],
    ['never', [false, false, false]],
  ] as const)('Vary, %s: to a listed site, to a stranger, without Origin', async (vary, told) => {
    const api = serve({ vary });
    const answers = await Promise.all([SHOP, EVIL, null].map((origin) => said(api, origin)));
    expect(answers.map((answer) => 'vary' in answer)).toEqual(told);
  });
});

describe('one kind of answer otherwise than the others', () => {
  it('preflights: a stranger is admitted, and his DELETE is carried out before he is refused', async () => {
    const api = serve({ preflight: ANYONE });
    expect(await permits(api, EVIL, '/orders/1', 'OPTIONS')).toBe(true);
    expect(await permits(api, EVIL, '/orders/1', 'DELETE')).toBe(false);
    expect(api.ledger).toHaveLength(1);
  });

  it('preflights: another status, and where to go instead', async () => {
    const api = serve({ preflight: { ...NOBODY, status: 301, others: { location: '/login' } } });
    const answer = await api.app.inject({ method: 'OPTIONS', url: '/orders', headers: { origin: SHOP } });
    expect(answer.statusCode).toBe(301);
    expect(answer.headers).toMatchObject({ location: '/login' });
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    expect(await said(api, SHOP)).toMatchObject({ status: 200, 'access-control-allow-origin': SHOP });
  });

  it('errors are bare, preflights of what fails are not', async () => {
    const api = serve({ errors: NOBODY });
    expect(await said(api, SHOP, '/report')).toEqual({ status: 500, vary: 'Origin' });
    expect(await permits(api, SHOP, '/report', 'OPTIONS')).toBe(true);
    expect(await permits(api, SHOP)).toBe(true);
  });

  it('a path and all below it, the particular after the general', async () => {
    const api = serve({
      errors: NOBODY,
      paths: { '/orders': { ...ANYONE, errors: ANYONE, preflight: { status: 200 } }, '/order': NOBODY },
    });
    for (const url of ['/orders', '/orders?a=b', '/orders/1']) expect(await permits(api, EVIL, url)).toBe(true);
    for (const url of ['/order', '/order/1', '/report']) expect(await permits(api, SHOP, url)).toBe(false);
    expect(await permits(api, EVIL, '/account')).toBe(false);
    expect(await said(api, EVIL, '/orders/1', 'OPTIONS')).toMatchObject({ status: 200 });
    expect(await said(api, EVIL, '/account', 'OPTIONS')).toMatchObject({ status: 204 });
  });

  it('every second one, and preflights are not counted', async () => {
    const api = serve({ everyOther: NOBODY });
    const permitted: boolean[] = [];
    for (let time = 0; time < 4; time += 1) {
      expect(await permits(api, SHOP, '/orders', 'OPTIONS')).toBe(true);
      permitted.push(await permits(api, SHOP));
    }
    expect(permitted).toEqual([true, false, true, false]);
  });
});

describe('a malformed rule', () => {
  it.each([
    [{ originPolicy: 'anyone' }, 'originPolicy: must be { kind } of exact, nobody, anyone, null, '],
    [{ originPolicy: { kind: 'sufix' } }, 'originPolicy.kind: '],
    [{ originPolicy: { kind: 'pattern', pattern: '(' } }, 'originPolicy.pattern: is not a regular expression'],
    [{ allowOrigin: '*' }, 'allowOrigin: '],
    [{ allowOrigin: ['a\nb'] }, 'allowOrigin.0: holds a character that no header value may hold'],
    [{ preflight: { status: 99 } }, 'preflight.status: '],
    [{ paths: { orders: {} } }, 'paths.orders: '],
    [{ paths: { '/orders': { sites: [] } } }, 'paths./orders: Unrecognized key: "sites"'],
    [{ very: 'always' }, 'Unrecognized key: "very"'],
  ])('%j is refused by name', (rules, message) => {
    expect(() => misconfigured(rules as unknown as MisconfiguredRules)).toThrow(message);
    expect(() => misconfigured(rules as unknown as MisconfiguredRules)).toThrow(
      'the rules of "misconfigured" are wrong',
    );
  });
});
