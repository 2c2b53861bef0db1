import { expect, it } from 'vitest';
import type { ConfigRuleId } from '../config-rules.ts';
import { answerOf, type Fact, saidOf } from '../testing-configs.ts';

const SHOP = 'https://shop.com';
const ADMIN = 'https://admin.shop.com';
const SAM = 'aws/serverless-application-model@7000d0a';

/** A template with an API whose properties are these, and events on /orders that name it. */
const sam = (type: 'Api' | 'HttpApi', properties: string, ...methods: string[]) =>
  [
    'Transform: AWS::Serverless-2016-10-31',
    'Resources:',
    `  It: { Type: AWS::Serverless::${type}, Properties: { StageName: prod, ${properties} } }`,
    '  F:',
    '    Type: AWS::Serverless::Function',
    '    Properties:',
    '      Events:',
    ...methods.map(
      (method) =>
        `        ${method}: { Type: ${type}, Properties: { Path: /orders, Method: ${method}, ${type === 'Api' ? 'RestApiId' : 'ApiId'}: !Ref It } }`,
    ),
  ].join('\n');
const BODY = (more = '') =>
  `DefinitionBody: { openapi: "3.0.1", paths: { /orders: { get: { x-amazon-apigateway-integration: { type: aws_proxy } } } }${more} }`;

const OF_SAM: readonly Fact[] = [
  {
    what: 'Cors as a text is the origin; the methods are those of the path, sorted, and OPTIONS, by a mock',
    file: sam('Api', `Cors: "'${SHOP}'"`, 'put', 'get'),
    says: {
      status: 200,
      cors: { 'access-control-allow-origin': SHOP, 'access-control-allow-methods': 'GET,OPTIONS,PUT' },
    },
  },
  {
    what: 'AllowOrigin is * unless it is said; ANY is all methods',
    file: sam('Api', `Cors: { MaxAge: "'60'" }`, 'any'),
    says: {
      cors: {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT',
        'access-control-max-age': '60',
      },
    },
  },
  {
    what: 'a path that has OPTIONS keeps it',
    file: sam('Api', `Cors: "'${SHOP}'"`, 'get', 'options'),
    says: { status: 200, cors: {} },
  },
  {
    what: 'a definition in the template gets the mock, too',
    file: sam('Api', `Cors: "'${SHOP}'", ${BODY()}`),
    says: { status: 200, cors: { 'access-control-allow-origin': SHOP, 'access-control-allow-methods': 'GET,OPTIONS' } },
  },
  {
    what: 'Cors does not touch gateway responses',
    file: sam('Api', `Cors: "'${SHOP}'"`, 'get'),
    asked: { method: 'GET', path: '/nowhere' },
    says: { status: 403, cors: {} },
  },
  {
    what: 'GatewayResponses say their headers by name alone',
    file: sam(
      'Api',
      `Cors: "'${SHOP}'", GatewayResponses: { DEFAULT_4XX: { StatusCode: 418, ResponseParameters: { Headers: { Access-Control-Allow-Origin: "'*'" } } } }`,
      'get',
    ),
    asked: { method: 'GET', path: '/nowhere' },
    says: { status: 418, cors: { 'access-control-allow-origin': '*' } },
  },
  {
    what: 'a list with commas goes out as it is',
    source: `${SAM} issue 3769`,
    file: sam('Api', `Cors: "'${SHOP},${ADMIN}'"`, 'get'),
    says: { cors: expect.objectContaining({ 'access-control-allow-origin': `${SHOP},${ADMIN}` }) },
  },
  {
    what: 'CorsConfiguration: true is every origin, and no more',
    file: sam('HttpApi', 'CorsConfiguration: true', 'get'),
    says: { status: 204, cors: { 'access-control-allow-origin': '*' } },
  },
  {
    what: 'CorsConfiguration is merged over the one in the definition',
    file: sam(
      'HttpApi',
      `CorsConfiguration: { AllowOrigins: ["${ADMIN}"] }, ${BODY(`, x-amazon-apigateway-cors: { allowOrigins: ["${SHOP}"], maxAge: 60 }`)}`,
    ),
    asked: { origin: ADMIN },
    says: { status: 204, cors: { 'access-control-allow-origin': ADMIN, 'access-control-max-age': '60' } },
  },
];

it.each(OF_SAM.map((fact) => ({ source: SAM, ...fact })))('$what [$source]', async ({ file, asked, says }) => {
  const answer = await answerOf(file, 'template.yaml', asked);
  expect(answer).toMatchObject(says);
  if ('cors' in says) expect(answer.cors).toEqual(says.cors);
});

it.each<[what: string, file: string, rule: ConfigRuleId, message: string]>([
  [
    'a field of Cors that there is not',
    sam('Api', `Cors: { AllowOrigins: "'*'" }`, 'get'),
    'unknown-key',
    'unknown field "AllowOrigins": did you mean AllowOrigin?',
  ],
  [
    'a value that is no literal in quotes',
    sam('Api', `Cors: "${SHOP}"`, 'get'),
    'wrong-value',
    "must be a literal in single quotes, as in '*', or integration.response.header.NAME",
  ],
  ...[`AllowOrigin: "'*'"`, `MaxAge: "'1'"`].map((said): [string, string, ConfigRuleId, string] => [
    `credentials, and ${said}`,
    sam('Api', `Cors: { AllowCredentials: true, ${said} }`, 'get'),
    'aws-refuses',
    "AllowCredentials goes with an AllowOrigin that is not '*': SAM refuses the template",
  ]),
  [
    'credentials of an HTTP API for every origin',
    sam('HttpApi', 'CorsConfiguration: { AllowCredentials: true, AllowOrigins: ["*"] }', 'get'),
    'aws-refuses',
    "allow-credentials is not supported if 'allow-origin' is *",
  ],
])(`refuses %s [${SAM}]`, (_what, file, rule, message) => {
  expect(saidOf(file, 'template.yaml')).toContain(`${rule}: ${message}`);
});
