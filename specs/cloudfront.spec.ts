import { expect, test } from 'cross-examine';
import { assets } from '../servers/assets.ts';
import {
  MANAGED_ORIGIN_REQUEST_POLICIES,
  MANAGED_RESPONSE_HEADERS_POLICIES,
  managedPolicy,
} from '../servers/cloudfront/managed-policies.ts';
import { originRequestPolicySchema } from '../servers/cloudfront/origin-request-policy.ts';
import { isSelected } from '../servers/cloudfront/selection.ts';
import { type CloudFrontRules, type CloudFrontServer, cloudFront } from '../servers/cloudfront.ts';
import { companyApi } from '../servers/company-api.ts';
import { orders } from '../servers/orders.ts';
import { NOTES_RULE, SHOP_BUCKET, shopBucket } from '../servers/shop-bucket.ts';
import { atTheViewer, tenantFunction } from '../servers/tenant-function.ts';

const SHOP = 'https://shop.com';
const WWW = 'https://www.shop.com';
const EVIL = 'https://evil.com';
const CDN = 'https://cdn.shop.com';
const DATA = `${CDN}/data.json`;
const ORDER = `${CDN}/orders/1`;
const ALL_METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'] as const;

type Behavior = CloudFrontRules['DefaultCacheBehavior'];

/** The shop's bucket, which lists shop.com and www.shop.com; a browser's own cache stays out of this. */
function bucketBehind(behavior: Behavior) {
  const Origins = { origin: { DomainName: `${SHOP_BUCKET}.s3.eu-central-1.amazonaws.com` } };
  const bucket = shopBucket([NOTES_RULE], { cacheControl: 'max-age=0, s-maxage=600' });
  return cloudFront(bucket, { Origins, DefaultCacheBehavior: behavior });
}

/** An API that says nothing about CORS, and answers OPTIONS with 404. */
const ordersBehind = (behavior: Partial<Behavior>) =>
  cloudFront(orders(), {
    DefaultCacheBehavior: { CachePolicy: 'CachingDisabled', AllowedMethods: [...ALL_METHODS], ...behavior },
  });

/** Somebody without an Origin, whose browser takes the encodings that all browsers take: they are in the cache key. */
const readDirectly = (edge: CloudFrontServer, url: string) =>
  edge.app.inject({ url, headers: { 'accept-encoding': 'gzip, deflate, br' } });

/** A cache policy of the shop's own. */
const KEYED_BY_ORIGIN = {
  MinTTL: 0,
  ParametersInCacheKeyAndForwardedToOrigin: {
    HeadersConfig: { HeaderBehavior: 'whitelist' as const, Headers: ['Origin'] },
    CookiesConfig: { CookieBehavior: 'none' as const },
    QueryStringsConfig: { QueryStringBehavior: 'none' as const },
  },
};

test.describe('A bucket behind CloudFront', () => {
  test('CORS-S3Origin tells the bucket, and CachingOptimized keeps one answer for all', {
    tag: ['@C30', '@C34'],
  }, async ({ serve, visit }) => {
    const edge = bucketBehind({ CachePolicy: 'CachingOptimized', OriginRequestPolicy: 'CORS-S3Origin' });
    serve(CDN, edge);
    await readDirectly(edge, DATA);
    const page = await visit(SHOP);
    expect(await page.fetch(DATA)).toBeBlocked();
    edge.purge();
    expect(await page.fetch(DATA)).toBeReadable();
    await page.goto(WWW);
    expect(await page.fetch(DATA)).toBeBlocked();
  });

  test('with Origin in the cache key each gets its own, and a stranger none', {
    tag: ['@C31', '@C34'],
  }, async ({ serve, visit }) => {
    const edge = bucketBehind({ CachePolicy: KEYED_BY_ORIGIN });
    serve(CDN, edge);
    await readDirectly(edge, DATA);
    const page = await visit(SHOP);
    expect(await page.fetch(DATA)).toBeReadable();
    await page.goto(WWW);
    expect(await page.fetch(DATA)).toBeReadable();
    await page.goto(EVIL);
    expect(await page.fetch(DATA)).toBeBlocked();
    expect([edge.hits, edge.entries()]).toEqual([0, 4]);
  });

  test('with CachingDisabled the bucket answers each', { tag: '@C32' }, async ({ serve, visit }) => {
    const edge = bucketBehind({ CachePolicy: 'CachingDisabled', OriginRequestPolicy: 'CORS-S3Origin' });
    serve(CDN, edge);
    await readDirectly(edge, DATA);
    const page = await visit(SHOP);
    expect(await page.fetch(DATA)).toBeReadable();
    await page.goto(WWW);
    expect(await page.fetch(DATA)).toBeReadable();
    expect([edge.passes, edge.entries()]).toEqual([3, 0]);
  });

  test('UserAgentRefererHeaders does not tell the bucket who asks, which then allows nobody', {
    tag: ['@C30', '@C33'],
  }, async ({ serve, visit }) => {
    serve(CDN, bucketBehind({ CachePolicy: 'CachingDisabled', OriginRequestPolicy: 'UserAgentRefererHeaders' }));
    const shop = await visit(SHOP);
    expect(await shop.fetch(DATA)).toBeBlocked();
  });

  test('a preflight is refused where OPTIONS is no allowed method, and passes where it is', async ({
    serve,
    visit,
  }) => {
    const rules = { CachePolicy: KEYED_BY_ORIGIN, OriginRequestPolicy: 'CORS-S3Origin' };
    serve(CDN, bucketBehind(rules));
    serve('https://options.shop.com', bucketBehind({ ...rules, AllowedMethods: ['GET', 'HEAD', 'OPTIONS'] }));
    const shop = await visit(SHOP);
    const headers = { authorization: 'Bearer 1' };
    const refused = await shop.fetch(DATA, { headers });
    expect(refused).toBeBlocked();
    expect(refused).not.toHaveReachedTheServer();
    expect(await shop.fetch('https://options.shop.com/data.json', { headers })).toBeReadable();
  });
});

test.describe('The managed policies, as AWS lists them', () => {
  for (const name of ['AllHeaders', 'UserAgentRefererHeaders', 'AllViewer', 'CORS-CustomOrigin']) {
    test(`does the origin request policy ${name} forward Origin?`, { tag: '@C33' }, async ({ measure }) => {
      const policy = managedPolicy(MANAGED_ORIGIN_REQUEST_POLICIES, name);
      const forwardsOrigin =
        policy !== undefined && isSelected(originRequestPolicySchema.parse(policy.config).headers, 'origin');
      measure(`cloudfront/origin-request-policy/${name}`, 'the table of managed origin request policies', {
        isManaged: policy !== undefined,
        forwardsOrigin,
      });
      expect(forwardsOrigin).toBe(name === 'AllViewer' || name === 'CORS-CustomOrigin');
    });
  }

  test('no response headers policy is named Managed-CORS-Allow-All-Origins', { tag: '@C35' }, async ({ measure }) => {
    for (const [name, isManaged] of [
      ['Managed-CORS-Allow-All-Origins', false],
      ['Managed-SimpleCORS', true],
    ] as const) {
      const values = { isManaged: managedPolicy(MANAGED_RESPONSE_HEADERS_POLICIES, name) !== undefined };
      measure(`cloudfront/response-headers-policy/${name}`, 'the table of managed response headers policies', values);
      expect(values).toEqual({ isManaged });
    }
  });
});

test.describe('A response headers policy', () => {
  test('SimpleCORS lets anybody read what is simple, and nobody with credentials', {
    tag: ['@C35', '@C36'],
  }, async ({ serve, visit }) => {
    serve(CDN, ordersBehind({ ResponseHeadersPolicy: 'SimpleCORS' }));
    const shop = await visit(SHOP);
    expect(await shop.fetch(`${CDN}/orders`)).toBeReadable();
    expect(await shop.fetch(`${CDN}/orders`, { credentials: 'include' })).toBeBlocked();
    const deletion = await shop.fetch(ORDER, { method: 'DELETE' });
    expect(deletion).toBeBlocked();
    expect(deletion).not.toHaveReachedTheServer();
  });

  test('CORS-With-Preflight decorates the preflight that the origin refuses, and it stays refused', {
    tag: ['@C35', '@C36'],
  }, async ({ serve, visit }) => {
    const api = serve(CDN, ordersBehind({ ResponseHeadersPolicy: 'CORS-With-Preflight' }));
    const shop = await visit(SHOP);
    const deletion = await shop.fetch(ORDER, { method: 'DELETE' });
    expect(deletion).toBeBlocked();
    expect(deletion).not.toHaveReachedTheServer();
    const [preflight] = deletion.exchanges;
    expect(preflight?.answer).toMatchObject({ kind: 'answered', status: 404 });
    expect(preflight?.answer).toHaveProperty('headers', expect.arrayContaining([['access-control-allow-origin', '*']]));
    expect(api).toHaveEffects(0);
  });

  test('with an origin that answers OPTIONS by 200 it is all that a preflight needs, a header of its own apart', {
    tag: '@C36',
  }, async ({ serve, visit }) => {
    const origin = orders({ preflight: { status: 200, headers: {} } });
    const rules = { CachePolicy: 'CachingDisabled', AllowedMethods: [...ALL_METHODS] };
    const policy = { ...rules, ResponseHeadersPolicy: 'CORS-With-Preflight' };
    const api = serve(CDN, cloudFront(origin, { DefaultCacheBehavior: policy }));
    const shop = await visit(SHOP);
    expect(await shop.fetch(ORDER, { method: 'DELETE' })).toBeReadable();
    const json = { method: 'POST', contentType: 'application/json', body: '{}' };
    expect(await shop.fetch(`${CDN}/orders`, json)).toBeBlocked();
    expect(api).toHaveEffects(1);
  });

  test('the headers are added after the origin has answered, which is not told who asks', {
    tag: '@C36',
  }, async ({ measure }) => {
    const behavior = { CachePolicy: 'CachingDisabled', ResponseHeadersPolicy: 'SimpleCORS' };
    const edge = cloudFront(companyApi(), { DefaultCacheBehavior: behavior });
    const answer = await edge.app.inject({ url: `${CDN}/account`, headers: { origin: SHOP } });
    const values = {
      originAskedFrom: String(answer.json().askedFrom),
      allowed: String(answer.headers['access-control-allow-origin']),
    };
    measure('cloudfront/added-after-the-origin', 'a plain request with an Origin to SimpleCORS', values);
    expect(values).toEqual({ originAskedFrom: 'null', allowed: '*' });
    await edge.close?.();
  });

  test('named sites read with credentials, from the cache too, and the origin knows nothing of it', async ({
    serve,
    visit,
  }) => {
    const cors = {
      AccessControlAllowOrigins: { Items: [SHOP, 'https://*.shop.com'] },
      AccessControlAllowHeaders: { Items: ['Content-Type'] },
      AccessControlAllowMethods: { Items: ['GET' as const] },
      AccessControlAllowCredentials: true,
      OriginOverride: true,
    };
    const origin = assets({ answers: { headers: { 'cache-control': 'max-age=0, s-maxage=600' } } });
    const behavior = { CachePolicy: 'CachingOptimized', ResponseHeadersPolicy: { CorsConfig: cors } };
    const edge = cloudFront(origin, { DefaultCacheBehavior: behavior });
    serve(CDN, edge);
    const page = await visit(SHOP);
    expect(await page.fetch(DATA, { credentials: 'include' })).toBeReadable();
    await page.goto(WWW);
    expect(await page.fetch(DATA, { credentials: 'include' })).toBeReadable();
    await page.goto(EVIL);
    expect(await page.fetch(DATA)).toBeBlocked();
    expect([edge.hits, edge.entries()]).toEqual([2, 1]);
  });

  test('OriginOverride decides who wins: the origin that allows another site, or the policy', async ({
    serve,
    visit,
  }) => {
    const origin = () => assets({ answers: { headers: { 'access-control-allow-origin': WWW } } });
    const policy = (OriginOverride: boolean) => ({
      CorsConfig: {
        AccessControlAllowOrigins: ['*'],
        AccessControlAllowHeaders: [],
        AccessControlAllowMethods: ['GET' as const],
        AccessControlAllowCredentials: false,
        OriginOverride,
      },
    });
    const distribution = (OriginOverride: boolean) =>
      cloudFront(origin(), {
        DefaultCacheBehavior: { CachePolicy: 'CachingDisabled', ResponseHeadersPolicy: policy(OriginOverride) },
      });
    serve(CDN, distribution(true));
    serve('https://origin-wins.shop.com', distribution(false));
    const shop = await visit(SHOP);
    expect(await shop.fetch(DATA)).toBeReadable();
    expect(await shop.fetch('https://origin-wins.shop.com/data.json')).toBeBlocked();
  });
});

test.describe('Code at the edge knows the tenants', { tag: '@C53a' }, () => {
  const ACME = 'https://acme.com';
  const GLOBEX = 'https://globex.com';
  const TENANTS = [ACME, GLOBEX];

  test('at the viewer it allows each tenant, also from the cache, and no stranger', async ({
    serve,
    visit,
    measure,
  }) => {
    const edge = cloudFront(companyApi({ answers: { headers: { 'cache-control': 'max-age=0, s-maxage=600' } } }), {
      DefaultCacheBehavior: {
        CachePolicy: 'CachingOptimized',
        AllowedMethods: [...ALL_METHODS],
        Functions: atTheViewer(tenantFunction(TENANTS)),
      },
    });
    const api = serve(CDN, edge);
    const page = await visit(ACME);
    expect(await page.fetch(`${CDN}/account`)).toBeReadable();
    expect(await page.fetch(ORDER, { method: 'DELETE' })).toBeReadable();
    await page.goto(GLOBEX);
    expect(await page.fetch(`${CDN}/account`)).toBeReadable();
    await page.goto(EVIL);
    expect(await page.fetch(`${CDN}/account`)).toBeBlocked();
    expect(await page.fetch(ORDER, { method: 'DELETE' })).toBeBlocked();
    expect(api).toHaveEffects(1);
    const kept = await readDirectly(edge, `${CDN}/account`);
    const values = { originAskedFrom: String(kept.json().askedFrom), entries: edge.entries(), hits: edge.hits };
    measure('cloudfront/tenants-at-the-edge', 'what the origin server was asked for three pages', values);
    expect(values).toEqual({ originAskedFrom: 'null', entries: 1, hits: 3 });
  });

  test('on origin-response what it has said to one tenant is replayed to the other', async ({ serve, visit }) => {
    const origin = () => assets({ answers: { headers: { 'cache-control': 'max-age=0, s-maxage=600' } } });
    const Functions = { 'origin-response': tenantFunction(TENANTS) };
    const forwarding = { OriginRequestPolicy: 'CORS-CustomOrigin', CachePolicy: 'CachingOptimized' };
    serve(CDN, cloudFront(origin(), { DefaultCacheBehavior: { ...forwarding, Functions } }));
    serve(
      'https://keyed.shop.com',
      cloudFront(origin(), { DefaultCacheBehavior: { CachePolicy: KEYED_BY_ORIGIN, Functions } }),
    );
    const page = await visit(ACME);
    expect(await page.fetch(DATA)).toBeReadable();
    expect(await page.fetch('https://keyed.shop.com/data.json')).toBeReadable();
    await page.goto(GLOBEX);
    expect(await page.fetch(DATA)).toBeBlocked();
    expect(await page.fetch('https://keyed.shop.com/data.json')).toBeReadable();
  });

  test('on viewer-response it does not run for errors: what is missing is blocked, not a 404', async ({
    serve,
    visit,
  }) => {
    const behavior = { CachePolicy: 'CachingDisabled', Functions: atTheViewer(tenantFunction(TENANTS)) };
    serve(CDN, cloudFront(orders(), { DefaultCacheBehavior: behavior }));
    const page = await visit(ACME);
    expect(await page.fetch(`${CDN}/orders`)).toBeReadable();
    expect(await page.fetch(`${CDN}/nothing`)).toBeBlocked();
  });
});
