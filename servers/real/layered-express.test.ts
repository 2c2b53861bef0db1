import { expect, it } from 'vitest';
import { layeredExpress } from './layered-express.ts';
import { ask, corsOf, preflight } from './wire-client.ts';

const SHOP = 'https://shop.com';
const PERMITS = { 'access-control-allow-origin': [SHOP], vary: ['Origin'] };

it.each([
  ['cors before the routes', ['cors', 'json', 'routes'], PERMITS, PERMITS],
  ['cors after the routes', ['json', 'routes', 'cors'], {}, {}],
] as const)('%s', async (_what, layers, product, broken) => {
  const server = await layeredExpress(layers);
  try {
    if (server.source.kind !== 'upstream') throw new Error('not an upstream');
    const { address } = server.source;
    expect(corsOf(await ask(address, 'GET', '/api/products', { Origin: SHOP }))).toEqual(product);
    const failure = await ask(address, 'GET', '/api/broken', { Origin: SHOP });
    expect([failure.status, corsOf(failure)]).toEqual([500, broken]);
    expect(corsOf(await preflight(address, '/api/cart', SHOP, 'DELETE'))).toMatchObject({
      'access-control-allow-origin': [SHOP],
    });
    expect(server.effects?.()).toBe(0);
    await ask(address, 'DELETE', '/api/cart', { Origin: SHOP });
    expect(server.effects?.()).toBe(1);
  } finally {
    await server.close?.();
  }
});
