import { afterEach, describe, expect, it } from 'vitest';
import type { Server } from '../harness/model/server.ts';
import { failingFunction } from './failing-function.ts';
import type { GatewayServer } from './gateway/gateway-server.ts';
import { type HttpGatewayRules, httpGateway } from './http-gateway.ts';
import { orders } from './orders.ts';

const SHOP = 'https://shop.com';
const ADMIN = 'https://admin.shop.com';
const EVIL = 'https://evil.com';
const AWS = 'https://docs.aws.amazon.com/apigateway/latest/developerguide';
const OPEN = { integration: { type: 'AWS_PROXY' } } as const;
const GUARDED = { ...OPEN, authorizerId: 'users' };
const USERS = { users: { decisions: { 'Bearer ann': 'allow' }, otherwise: 'unauthorized' } } as const;
const ORDERS = { 'GET /orders': OPEN, 'POST /orders': OPEN };

const open: GatewayServer[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => server.close?.())));

/** A backend that has an opinion of its own. */
const opinionated = () =>
  orders({
    preflight: { status: 200, headers: { 'access-control-allow-origin': EVIL } },
    answers: {
      headers: { 'access-control-allow-origin': EVIL, 'access-control-expose-headers': 'etag', vary: 'Accept' },
    },
  });

function gateway(rules: HttpGatewayRules, backend: Server = opinionated()): GatewayServer {
  const server = httpGateway(backend, rules);
  open.push(server);
  return server;
}

interface Asked {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'OPTIONS';
  readonly url?: string;
  /** `null`: the request has none. */
  readonly origin?: string | null;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

const PREFLIGHT: Asked = { method: 'OPTIONS', headers: { 'access-control-request-method': 'PUT' } };

async function ask(
  server: GatewayServer,
  { method = 'GET', url = '/orders', origin = SHOP, headers, body }: Asked = {},
) {
  const answer = await server.app.inject({
    method,
    url,
    headers: { ...(origin !== null && { origin }), ...headers },
    ...(body !== undefined && { payload: body }),
  });
  const cors = Object.fromEntries(
    Object.entries(answer.headers).filter(([name]) => name.startsWith('access-control-')),
  );
  return { status: answer.statusCode, cors, vary: answer.headers.vary, headers: answer.headers, text: answer.body };
}

const SHOP_ONLY = { allowOrigins: [SHOP], allowMethods: ['GET', 'PUT'], allowHeaders: ['content-type'] };
const allowed = (origin: string) => ({ 'access-control-allow-origin': origin });

describe('what is recorded or documented of HTTP APIs', () => {
  interface Fact {
    readonly what: string;
    readonly source: string;
    readonly rules: HttpGatewayRules;
    readonly asked?: Asked;
    readonly says: object;
  }
  const cors = (corsConfiguration: HttpGatewayRules['corsConfiguration'], routes = {}): HttpGatewayRules => ({
    ...(corsConfiguration && { corsConfiguration }),
    routes: { ...ORDERS, ...routes },
    authorizers: USERS,
  });
  const DOCS = `${AWS}/http-api-cors.html`;
  const ROUTES = `${AWS}/http-api-develop-routes.html`;

  const facts: readonly Fact[] = [
    {
      what: 'a preflight is answered without a route for OPTIONS',
      source: DOCS,
      rules: cors({ ...SHOP_ONLY, exposeHeaders: ['etag'], maxAge: 600 }),
      asked: PREFLIGHT,
      says: {
        status: 204,
        text: '',
        cors: {
          ...allowed(SHOP),
          'access-control-allow-methods': 'GET,PUT',
          'access-control-allow-headers': 'content-type',
          'access-control-max-age': '600',
        },
      },
    },
    {
      what: 'the CORS headers of the backend are ignored',
      source: DOCS,
      rules: cors({ allowOrigins: [SHOP], allowCredentials: true }),
      says: { status: 200, cors: { ...allowed(SHOP), 'access-control-allow-credentials': 'true' }, vary: 'Accept' },
    },
    {
      what: 'they are ignored for an origin that is not allowed, too',
      source: DOCS,
      rules: cors(SHOP_ONLY),
      asked: { origin: EVIL },
      says: { status: 200, cors: {} },
    },
    {
      what: 'without a configuration they are passed on',
      source: DOCS,
      rules: cors(undefined),
      says: { status: 200, cors: { ...allowed(EVIL), 'access-control-expose-headers': 'etag' } },
    },
    {
      what: 'CORS headers need an Origin',
      source: DOCS,
      rules: cors({ allowOrigins: ['*'] }),
      asked: { origin: null },
      says: { status: 200, cors: {}, vary: 'Accept' },
    },
    {
      what: 'those of OPTIONS need Access-Control-Request-Method, too',
      source: DOCS,
      rules: cors(SHOP_ONLY),
      asked: { method: 'OPTIONS' },
      says: { status: 204, cors: {} },
    },
    {
      what: 'OPTIONS without Origin is a 204 with no type, no length, no Vary and no CORS headers',
      source: 'a recorded test run against a real API',
      rules: cors(SHOP_ONLY),
      asked: { method: 'OPTIONS', origin: null },
      says: {
        status: 204,
        cors: {},
        vary: undefined,
        headers: expect.toSatisfy((all) => !('content-type' in all) && !('content-length' in all)),
      },
    },
    ...(['HEAD', 'PATCH'] as const).map((method) => ({
      what: `${method} without a route for it is a 404 on the same path`,
      source: 'a recorded test run against a real API',
      rules: cors(SHOP_ONLY),
      asked: { method },
      says: { status: 404 },
    })),
    {
      what: '* is sent as it is, and no Vary is added to what the backend has',
      source: 'a recorded test run',
      rules: cors({ allowOrigins: ['*'] }),
      says: { cors: allowed('*'), vary: 'Accept' },
    },
    ...(
      [
        [['https://*'], ADMIN, ADMIN],
        [['https://*'], 'http://admin.shop.com', undefined],
        [['http://*'], 'http://localhost:3000', 'http://localhost:3000'],
        [[SHOP, ADMIN], ADMIN, ADMIN],
        [[SHOP], 'https://shop.com.evil.com', undefined],
        [[SHOP], 'null', undefined],
      ] as const
    ).map(([allowOrigins, origin, permitted]) => ({
      what: `${allowOrigins} allows ${origin}: ${permitted}`,
      source: DOCS,
      rules: cors({ allowOrigins: [...allowOrigins] }),
      asked: { origin },
      says: { status: 200, cors: permitted ? allowed(permitted) : {} },
    })),
    {
      what: '$default catches OPTIONS, and its authorizer refuses the preflight',
      source: DOCS,
      rules: cors(SHOP_ONLY, { $default: GUARDED }),
      asked: PREFLIGHT,
      says: { status: 401, cors: {} },
    },
    {
      what: 'so does a guarded ANY /{proxy+}',
      source: 'https://arpadt.com/articles/cors-in-http-api',
      rules: cors(SHOP_ONLY, { 'ANY /{proxy+}': GUARDED }),
      asked: { ...PREFLIGHT, url: '/todos' },
      says: { status: 401, cors: {} },
    },
    {
      what: 'an open OPTIONS /{proxy+} cures that',
      source: DOCS,
      rules: cors(SHOP_ONLY, { $default: GUARDED, 'OPTIONS /{proxy+}': OPEN }),
      asked: PREFLIGHT,
      says: { status: 204, cors: expect.objectContaining(allowed(SHOP)) },
    },
    {
      what: 'a route that says its method does without it',
      source: 'https://arpadt.com/articles/cors-in-http-api',
      rules: cors(SHOP_ONLY, { 'GET /todos': GUARDED }),
      asked: { ...PREFLIGHT, url: '/todos' },
      says: { status: 204, cors: expect.objectContaining(allowed(SHOP)) },
    },
    {
      what: 'without a fitting route',
      source: ROUTES,
      rules: cors(SHOP_ONLY),
      asked: { url: '/nothing' },
      says: { status: 404, text: '{"message":"Not Found"}' },
    },
  ];

  it.each(facts)('$what ($source)', async ({ rules, asked, says }) => {
    expect(await ask(gateway(rules), asked)).toMatchObject(says);
  });

  it.each([
    [
      { allowOrigins: ['*'], allowCredentials: true },
      "corsConfiguration.allowCredentials: allow-credentials is not supported if 'allow-origin' is *",
      'https://github.com/aws/aws-cdk/issues/9076',
    ],
    [
      { allowOrigins: ['chrome-extension://abc'] },
      'corsConfiguration.allowOrigins.0: Invalid format for origin chrome-extension://abc',
      'quoted deploy logs',
    ],
    [{ maxAge: 86_401 }, 'corsConfiguration.maxAge: ', 'botocore 1.43.107'],
    [{ maxAge: -2 }, 'corsConfiguration.maxAge: ', 'botocore 1.43.107'],
    [{ allowMethods: [''] }, 'corsConfiguration.allowMethods.0: ', 'botocore 1.43.107'],
    [{ allowMethods: ['G'.repeat(65)] }, 'corsConfiguration.allowMethods.0: ', 'botocore 1.43.107'],
  ])('%j is refused: %s (%s)', (corsConfiguration, message, _source) => {
    expect(() => httpGateway(orders(), { corsConfiguration })).toThrow(message);
  });

  it.each([-1, 86_400])('a maxAge of %i is accepted (botocore 1.43.107)', (maxAge) => {
    expect(() => gateway({ corsConfiguration: { maxAge } })).not.toThrow();
  });
});

describe('a route is chosen', () => {
  const routes = {
    'GET /orders': OPEN,
    'ANY /orders': OPEN,
    'ANY /orders/{id}': OPEN,
    'GET /{proxy+}': OPEN,
    $default: OPEN,
  };
  it.each([
    ['GET', '/orders', 'GET /orders'],
    ['POST', '/orders', 'ANY /orders'],
    ['GET', '/orders/1', 'ANY /orders/{id}'],
    ['GET', '/orders/1/items', 'GET /{proxy+}'],
    ['POST', '/other', '$default'],
    ['GET', '/', '$default'],
  ] as const)('for %s %s: %s', async (method, url, chosen) => {
    const guarded = Object.fromEntries(
      Object.entries(routes).map(([key, route]) => [key, key === chosen ? GUARDED : route]),
    );
    expect((await ask(gateway({ routes: guarded, authorizers: USERS }), { method, url })).status).toBe(401);
  });

  it('for the first of equals only', async () => {
    const guarded = { ...routes, 'ANY /orders': GUARDED, 'GET /{proxy+}': GUARDED, $default: GUARDED };
    expect((await ask(gateway({ routes: guarded, authorizers: USERS }))).status).toBe(200);
  });
});

describe('what the gateway answers by itself', () => {
  const USERS_AND_OTHERS = {
    users: { decisions: { 'Bearer ann': 'allow', 'Bearer eve': 'deny', broken: 'failure' }, otherwise: 'unauthorized' },
  } as const;
  const rules: HttpGatewayRules = {
    corsConfiguration: SHOP_ONLY,
    routes: { ...ORDERS, 'GET /account': GUARDED },
    authorizers: USERS_AND_OTHERS,
  };
  const asUser = (authorization: string): Asked => ({ url: '/account', headers: { authorization } });
  const cases: readonly (readonly [number, HttpGatewayRules, Asked])[] = [
    [401, rules, { url: '/account' }],
    [401, rules, asUser('tea')],
    [403, rules, asUser('Bearer eve')],
    [500, rules, asUser('broken')],
    [404, rules, { url: '/nothing' }],
    [413, { ...rules, payloadLimit: 3 }, { method: 'POST', body: 'long' }],
    [429, { ...rules, throttle: { burstLimit: 0, rateLimit: 0 } }, {}],
  ];

  it.each(cases)('%i is bare', async (status, its, asked) => {
    expect(await ask(gateway(its), asked)).toMatchObject({ status, cors: {} });
  });

  it.each(cases)(
    '%i has the headers of the configuration where somebody has measured that',
    async (status, its, asked) => {
      const choices = { errorsHaveCorsHeaders: true };
      expect(await ask(gateway({ ...its, choices }), asked)).toMatchObject({ status, cors: allowed(SHOP) });
    },
  );

  it.each([
    ['AWS_PROXY', 'breaks-off', 500],
    ['AWS_PROXY', 'never-answers', 503],
    ['HTTP_PROXY', 'breaks-off', 503],
  ] as const)('%s that %s is a bare %i, and the work is done', async (type, failure, status) => {
    const routes = { 'POST /orders': { integration: { type, timeoutInMillis: 50 } } };
    const server = gateway({ corsConfiguration: SHOP_ONLY, routes }, failingFunction(orders(), { '/orders': failure }));
    expect(await ask(server, { method: 'POST', body: 'sku=a' })).toMatchObject({ status, cors: {} });
    expect(server.effects?.()).toBe(1);
  });

  it('429 ends when time has passed', async () => {
    const server = gateway({ routes: ORDERS, throttle: { burstLimit: 1, rateLimit: 0.5 } });
    const statuses = [(await ask(server)).status, (await ask(server)).status];
    server.advance(2);
    expect([...statuses, (await ask(server)).status]).toEqual([200, 429, 200]);
  });
});

describe('an answer that allows an origin by name', () => {
  it.each([
    [false, [SHOP], 'Accept'],
    [true, [SHOP], 'Accept, Origin'],
    [true, ['*'], 'Accept'],
  ])('where choices.variesByOrigin is %s, for %s: Vary %s', async (variesByOrigin, allowOrigins, vary) => {
    const server = gateway({ corsConfiguration: { allowOrigins }, routes: ORDERS, choices: { variesByOrigin } });
    expect((await ask(server)).vary).toEqual(vary);
  });
});

describe('a wrong rule', () => {
  it.each([
    [{ cors: {} }, 'Unrecognized key: "cors"'],
    [{ routes: { 'get /orders': OPEN } }, 'routes.get /orders: must be $default, or a method and a path'],
    [{ routes: { 'GET /a': { ...OPEN, authorizerId: 'x' } } }, 'routes.GET /a.authorizerId: is none of authorizers'],
    [{ routes: { 'GET /a': { integration: { type: 'MOCK' } } } }, 'routes.GET /a.integration.type: '],
    [{ throttle: { burstLimit: 1 } }, 'throttle.rateLimit: '],
  ])('%j is refused by name', (rules, message) => {
    expect(() => httpGateway(orders(), rules as unknown as HttpGatewayRules)).toThrow(message);
    expect(() => httpGateway(orders(), rules as unknown as HttpGatewayRules)).toThrow(
      'the rules of "http-gateway" are wrong',
    );
  });
});
