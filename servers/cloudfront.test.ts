import { afterEach, describe, expect, it } from 'vitest';
import type { Server } from '../harness/model/server.ts';
import { answering } from './answering.ts';
import { assets } from './assets.ts';
import type { OnwardAnswer, OnwardRequest } from './behind.ts';
import { type CloudFrontRules, type CloudFrontServer, cloudFront } from './cloudfront.ts';
import { orders } from './orders.ts';
import { SHOP_BUCKET, shopBucket } from './shop-bucket.ts';

const SHOP = 'https://shop.com';
const ADMIN = 'https://admin.shop.com';
const GUIDE = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide';

type Behavior = CloudFrontRules['DefaultCacheBehavior'];
type Headers = Readonly<Record<string, string>>;

const open: CloudFrontServer[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => server.close?.())));

/** A distribution with one behavior in front of one origin. */
function inFrontOf(origin: Server, behavior: Behavior, domainName = 'origin.shop.com'): CloudFrontServer {
  const server = cloudFront(origin, {
    Origins: { origin: { DomainName: domainName } },
    DefaultCacheBehavior: behavior,
  });
  open.push(server);
  return server;
}

/** An origin that answers as it is told, and keeps what it was asked. */
function listening(answer: Partial<OnwardAnswer> & { readonly headers?: Headers } = {}) {
  const asked: OnwardRequest[] = [];
  const app = answering((request) => {
    asked.push(request);
    return { status: 200, headers: {}, body: Buffer.from('body'), ...answer };
  });
  const server: Server = { name: 'origin', version: '1', real: false, source: { kind: 'app', app } };
  return { server, asked };
}

const get = (server: CloudFrontServer, headers: Headers = {}, url = '/data.json') =>
  server.app.inject({ url, headers: { host: 'cdn.shop.com', ...headers } });
const options = (server: CloudFrontServer, headers: Headers = {}, url = '/orders/1') =>
  server.app.inject({ method: 'OPTIONS', url, headers: { host: 'cdn.shop.com', ...headers } });
const PREFLIGHT = { origin: SHOP, 'access-control-request-method': 'PUT' };
const ANY_METHOD = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'] as const;

/** The headers of CORS and Vary. */
function permission(headers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = Object.keys(headers).filter((name) => name.startsWith('access-control-') || name === 'vary');
  return Object.fromEntries(names.map((name) => [name, headers[name]]));
}

describe('what the origin is told', () => {
  const asOf = async (OriginRequestPolicy: string | undefined, CachePolicy = 'CachingOptimized') => {
    const { server, asked } = listening();
    const distribution = inFrontOf(server, { CachePolicy, ...(OriginRequestPolicy && { OriginRequestPolicy }) });
    const sent = { origin: SHOP, referer: `${SHOP}/x`, 'user-agent': 'Browser', cookie: 'sid=1; b=2', 'x-own': '1' };
    await get(distribution, { ...sent, 'access-control-request-method': 'PUT', authorization: 'Bearer 1' }, '/a?b=1');
    const { connection: _, ...headers } = asked[0]?.headers ?? {};
    return { url: asked[0]?.url, ...headers };
  };
  const ALWAYS = { url: '/a', host: 'origin.shop.com', 'user-agent': 'Amazon CloudFront' };

  it(`is path, host and CloudFront's own name [${GUIDE}/controlling-origin-requests.html]`, async () => {
    expect(await asOf(undefined)).toEqual(ALWAYS);
  });

  it.each<[policy: string, told: object]>([
    ['CORS-CustomOrigin', { origin: SHOP }],
    ['CORS-S3Origin', { origin: SHOP, 'access-control-request-method': 'PUT' }],
    ['Managed-CORS-S3Origin', { origin: SHOP, 'access-control-request-method': 'PUT' }],
    ['88a5eaf4-2fd4-4709-b370-b4c650ea3fcf', { origin: SHOP, 'access-control-request-method': 'PUT' }],
    ['UserAgentRefererHeaders', { 'user-agent': 'Browser', referer: `${SHOP}/x` }],
    [
      'Elemental-MediaTailor-PersonalizedManifests',
      { url: '/a?b=1', origin: SHOP, 'access-control-request-method': 'PUT', 'user-agent': 'Browser' },
    ],
  ])(`with %s besides [${GUIDE}/using-managed-origin-request-policies.html]`, async (policy, told) => {
    expect(await asOf(policy)).toEqual({ ...ALWAYS, ...told });
  });

  it.each([
    ['AllViewer', 'cdn.shop.com'],
    ['AllViewerAndCloudFrontHeaders-2022-06', 'cdn.shop.com'],
    ['AllViewerExceptHostHeader', 'origin.shop.com'],
  ])(
    `with %s all of it, to the host %s [${GUIDE}/using-managed-origin-request-policies.html]`,
    async (policy, host) => {
      const told = { url: '/a?b=1', host, origin: SHOP, cookie: 'sid=1; b=2', authorization: 'Bearer 1', 'x-own': '1' };
      expect(await asOf(policy)).toMatchObject(told);
    },
  );

  it(`has what is in the cache key [${GUIDE}/controlling-origin-requests.html]`, async () => {
    expect(await asOf(undefined, 'Elemental-MediaPackage')).toEqual({ ...ALWAYS, origin: SHOP });
  });

  it('has a body, its type, and the Authorization of who changes something', async () => {
    const { server, asked } = listening();
    const distribution = inFrontOf(server, { CachePolicy: 'CachingDisabled', AllowedMethods: [...ANY_METHOD] });
    const headers = { 'content-type': 'application/json', authorization: 'Bearer 1' };
    await distribution.app.inject({ method: 'POST', url: '/', headers, body: '{}' });
    expect(asked[0]?.headers).toMatchObject(headers);
    expect(asked[0]?.body.toString()).toBe('{}');
  });

  it('has those cookies and parameters that a policy of the team names', async () => {
    const { server, asked } = listening();
    const distribution = inFrontOf(server, {
      CachePolicy: {
        MinTTL: 0,
        ParametersInCacheKeyAndForwardedToOrigin: {
          HeadersConfig: { HeaderBehavior: 'whitelist', Headers: { Quantity: 1, Items: ['X-Own'] } },
          CookiesConfig: { CookieBehavior: 'whitelist', Cookies: { Items: ['sid'] } },
          QueryStringsConfig: { QueryStringBehavior: 'allExcept', QueryStrings: ['utm'] },
        },
      },
    });
    await get(distribution, { cookie: 'sid=1; b=2', 'x-own': '1', 'x-other': '1' }, '/a?q=1&utm=2');
    expect(asked[0]).toMatchObject({ url: '/a?q=1', headers: { cookie: 'sid=1', 'x-own': '1' } });
    expect(asked[0]?.headers).not.toHaveProperty('x-other');
  });
});

describe('the cache', () => {
  const KEEP = { 'cache-control': 'max-age=60' };
  const echo = (headers: Headers = {}) =>
    assets({ answers: { headers: { ...KEEP, 'access-control-allow-origin': '${origin}', ...headers } } });
  const read = async (server: CloudFrontServer, origin?: string) => {
    const { headers } = await get(server, origin === undefined ? {} : { origin });
    return `${headers['x-cache']}: ${headers['access-control-allow-origin'] ?? 'nobody'}`;
  };
  const PRX = 'https://github.com/PRX/Infrastructure/issues/412';

  it.each([
    ['without Origin', undefined, SHOP, 'nobody'],
    ['with Origin', SHOP, undefined, SHOP],
  ])(
    `keeps for all what the first request %s has brought, where Origin is not in the key [${PRX}]`,
    async (_what, first, second, allowed) => {
      const server = inFrontOf(echo(), { CachePolicy: 'CachingOptimized', OriginRequestPolicy: 'CORS-CustomOrigin' });
      expect(await read(server, first)).toBe(`Miss from cloudfront: ${first ?? 'nobody'}`);
      expect(await read(server, second)).toBe(`Hit from cloudfront: ${allowed}`);
    },
  );

  it(`does not look at Vary [${GUIDE}/understanding-the-cache-key.html]`, async () => {
    const server = inFrontOf(echo({ vary: 'Origin' }), {
      CachePolicy: 'CachingOptimized',
      OriginRequestPolicy: 'CORS-CustomOrigin',
    });
    expect([await read(server, SHOP), await read(server, ADMIN)]).toEqual([
      `Miss from cloudfront: ${SHOP}`,
      `Hit from cloudfront: ${SHOP}`,
    ]);
  });

  it(`keeps origins apart that are in the key [${GUIDE}/using-managed-cache-policies.html]`, async () => {
    const server = inFrontOf(echo(), { CachePolicy: 'Elemental-MediaPackage' });
    for (const origin of [SHOP, ADMIN]) expect(await read(server, origin)).toBe(`Miss from cloudfront: ${origin}`);
    expect(await read(server, SHOP)).toBe(`Hit from cloudfront: ${SHOP}`);
    expect([server.hits, server.misses, server.entries()]).toEqual([1, 2, 2]);
  });

  it('keeps nothing when it is disabled', async () => {
    const server = inFrontOf(echo(), {
      CachePolicy: 'CachingDisabled',
      OriginRequestPolicy: 'AllViewerExceptHostHeader',
    });
    for (const origin of [SHOP, ADMIN]) expect(await read(server, origin)).toBe(`Miss from cloudfront: ${origin}`);
    expect([server.passes, server.entries()]).toEqual([2, 0]);
  });

  it('does not tell queries apart that are not in the key, but encodings', async () => {
    const server = inFrontOf(echo(), { CachePolicy: 'CachingOptimized' });
    const cached = async (url: string, encoding: string) =>
      (await get(server, { 'accept-encoding': encoding }, url)).headers['x-cache'];
    expect(await cached('/data.json?v=1', 'gzip, deflate, br')).toBe('Miss from cloudfront');
    expect(await cached('/data.json?v=2', 'br;q=0.9, gzip')).toBe('Hit from cloudfront');
    expect(await cached('/data.json', 'gzip')).toBe('Miss from cloudfront');
  });
});

describe('the methods', () => {
  it.each(ANY_METHOD.slice(2))(
    `%s is refused where it is not allowed, and the origin is not asked [https://github.com/hubmapconsortium/portal-ui/pull/3365]`,
    async (method) => {
      const { server, asked } = listening();
      const distribution = inFrontOf(server, {
        CachePolicy: 'CachingDisabled',
        ResponseHeadersPolicy: 'CORS-With-Preflight',
      });
      const answer = await distribution.app.inject({ method, url: '/', headers: PREFLIGHT });
      expect([answer.statusCode, answer.headers['x-cache']]).toEqual([403, 'Error from cloudfront']);
      expect(permission(answer.headers)).toEqual({});
      expect(asked).toEqual([]);
    },
  );

  it('OPTIONS goes to the origin each time where its answers are not kept', async () => {
    const { server, asked } = listening();
    const distribution = inFrontOf(server, {
      CachePolicy: 'CachingOptimized',
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS'],
    });
    for (const headers of [PREFLIGHT, PREFLIGHT]) await options(distribution, headers);
    expect(asked).toHaveLength(2);
  });

  it(`OPTIONS is kept apart from GET where its answers are [${GUIDE}/understanding-the-cache-key.html]`, async () => {
    const { server, asked } = listening();
    const distribution = inFrontOf(server, {
      CachePolicy: 'CachingOptimized',
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS'],
      CachedMethods: ['GET', 'HEAD', 'OPTIONS'],
    });
    for (const headers of [PREFLIGHT, PREFLIGHT]) await options(distribution, headers, '/');
    await get(distribution, {}, '/');
    expect(asked.map(({ method }) => method)).toEqual(['OPTIONS', 'GET']);
  });
});

describe('Vary that the origin has said', () => {
  const DOC = `${GUIDE}/RequestAndResponseBehaviorCustomOrigin.html#ResponseCustomRemovedHeaders`;

  it.each<[policy: string | undefined, said: string, arrives: string | undefined]>([
    [undefined, 'Origin', undefined],
    [undefined, 'Accept-Encoding, Cookie, Origin, User-Agent', 'Accept-Encoding, Cookie'],
    ['CORS-CustomOrigin', 'Origin', 'Origin'],
    ['CORS-CustomOrigin', 'Origin, Access-Control-Request-Headers', 'Origin'],
    ['CORS-S3Origin', 'Origin, Access-Control-Request-Headers, X-Own', 'Origin, Access-Control-Request-Headers'],
    ['AllViewer', 'Origin, X-Own', 'Origin, X-Own'],
  ])(`reaches the viewer as far as it is forwarded: with %s, of %s [${DOC}]`, async (policy, vary, arrives) => {
    const { server } = listening({ headers: { vary } });
    const rules = { CachePolicy: 'CachingOptimized', ...(policy && { OriginRequestPolicy: policy }) };
    expect((await get(inFrontOf(server, rules))).headers.vary).toBe(arrives);
  });
});

describe('a response headers policy', () => {
  const RHP = `${GUIDE}/understanding-response-headers-policies.html`;
  const MANAGED = `${GUIDE}/using-managed-response-headers-policies.html`;
  const OWN = {
    AccessControlAllowOrigins: { Quantity: 2, Items: ['https://shop.com', 'https://*.shop.com'] },
    AccessControlAllowHeaders: { Quantity: 1, Items: ['Content-Type'] },
    AccessControlAllowMethods: { Quantity: 2, Items: ['GET' as const, 'PUT' as const] },
    AccessControlExposeHeaders: { Quantity: 1, Items: ['ETag'] },
    AccessControlAllowCredentials: true,
    AccessControlMaxAgeSec: 600,
    OriginOverride: true,
  };
  const own = (more: Partial<typeof OWN> = {}) => ({ CorsConfig: { ...OWN, ...more } });
  const seen = async (
    policy: Behavior['ResponseHeadersPolicy'],
    said: Headers,
    headers: Headers,
    method?: 'OPTIONS',
  ) => {
    const { server } = listening({ headers: said });
    const allowed = { AllowedMethods: [...ANY_METHOD] };
    const distribution = inFrontOf(server, {
      CachePolicy: 'CachingDisabled',
      OriginRequestPolicy: 'AllViewer',
      ...allowed,
      ...(policy !== undefined && { ResponseHeadersPolicy: policy }),
    });
    return permission((await (method ? options : get)(distribution, headers)).headers);
  };

  it.each<
    [
      what: string,
      source: string,
      policy: Behavior['ResponseHeadersPolicy'],
      said: Headers,
      asked: Headers,
      method: 'OPTIONS' | undefined,
      expected: object,
    ]
  >([
    [
      'SimpleCORS adds * to a request with Origin',
      MANAGED,
      'SimpleCORS',
      {},
      { origin: SHOP },
      undefined,
      { 'access-control-allow-origin': '*' },
    ],
    [
      'and nothing to a plain one but Vary',
      'https://github.com/ttoss/ttoss/pull/1205',
      'SimpleCORS',
      {},
      {},
      undefined,
      { vary: 'Origin' },
    ],
    [
      'and nothing more to a preflight',
      MANAGED,
      'SimpleCORS',
      {},
      PREFLIGHT,
      'OPTIONS',
      { 'access-control-allow-origin': '*' },
    ],
    [
      'and leaves what the origin says',
      MANAGED,
      '60669652-455b-4ae9-85a4-c4c02393f86c',
      { 'access-control-allow-origin': SHOP },
      { origin: SHOP },
      undefined,
      { 'access-control-allow-origin': SHOP },
    ],
    [
      'CORS-With-Preflight adds methods to a preflight',
      MANAGED,
      'CORS-With-Preflight',
      {},
      PREFLIGHT,
      'OPTIONS',
      {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT',
        'access-control-expose-headers': '*',
      },
    ],
    [
      'a custom Vary loses, of a plain request',
      'https://github.com/ttoss/ttoss/pull/1205',
      {
        ...own({ AccessControlAllowOrigins: { Quantity: 1, Items: ['*'] }, AccessControlAllowCredentials: false }),
        CustomHeadersConfig: { Items: [{ Header: 'Vary', Value: 'Accept', Override: true }] },
      },
      {},
      {},
      undefined,
      { vary: 'Origin' },
    ],
    [
      'a custom Vary loses, of a cross-origin request',
      'https://github.com/ttoss/ttoss/pull/1205',
      {
        CorsConfig: { ...OWN, AccessControlAllowOrigins: ['*'], AccessControlAllowCredentials: false },
        CustomHeadersConfig: { Items: [{ Header: 'Vary', Value: 'Accept', Override: true }] },
      },
      {},
      { origin: SHOP },
      undefined,
      { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'etag' },
    ],
    [
      'without CorsConfig a custom Vary arrives',
      'https://github.com/ttoss/ttoss/pull/1206',
      { CustomHeadersConfig: { Items: [{ Header: 'Vary', Value: 'Accept, Origin', Override: true }] } },
      {},
      {},
      undefined,
      { vary: 'Accept, Origin' },
    ],
    [
      'its own: to a listed origin',
      RHP,
      own(),
      {},
      { origin: SHOP },
      undefined,
      {
        'access-control-allow-origin': SHOP,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'etag',
        vary: 'Origin',
      },
    ],
    [
      'its own: to a sub-domain, and all of it to a preflight',
      RHP,
      own(),
      {},
      { ...PREFLIGHT, origin: ADMIN },
      'OPTIONS',
      {
        'access-control-allow-origin': ADMIN,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'etag',
        'access-control-allow-headers': 'content-type',
        'access-control-allow-methods': 'GET, PUT',
        'access-control-max-age': '600',
        vary: 'Origin',
      },
    ],
    [
      'its own: nothing to another origin (a choice)',
      RHP,
      own(),
      {},
      { origin: 'https://evil-shop.com' },
      undefined,
      { vary: 'Origin' },
    ],
    [
      'OriginOverride true: the policy wins',
      RHP,
      own(),
      { 'access-control-allow-origin': '*' },
      { origin: SHOP },
      undefined,
      {
        'access-control-allow-origin': SHOP,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'etag',
        vary: 'Origin',
      },
    ],
    [
      'OriginOverride false: the origin wins, and what it does not say is added',
      RHP,
      own({ OriginOverride: false }),
      { 'access-control-allow-origin': '*' },
      { origin: SHOP },
      undefined,
      {
        'access-control-allow-origin': '*',
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'etag',
        vary: 'Origin',
      },
    ],
  ])('%s [%s]', async (_what, _source, policy, said, asked, method, expected) => {
    expect(await seen(policy, said, asked, method)).toEqual(expected);
  });

  it(`decorates what the origin refuses, and answers nothing itself [${RHP}]`, async () => {
    const { server } = listening({ status: 403 });
    const distribution = inFrontOf(server, {
      CachePolicy: 'CachingDisabled',
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS'],
      ResponseHeadersPolicy: 'CORS-With-Preflight',
    });
    const answer = await options(distribution, PREFLIGHT);
    expect([answer.statusCode, answer.headers['access-control-allow-origin']]).toEqual([403, '*']);
  });

  it(`decorates what comes from the cache, for who asks now [${GUIDE}/modifying-response-headers.html]`, async () => {
    const { server } = listening();
    const distribution = inFrontOf(server, { CachePolicy: 'CachingOptimized', ResponseHeadersPolicy: own() });
    for (const origin of [SHOP, ADMIN]) {
      expect((await get(distribution, { origin })).headers['access-control-allow-origin']).toBe(origin);
    }
    expect(distribution.hits).toBe(1);
  });

  it(`removes headers first, and then adds [${RHP}]`, async () => {
    const { server } = listening({ headers: { 'x-powered-by': 'x', 'x-own': 'origin', 'x-frame-options': 'DENY' } });
    const distribution = inFrontOf(server, {
      CachePolicy: 'CachingDisabled',
      ResponseHeadersPolicy: {
        RemoveHeadersConfig: { Items: [{ Header: 'X-Powered-By' }, { Header: 'X-Own' }] },
        CustomHeadersConfig: { Items: [{ Header: 'X-Own', Value: 'edge', Override: false }] },
        SecurityHeadersConfig: {
          FrameOptions: { Override: false, FrameOption: 'SAMEORIGIN' },
          ContentTypeOptions: { Override: true },
          StrictTransportSecurity: { Override: true, AccessControlMaxAgeSec: 60, IncludeSubdomains: true },
          XSSProtection: { Override: true, Protection: false },
        },
      },
    });
    const { headers } = await get(distribution);
    expect(headers).toMatchObject({
      'x-own': 'edge',
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'strict-transport-security': 'max-age=60; includeSubDomains',
      'x-xss-protection': '0',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  it.each<[what: string, source: string, policy: unknown, message: string]>([
    [
      '`*` among the headers, with credentials',
      'https://github.com/aws/aws-cdk/pull/35308',
      own({ AccessControlAllowHeaders: { Quantity: 1, Items: ['*'] } }),
      'AccessControlAllowHeaders: The parameter Access-Control-Allow-Headers cannot contain * when allowCredentials is true.',
    ],
    [
      'a header of CORS among the custom ones',
      'https://github.com/ttoss/ttoss/pull/1206',
      { CustomHeadersConfig: { Items: [{ Header: 'Access-Control-Allow-Origin', Value: '*', Override: true }] } },
      'CustomHeadersConfig.Items.0.Header: Invalid custom header: access-control-allow-origin',
    ],
    [
      'ALL among the origins',
      'https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1156',
      own({ AccessControlAllowOrigins: { Quantity: 1, Items: ['ALL'] } }),
      'ALL is not valid for AccessControlAllowOrigins',
    ],
    [
      'a wildcard at the end',
      RHP,
      own({ AccessControlAllowOrigins: { Quantity: 1, Items: ['example.*'] } }),
      'AccessControlAllowOrigins.Items.0: must be *, or an origin',
    ],
    [
      'a wildcard in the middle',
      RHP,
      own({ AccessControlAllowOrigins: { Quantity: 1, Items: ['test.*.example.org'] } }),
      'AccessControlAllowOrigins.Items.0: must be *, or an origin',
    ],
    [
      'a wildcard within a label',
      RHP,
      own({ AccessControlAllowOrigins: { Quantity: 1, Items: ['exa*mple.org'] } }),
      'AccessControlAllowOrigins.Items.0: must be *, or an origin',
    ],
    [
      'a method that there is not',
      RHP,
      { CorsConfig: { ...OWN, AccessControlAllowMethods: ['PROPFIND'] } },
      'AccessControlAllowMethods.0: Invalid option',
    ],
    [
      'a count that is wrong',
      'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateResponseHeadersPolicy.html',
      own({ AccessControlAllowHeaders: { Quantity: 2, Items: ['a'] } }),
      "AccessControlAllowHeaders.Quantity: The value of Quantity and the size of Items don't match.",
    ],
    [
      'no OriginOverride',
      RHP,
      { CorsConfig: { ...OWN, OriginOverride: undefined } },
      'CorsConfig.OriginOverride: Invalid input',
    ],
    [
      'a header that cannot be removed',
      RHP,
      { RemoveHeadersConfig: { Items: [{ Header: 'Via' }] } },
      'RemoveHeadersConfig.Items.0.Header: is a header that cannot be removed',
    ],
    [
      'a name that is none',
      MANAGED,
      'CORS-Allow-All-Origins',
      'CORS-Allow-All-Origins is no managed response headers policy; there are CORS-and-SecurityHeadersPolicy, ',
    ],
    ['an unknown setting', RHP, { CorsConfiguration: {} }, 'Unrecognized key: "CorsConfiguration"'],
  ])('is refused with %s [%s]', (_what, _source, policy, message) => {
    const rules = { DefaultCacheBehavior: { CachePolicy: 'CachingDisabled', ResponseHeadersPolicy: policy as never } };
    expect(() => cloudFront(orders(), rules)).toThrow(message);
    expect(() => cloudFront(orders(), rules)).toThrow(
      'the rules of "cloudfront" are wrong: DefaultCacheBehavior.ResponseHeadersPolicy',
    );
  });
});

describe('code at the edge', () => {
  const EVENTS = `${GUIDE}/lambda-cloudfront-trigger-events.html`;
  const allow = (answer: OnwardAnswer, { headers }: OnwardRequest): OnwardAnswer => ({
    ...answer,
    headers: { ...answer.headers, 'access-control-allow-origin': headers.origin ?? 'nobody' },
  });
  const allowed = async (server: CloudFrontServer, origin: string) =>
    (await get(server, { origin })).headers['access-control-allow-origin'];

  it(`on viewer-response runs for each answer, kept or not [${EVENTS}]`, async () => {
    const { server } = listening();
    const distribution = inFrontOf(server, {
      CachePolicy: 'CachingOptimized',
      Functions: { 'viewer-response': allow },
    });
    expect([await allowed(distribution, SHOP), await allowed(distribution, ADMIN)]).toEqual([SHOP, ADMIN]);
    expect(distribution.hits).toBe(1);
  });

  it(`on viewer-response does not run for an error [${EVENTS}]`, async () => {
    const { server } = listening({ status: 400 });
    const distribution = inFrontOf(server, { CachePolicy: 'CachingDisabled', Functions: { 'viewer-response': allow } });
    expect(await allowed(distribution, SHOP)).toBeUndefined();
  });

  it(`on origin-response runs once, for errors too, and what it makes is kept [${EVENTS}]`, async () => {
    const { server } = listening({ status: 404 });
    const distribution = inFrontOf(server, {
      CachePolicy: 'CachingOptimized',
      OriginRequestPolicy: 'CORS-CustomOrigin',
      Functions: { 'origin-response': allow },
    });
    expect([await allowed(distribution, SHOP), await allowed(distribution, ADMIN)]).toEqual([SHOP, SHOP]);
  });

  it('on origin-response sees no header that is not forwarded', async () => {
    const { server } = listening();
    const distribution = inFrontOf(server, { CachePolicy: 'CachingDisabled', Functions: { 'origin-response': allow } });
    expect(await allowed(distribution, SHOP)).toBe('nobody');
  });

  it(`on viewer-request may answer by itself, and nothing else runs [${EVENTS}]`, async () => {
    const { server, asked } = listening();
    const distribution = inFrontOf(server, {
      CachePolicy: 'CachingDisabled',
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS'],
      Functions: {
        'viewer-request': (request) =>
          request.method === 'OPTIONS' ? { status: 204, headers: {}, body: Buffer.alloc(0) } : request,
        'viewer-response': allow,
      },
    });
    const answer = await options(distribution, PREFLIGHT);
    expect([answer.statusCode, permission(answer.headers)]).toEqual([204, {}]);
    expect(asked).toEqual([]);
    expect(await allowed(distribution, SHOP)).toBe(SHOP);
  });

  it(`on origin-request runs for what is not kept, and may change what is asked, or answer [${EVENTS}]`, async () => {
    const { server, asked } = listening();
    const distribution = inFrontOf(server, {
      CachePolicy: 'CachingOptimized',
      Functions: { 'origin-request': (request) => ({ ...request, url: `/edge${request.url}` }) },
    });
    for (let at = 0; at < 2; at += 1) await get(distribution);
    expect(asked.map(({ url }) => url)).toEqual(['/edge/data.json']);
    const generating = inFrontOf(server, {
      CachePolicy: 'CachingOptimized',
      Functions: { 'origin-request': () => ({ status: 200, headers: {}, body: Buffer.from('edge') }) },
    });
    expect([(await get(generating)).body, (await get(generating)).headers['x-cache']]).toEqual([
      'edge',
      'Hit from cloudfront',
    ]);
  });
});

describe('several origins', () => {
  it('are found by path, the first pattern that matches', async () => {
    const [api, bucket] = [listening(), shopBucket()];
    const server = cloudFront(
      { api: api.server, assets: bucket },
      {
        Origins: { assets: { DomainName: `${SHOP_BUCKET}.s3.eu-central-1.amazonaws.com` } },
        DefaultCacheBehavior: { TargetOriginId: 'assets', CachePolicy: 'CachingOptimized' },
        CacheBehaviors: [
          { PathPattern: '/api/*', TargetOriginId: 'api', CachePolicy: 'CachingDisabled' },
          { PathPattern: '/ap?/orders', TargetOriginId: 'assets', CachePolicy: 'CachingDisabled' },
        ],
      },
    );
    open.push(server);
    expect((await get(server, {}, '/api/orders?x=1')).body).toBe('body');
    expect((await get(server, {}, '/data.json')).json()).toEqual({ name: 'data', value: 42 });
    expect((await get(server, {}, '/apx/orders')).statusCode).toBe(403);
    expect(api.asked.map(({ url, headers }) => [url, headers.host])).toEqual([['/api/orders', 'api.example.com']]);
  });

  it('count together what was done behind them', async () => {
    const server = cloudFront(
      { api: orders(), assets: assets() },
      {
        DefaultCacheBehavior: {
          TargetOriginId: 'api',
          CachePolicy: 'CachingDisabled',
          AllowedMethods: [...ANY_METHOD],
        },
      },
    );
    open.push(server);
    await server.app.inject({ method: 'POST', url: '/orders', body: 'x' });
    expect(server.effects?.()).toBe(1);
  });

  it('have to be named', () => {
    const rules = { DefaultCacheBehavior: { CachePolicy: 'CachingDisabled' } };
    expect(() => cloudFront({ api: orders(), assets: assets() }, rules)).toThrow(
      'the rules of "cloudfront" are wrong: TargetOriginId: is missing; the origins are api, assets',
    );
  });
});

describe('a wrong rule', () => {
  it.each([
    [
      { CachePolicy: 'Caching' },
      'CachePolicy: Caching is no managed cache policy; there are Amplify, CachingDisabled, ',
    ],
    [
      { CachePolicy: 'CachingDisabled', OriginRequestPolicy: 'AllHeaders' },
      'OriginRequestPolicy: AllHeaders is no managed origin request policy; there are AllViewer, ',
    ],
    [
      { CachePolicy: 'CachingDisabled', AllowedMethods: ['GET'] },
      'AllowedMethods: must be GET and HEAD; these and OPTIONS; or all seven methods',
    ],
    [
      { CachePolicy: 'CachingDisabled', Functions: { 'viewer-request': 'x' } },
      'Functions.viewer-request: must be a function',
    ],
    [{ CachePolicy: { MinTTL: 'x' } }, 'CachePolicy.MinTTL: Invalid input'],
    [{ CachePolicy: 'CachingDisabled', CachePolicyId: 'x' }, 'Unrecognized key: "CachePolicyId"'],
  ])('%j is refused by name', (behavior, message) => {
    expect(() => cloudFront(orders(), { DefaultCacheBehavior: behavior as never })).toThrow(message);
  });
});
