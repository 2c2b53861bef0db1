import { expect, test } from 'cross-examine';
import { cdn } from '../servers/cdn.ts';
import { redis } from '../servers/real/redis.ts';
import { inMemory, inRedis } from '../servers/tenants/allow-list-cache.ts';
import { tokenFor } from '../servers/tenants/whose.ts';
import { tenantPlatform } from '../servers/tenants.ts';

const API = 'https://api.platform.com';
const ONE = 'https://tenant1.io';
const TWO = 'https://tenant2.com';
const TENANTS = { one: { origins: [ONE], key: 'key-one' }, two: { origins: [TWO], key: 'key-two' } };

const AS_ONE = { jwt: { headers: { authorization: tokenFor('one') } }, key: { headers: { 'x-api-key': 'key-one' } } };

test.describe('The design of the notes', { tag: '@C53' }, () => {
  test('finds the tenant by the path', async ({ serve, visit }) => {
    serve(API, tenantPlatform({ tenants: TENANTS, tenantIn: 'path' }));
    const page = await visit(ONE);
    expect(await page.fetch(`${API}/t/one/data`, { credentials: 'include' })).toBeReadable();
  });

  test('cannot find him by a JWT, which no preflight has', async ({ serve, visit }) => {
    serve(API, tenantPlatform({ tenants: TENANTS, tenantIn: 'jwt' }));
    const page = await visit(ONE);
    const data = await page.fetch(`${API}/data`, AS_ONE.jwt);
    expect(data).toHavePreflight();
    expect(data).toBeBlocked();
    expect(data).not.toHaveReachedTheServer();
  });

  test('nor by a key in a header', async ({ serve, visit }) => {
    serve(API, tenantPlatform({ tenants: TENANTS, tenantIn: 'key-header' }));
    const page = await visit(ONE);
    const data = await page.fetch(`${API}/data`, AS_ONE.key);
    expect(data).toBeBlocked();
    expect(data).not.toHaveReachedTheServer();
  });
});

test.describe('The design that works', { tag: '@C53' }, () => {
  test('has a host for each tenant', async ({ serve, visit }) => {
    serve('https://one.api.platform.com', tenantPlatform({ tenants: TENANTS, tenantIn: 'subdomain' }));
    const page = await visit(ONE);
    expect(await page.fetch('https://one.api.platform.com/data', AS_ONE.jwt)).toBeReadable();
  });

  test('or lets every tenant ask, and only the right one read', async ({ serve, visit }) => {
    serve(API, tenantPlatform({ tenants: TENANTS, tenantIn: 'jwt', preflights: 'of-any-tenant' }));
    const page = await visit(ONE);
    expect(await page.fetch(`${API}/data`, AS_ONE.jwt)).toBeReadable();
    await page.goto(TWO);
    const stolen = await page.fetch(`${API}/data`, AS_ONE.jwt);
    expect(stolen).toHaveReachedTheServer();
    expect(stolen).toBeBlocked();
    await page.goto('https://evil.com');
    expect(await page.fetch(`${API}/data`, AS_ONE.jwt)).not.toHaveReachedTheServer();
  });
});

for (const { where, start } of [
  { where: 'in memory', start: async () => ({ cache: inMemory(), stop: async () => {} }) },
  {
    where: 'in Redis',
    start: async () => {
      const { url, stop } = await redis();
      return { cache: await inRedis(url), stop };
    },
  },
]) {
  test(`A domain that has changed takes effect when the allow-list ${where} is a minute old`, {
    tag: '@C53b',
  }, async ({ serve, visit }) => {
    const { cache, stop } = await start();
    const platform = tenantPlatform({ tenants: TENANTS, tenantIn: 'path', timeToLive: 60 }, cache);
    serve(API, platform);
    const page = await visit(ONE);
    const read = () => page.fetch(`${API}/t/one/data`);
    expect(await read()).toBeReadable();
    platform.move('one', ['https://new-name.io']);
    platform.advance(59);
    expect(await read()).toBeReadable();
    await page.goto('https://new-name.io');
    expect(await read()).toBeBlocked();
    platform.advance(1);
    expect(await read()).toBeReadable();
    await page.goto(ONE);
    expect(await read()).toBeBlocked();
    await stop();
  });
}

test.describe("Another tenant's data", { tag: '@C53c' }, () => {
  test('is not read by path', async ({ serve, visit }) => {
    serve(API, tenantPlatform({ tenants: TENANTS, tenantIn: 'path' }));
    const page = await visit(TWO);
    const data = await page.fetch(`${API}/t/one/data`, { credentials: 'include' });
    expect(data).toHaveReachedTheServer();
    expect(data).toBeBlocked();
  });

  test('is not read by host, whatever token one has', async ({ serve, visit }) => {
    serve('https://one.api.platform.com', tenantPlatform({ tenants: TENANTS, tenantIn: 'subdomain' }));
    const page = await visit(TWO);
    expect(await page.fetch('https://one.api.platform.com/data', AS_ONE.jwt)).toBeBlocked();
  });

  test('comes out of a cache that does not know whose it is, and is blocked by chance', async ({ serve, visit }) => {
    const headers = { 'cache-control': 'public, s-maxage=600' };
    const platform = tenantPlatform({
      tenants: TENANTS,
      tenantIn: 'jwt',
      preflights: 'of-any-tenant',
      headers,
      vary: false,
    });
    serve(API, cdn(platform, { stores: ['GET'] }));
    const page = await visit(ONE);
    expect(await page.fetch(`${API}/data`, AS_ONE.jwt)).toBeReadable();
    // The cache replays what it stored for the other: the permission, and the data.
    await page.goto(TWO);
    expect(await page.fetch(`${API}/data`, { headers: { authorization: tokenFor('two') } })).toBeBlocked();
  });

  test('is kept apart by Vary: Origin', async ({ serve, visit }) => {
    const headers = { 'cache-control': 'public, s-maxage=600' };
    const platform = tenantPlatform({ tenants: TENANTS, tenantIn: 'jwt', preflights: 'of-any-tenant', headers });
    serve(API, cdn(platform, { stores: ['GET'] }));
    const page = await visit(ONE);
    expect(await page.fetch(`${API}/data`, AS_ONE.jwt)).toBeReadable();
    await page.goto(TWO);
    expect(await page.fetch(`${API}/data`, { headers: { authorization: tokenFor('two') } })).toBeReadable();
  });
});
