import { expect, test } from 'cross-examine';
import { orders } from '../servers/orders.ts';

const ALLOW = {
  'access-control-allow-origin': 'https://shop.com',
  'access-control-allow-methods': 'PUT, DELETE',
  'access-control-allow-headers': 'content-type',
};
const BARE_PREFLIGHT = { status: 204, headers: {} };
const PASSING_PREFLIGHT = { status: 204, headers: ALLOW };

test.describe('Silent side effects', { tag: '@C46' }, () => {
  test('a simple POST is refused to the page, and carried out', async ({ serve, visit }) => {
    const api = serve('https://api.shop.com', orders());
    const page = await visit('https://shop.com');
    const order = await page.fetch('https://api.shop.com/orders', { method: 'POST', body: 'sku=a' });
    expect(order).toBeBlocked();
    expect(order).not.toHavePreflight();
    expect(api).toHaveEffects(1);
  });

  test('a DELETE whose preflight is refused is never carried out', { tag: '@C47' }, async ({ serve, visit }) => {
    const api = serve('https://api.shop.com', orders({ preflight: BARE_PREFLIGHT }));
    const page = await visit('https://shop.com');
    const deletion = await page.fetch('https://api.shop.com/orders/1', { method: 'DELETE' });
    expect(deletion).toBeBlocked();
    expect(deletion).toHavePreflight();
    expect(api).toHaveEffects(0);
  });

  test('a DELETE whose preflight passes and whose answer is bare has deleted the order', {
    tag: '@C47',
  }, async ({ serve, visit }) => {
    const api = serve('https://api.shop.com', orders({ preflight: PASSING_PREFLIGHT }));
    const page = await visit('https://shop.com');
    const deletion = await page.fetch('https://api.shop.com/orders/1', { method: 'DELETE' });
    expect(deletion).toBeBlocked();
    expect(deletion).toHaveReachedTheServer();
    expect(api).toHaveEffects(1);
  });

  test('a POST of JSON asks first, a POST of a form does not', async ({ serve, visit }) => {
    const api = serve('https://api.shop.com', orders({ preflight: BARE_PREFLIGHT }));
    const page = await visit('https://evil.com');
    const json = await page.fetch('https://api.shop.com/cart', {
      method: 'POST',
      contentType: 'application/json',
      body: '{"sku":"a"}',
    });
    expect(json).toBeBlocked();
    expect(json).not.toHaveReachedTheServer();
    const form = await page.fetch('https://api.shop.com/cart', {
      method: 'POST',
      contentType: 'application/x-www-form-urlencoded',
      body: 'sku=a',
    });
    expect(form).toBeBlocked();
    expect(form).toHaveReachedTheServer();
    expect(api).toHaveEffects(1);
  });

  test('a form post from a stranger is carried out', { tag: '@C21' }, async ({ serve, visit }) => {
    const api = serve('https://api.shop.com', orders());
    const page = await visit('https://evil.com');
    const post = await page.form('https://api.shop.com/cart', { body: 'sku=a' });
    expect(post).toBeOpaque();
    expect(post).toHaveSentHeader('Origin', 'https://evil.com');
    expect(api).toHaveEffects(1);
  });

  test('a no-cors POST is carried out, and the page learns nothing', async ({ serve, visit }) => {
    const api = serve('https://api.shop.com', orders());
    const page = await visit('https://evil.com');
    const post = await page.fetch('https://api.shop.com/cart', { method: 'POST', mode: 'no-cors', body: 'sku=a' });
    expect(post).toBeOpaque();
    expect(api).toHaveEffects(1);
  });

  test('a beacon and a keepalive request are carried out, a beacon of JSON asks first', async ({ serve, visit }) => {
    const api = serve('https://api.shop.com', orders({ preflight: BARE_PREFLIGHT }));
    const page = await visit('https://evil.com');
    const beacon = await page.beacon('https://api.shop.com/cart', { body: 'sku=a' });
    expect(beacon).toBeOpaque();
    expect(beacon).not.toHavePreflight();
    const lasting = await page.fetch('https://api.shop.com/cart', { method: 'POST', body: 'sku=a', keepalive: true });
    expect(lasting).toBeBlocked();
    expect(api).toHaveEffects(2);
    const json = await page.beacon('https://api.shop.com/cart', { body: '{}', contentType: 'application/json' });
    expect(json).toBeOpaque();
    expect(json).toHavePreflight();
    expect(json).not.toHaveReachedTheServer();
    expect(api).toHaveEffects(2);
  });

  test('a DELETE cannot be sent in no-cors mode', async ({ serve, visit }) => {
    const api = serve('https://api.shop.com', orders());
    const page = await visit('https://evil.com');
    const deletion = await page.fetch('https://api.shop.com/orders/1', { method: 'DELETE', mode: 'no-cors' });
    expect(deletion).toBeBlocked();
    expect(deletion).not.toHaveReachedTheServer();
    expect(api).toHaveEffects(0);
  });

  test('a permitted PUT is carried out once, and read', async ({ serve, visit }) => {
    const api = serve('https://api.shop.com', orders({ preflight: PASSING_PREFLIGHT, answers: { headers: ALLOW } }));
    const page = await visit('https://shop.com');
    const change = await page.fetch('https://api.shop.com/orders/1', { method: 'PUT', body: 'sku=b' });
    expect(change).toBeReadable();
    expect(change).toHavePreflight();
    expect(api).toHaveEffects(1);
  });

  test('XMLHttpRequest is held to the same rules', async ({ serve, visit }) => {
    const api = serve('https://api.shop.com', orders());
    const page = await visit('https://evil.com');
    const post = await page.xhr('https://api.shop.com/cart', { method: 'POST', body: 'sku=a' });
    expect(post).toBeBlocked();
    expect(api).toHaveEffects(1);
  });
});
