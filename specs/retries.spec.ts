import { expect, test } from 'cross-examine';
import { companyApi } from '../servers/company-api.ts';
import { failingGateway } from '../servers/failing-gateway.ts';

const API = 'https://api.shop.com';
const ORDER = { method: 'POST', body: 'sku=a' };
const SHOP = ['https://shop.com'];

test.describe('A client that tries again after a CORS error', { tag: '@C47b' }, () => {
  test('orders twice', async ({ serve, visit }) => {
    const api = serve(API, companyApi());
    const page = await visit('https://shop.com');
    expect(await page.fetch(`${API}/orders`, ORDER)).toBeBlocked();
    expect(await page.fetch(`${API}/orders`, ORDER)).toBeBlocked();
    expect(api).toHaveEffects(2);
  });

  test('orders once with an Idempotency-Key, which has to be permitted by preflight', async ({ serve, visit }) => {
    const cors = { sites: SHOP, headers: ['idempotency-key'], middleware: 'after-routes' as const };
    const api = serve(API, companyApi({ cors, idempotencyKey: 'header' }));
    const page = await visit('https://shop.com');
    const keyed = { ...ORDER, headers: { 'Idempotency-Key': '7d1e' } };
    const first = await page.fetch(`${API}/orders`, keyed);
    expect(first).toHavePreflight();
    expect(first).toBeBlocked();
    expect(api).toHaveEffects(1);
    const second = await page.fetch(`${API}/orders`, keyed);
    expect(second).toHaveReachedTheServer();
    expect(second).toBeBlocked();
    expect(api).toHaveEffects(1);
  });

  test('orders not at all with an Idempotency-Key that the API does not permit', async ({ serve, visit }) => {
    const api = serve(API, companyApi({ cors: { sites: SHOP }, idempotencyKey: 'header' }));
    const page = await visit('https://shop.com');
    const order = await page.fetch(`${API}/orders`, { ...ORDER, headers: { 'Idempotency-Key': '7d1e' } });
    expect(order).toHavePreflight();
    expect(order).toBeBlocked();
    expect(order).not.toHaveReachedTheServer();
    expect(api).toHaveEffects(0);
  });

  test('orders once with a key in the URL, which needs no preflight', async ({ serve, visit }) => {
    const api = serve(API, companyApi({ idempotencyKey: 'query' }));
    const page = await visit('https://shop.com');
    const first = await page.fetch(`${API}/orders?idempotency-key=7d1e`, ORDER);
    expect(first).not.toHavePreflight();
    expect(first).toBeBlocked();
    expect(await page.fetch(`${API}/orders?idempotency-key=7d1e`, ORDER)).toBeBlocked();
    expect(api).toHaveEffects(1);
  });
});

test.describe('A gateway that gives up after the work was done', { tag: '@C47' }, () => {
  test('its 502 looks like a CORS error, and the order is deleted', async ({ serve, visit }) => {
    const gateway = serve(API, failingGateway(companyApi({ cors: { sites: SHOP } })));
    const page = await visit('https://shop.com');
    const deletion = await page.fetch(`${API}/orders/1`, { method: 'DELETE' });
    expect(deletion).toHavePreflight();
    expect(deletion).toBeBlocked();
    expect(deletion.exchanges.at(-1)?.answer).toMatchObject({ status: 502 });
    expect(gateway).toHaveEffects(1);
  });
});
