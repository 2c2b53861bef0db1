import { afterEach, describe, expect, it } from 'vitest';
import type { Server } from '../harness/model/server.ts';
import { failingFunction } from './failing-function.ts';
import { BUILT_IN, type GatewayResponseType } from './gateway/gateway-responses.ts';
import type { GatewayServer } from './gateway/gateway-server.ts';
import { mockOptions } from './gateway/mock-options.ts';
import { orders } from './orders.ts';
import { type RestGatewayRules, restGateway } from './rest-gateway.ts';

const SHOP = 'https://shop.com';
const V1 = 'https://docs.aws.amazon.com/apigateway/latest/developerguide';
const LOCALSTACK = 'localstack/localstack@8b9a79f';
const OBSERVED = `${LOCALSTACK} tests/aws/services/apigateway/*.snapshot.json`;
const CORS = { 'access-control-allow-origin': SHOP };

type Rest = RestGatewayRules;

const PROXY = { integration: { type: 'AWS_PROXY' } } as const;

const open: GatewayServer[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => server.close?.())));

function gateway(rules: Rest, backend: Server = orders({ answers: { headers: CORS } })): GatewayServer {
  const server = restGateway(backend, rules);
  open.push(server);
  return server;
}

interface Asked {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'OPTIONS';
  readonly url?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** A request from the shop unless it says otherwise, and what came of it. */
async function ask(server: GatewayServer, { method = 'GET', url = '/orders', headers = {}, body }: Asked = {}) {
  const answer = await server.app.inject({
    method,
    url,
    headers: { origin: SHOP, ...headers },
    ...(body !== undefined && { payload: body }),
  });
  const cors = Object.fromEntries(
    Object.entries(answer.headers).filter(([name]) => name.startsWith('access-control-')),
  );
  return { status: answer.statusCode, cors, headers: answer.headers, text: answer.body };
}

describe('what is recorded or documented of REST APIs', () => {
  interface Fact {
    readonly what: string;
    readonly source: string;
    readonly rules: Rest;
    readonly asked?: Asked;
    readonly says: object;
  }

  const facts: readonly Fact[] = [
    {
      what: 'OPTIONS is a mock, whose values are literals in single quotes',
      source: `${V1}/how-to-cors.html`,
      rules: { resources: { '/orders': { OPTIONS: mockOptions({ 'Access-Control-Allow-Origin': '*' }) } } },
      asked: { method: 'OPTIONS' },
      says: { status: 200, cors: { 'access-control-allow-origin': '*' }, text: '' },
    },
    {
      what: 'a mock takes {statusCode: 200} without quotes, as CDK and Serverless write it',
      source: `${LOCALSTACK} services/apigateway/next_gen/execute_api/integrations/mock.py`,
      rules: {
        resources: {
          '/orders': {
            OPTIONS: mockOptions({ 'Access-Control-Allow-Origin': '*' }, { requestTemplate: '{statusCode: 200}' }),
          },
        },
      },
      asked: { method: 'OPTIONS' },
      says: { status: 200, cors: { 'access-control-allow-origin': '*' } },
    },
    ...(['https://evil.com', 'null', ''] as const).map((origin) => ({
      what: `the mock answers the same to ${origin || 'a request without Origin'}`,
      source: `${V1}/how-to-cors.html`,
      rules: { resources: { '/orders': { OPTIONS: mockOptions({ 'Access-Control-Allow-Origin': SHOP }) } } },
      asked: { method: 'OPTIONS' as const, headers: { origin } },
      says: { status: 200, cors: CORS },
    })),
    {
      what: 'a proxy integration has the headers of its backend',
      source: `${V1}/how-to-cors.html`,
      rules: { resources: { '/orders': { GET: PROXY } } },
      says: { status: 200, cors: CORS },
    },
    {
      what: 'a non-proxy integration has not',
      source: `${V1}/how-to-cors.html`,
      rules: {
        resources: { '/orders': { GET: { integration: { type: 'HTTP', integrationResponses: { '200': {} } } } } },
      },
      says: { status: 200, cors: {} },
    },
    {
      what: 'a non-proxy integration has what its integration response maps',
      source: `${V1}/how-to-cors.html`,
      rules: {
        resources: {
          '/orders': {
            GET: {
              integration: {
                type: 'HTTP',
                integrationResponses: {
                  '200': {
                    responseParameters: {
                      'method.response.header.Access-Control-Allow-Origin': "'*'",
                      'method.response.header.X-From': 'integration.response.header.Access-Control-Allow-Origin',
                      'method.response.header.X-Absent': 'integration.response.header.X-Absent',
                    },
                  },
                },
              },
              methodResponses: {
                '200': {
                  responseParameters: {
                    'method.response.header.Access-Control-Allow-Origin': true,
                    'method.response.header.X-From': true,
                    'method.response.header.X-Absent': false,
                  },
                },
              },
            },
          },
        },
      },
      says: {
        status: 200,
        cors: { 'access-control-allow-origin': '*' },
        headers: expect.objectContaining({ 'x-from': SHOP }),
      },
    },
    ...(['OPTIONS', 'POST'] as const).map((method) => ({
      what: `${method} that is not defined is a 403, no 404 or 405`,
      source: OBSERVED,
      rules: { resources: { '/orders': { GET: PROXY } } },
      asked: { method },
      says: {
        status: 403,
        cors: {},
        text: '{"message":"Missing Authentication Token"}',
        headers: expect.objectContaining({ 'x-amzn-errortype': 'MissingAuthenticationTokenException' }),
      },
    })),
    {
      what: 'a gateway response has no CORS headers by default',
      source: OBSERVED,
      rules: { resources: { '/orders': { GET: { ...PROXY, apiKeyRequired: true } } } },
      says: { status: 403, cors: {}, text: '{"message":"Forbidden"}' },
    },
    {
      what: 'a gateway response customised for its very type wins over DEFAULT_4XX',
      source: `${V1}/supported-gateway-response-types.html`,
      rules: {
        resources: { '/orders': { GET: { ...PROXY, apiKeyRequired: true } } },
        gatewayResponses: {
          INVALID_API_KEY: { statusCode: 401, responseParameters: allow(`'${SHOP}'`) },
          DEFAULT_4XX: { statusCode: 418, responseParameters: allow("'*'") },
        },
      },
      says: { status: 401, cors: CORS },
    },
    {
      what: 'a statusCode of DEFAULT_4XX rewrites all other 4XX',
      source: `${V1}/supported-gateway-response-types.html`,
      rules: {
        resources: { '/orders': { GET: { ...PROXY, apiKeyRequired: true } } },
        gatewayResponses: { DEFAULT_4XX: { statusCode: 418, responseParameters: allow("'*'") } },
      },
      says: { status: 418, cors: { 'access-control-allow-origin': '*' } },
    },
    {
      what: 'DEFAULT_5XX is not for a 4XX',
      source: `${V1}/supported-gateway-response-types.html`,
      rules: {
        resources: { '/orders': { GET: { ...PROXY, apiKeyRequired: true } } },
        gatewayResponses: { DEFAULT_5XX: { responseParameters: allow("'*'") } },
      },
      says: { status: 403, cors: {} },
    },
    {
      what: 'a gateway response can echo a header of the request',
      source: `${V1}/api-gateway-swagger-extensions-gateway-responses.html`,
      rules: { gatewayResponses: { DEFAULT_4XX: { responseParameters: allow('method.request.header.Origin') } } },
      says: { status: 403, cors: CORS },
    },
    {
      what: 'its template is no Velocity: variables are filled in, no more',
      source: `${V1}/api-gateway-swagger-extensions-gateway-responses.html`,
      rules: {
        gatewayResponses: {
          DEFAULT_4XX: {
            responseTemplates: {
              'application/json': '#if(1){"type":"$context.error.responseType","is":$context.error.messageString}',
            },
          },
        },
      },
      says: { text: '#if(1){"type":"MISSING_AUTHENTICATION_TOKEN","is":"Missing Authentication Token"}' },
    },
  ];

  it.each(facts)('$what ($source)', async ({ rules, asked, says }) => {
    expect(await ask(gateway(rules), asked)).toMatchObject(says);
  });
});

function allow(value: string) {
  return { 'gatewayresponse.header.Access-Control-Allow-Origin': value };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
const STATUSES: Readonly<Record<GatewayResponseType, number>> = {
  ACCESS_DENIED: 403,
  API_CONFIGURATION_ERROR: 500,
  AUTHORIZER_CONFIGURATION_ERROR: 500,
  AUTHORIZER_FAILURE: 500,
  BAD_REQUEST_BODY: 400,
  BAD_REQUEST_PARAMETERS: 400,
  DEFAULT_4XX: 400,
  DEFAULT_5XX: 500,
  EXPIRED_TOKEN: 403,
  INTEGRATION_FAILURE: 504,
  INTEGRATION_TIMEOUT: 504,
  INVALID_API_KEY: 403,
  INVALID_SIGNATURE: 403,
  MISSING_AUTHENTICATION_TOKEN: 403,
  QUOTA_EXCEEDED: 429,
  REQUEST_TOO_LARGE: 413,
  RESOURCE_NOT_FOUND: 404,
  THROTTLED: 429,
  UNAUTHORIZED: 401,
  UNSUPPORTED_MEDIA_TYPE: 415,
  WAF_FILTERED: 403,
};

describe('each gateway response', () => {
  const types = Object.entries(STATUSES) as [GatewayResponseType, number][];
  const raising = (type: GatewayResponseType, gatewayResponses: Rest['gatewayResponses'] = {}) =>
    gateway({ resources: { '/orders': { GET: { ...PROXY, raises: type } } }, gatewayResponses });

  it('is in the table', () => {
    expect(Object.keys(STATUSES)).toEqual(Object.keys(BUILT_IN));
  });

  it.each(types)('%s is a bare %i by default', async (type, status) => {
    expect(await ask(raising(type))).toMatchObject({ status, cors: {} });
  });

  it.each(types)('%s has what it was given', async (type) => {
    const given = { [type]: { statusCode: 299, responseParameters: allow("'*'") } };
    expect(await ask(raising(type, given))).toMatchObject({
      status: 299,
      cors: { 'access-control-allow-origin': '*' },
    });
  });

  it.each(types)('%s (%i) falls back to its family', async (type, status) => {
    const families = {
      DEFAULT_4XX: { responseParameters: allow("'https://four.com'") },
      DEFAULT_5XX: { responseParameters: allow("'https://five.com'") },
    };
    const family = status < 500 ? 'https://four.com' : 'https://five.com';
    expect((await ask(raising(type, families))).cors).toEqual({ 'access-control-allow-origin': family });
  });
});

describe('a request is refused', () => {
  const guarded = (method: object): Rest => ({
    resources: { '/orders': { GET: { ...PROXY, ...method }, POST: PROXY } },
    authorizers: { users: { decisions: { 'Bearer ann': 'allow', tea: 'unauthorized', broken: 'failure' } } },
    apiKeys: ['k'],
  });
  const CUSTOM = { authorizationType: 'CUSTOM', authorizerId: 'users' };

  it.each([
    ['without identity', guarded(CUSTOM), {}, 401],
    ['with a token that is denied', guarded(CUSTOM), { headers: { authorization: 'Bearer eve' } }, 403],
    ['with a token that is none', guarded(CUSTOM), { headers: { authorization: 'tea' } }, 401],
    ['by an authorizer that fails', guarded(CUSTOM), { headers: { authorization: 'broken' } }, 500],
    ['not with a good token', guarded(CUSTOM), { headers: { authorization: 'Bearer ann' } }, 200],
    ['without a signature', guarded({ authorizationType: 'AWS_IAM' }), {}, 403],
    ['with another scheme', guarded({ authorizationType: 'AWS_IAM' }), { headers: { authorization: 'Bearer a' } }, 403],
    [
      'not with a signature',
      guarded({ authorizationType: 'AWS_IAM' }),
      { headers: { authorization: 'AWS4-HMAC-SHA256 Credential=a' } },
      200,
    ],
    ['without an API key', guarded({ apiKeyRequired: true }), {}, 403],
    ['with an unknown API key', guarded({ apiKeyRequired: true }), { headers: { 'x-api-key': 'x' } }, 403],
    ['not with its API key', guarded({ apiKeyRequired: true }), { headers: { 'x-api-key': 'k' } }, 200],
    [
      'without a parameter that it must have',
      guarded({ requestParameters: { 'method.request.header.X-Tenant': true } }),
      {},
      400,
    ],
    [
      'not without one that it may have',
      guarded({ requestParameters: { 'method.request.header.X-Tenant': false } }),
      {},
      200,
    ],
    [
      'without one of the query',
      guarded({ requestParameters: { 'method.request.querystring.page': true } }),
      { url: '/orders?size=1' },
      400,
    ],
    [
      'not with it',
      guarded({ requestParameters: { 'method.request.querystring.page': true, 'method.request.path.id': true } }),
      { url: '/orders?page=1' },
      200,
    ],
    ['for its length', { ...guarded({}), payloadLimit: 3 }, { method: 'POST', body: 'long' }, 413],
    ['not within the limit', { ...guarded({}), payloadLimit: 4 }, { method: 'POST', body: 'long' }, 201],
    [
      'by a web ACL, for its path',
      { ...guarded({}), waf: [{ fieldToMatch: 'uriPath', searchString: '/ord' }] },
      {},
      403,
    ],
    [
      'by a web ACL, for a header',
      { ...guarded({}), waf: [{ fieldToMatch: { singleHeader: 'Origin' }, searchString: 'shop' }] },
      {},
      403,
    ],
    [
      'not by a web ACL for others',
      { ...guarded({}), waf: [{ fieldToMatch: 'method', searchString: 'PUT' }] },
      {},
      200,
    ],
  ] as readonly (readonly [string, Rest, Asked, number])[])('%s', async (_what, rules, asked, status) => {
    expect((await ask(gateway(rules), asked)).status).toBe(status);
  });

  it('when the burst is used up, until time has passed; preflights count', async () => {
    const server = gateway({
      resources: { '/orders': { GET: PROXY, OPTIONS: mockOptions({}) } },
      throttle: { burstLimit: 2, rateLimit: 1 },
    });
    const statusOf = async (method: 'GET' | 'OPTIONS') => (await ask(server, { method })).status;
    expect([await statusOf('OPTIONS'), await statusOf('GET'), await statusOf('GET')]).toEqual([200, 200, 429]);
    server.advance(1);
    expect([await statusOf('GET'), await statusOf('GET')]).toEqual([200, 429]);
  });

  it('by the throttle of its method alone', async () => {
    const shut = { ...PROXY, throttle: { burstLimit: 0, rateLimit: 0 } };
    const server = gateway({ resources: { '/orders': { GET: shut, POST: PROXY } } });
    expect([(await ask(server)).status, (await ask(server, { method: 'POST' })).status]).toEqual([429, 201]);
    expect(server.passedOn).toEqual(['POST /orders']);
  });

  it('when the quota of the API keys is used up, and time does not help', async () => {
    const server = gateway({ ...guarded({ apiKeyRequired: true }), quota: { limit: 1 } });
    const asked = { headers: { 'x-api-key': 'k' } };
    expect([(await ask(server, asked)).status, (await ask(server, asked)).status]).toEqual([200, 429]);
    server.advance(86_400);
    expect((await ask(server, asked)).status).toBe(429);
  });

  it('when no work is done', async () => {
    const backend = orders();
    await ask(gateway({ resources: { '/orders': { POST: { ...PROXY, apiKeyRequired: true } } } }, backend), {
      method: 'POST',
    });
    expect(backend.ledger).toEqual([]);
  });
});

describe('an integration that fails', () => {
  it.each([
    ['AWS_PROXY', 'breaks-off', 502],
    ['AWS', 'breaks-off', 502],
    ['HTTP_PROXY', 'breaks-off', 504],
    ['HTTP', 'breaks-off', 504],
    ['AWS_PROXY', 'never-answers', 504],
    ['HTTP', 'never-answers', 504],
  ] as const)('%s that %s is a %i, and the work is done', async (type, failure, status) => {
    const rules = { resources: { '/orders': { POST: { integration: { type, timeoutInMillis: 50 } } } } };
    const server = gateway(rules, failingFunction(orders(), { '/orders': failure }));
    expect(await ask(server, { method: 'POST', body: 'sku=a' })).toMatchObject({ status, cors: {} });
    expect(server.effects?.()).toBe(1);
  });

  it.each([
    ['a mock without a template', mockOptions({}, { requestTemplate: 'no status' })],
    ['an answer that no integration response is for', { integration: { type: 'HTTP' } } as const],
    [
      'an answer that none of the patterns matches',
      { integration: { type: 'HTTP', integrationResponses: { '200': { selectionPattern: '2' } } } } as const,
    ],
  ])('%s is an error of the configuration', async (_what, GET) => {
    expect(await ask(gateway({ resources: { '/orders': { GET } } }))).toMatchObject({ status: 500, cors: {} });
  });

  it('chooses its response by the status', async () => {
    const integrationResponses = { '404': { selectionPattern: '4\\d\\d' }, '200': {} };
    const rules: Rest = {
      resources: { '/{proxy+}': { GET: { integration: { type: 'HTTP', integrationResponses } } } },
    };
    const server = gateway(rules);
    expect([(await ask(server, { url: '/nothing' })).status, (await ask(server)).status]).toEqual([404, 200]);
  });
});

describe('a media type without a template', () => {
  const templates = { 'application/json': '{"statusCode":200}' };
  it.each([
    ['WHEN_NO_MATCH', templates, 200],
    ['WHEN_NO_TEMPLATES', templates, 415],
    ['WHEN_NO_TEMPLATES', {}, 200],
    ['NEVER', {}, 415],
    ['NEVER', { 'text/plain': '' }, 200],
  ] as const)('%s, %j: %i', async (passthroughBehavior, requestTemplates, status) => {
    const integration = {
      type: 'HTTP',
      passthroughBehavior,
      requestTemplates,
      integrationResponses: { '200': {} },
    } as const;
    const server = gateway({ resources: { '/orders': { POST: { integration } } } });
    const asked = { method: 'POST', body: 'a', headers: { 'content-type': 'text/plain;charset=UTF-8' } } as const;
    expect((await ask(server, asked)).status).toBe(status);
  });
});

describe('several origins by a mapping template', () => {
  const TEMPLATES = {
    Serverless: [
      '#set($origin = $input.params("Origin"))',
      '#if($origin == "") #set($origin = $input.params("origin")) #end',
      '#if($origin.matches("https://shop[.]com") || $origin.matches("https://.+[.]shop[.]com"))',
      '  #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)',
      '#end',
    ].join('\n'),
    CDK: [
      '#set($origin = $input.params().header.get("Origin"))',
      '#if($origin == "")',
      '  #set($origin = $input.params().header.get("origin"))',
      '#end',
      '#if($origin == "https://b.shop.com" || $origin == "https://c.shop.com")',
      '  #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)',
      '#end',
    ].join('\n'),
  };

  it.each([
    ['Serverless', 'https://b.shop.com', 'https://b.shop.com'],
    ['Serverless', 'https://shopXcom', SHOP],
    ['Serverless', 'https://shop.com.evil.com', SHOP],
    ['CDK', 'https://c.shop.com', 'https://c.shop.com'],
    ['CDK', 'https://evil.com', SHOP],
    ['CDK', '', SHOP],
  ] as const)('as %s writes it: %s is told %s', async (of, origin, allowed) => {
    const options = mockOptions({ 'Access-Control-Allow-Origin': SHOP }, { responseTemplate: TEMPLATES[of] });
    const server = gateway({ resources: { '/orders': { OPTIONS: options } } });
    const answer = await ask(server, { method: 'OPTIONS', headers: { origin } });
    expect(answer).toMatchObject({ status: 200, cors: { 'access-control-allow-origin': allowed } });
  });
});

describe('a resource is chosen', () => {
  it.each([
    ['/orders', 'GET', '/orders'],
    ['/orders/1', 'GET', '/orders/{id}'],
    ['/orders/1/items', 'GET', '/{proxy+}'],
    ['/orders/latest', 'GET', '/orders/latest'],
    ['/', 'GET', undefined],
    ['/orders/', 'GET', '/{proxy+}'],
    ['/orders/latest', 'POST', undefined],
    ['/other', 'POST', '/{proxy+}'],
  ] as const)('for %s %s: %s', async (url, method, chosen) => {
    const named = (path: string) => ({
      integration: {
        type: 'MOCK',
        requestTemplates: { 'application/json': '{"statusCode":200}' },
        integrationResponses: { '200': { responseTemplates: { 'application/json': path } } },
      },
    });
    const resources = Object.fromEntries(
      ['/orders', '/orders/{id}', '/orders/latest', '/{proxy+}'].map((path) => [
        path,
        path === '/{proxy+}' ? { ANY: named(path) } : { GET: named(path) },
      ]),
    );
    const { text } = await ask(gateway({ resources } as Rest), { url, method });
    expect(text).toBe(chosen ?? '{"message":"Missing Authentication Token"}');
  });
});

describe('a wrong rule', () => {
  const resource = (method: object) => ({ resources: { '/orders': { GET: method } } });
  const mapped = (value: string, declared = {}) =>
    resource({
      integration: {
        type: 'HTTP',
        integrationResponses: { '200': { responseParameters: { 'method.response.header.Vary': value } } },
      },
      methodResponses: { '200': { responseParameters: declared } },
    });

  it.each([
    [{ resource: {} }, 'Unrecognized key: "resource"'],
    [{ resources: { orders: {} } }, 'resources.orders: '],
    [{ resources: { '/orders': { get: PROXY } } }, 'resources./orders: Unrecognized key: "get"'],
    [resource({ integration: { type: 'LAMBDA' } }), 'resources./orders.GET.integration.type: '],
    [
      mapped('*', { 'method.response.header.Vary': true }),
      "integrationResponses.200.responseParameters.method.response.header.Vary: must be a literal in single quotes, as in '*'",
    ],
    [mapped("'Origin'"), 'header.Vary: is not declared by methodResponses.200'],
    [resource({ ...PROXY, requestParameters: { 'header.X': true } }), 'must be method.request.header.NAME'],
    [{ gatewayResponses: { DEFAULT_6XX: {} } }, 'gatewayResponses: Unrecognized key: "DEFAULT_6XX"'],
    [
      { gatewayResponses: { DEFAULT_4XX: { responseParameters: { 'Access-Control-Allow-Origin': "'*'" } } } },
      'must be gatewayresponse.header.NAME',
    ],
    [{ gatewayResponses: { DEFAULT_4XX: { responseParameters: allow('*') } } }, 'must be a literal in single quotes'],
    [
      resource({ ...PROXY, authorizationType: 'CUSTOM', authorizerId: 'x' }),
      'resources./orders.GET.authorizerId: CUSTOM needs one of authorizers',
    ],
    [
      resource({
        integration: { type: 'MOCK', requestTemplates: { 'application/json': '$util.urlEncode($input.body)' } },
      }),
      'resources./orders.GET.integration.requestTemplates.application/json: uses $util.urlEncode, which is not emulated',
    ],
  ])('%j is refused by name', (rules, message) => {
    expect(() => restGateway(orders(), rules as unknown as Rest)).toThrow(message);
    expect(() => restGateway(orders(), rules as unknown as Rest)).toThrow('the rules of "rest-gateway" are wrong');
  });

  it('says what is not confirmed', () => {
    expect(gateway({}).unconfirmed.length).toBeGreaterThan(0);
  });
});
