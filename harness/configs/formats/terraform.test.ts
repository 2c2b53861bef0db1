import { describe, expect, it } from 'vitest';
import { readConfig } from '../read-config.ts';
import { answerOf, saidOf } from '../testing-configs.ts';

const SHOP = 'https://shop.com';
const ALLOW = 'Access-Control-Allow-Origin';

/** A resource: its planned values, and what its expressions refer to. */
type Resource = readonly [address: string, values: object, refers?: Readonly<Record<string, string>>];

const typeOf = (address: string) => address.split('.')[0];
const configured = (resources: readonly Resource[]) =>
  resources.map(([address, , refers = {}]) => ({
    address: address.replace(/\[.*$/, ''),
    expressions: Object.fromEntries(
      Object.entries(refers).map(([key, to]) => [key, { references: [to, to.split('.').slice(0, 2).join('.')] }]),
    ),
  }));
const planned = (resources: readonly Resource[], prefix = '') =>
  resources.map(([address, values]) => ({ address: `${prefix}${address}`, type: typeOf(address), values }));

/** A plan of a root module, and of a module `m` that it calls. */
function planWith(
  root: readonly Resource[],
  inner: readonly Resource[] = [],
  call: object = {},
  more: object = {},
): string {
  const children = inner.length > 0 ? [{ address: 'module.m', resources: planned(inner, 'module.m.') }] : [];
  const m = {
    expressions: {},
    ...call,
    module: { resources: configured(inner), ...(call as { module?: object }).module },
  };
  return JSON.stringify(
    {
      planned_values: { root_module: { resources: planned(root), child_modules: children } },
      configuration: { root_module: { resources: configured(root), ...(inner.length > 0 && { module_calls: { m } }) } },
      ...more,
    },
    null,
    1,
  );
}

const OF_API = { rest_api_id: 'aws_api_gateway_rest_api.a.id' };
const AT_ORDERS = { ...OF_API, resource_id: 'aws_api_gateway_resource.orders.id' };
const UNDER_ROOT = { ...OF_API, parent_id: 'aws_api_gateway_rest_api.a.root_resource_id' };
const API: Resource = ['aws_api_gateway_rest_api.a', { name: 'a', body: null }];
const ORDERS: Resource = ['aws_api_gateway_resource.orders', { path_part: 'orders' }, UNDER_ROOT];

/** An OPTIONS mock in its four resources. */
const options = (refers: Readonly<Record<string, string>>, origin = `'${SHOP}'`): Resource[] => [
  ['aws_api_gateway_method.o', { http_method: 'OPTIONS', authorization: 'NONE' }, refers],
  [
    'aws_api_gateway_integration.o',
    { http_method: 'OPTIONS', type: 'MOCK', request_templates: { 'application/json': '{"statusCode":200}' } },
    refers,
  ],
  [
    'aws_api_gateway_method_response.o',
    { http_method: 'OPTIONS', status_code: '200', response_parameters: { [`method.response.header.${ALLOW}`]: true } },
    refers,
  ],
  [
    'aws_api_gateway_integration_response.o',
    {
      http_method: 'OPTIONS',
      status_code: '200',
      response_parameters: { [`method.response.header.${ALLOW}`]: origin },
    },
    refers,
  ],
];

describe('a REST API whose methods are resources', () => {
  const ALLOWED = { status: 200, cors: { 'access-control-allow-origin': SHOP } };

  it.each<[what: string, file: string, path: string]>([
    ['in one module', planWith([API, ORDERS, ...options(AT_ORDERS)]), '/orders'],
    [
      'at the root',
      planWith([API, ...options({ ...OF_API, resource_id: 'aws_api_gateway_rest_api.a.root_resource_id' })]),
      '/',
    ],
    [
      'through the variables of a module',
      planWith([API, ORDERS], options({ rest_api_id: 'var.api', resource_id: 'var.at' }), {
        expressions: {
          api: { references: ['aws_api_gateway_rest_api.a.id', 'aws_api_gateway_rest_api.a'] },
          at: { references: ['aws_api_gateway_resource.orders.id', 'aws_api_gateway_resource.orders'] },
        },
      }),
      '/orders',
    ],
    [
      'through the outputs of a module',
      planWith(options({ rest_api_id: 'module.m.api', resource_id: 'module.m.at' }), [API, ORDERS], {
        module: {
          outputs: {
            api: { expression: { references: ['aws_api_gateway_rest_api.a.id'] } },
            at: { expression: { references: ['aws_api_gateway_resource.orders.id'] } },
          },
        },
      }),
      '/orders',
    ],
    [
      'by the key of their instance',
      planWith([
        API,
        ...['orders', 'items'].map(
          (part): Resource => [`aws_api_gateway_resource.r["${part}"]`, { path_part: part }, UNDER_ROOT],
        ),
        ...options({ ...OF_API, resource_id: 'aws_api_gateway_resource.r' }).map(
          ([address, ...rest]): Resource => [`${address}["orders"]`, ...rest],
        ),
      ]),
      '/orders',
    ],
  ])('is put together: %s', async (_what, file, path) => {
    expect(await answerOf(file, 'plan.json', { path })).toEqual(ALLOWED);
    expect(saidOf(file, 'plan.json').filter((each) => each.startsWith('not-emulated'))).toEqual([]);
  });

  it('is put together by ids, where it is there already', async () => {
    const at = { rest_api_id: 'x1', resource_id: 'r1' };
    const resources: Resource[] = [
      ['aws_api_gateway_rest_api.a', { id: 'x1', root_resource_id: 'r0' }],
      ['aws_api_gateway_resource.orders', { id: 'r1', parent_id: 'r0', path_part: 'orders', rest_api_id: 'x1' }],
      ...options({}).map(([address, values]): Resource => [address, { ...values, ...at }]),
    ];
    const state = JSON.stringify({
      terraform_version: '1',
      values: { root_module: { resources: planned(resources) } },
    });
    expect(await answerOf(state, 'state.json')).toEqual(ALLOWED);
  });

  it.each<[what: string, resources: Resource[], said: string]>([
    [
      'a resource that only a local value names',
      [API, ...options({ ...OF_API, resource_id: 'local.at' })],
      'not-emulated: the plan does not say which resource of it aws_api_gateway_method.o means by resource_id',
    ],
    [
      'an API that is not in the plan',
      [API, ...options({ ...AT_ORDERS, rest_api_id: 'data.aws_api_gateway_rest_api.b.id' })],
      'not-emulated: the plan does not say which resource of it aws_api_gateway_method.o means by rest_api_id',
    ],
    ['an API without methods', [API], 'not-emulated: no method of this API is in the plan'],
    [
      'a method without integration',
      [API, ORDERS, ['aws_api_gateway_method.get', { http_method: 'GET', authorization: 'NONE' }, AT_ORDERS]],
      'aws-refuses: No integration defined for method: GET /orders',
    ],
    [
      'an origin that no browser sends',
      [API, ORDERS, ...options(AT_ORDERS, "'https://Shop.com'")],
      'origin-never-sent: no browser sends "https://Shop.com": browsers send https://shop.com',
    ],
  ])('is said to have %s', (_what, resources, said) => {
    expect(saidOf(planWith(resources), 'plan.json')).toContain(said);
  });

  it('names the line of a mapping that is wrong', () => {
    const file = planWith([API, ORDERS, ...options(AT_ORDERS, SHOP)]);
    const wrong = readConfig(file, 'plan.json').issues.find(({ rule }) => rule === 'wrong-value');
    expect(file.split('\n')[(wrong?.line ?? 0) - 1]).toContain(`"method.response.header.${ALLOW}": "${SHOP}"`);
  });

  it('has the guard of its methods', () => {
    const [method, ...others] = options(AT_ORDERS);
    const guarded: Resource = [
      'aws_api_gateway_method.o',
      { ...method?.[1], authorization: 'CUSTOM' },
      { ...AT_ORDERS, authorizer_id: 'aws_api_gateway_authorizer.users.id' },
    ];
    const authorizer: Resource = ['aws_api_gateway_authorizer.users', { identity_source: null }, OF_API];
    expect(saidOf(planWith([API, ORDERS, guarded, ...others, authorizer]), 'plan.json')).toContain(
      'options-guarded: OPTIONS wants CUSTOM, which no preflight has',
    );
  });
});

describe('an HTTP API', () => {
  const HTTP: Resource = [
    'aws_apigatewayv2_api.a',
    { protocol_type: 'HTTP', cors_configuration: [{ allow_origins: [SHOP] }] },
  ];
  const route = (key: string): Resource => [
    'aws_apigatewayv2_route.r',
    { route_key: key, authorization_type: 'JWT' },
    { api_id: 'aws_apigatewayv2_api.a.id', authorizer_id: 'aws_apigatewayv2_authorizer.users.id' },
  ];
  const USERS: Resource = [
    'aws_apigatewayv2_authorizer.users',
    { identity_sources: ['$request.header.Authorization'] },
  ];

  it('has its routes, with their authorizers', async () => {
    expect(await answerOf(planWith([HTTP, route('GET /orders'), USERS]), 'plan.json', { method: 'GET' })).toMatchObject(
      {
        status: 401,
      },
    );
    expect(saidOf(planWith([HTTP, route('$default'), USERS]), 'plan.json')).toContainEqual(
      expect.stringContaining('options-guarded: $default catches OPTIONS too'),
    );
  });
});

describe('a definition', () => {
  const YAML =
    'openapi: "3.0.1"\npaths: { /orders: { get: { x-amazon-apigateway-integration: { type: aws_proxy, payloadFormatVersion: "2.0" } } } }\nx-amazon-apigateway-cors: { allowOrigins: ["https://other.com"], maxAge: 60 }\n';
  const api = (values: object): string =>
    planWith([['aws_apigatewayv2_api.a', { protocol_type: 'HTTP', cors_configuration: [], ...values }]]);

  it('may be YAML', async () => {
    expect(await answerOf(api({ body: YAML }), 'plan.json', { origin: 'https://other.com' })).toMatchObject({
      status: 204,
      cors: { 'access-control-allow-origin': 'https://other.com', 'access-control-max-age': '60' },
    });
  });

  it('has the CORS of its resource instead of its own', async () => {
    const file = api({ body: YAML, cors_configuration: [{ allow_origins: [SHOP], max_age: null }] });
    expect(await answerOf(file, 'plan.json')).toEqual({ status: 204, cors: { 'access-control-allow-origin': SHOP } });
  });

  it.each([
    ['a: [', 'wrong-value: is neither JSON nor YAML: an OpenAPI document is expected'],
    ['text', 'wrong-value: is no OpenAPI document'],
  ])('is none: %s', (body, said) => {
    expect(saidOf(api({ body }), 'plan.json')).toEqual([said]);
  });
});

it('a bucket whose rules a state repeats is one', () => {
  const rule = { allowed_methods: ['GET'], allowed_origins: [SHOP] };
  const both: Resource[] = [
    ['aws_s3_bucket.b', { id: 'b', bucket: 'b', cors_rule: [rule] }],
    ['aws_s3_bucket_cors_configuration.b', { bucket: 'b', cors_rule: [rule] }],
  ];
  const named = (resources: Resource[]) =>
    readConfig(planWith(resources), 'plan.json').configured.map(({ name }) => name);
  expect(named(both)).toEqual(['aws_s3_bucket_cors_configuration.b']);
  expect(named(both.slice(0, 1))).toEqual(['aws_s3_bucket.b']);
});

it('a resource of which a plan says nothing is left alone', () => {
  const plan = JSON.parse(planWith([API, ORDERS, ...options(AT_ORDERS)]));
  plan.planned_values.root_module.resources.push({
    address: 'data.aws_iam_policy_document.d',
    type: 'aws_iam_policy_document',
  });
  expect(readConfig(JSON.stringify(plan), 'plan.json').configured).toHaveLength(1);
});

describe('what is known after apply', () => {
  const after = (address: string, unknown: object) => ({
    resource_changes: [{ address, change: { after_unknown: unknown } }],
  });

  it.each<[what: string, resource: Resource, unknown: object, said: string]>([
    [
      'an origin',
      ['aws_apigatewayv2_api.a', { protocol_type: 'HTTP', cors_configuration: [{ allow_origins: [SHOP] }] }],
      { cors_configuration: [{ allow_origins: [false, true] }] },
      'aws_apigatewayv2_api.a.cors_configuration[0].allow_origins[1]',
    ],
    [
      'the rules of a bucket',
      ['aws_s3_bucket_cors_configuration.b', {}],
      { cors_rule: true },
      'aws_s3_bucket_cors_configuration.b.cors_rule',
    ],
    ['a definition', ['aws_api_gateway_rest_api.a', {}], { body: true }, 'aws_api_gateway_rest_api.a.body'],
  ])('is said, and never taken for nothing: %s', (_what, resource, unknown, said) => {
    expect(saidOf(planWith([resource], [], {}, after(resource[0], unknown)), 'plan.json')).toEqual([
      `unresolved-value: ${said} is known when it is deployed`,
    ]);
  });
});
