import { expect, it } from 'vitest';
import { cachePolicySchema } from './cache-policy.ts';
import { lifetimeUnder } from './lifetime.ts';
import { MANAGED_CACHE_POLICIES, managedPolicy } from './managed-policies.ts';

const GUIDE = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide';

it.each<[what: string, policy: string, status: number, cacheControl: string | undefined, seconds: number]>([
  ['nothing said', 'CachingOptimized', 200, undefined, 86_400],
  ['max-age', 'CachingOptimized', 200, 'max-age=60', 60],
  ['s-maxage before max-age', 'CachingOptimized', 200, 'max-age=60, s-maxage=600', 600],
  ['less than the minimum', 'Amplify', 200, 'max-age=1', 2],
  ['more than the maximum', 'Amplify', 200, 'max-age=900', 600],
  ['no-store, and a minimum', 'CachingOptimized', 200, 'no-store', 1],
  ['private, and no minimum', 'Elemental-MediaPackage', 200, 'private, max-age=60', 0],
  ['a 404', 'CachingOptimized', 404, undefined, 10],
  ['a 404 that may be kept for longer', 'CachingOptimized', 404, 'max-age=60', 60],
  ['a 403', 'CachingOptimized', 403, undefined, 0],
  ['a 403 that says for how long', 'CachingOptimized', 403, 'max-age=60', 60],
  ['a 401', 'CachingOptimized', 401, 'max-age=60', 0],
  ['a disabled cache', 'CachingDisabled', 200, 'max-age=60', 0],
])(
  `%s, under %s: a %i with Cache-Control %s is kept for %i seconds [${GUIDE}/Expiration.html, /HTTPStatusCodes.html]`,
  (_what, policy, status, cacheControl, seconds) => {
    const parsed = cachePolicySchema.parse(managedPolicy(MANAGED_CACHE_POLICIES, policy)?.config);
    const headers = cacheControl === undefined ? {} : { 'cache-control': cacheControl };
    expect(lifetimeUnder(parsed, { status, headers, body: Buffer.alloc(0) })).toBe(seconds);
  },
);

it('a policy that says no default keeps for a day, or for as long as its minimum', () => {
  const parameters = {
    HeadersConfig: { HeaderBehavior: 'none' },
    CookiesConfig: { CookieBehavior: 'none' },
    QueryStringsConfig: { QueryStringBehavior: 'none' },
  } as const;
  const ttl = (MinTTL: number) =>
    cachePolicySchema.parse({ MinTTL, ParametersInCacheKeyAndForwardedToOrigin: parameters });
  expect([ttl(0).defaultTtl, ttl(0).maxTtl]).toEqual([86_400, 31_536_000]);
  expect([ttl(100_000).defaultTtl, ttl(40_000_000).maxTtl]).toEqual([100_000, 40_000_000]);
  const wrong = { MinTTL: 5, DefaultTTL: 1, ParametersInCacheKeyAndForwardedToOrigin: parameters };
  expect(() => cachePolicySchema.parse(wrong)).toThrow('MinTTL, DefaultTTL and MaxTTL have to be in this order');
});
