import { expect, it } from 'vitest';
import { askBehind } from './behind.ts';
import { failingFunction } from './failing-function.ts';
import { orders } from './orders.ts';

const order = (method: string, url: string) => ({
  method,
  url,
  headers: { host: 'api.shop.com' },
  body: Buffer.alloc(0),
});

it('does its work whether it says so or not, and answers preflights and other paths', async () => {
  const origin = orders({ preflight: { status: 204, headers: {} } });
  const server = failingFunction(origin, { '/cart': 'breaks-off' });
  const ask = askBehind('a gateway', server);
  await expect(ask(order('POST', '/cart?a'))).rejects.toThrow('broke off');
  expect((await ask(order('OPTIONS', '/cart'))).status).toBe(204);
  expect((await ask(order('POST', '/orders'))).status).toBe(201);
  expect(server.effects?.()).toBe(2);
  await server.close?.();
});
