import { request } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { cdn } from '../servers/cdn.ts';
import { failingGateway } from '../servers/failing-gateway.ts';
import { orders } from '../servers/orders.ts';
import type { Server } from './model/server.ts';
import { createAuthority } from './network/authority.ts';
import { Router } from './network/router.ts';

const SHOP = 'http://shop.com';

async function routerWith(server: Server): Promise<Router> {
  const router = await Router.start(await createAuthority());
  onTestFinished(() => router.close());
  router.mount(SHOP, server);
  return router;
}

/** A plain request by way of the router, to its end. */
function ask(router: Router, path: string): Promise<void> {
  const { hostname: host, port } = new URL(router.proxy);
  return new Promise((resolve, reject) => {
    request({ host, port, path: `${SHOP}${path}`, headers: { host: 'shop.com' } }, (response) => {
      response.resume().once('close', resolve);
    })
      .once('error', reject)
      .end();
  });
}

it('the record tells whom a server asked, through every server in between', async () => {
  const router = await routerWith(cdn(failingGateway(orders())));
  await ask(router, '/orders');
  expect(router.record.since(0)).toMatchObject([{ mount: 'cdn', askedOn: ['failing-gateway', 'orders'] }]);
});

it('the record tells that a cache asked nobody', async () => {
  const router = await routerWith(cdn(orders({ answers: { headers: { 'cache-control': 'max-age=60' } } })));
  await ask(router, '/orders');
  await ask(router, '/orders');
  expect(router.record.since(0).map(({ askedOn }) => askedOn)).toEqual([['orders'], []]);
});

it('requests at the same time keep their trails apart', async () => {
  const router = await routerWith(cdn(orders({ answers: { headers: { 'cache-control': 'no-store' } } })));
  await Promise.all(['/orders', '/orders?2', '/orders?3'].map((path) => ask(router, path)));
  expect(router.record.since(0).map(({ askedOn }) => askedOn)).toEqual([['orders'], ['orders'], ['orders']]);
});
