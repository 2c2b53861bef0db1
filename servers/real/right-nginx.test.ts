import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Server } from '../../harness/model/server.ts';
import { expressCors } from './frameworks/express.ts';
import { rightNginx } from './right-nginx.ts';
import { addressOf } from './testing-traces.ts';
import { ask, corsOf, preflight } from './wire-client.ts';

const SHOP = 'https://shop.com';
const VARY = { vary: ['Origin'] };
const permits = (origin: string) => ({
  ...VARY,
  'access-control-allow-origin': [origin],
  'access-control-allow-credentials': ['true'],
});
const METHODS = {
  'access-control-allow-methods': ['GET, POST, PUT, DELETE'],
  'access-control-allow-headers': ['Authorization, Content-Type'],
  'access-control-max-age': ['600'],
};

describe('nginx as it should be configured', () => {
  let server: Server;
  let address: URL;

  beforeAll(async () => {
    server = await rightNginx();
    address = addressOf(server);
  });
  afterAll(() => server.close?.());

  it.each([SHOP, 'https://admin.shop.com'])('lets %s read, and ask for more', async (origin) => {
    const answer = await ask(address, 'GET', '/api/orders', { Origin: origin });
    expect([answer.status, corsOf(answer)]).toEqual([200, permits(origin)]);
    const permission = await preflight(address, '/api/orders/1', origin, 'DELETE');
    expect([permission.status, corsOf(permission)]).toEqual([204, { ...permits(origin), ...METHODS }]);
  });

  it.each(['https://evil.com', 'null', 'http://shop.com', 'https://shop.com.evil.com', 'https://evilshop.com'])(
    'permits nothing to %s, and says Vary',
    async (origin) => {
      expect(corsOf(await ask(address, 'GET', '/api/orders', { Origin: origin }))).toEqual(VARY);
      const refusal = await preflight(address, '/api/orders/1', origin, 'DELETE');
      expect(corsOf(refusal)).toEqual({ ...VARY, ...METHODS });
    },
  );

  it('says Vary to a request without Origin', async () => {
    expect(corsOf(await ask(address, 'GET', '/api/orders'))).toEqual(VARY);
  });

  it('lets a 404 of the server behind be read', async () => {
    const answer = await ask(address, 'GET', '/api/nothing', { Origin: SHOP });
    expect([answer.status, corsOf(answer)]).toEqual([404, permits(SHOP)]);
  });

  // https://nginx.org/r/map: string matching ignores the case. No browser says an origin in capitals.
  it('compares without regard to case, as map does', async () => {
    const answer = await ask(address, 'GET', '/api/orders', { Origin: 'https://SHOP.com' });
    expect(corsOf(answer)).toEqual(permits('https://SHOP.com'));
  });
});

it('lets nothing of the CORS of the server behind through beside its own', async () => {
  const server = await rightNginx(await expressCors({ origin: 'https://other.com', credentials: true }));
  const answer = await ask(addressOf(server), 'GET', '/api/products', { Origin: SHOP });
  expect(corsOf(answer)).toEqual(permits(SHOP));
  await server.close?.();
});
