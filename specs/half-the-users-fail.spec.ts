import { expect, type Observation, test } from 'cross-examine';
import { cdn } from '../servers/cdn.ts';
import { companyApi } from '../servers/company-api.ts';
import { layeredExpress } from '../servers/real/layered-express.ts';

const API = 'https://api.shop.com';
const SHOP = 'https://shop.com';
const CORS = { sites: [SHOP], credentials: true };
const JSON_BODY = { method: 'POST', contentType: 'application/json', body: '{"sku":"a"}' };

/** What the wire shows of the answers to one request: their statuses, and whom they permit. */
function onTheWire({ exchanges }: Observation): { preflight: boolean; status: number; permits: string | null }[] {
  return exchanges.flatMap(({ preflight, answer }) => {
    if (answer.kind !== 'answered') return [];
    const permits = answer.headers.find(([name]) => name.toLowerCase() === 'access-control-allow-origin')?.[1] ?? null;
    return [{ preflight, status: answer.status, permits }];
  });
}

test.describe('Half the users fail: the middleware after the routes, in real Express', { tag: '@C51' }, () => {
  test('every route answers bare', async ({ serve, visit }) => {
    serve(API, await layeredExpress(['json', 'routes', 'cors']));
    const page = await visit(SHOP);
    const products = await page.fetch(`${API}/api/products`);
    expect(products).toBeBlocked();
    expect(onTheWire(products)).toEqual([{ preflight: false, status: 200, permits: null }]);
  });

  test('yet preflights pass, so that a DELETE is carried out before it is refused', async ({ serve, visit }) => {
    const api = serve(API, await layeredExpress(['json', 'routes', 'cors']));
    const page = await visit(SHOP);
    const deletion = await page.fetch(`${API}/api/cart`, { method: 'DELETE' });
    expect(deletion).toBeBlocked();
    expect(onTheWire(deletion)).toEqual([
      { preflight: true, status: 204, permits: SHOP },
      { preflight: false, status: 200, permits: null },
    ]);
    expect(api).toHaveEffects(1);
  });

  test('and a path that no route knows is the only one that can be read', async ({ serve, visit }) => {
    serve(API, await layeredExpress(['json', 'routes', 'cors']));
    const page = await visit(SHOP);
    const unknown = await page.fetch(`${API}/api/unknown`);
    expect(unknown).toBeReadable();
    expect(unknown.status).toBe(404);
  });

  test('before the routes all is well', async ({ serve, visit }) => {
    serve(API, await layeredExpress(['cors', 'json', 'routes']));
    const page = await visit(SHOP);
    expect(await page.fetch(`${API}/api/products`)).toBeReadable();
    expect(await page.fetch(`${API}/api/cart`, JSON_BODY)).toBeReadable();
  });
});

test.describe('Half the users fail: errors', { tag: '@C51' }, () => {
  test('what goes wrong before the middleware is answered bare: here a body that is no JSON', async ({
    serve,
    visit,
  }) => {
    serve(API, await layeredExpress(['json', 'cors', 'routes']));
    const page = await visit(SHOP);
    expect(await page.fetch(`${API}/api/cart`, JSON_BODY)).toBeReadable();
    const broken = await page.fetch(`${API}/api/cart`, { ...JSON_BODY, body: '{"sku":' });
    expect(broken).toBeBlocked();
    expect(onTheWire(broken).at(-1)).toEqual({ preflight: false, status: 400, permits: null });
  });

  test('what goes wrong behind it is not: Express keeps the headers, and the 500 can be read', async ({
    serve,
    visit,
  }) => {
    serve(API, await layeredExpress(['cors', 'json', 'routes']));
    const page = await visit(SHOP);
    const broken = await page.fetch(`${API}/api/broken`);
    expect(broken).toBeReadable();
    expect(broken.status).toBe(500);
  });

  test('a session that has ended looks like a CORS error to its user, and to nobody else', async ({ serve, visit }) => {
    serve(API, companyApi({ cors: { ...CORS, errors: 'bare' }, session: { authentication: 'required' } }));
    const user = await visit(API);
    await user.fetch('/login', { method: 'POST' });
    await user.goto(SHOP);
    expect(await user.fetch(`${API}/orders`, { credentials: 'include' })).toBeReadable();

    const stranger = await visit(SHOP);
    const refused = await stranger.fetch(`${API}/orders`, { credentials: 'include' });
    expect(refused).toBeBlocked();
    expect(onTheWire(refused)).toEqual([{ preflight: false, status: 401, permits: null }]);
  });

  test('what cannot be found, fails or is not filled in says so where errors are covered, and not where they are bare', async ({
    serve,
    visit,
  }) => {
    serve(API, companyApi({ cors: CORS }));
    serve('https://bare.shop.com', companyApi({ cors: { ...CORS, errors: 'bare' } }));
    const page = await visit(SHOP);
    for (const [path, options, status] of [
      ['/nothing', {}, 404],
      ['/report', {}, 500],
      ['/account', { method: 'POST', body: 'nothing=1' }, 400],
    ] as const) {
      expect(await page.fetch(`${API}${path}`, options)).toMatchObject({ outcome: 'readable', status });
      const bare = await page.fetch(`https://bare.shop.com${path}`, options);
      expect(bare).toBeBlocked();
      expect(onTheWire(bare)).toEqual([{ preflight: false, status, permits: null }]);
    }
  });
});

test.describe('Half the users fail: a cache that all share', { tag: '@C51' }, () => {
  test('who comes after somebody without an Origin gets his copy', async ({ serve, visit }) => {
    serve(API, cdn(companyApi({ cors: { ...CORS, vary: 'on-match' } })));
    const page = await visit(API);
    expect(await page.fetch('/orders')).toBeReadable();

    await page.goto(SHOP);
    const copy = await page.fetch(`${API}/orders`);
    expect(copy).toBeBlocked();
    expect(onTheWire(copy)).toEqual([{ preflight: false, status: 200, permits: null }]);
    // What tells it from the other causes: the same route by another URL is well.
    expect(await page.fetch(`${API}/orders?fresh`)).toBeReadable();
  });

  test('who comes first is well, and so is everybody after him', async ({ serve, visit }) => {
    serve(API, cdn(companyApi({ cors: { ...CORS, vary: 'never' } })));
    const page = await visit(SHOP);
    expect(await page.fetch(`${API}/orders`)).toBeReadable();
    expect(await page.fetch(`${API}/orders`)).toBeReadable();
  });

  test('with Vary: Origin on every answer nobody gets a copy of somebody else', async ({ serve, visit }) => {
    serve(API, cdn(companyApi({ cors: { ...CORS, vary: 'always' } })));
    const page = await visit(API);
    expect(await page.fetch('/orders')).toBeReadable();
    await page.goto(SHOP);
    expect(await page.fetch(`${API}/orders`)).toBeReadable();
  });
});

test.describe("Half the users fail: the browser's own cache", { tag: '@C51' }, () => {
  const CACHEABLE = { headers: { 'cache-control': 'max-age=600' } };

  test('a request without CORS spoils the next one with it, where there is a cache', async ({ serve, visit }) => {
    serve(API, companyApi({ cors: { ...CORS, vary: 'on-match' }, answers: CACHEABLE }));
    const page = await visit(SHOP);
    expect(await page.fetch(`${API}/orders`, { mode: 'no-cors' })).toBeOpaque();
    expect(await page.fetch(`${API}/orders`)).toHaveOutcome({
      chromium: 'blocked',
      firefox: 'blocked',
      webkit: 'readable',
      because:
        'Chromium and Firefox answer from the copy without Access-Control-Allow-Origin, WebKitGTK keeps no cache when ' +
        'it is driven',
    });
  });

  test('and in none with Vary: Origin on every answer', async ({ serve, visit }) => {
    serve(API, companyApi({ cors: CORS, answers: CACHEABLE }));
    const page = await visit(SHOP);
    expect(await page.fetch(`${API}/orders`, { mode: 'no-cors' })).toBeOpaque();
    expect(await page.fetch(`${API}/orders`)).toBeReadable();
  });
});

test.describe('Half the users fail: a route that was forgotten', { tag: '@C51' }, () => {
  test('one path is blocked, whatever it answers, and all others are well', async ({ serve, visit }) => {
    serve(API, companyApi({ cors: { ...CORS, forgotten: ['/account'] } }));
    const page = await visit(SHOP);
    expect(await page.fetch(`${API}/orders`)).toBeReadable();
    const account = await page.fetch(`${API}/account`);
    expect(account).toBeBlocked();
    expect(onTheWire(account)).toEqual([{ preflight: false, status: 200, permits: null }]);
    const renaming = await page.fetch(`${API}/account`, { ...JSON_BODY, body: '{"name":"Ann"}' });
    expect(renaming).toBeBlocked();
    expect(onTheWire(renaming)).toEqual([{ preflight: true, status: 404, permits: null }]);
  });
});
