import { describe, expect, it } from 'vitest';
import type { ConfigRuleId } from '../config-rules.ts';
import { readConfig } from '../read-config.ts';
import { answerOf, type Fact, saidOf } from '../testing-configs.ts';

const SHOP = 'https://shop.com';
const ADMIN = 'https://admin.shop.com';
const EVIL = 'https://evil.com';
const SLS_HTTP = 'serverless/serverless@b9d7ea5 api-gateway/lib/{cors,validate}.js';
const SLS_V2 = 'serverless/serverless@b9d7ea5 events/http-api.js';

/** A service whose `http` events are these, of one function. */
const service = (...events: string[]) =>
  `service: it\nprovider: { name: aws }\nfunctions:\n  f:\n    events:\n${events.map((each) => `      - http: ${each}\n`).join('')}`;
const DEFAULT_HEADERS =
  'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token,X-Amz-User-Agent,X-Amzn-Trace-Id';

const REST_OF_SERVERLESS: readonly Fact[] = [
  {
    what: 'true: every origin, the usual headers, OPTIONS and its own method, by a mock',
    file: service('{ path: orders, method: get, cors: true }'),
    says: {
      status: 200,
      cors: {
        'access-control-allow-origin': '*',
        'access-control-allow-headers': DEFAULT_HEADERS,
        'access-control-allow-methods': 'OPTIONS,GET',
      },
    },
  },
  {
    what: 'allowCredentials false is left out, true is not',
    file: service(
      `{ path: orders, method: get, cors: { origin: "${SHOP}", headers: [x-a], allowCredentials: false } }`,
    ),
    says: {
      cors: {
        'access-control-allow-origin': SHOP,
        'access-control-allow-headers': 'x-a',
        'access-control-allow-methods': 'OPTIONS,GET',
      },
    },
  },
  {
    what: 'maxAge and cacheControl',
    file: service('{ path: orders, method: get, cors: { maxAge: 60, cacheControl: max-age=60 } }'),
    says: { cors: expect.objectContaining({ 'access-control-max-age': '60' }) },
  },
  {
    what: 'methods: OPTIONS and its own are always among them',
    file: service('{ path: orders, method: get, cors: { methods: [PUT] } }'),
    says: { cors: expect.objectContaining({ 'access-control-allow-methods': 'PUT,OPTIONS,GET' }) },
  },
  {
    what: 'ANY stands for six methods beside OPTIONS',
    file: service('{ path: orders, method: any, cors: true }'),
    says: {
      cors: expect.objectContaining({ 'access-control-allow-methods': 'OPTIONS,DELETE,GET,HEAD,PATCH,POST,PUT' }),
    },
  },
  ...(
    [
      [`origins: ["${SHOP}", "${ADMIN}"]`, ADMIN, ADMIN],
      [`origins: ["${SHOP}", "${ADMIN}"]`, EVIL, SHOP],
      [`origin: "${SHOP}, ${ADMIN}"`, ADMIN, ADMIN],
      [`origins: ["${SHOP}", "https://*.shop.com"]`, ADMIN, ADMIN],
      [`origins: ["${SHOP}", "https://*.shop.com"]`, 'https://adminXshop.com', SHOP],
      ['origins: ["https://*.shop.com"]', ADMIN, ADMIN],
      ['origins: ["*"]', EVIL, EVIL],
    ] as const
  ).map(
    ([said, origin, allowed]): Fact => ({
      what: `${said}: ${origin} is told ${allowed}`,
      file: service(`{ path: orders, method: get, cors: { ${said} } }`),
      asked: { origin },
      says: { cors: expect.objectContaining({ 'access-control-allow-origin': allowed }) },
    }),
  ),
  {
    what: 'events of one path are merged, the last first',
    file: service(
      `{ path: orders, method: get, cors: { origins: ["${SHOP}"], headers: [x-a], maxAge: 1, allowCredentials: true } }`,
      `{ path: orders, method: post, cors: { origins: ["${ADMIN}"], headers: [x-b], maxAge: 2 } }`,
    ),
    asked: { origin: EVIL },
    says: {
      cors: {
        'access-control-allow-origin': ADMIN,
        'access-control-allow-headers': 'x-b,x-a',
        'access-control-allow-methods': 'OPTIONS,POST,GET',
        'access-control-max-age': '2',
        'access-control-allow-credentials': 'true',
      },
    },
  },
  {
    what: 'of two that say one origin each the last counts',
    file: service(
      `{ path: orders, method: get, cors: { origin: "${SHOP}" } }`,
      `{ path: orders, method: post, cors: { origin: "${ADMIN}" } }`,
    ),
    says: { cors: expect.objectContaining({ 'access-control-allow-origin': ADMIN }) },
  },
  {
    what: 'what a function answers is untouched',
    file: service('{ path: orders, method: get, cors: true }'),
    asked: { method: 'GET' },
    says: { status: 200, cors: {} },
  },
  {
    what: 'without a proxy all origins go into one header',
    file: service(`{ path: orders, method: get, integration: lambda, cors: { origins: ["${SHOP}", "${ADMIN}"] } }`),
    asked: { method: 'GET' },
    says: { status: 200, cors: { 'access-control-allow-origin': `${SHOP},${ADMIN}` } },
  },
];

const httpService = (cors: string, ...events: string[]) =>
  `service: it\nprovider: { httpApi: { cors: ${cors} } }\nfunctions: { f: { events: [${events.map((each) => `{ httpApi: "${each}" }`).join(', ')}] } }\n`;

const HTTP_OF_SERVERLESS: readonly Fact[] = [
  {
    what: 'true: every origin, the usual headers, OPTIONS and the methods of all routes',
    file: httpService('true', 'GET /orders', 'POST /orders', 'GET /items'),
    says: {
      status: 204,
      cors: {
        'access-control-allow-origin': '*',
        'access-control-allow-headers': DEFAULT_HEADERS,
        'access-control-allow-methods': 'OPTIONS,GET,POST',
      },
    },
  },
  {
    what: 'a route for ANY allows them all',
    file: httpService('true', 'ANY /orders'),
    says: {
      cors: expect.objectContaining({ 'access-control-allow-methods': 'OPTIONS,GET,POST,PUT,PATCH,HEAD,DELETE' }),
    },
  },
  {
    what: 'what is said takes the place of a default, and may be a single text',
    file: httpService(`{ allowedOrigins: "${SHOP}", allowedMethods: [GET] }`, 'POST /orders'),
    says: {
      cors: {
        'access-control-allow-origin': SHOP,
        'access-control-allow-headers': DEFAULT_HEADERS,
        'access-control-allow-methods': 'GET',
      },
    },
  },
];

it.each(REST_OF_SERVERLESS)(`an http event: $what [${SLS_HTTP}]`, async ({ file, asked, says }) => {
  expect(await answerOf(file, 'serverless.yml', asked)).toMatchObject(says);
});

it.each(HTTP_OF_SERVERLESS)(`provider.httpApi: $what [${SLS_V2}]`, async ({ file, asked, says }) => {
  expect(await answerOf(file, 'serverless.yml', asked)).toMatchObject(says);
});

it.each<[what: string, source: string, file: string, rule: ConfigRuleId, message: string]>([
  [
    'a maxAge below 1',
    SLS_HTTP,
    service('{ path: orders, method: get, cors: { maxAge: 0 } }'),
    'wrong-value',
    'must be 1 or more',
  ],
  [
    'CORS of an HTTP API that another stack has made',
    SLS_V2,
    'service: it\nprovider: { httpApi: { id: abc, cors: true } }\n',
    'aws-refuses',
    'Cannot setup CORS rules for externally configured HTTP API',
  ],
])('refuses %s [%s]', (_what, _source, file, rule, message) => {
  expect(saidOf(file, 'serverless.yml')).toContain(`${rule}: ${message}`);
});

describe('variables', () => {
  const ofOrigin = (origin: string, more = '') =>
    `service: it\n${more}\nfunctions: { f: { events: [{ http: { path: orders, method: get, cors: { origin: "${origin}" } } }] } }\n`;
  const STAGES = `custom: { origins: { dev: "${ADMIN}", prod: "${SHOP}" } }\nprovider: { stage: "\${opt:stage, 'dev'}" }`;

  it.each<[what: string, file: string, given: Record<string, string>, origin: string]>([
    ['one within another', ofOrigin('${self:custom.origins.${self:provider.stage}}', STAGES), {}, ADMIN],
    ['the stage that is given', ofOrigin('${self:custom.origins.${sls:stage}}', STAGES), { 'opt:stage': 'prod' }, SHOP],
    [
      'a parameter of the stage',
      ofOrigin('${param:site}', `params: { dev: { site: "${ADMIN}" } }\nprovider: {}`),
      {},
      ADMIN,
    ],
    [
      'a parameter of all',
      ofOrigin('${param:site}', `params: { default: { site: "${SHOP}" } }\nprovider: {}`),
      {},
      SHOP,
    ],
    [
      'a fallback, where an inner one is not known',
      ofOrigin("${env:A${env:B}, 'https://shop.com'}", 'provider: {}'),
      {},
      SHOP,
    ],
  ])('are filled in: %s', (_what, file, given, origin) => {
    const { configured } = readConfig(file, 'serverless.yml', given);
    expect(JSON.stringify(configured)).toContain(`"'${origin}'"`);
  });

  it('that only a deployment knows are said', () => {
    expect(saidOf(ofOrigin('${ssm:/site/${self:provider.stage}}', STAGES), 'serverless.yml')).toEqual([
      'unresolved-value: ${ssm:/site/dev} is known when it is deployed',
    ]);
  });

  it('that lead in a circle end', () => {
    expect(
      saidOf(ofOrigin('${self:custom.a}', 'custom: { a: "${self:custom.a}" }\nprovider: {}'), 'serverless.yml'),
    ).toEqual([expect.stringContaining('unresolved-value')]);
  });
});

describe('resources', () => {
  const API = service(`{ path: orders, method: get, cors: { origin: "${SHOP}" } }`);
  const RESPONSE = `
        Type: AWS::ApiGateway::GatewayResponse
        Properties:
          RestApiId: { Ref: ApiGatewayRestApi }
          ResponseType: DEFAULT_4XX
          ResponseParameters:
            gatewayresponse.header.Access-Control-Allow-Origin: "'${SHOP}'"
`;
  const asked = { method: 'GET', path: '/nowhere' } as const;

  it.each([
    ['a template', `resources:\n    Resources:\n      Errors:${RESPONSE}`],
    ['a list of templates', `resources:\n  - \${file(other.yml)}\n  - Resources:\n      Errors:${RESPONSE}`],
  ])('of %s add gateway responses to the API of the events', async (_what, resources) => {
    const answer = await answerOf(`${API}${resources}`, 'serverless.yml', asked);
    expect(answer).toEqual({ status: 403, cors: { 'access-control-allow-origin': SHOP } });
  });

  it('have buckets of their own, and their functions stay', () => {
    const bucket = `resources:
  Resources:
    Files:
      Type: AWS::S3::Bucket
      Properties:
        BucketName: !Sub "files-\${AWS::Region}"
        CorsConfiguration: { CorsRules: [{ AllowedMethods: [GET], AllowedOrigins: [!Sub "https://\${AWS::Region}.shop.com"] }] }
`;
    const { configured } = readConfig(`${API}${bucket}`, 'serverless.yml');
    expect(configured[1]).toMatchObject({
      kind: 's3-bucket',
      cors: { CORSRules: [{ AllowedOrigins: ['https://us-east-1.shop.com'] }] },
    });
  });

  it('that are wrong are named with their lines', () => {
    const wrong = `${API}resources:\n  Resources:\n    Errors:${RESPONSE.replace("'https", 'https')}`;
    expect(readConfig(wrong, 'serverless.yml').issues.find(({ rule }) => rule === 'wrong-value')?.line).toBe(11);
  });
});
