import { expect, test } from 'cross-examine';
import { seedNginx } from '../servers/real/seed-nginx.ts';

const ORDERS = 'https://api.shop.com/api/orders';

test.describe('The nginx block of the notes, in real nginx', { tag: '@C38' }, () => {
  test("the shop's own preflighted request is refused", async ({ serve, visit }) => {
    const api = serve('https://api.shop.com', await seedNginx());
    const page = await visit('https://shop.com');
    const deletion = await page.fetch(`${ORDERS}/1`, { method: 'DELETE', credentials: 'include' });
    expect(deletion).toBeBlocked();
    expect(deletion).toHavePreflight();
    expect(deletion).not.toHaveReachedTheServer();
    expect(api).toHaveEffects(0);
  });

  test("the shop's plain read succeeds, with credentials", async ({ serve, visit }) => {
    serve('https://api.shop.com', await seedNginx());
    const page = await visit('https://shop.com');
    expect(await page.fetch(ORDERS, { credentials: 'include' })).toBeReadable();
  });

  test("so does evil.com's, with credentials", { tag: '@C54' }, async ({ serve, visit }) => {
    serve('https://api.shop.com', await seedNginx());
    const page = await visit('https://evil.com');
    expect(await page.fetch(ORDERS, { credentials: 'include' })).toBeReadable();
  });

  test("evil.com's preflighted request is refused like anybody's", async ({ serve, visit }) => {
    const api = serve('https://api.shop.com', await seedNginx());
    const page = await visit('https://evil.com');
    expect(await page.fetch(`${ORDERS}/1`, { method: 'DELETE' })).toBeBlocked();
    expect(api).toHaveEffects(0);
  });
});
