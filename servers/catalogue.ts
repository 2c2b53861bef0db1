import type { Server } from '../harness/model/server.ts';
import type { Suggestion } from './lookout.ts';
import { COMPANIES } from './shown/companies.ts';
import { FRAMEWORKS } from './shown/frameworks.ts';
import { MISCONFIGURED } from './shown/misconfigured.ts';
import type { System } from './system.ts';

const API = 'https://api.shop.com';
const CDN = 'https://cdn.shop.com';
const PAGES = ['https://shop.com', 'https://admin.shop.com', 'https://evil.com'];

const ofOrders = (at: string): Suggestion[] => [
  { label: 'read the orders', url: `${at}/orders` },
  { label: 'read the orders, with cookies', url: `${at}/orders`, init: { credentials: 'include' } },
  { label: 'put something into the cart (a simple POST)', url: `${at}/cart`, init: { method: 'POST', body: 'sku=a' } },
  { label: 'delete an order', url: `${at}/orders/1`, init: { method: 'DELETE' } },
];

const ofData: readonly Suggestion[] = [{ label: 'read data.json', url: `${CDN}/data.json` }];

const PAY = 'https://api.pay.com';

const BUCKET = 'https://shop-assets.s3.eu-central-1.amazonaws.com';
const ofBucket: readonly Suggestion[] = [
  { label: 'read data.json', url: `${BUCKET}/data.json` },
  {
    label: 'read data.json with a header of its own',
    url: `${BUCKET}/data.json`,
    init: { headers: { 'x-trace': '1' } },
  },
  { label: 'write data.json', url: `${BUCKET}/data.json`, init: { method: 'PUT', body: '{}' } },
  { label: 'delete data.json', url: `${BUCKET}/data.json`, init: { method: 'DELETE' } },
];

/** The answers of a file server that allows whoever asks, by name, and that a shared cache may keep for ten minutes. */
const KEPT = { 'cache-control': 'max-age=0, s-maxage=600', 'access-control-allow-origin': '${origin}' };

/** What a gateway answers by itself, beside what it asks its function for. */
const ofGateways: readonly Suggestion[] = [
  ...ofOrders(API),
  { label: 'read the report, which is for users (401)', url: `${API}/report` },
  {
    label: 'the same with a token that is denied (403)',
    url: `${API}/report`,
    init: { headers: { authorization: 'Bearer eve' } },
  },
  { label: 'a path that is not there', url: `${API}/nothing` },
];

/** What `cross-examine serve` can start, by name. Each is loaded when it is asked for: some need a program or a package. */
export const CATALOGUE: Readonly<Record<string, System>> = {
  orders: {
    what: 'an order API that says nothing about CORS: what is refused to the page, and carried out all the same',
    pages: PAGES,
    suggestions: ofOrders(API),
    start: async () => ({ [API]: (await import('./orders.ts')).orders() }),
  },
  cdn: {
    what: 'a CDN that replays what it stored for another origin, for its origin server forgets Vary',
    pages: PAGES,
    suggestions: ofData,
    start: async () => ({ [CDN]: await cdnWith(KEPT) }),
  },
  'cdn-vary': {
    what: 'the same CDN, whose origin server says Vary: Origin with every answer',
    pages: PAGES,
    suggestions: ofData,
    start: async () => ({ [CDN]: await cdnWith({ ...KEPT, vary: 'Origin' }) }),
  },
  s3: {
    what: 'a bucket with the rule of the course notes: its sites read and write, and delete nothing; others do neither',
    pages: PAGES,
    suggestions: ofBucket,
    start: async () => {
      const { NOTES_RULE, SHOP_BUCKET_ORIGIN, shopBucket } = await import('./shop-bucket.ts');
      return { [SHOP_BUCKET_ORIGIN]: shopBucket([NOTES_RULE], { publicAccess: 'read-write' }) };
    },
  },
  cloudfront: {
    what: 'that bucket behind CloudFront, which tells it who asks and keeps one answer for all: the first who comes decides',
    pages: PAGES,
    suggestions: ofData,
    start: async () => ({ [CDN]: await cloudFrontBeforeBucket() }),
  },
  'cloudfront-policy': {
    what: 'an API that says nothing about CORS, behind CloudFront with the policy CORS-With-Preflight',
    pages: PAGES,
    suggestions: ofOrders(CDN),
    start: async () => ({ [CDN]: await cloudFrontBeforeOrders() }),
  },
  'gateway-rest': {
    what: 'a REST API of API Gateway with CORS enabled on its resources: what it answers by itself is bare',
    pages: PAGES,
    suggestions: ofGateways,
    start: async () => ({ [API]: (await import('./shop-gateways.ts')).shopRestGateway() }),
  },
  'gateway-rest-responses': {
    what: 'the same with Access-Control-Allow-Origin: * in DEFAULT_4XX and DEFAULT_5XX',
    pages: PAGES,
    suggestions: ofGateways,
    start: async () => {
      const { ANYONE_READS_ERRORS, shopRestGateway } = await import('./shop-gateways.ts');
      return { [API]: shopRestGateway(ANYONE_READS_ERRORS) };
    },
  },
  'gateway-http': {
    what: 'an HTTP API of API Gateway: one CORS configuration for all its routes',
    pages: PAGES,
    suggestions: ofGateways,
    start: async () => ({ [API]: (await import('./shop-gateways.ts')).shopHttpGateway() }),
  },
  'gateway-passed-through': {
    what: 'a gateway that passes everything through to a function, which forgets the headers of its errors',
    pages: PAGES,
    suggestions: ofGateways,
    start: async () => ({ [API]: (await import('./shop-gateways.ts')).shopPassedThrough() }),
  },
  checkout: {
    what: "a payment provider's token endpoint that answers with the origin of the key, and makes tokens for whoever asks",
    pages: ['https://shop.com', 'https://evil.com'],
    suggestions: [
      { label: 'a token by a form', url: `${PAY}/tokens`, init: { method: 'POST', body: 'key=pk_shop&card=4242' } },
      {
        label: 'a token by JSON',
        url: `${PAY}/tokens`,
        init: { method: 'POST', body: '{"key":"pk_shop"}', headers: { 'content-type': 'application/json' } },
      },
    ],
    start: async () => ({
      [PAY]: (await import('./token-api.ts')).tokenApi({
        keys: { pk_shop: 'https://shop.com' },
        readers: 'of-the-key',
      }),
    }),
  },
  varnish: {
    what: 'real Varnish before an origin server that forgets Vary',
    pages: PAGES,
    suggestions: ofData,
    start: async () => ({ [CDN]: await varnishWith(KEPT) }),
  },
  ...COMPANIES,
  tenants: {
    what: 'an API for many tenants that finds them by their token: a preflight has none',
    pages: ['https://tenant1.io', 'https://tenant2.com'],
    suggestions: [
      {
        label: 'read my data',
        url: `${API}/data`,
        init: { headers: { authorization: 'Bearer e30.eyJ0ZW5hbnQiOiJvbmUifQ.' } },
      },
    ],
    start: async () => {
      const { tenantPlatform } = await import('./tenants.ts');
      const one = { origins: ['https://tenant1.io'], key: 'key-one' };
      return { [API]: tenantPlatform({ tenants: { one }, tenantIn: 'jwt' }) };
    },
  },
  'seed-nginx': {
    what: 'the nginx block of the course notes, in real nginx',
    pages: PAGES,
    suggestions: ofOrders(`${API}/api`),
    start: async () => ({ [API]: await (await import('./real/seed-nginx.ts')).seedNginx() }),
  },
  'seed-express': {
    what: 'the Express allow-list of the course notes, in real Express with cors',
    pages: PAGES,
    suggestions: ofOrders(`${API}/api`),
    start: async () => ({ [API]: await (await import('./real/seed-express.ts')).seedExpress() }),
  },
  nginx: {
    what: 'nginx as it should be configured, before an API that knows nothing of CORS',
    pages: PAGES,
    suggestions: ofOrders(`${API}/api`),
    start: async () => ({ [API]: await (await import('./real/right-nginx.ts')).rightNginx() }),
  },
  'load-balancer': {
    what: 'an Application Load Balancer whose listener adds one origin to every answer, and answers no preflight',
    pages: PAGES,
    suggestions: ofOrders(API),
    start: async () => ({ [API]: await loadBalancerForTheShop() }),
  },
  misconfigured: MISCONFIGURED,
  frameworks: FRAMEWORKS,
};

async function loadBalancerForTheShop(): Promise<Server> {
  const [{ loadBalancer }, { orders }] = await Promise.all([import('./load-balancer.ts'), import('./orders.ts')]);
  const attributes = { 'routing.http.response.access_control_allow_origin.header_value': 'https://shop.com' };
  return loadBalancer(orders(), { attributes });
}

async function cdnWith(headers: Readonly<Record<string, string>>): Promise<Server> {
  const [{ cdn }, { assets }] = await Promise.all([import('./cdn.ts'), import('./assets.ts')]);
  return cdn(assets({ answers: { headers } }));
}

async function varnishWith(headers: Readonly<Record<string, string>>): Promise<Server> {
  const [{ varnish }, { assets }] = await Promise.all([import('./real/varnish.ts'), import('./assets.ts')]);
  return varnish({ backend: assets({ answers: { headers } }) });
}

async function cloudFrontBeforeBucket(): Promise<Server> {
  const [{ cloudFront }, { NOTES_RULE, SHOP_BUCKET_ORIGIN, shopBucket }] = await Promise.all([
    import('./cloudfront.ts'),
    import('./shop-bucket.ts'),
  ]);
  return cloudFront(shopBucket([NOTES_RULE], { cacheControl: 'max-age=0, s-maxage=600' }), {
    Origins: { origin: { DomainName: new URL(SHOP_BUCKET_ORIGIN).host } },
    DefaultCacheBehavior: { CachePolicy: 'CachingOptimized', OriginRequestPolicy: 'CORS-S3Origin' },
  });
}

async function cloudFrontBeforeOrders(): Promise<Server> {
  const [{ cloudFront }, { orders }] = await Promise.all([import('./cloudfront.ts'), import('./orders.ts')]);
  const AllowedMethods = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'] as const;
  return cloudFront(orders(), {
    DefaultCacheBehavior: {
      AllowedMethods: [...AllowedMethods],
      CachePolicy: 'CachingDisabled',
      ResponseHeadersPolicy: 'CORS-With-Preflight',
    },
  });
}
