import { afterEach, describe, expect, it } from 'vitest';
import { companyApi } from './company-api.ts';
import { failingGateway } from './failing-gateway.ts';
import type { Behind } from './in-front.ts';
import { sharedCache } from './shared-cache.ts';

const SHOP = 'https://shop.com';
const open: Behind[] = [];

/** Closed with all that is behind it when the test ends. */
function serve(server: Behind): Behind {
  open.push(server);
  return server;
}

afterEach(() => Promise.all(open.splice(0).map((server) => server.close?.())));

describe('a gateway that loses answers', () => {
  it('says 502 and nothing else when the work is done, and lets preflights pass', async () => {
    const gateway = serve(failingGateway(companyApi({ cors: { sites: [SHOP] } })));
    const headers = { origin: SHOP, 'content-type': 'text/plain' };
    const order = await gateway.app.inject({ method: 'POST', url: '/orders', headers, body: 'sku=a' });
    expect([order.statusCode, order.headers['access-control-allow-origin']]).toEqual([502, undefined]);
    expect(gateway.effects?.()).toBe(1);
    const preflight = await gateway.app.inject({ method: 'OPTIONS', url: '/orders', headers });
    expect([preflight.statusCode, preflight.headers['access-control-allow-origin']]).toEqual([204, SHOP]);
  });
});

describe('a cache that all share', () => {
  const allowed = async (cache: Behind, origin?: string) => {
    const answer = await cache.app.inject({ url: '/orders', headers: origin === undefined ? {} : { origin } });
    expect(answer.json()).toHaveLength(2);
    return answer.headers['access-control-allow-origin'];
  };

  it('gives the first copy to everybody where Vary does not say otherwise', async () => {
    const cache = serve(sharedCache(companyApi({ cors: { sites: [SHOP], vary: 'on-match' } })));
    expect([await allowed(cache), await allowed(cache, SHOP)]).toEqual([undefined, undefined]);
  });

  it('keeps a copy for each Origin where Vary says so', async () => {
    const cache = serve(sharedCache(companyApi({ cors: { sites: [SHOP] } })));
    expect([await allowed(cache), await allowed(cache, SHOP), await allowed(cache)]).toEqual([
      undefined,
      SHOP,
      undefined,
    ]);
  });

  it('keeps no error, and no answer to an unsafe request', async () => {
    const cache = serve(sharedCache(companyApi({ session: { authentication: 'required' } })));
    const status = async (headers: Record<string, string>) =>
      (await cache.app.inject({ url: '/orders', headers })).statusCode;
    expect([await status({}), await status({ cookie: 'session=ann' })]).toEqual([401, 200]);
    const cookie = { cookie: 'session=ann' };
    for (const url of ['/cart', '/cart']) await cache.app.inject({ method: 'POST', url, headers: cookie });
    expect(cache.effects?.()).toBe(2);
  });
});
