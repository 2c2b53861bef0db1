import { expect, it } from 'vitest';
import { companyApi } from './company-api.ts';
import { failingGateway } from './failing-gateway.ts';

const SHOP = 'https://shop.com';

it('says 502 and nothing else when the work is done, and lets preflights pass', async () => {
  const gateway = failingGateway(companyApi({ cors: { sites: [SHOP] } }));
  const headers = { origin: SHOP, 'content-type': 'text/plain' };
  const order = await gateway.app.inject({ method: 'POST', url: '/orders', headers, body: 'sku=a' });
  expect([order.statusCode, order.headers['access-control-allow-origin']]).toEqual([502, undefined]);
  expect(gateway.effects?.()).toBe(1);
  const preflight = await gateway.app.inject({ method: 'OPTIONS', url: '/orders', headers });
  expect([preflight.statusCode, preflight.headers['access-control-allow-origin']]).toEqual([204, SHOP]);
  await gateway.close?.();
});
