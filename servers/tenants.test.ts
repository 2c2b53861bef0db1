import { describe, expect, it } from 'vitest';
import { redis } from './real/redis.ts';
import { inMemory, inRedis } from './tenants/allow-list-cache.ts';
import type { TenantRules } from './tenants/rules.ts';
import { tokenFor } from './tenants/whose.ts';
import { type TenantPlatform, tenantPlatform } from './tenants.ts';

const TENANTS = {
  one: { origins: ['https://tenant1.io'], key: 'key-one' },
  two: { origins: ['https://tenant2.com'], key: 'key-two' },
};

async function get(platform: TenantPlatform, url: string, headers: Record<string, string>, method = 'GET') {
  const answer = await platform.app.inject({
    method: method as 'GET',
    url,
    headers: { host: 'api.platform.com', ...headers },
  });
  return { status: answer.statusCode, allowed: answer.headers['access-control-allow-origin'], body: answer.body };
}

const ONE = { origin: 'https://tenant1.io' };

describe('a tenant is found', () => {
  it.each<[TenantRules['tenantIn'], string, Record<string, string>]>([
    ['path', '/t/one/data', {}],
    ['subdomain', '/data', { host: 'one.api.platform.com' }],
    ['jwt', '/data', { authorization: tokenFor('one') }],
    ['key-header', '/data', { 'x-api-key': 'key-one' }],
  ])('by %s', async (tenantIn, url, headers) => {
    const platform = tenantPlatform({ tenants: TENANTS, tenantIn });
    expect(await get(platform, url, { ...ONE, ...headers })).toMatchObject({ status: 200, allowed: ONE.origin });
    expect(await get(platform, url, { ...headers, origin: 'https://tenant2.com' })).toMatchObject({
      allowed: undefined,
    });
    expect(await get(platform, '/data', ONE)).toMatchObject({ status: 404, allowed: undefined });
  });

  it.each(['Bearer x', 'Bearer a.b.c', 'Basic eDp5', `Bearer a.${Buffer.from('3').toString('base64url')}.`])(
    'by no token like %s',
    async (authorization) => {
      const platform = tenantPlatform({ tenants: TENANTS, tenantIn: 'jwt' });
      expect(await get(platform, '/data', { ...ONE, authorization })).toMatchObject({ status: 404 });
    },
  );
});

it('answers the preflights of any tenant where it is told to', async () => {
  const preflight = (preflights: 'of-the-tenant' | 'of-any-tenant') =>
    get(tenantPlatform({ tenants: TENANTS, tenantIn: 'jwt', preflights }), '/data', ONE, 'OPTIONS');
  expect(await preflight('of-the-tenant')).toMatchObject({ status: 204, allowed: undefined });
  expect(await preflight('of-any-tenant')).toMatchObject({ status: 204, allowed: ONE.origin });
});

describe('an allow-list', () => {
  const caches = [
    ['in memory', async () => ({ cache: inMemory(), stop: async () => {} })],
    [
      'in Redis',
      async () => {
        const { url, stop } = await redis();
        return { cache: await inRedis(url), stop };
      },
    ],
  ] as const;

  it.each(caches)('%s is looked up again when it is too old, and not before', async (_, start) => {
    const { cache, stop } = await start();
    const platform = tenantPlatform({ tenants: TENANTS, tenantIn: 'path', timeToLive: 60 }, cache);
    const allowed = async (origin: string) => (await get(platform, '/t/one/data', { origin })).allowed;
    expect(await allowed('https://tenant1.io')).toBe('https://tenant1.io');
    platform.move('one', ['https://new.io']);
    platform.advance(59);
    expect(await allowed('https://new.io')).toBeUndefined();
    expect(platform.lookups).toBe(1);
    platform.advance(1);
    expect(await allowed('https://new.io')).toBe('https://new.io');
    expect(await allowed('https://tenant1.io')).toBeUndefined();
    expect(platform.lookups).toBe(2);
    await platform.close?.();
    await stop();
  });

  it('in Redis is shared by instances', async () => {
    const { url, stop } = await redis();
    const platforms = await Promise.all(
      [1, 2].map(async () => tenantPlatform({ tenants: TENANTS, tenantIn: 'path' }, await inRedis(url))),
    );
    for (const platform of platforms) await get(platform, '/t/one/data', ONE);
    expect(platforms.map(({ lookups }) => lookups)).toEqual([1, 0]);
    await Promise.all(platforms.map((platform) => platform.close?.()));
    await stop();
  });

  it('in a Redis that is not there is an error, at once', async () => {
    await expect(inRedis('redis://127.0.0.1:1')).rejects.toThrow(/ECONNREFUSED|connect/);
  });
});

it('names a wrong rule', () => {
  expect(() => tenantPlatform({ tenants: { One: TENANTS.one }, tenantIn: 'path' })).toThrow('must be a label');
});
