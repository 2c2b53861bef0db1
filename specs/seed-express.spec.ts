import { expect, test } from 'cross-examine';
import { seedExpress } from '../servers/real/seed-express.ts';

const ORDERS = 'https://api.shop.com/api/orders';

test.describe('The Express allow-list of the notes, in real Express', { tag: '@C39' }, () => {
  test("a listed site's preflighted request is carried out and read", async ({ serve, visit }) => {
    const api = serve('https://api.shop.com', await seedExpress());
    const page = await visit('https://shop.com');
    const deletion = await page.fetch(`${ORDERS}/1`, { method: 'DELETE', credentials: 'include' });
    expect(deletion).toHavePreflight();
    expect(deletion).toBeReadable();
    expect(api).toHaveEffects(1);
  });

  test("a listed site's plain read succeeds, with credentials", async ({ serve, visit }) => {
    serve('https://api.shop.com', await seedExpress());
    const page = await visit('https://admin.shop.com');
    expect(await page.fetch(ORDERS, { credentials: 'include' })).toBeReadable();
  });

  test('evil.com reads nothing, and the handler never runs', async ({ serve, visit }) => {
    const express = await seedExpress();
    serve('https://api.shop.com', express);
    const page = await visit('https://evil.com');
    const read = await page.fetch(ORDERS, { credentials: 'include' });
    expect(read).toBeBlocked();
    expect(read).toHaveReachedTheServer();
    expect(express.handlerRuns()).toBe(0);
  });

  test("evil.com's simple POST is not carried out either: the allow-list ends the request", async ({
    serve,
    visit,
  }) => {
    const api = serve('https://api.shop.com', await seedExpress());
    const page = await visit('https://evil.com');
    const post = await page.fetch('https://api.shop.com/api/cart', { method: 'POST', body: 'sku=a' });
    expect(post).toBeBlocked();
    expect(api).toHaveEffects(0);
  });

  test('the error is a 500 that script cannot tell from any CORS failure; without an Origin nobody gets it', async ({
    serve,
    visit,
    measure,
  }) => {
    const express = await seedExpress();
    serve('https://api.shop.com', express);
    const page = await visit('https://evil.com');
    const refused = await page.fetch(ORDERS);
    expect(refused).toBeBlocked();
    const answer = refused.exchanges.at(-1)?.answer;
    const status = answer?.kind === 'answered' ? answer.status : 0;
    const handlerRuns = express.handlerRuns();
    await page.goto('https://api.shop.com');
    const own = await page.fetch('/api/orders');
    expect(own).toHaveSentHeader('Origin', null);
    expect([status, handlerRuns, own.status]).toEqual([500, 0, 200]);
    measure('seed-express/unlisted', 'What an origin that is not listed gets, and a request without one', {
      status,
      handlerRuns,
      scriptSeesTheStatus: refused.status === status,
      statusWithoutOrigin: own.status,
    });
  });
});
