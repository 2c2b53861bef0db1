import type { Server } from '../harness/model/server.ts';
import type { Suggestion } from './lookout.ts';

/** Something to look at: servers on origins, and pages to stand at. */
export interface System {
  /** One sentence. */
  readonly what: string;
  /** Where a person may stand. */
  readonly pages: readonly string[];
  readonly suggestions: readonly Suggestion[];
  /** Starts the servers, by origin. Rejects when a program that one of them needs is not there. */
  readonly start: () => Promise<Readonly<Record<string, Server>>>;
}

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
  { label: 'read the report, for logged-in users only (401)', url: `${API}/report` },
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
    start: async () => ({ [API]: await restGatewayWith({}) }),
  },
  'gateway-rest-responses': {
    what: 'the same with `Access-Control-Allow-Origin: *` in DEFAULT_4XX and DEFAULT_5XX',
    pages: PAGES,
    suggestions: ofGateways,
    start: async () => ({ [API]: await restGatewayWith(ANYONE) }),
  },
  'gateway-http': {
    what: 'an HTTP API of API Gateway: one CORS configuration for all its routes',
    pages: PAGES,
    suggestions: ofGateways,
    start: async () => ({ [API]: await httpGatewayWith() }),
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
};

async function cdnWith(headers: Readonly<Record<string, string>>): Promise<Server> {
  const [{ cdn }, { assets }] = await Promise.all([import('./cdn.ts'), import('./assets.ts')]);
  return cdn(assets({ answers: { headers } }));
}

const SITE = 'https://shop.com';
const USERS = { users: { decisions: { 'Bearer ann': 'allow' } } } as const;
const FUNCTION = { integration: { type: 'AWS_PROXY' } } as const;
const FOR_ANYONE = { responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" } };
const ANYONE = { DEFAULT_4XX: FOR_ANYONE, DEFAULT_5XX: FOR_ANYONE };

async function restGatewayWith(gatewayResponses: typeof ANYONE | Record<string, never>): Promise<Server> {
  const [{ restGateway }, { mockOptions }, { companyApi }] = await Promise.all([
    import('./rest-gateway.ts'),
    import('./gateway/mock-options.ts'),
    import('./company-api.ts'),
  ]);
  const OPTIONS = mockOptions({
    'Access-Control-Allow-Origin': SITE,
    'Access-Control-Allow-Methods': 'GET,POST,DELETE',
    'Access-Control-Allow-Headers': 'Authorization,Content-Type',
  });
  const guarded = { ...FUNCTION, authorizationType: 'CUSTOM', authorizerId: 'users' } as const;
  return restGateway(companyApi({ cors: { sites: [SITE], credentials: true } }), {
    resources: {
      '/orders': { GET: FUNCTION, POST: FUNCTION, OPTIONS },
      '/orders/{id}': { DELETE: FUNCTION, OPTIONS },
      '/cart': { POST: FUNCTION, OPTIONS },
      '/report': { GET: guarded, OPTIONS },
    },
    authorizers: USERS,
    gatewayResponses,
  });
}

async function httpGatewayWith(): Promise<Server> {
  const [{ httpGateway }, { companyApi }] = await Promise.all([
    import('./http-gateway.ts'),
    import('./company-api.ts'),
  ]);
  return httpGateway(companyApi(), {
    corsConfiguration: {
      allowOrigins: [SITE],
      allowMethods: ['GET', 'POST', 'DELETE'],
      allowHeaders: ['authorization', 'content-type'],
      allowCredentials: true,
    },
    routes: {
      'GET /orders': FUNCTION,
      'POST /orders': FUNCTION,
      'DELETE /orders/{id}': FUNCTION,
      'POST /cart': FUNCTION,
      'GET /report': { ...FUNCTION, authorizerId: 'users' },
    },
    authorizers: USERS,
  });
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
