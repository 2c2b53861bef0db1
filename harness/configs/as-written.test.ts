import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig } from './read-config.ts';
import { ask, saidOf } from './testing-configs.ts';

const FOLDER = new URL('./as-written/', import.meta.url);
const textOf = (file: string) => readFileSync(new URL(file, FOLDER), 'utf8');

/** Files as people write them and tools make them, with much in them that CORS does not depend on. */
const FILES: Readonly<Record<string, { readonly makes: string[]; readonly says: string[] }>> = {
  'cdk-http.json': { makes: [], says: ['11 error wrong-value'] },
  'cdk-rest.json': {
    makes: ['rest-api Api12', 'distribution Dist', 's3-bucket Site'],
    says: [
      '38 warn errors-without-cors',
      '38 warn errors-without-cors',
      '142 note function-must-answer',
      '184 warn cache-mixes-answers',
    ],
  },
  'openapi-http.yaml': { makes: ['http-api http'], says: ['9 error options-guarded'] },
  'openapi-rest.json': {
    makes: ['rest-api orders'],
    says: [
      '1 warn errors-without-cors',
      '14 error answer-without-cors',
      '40 warn not-emulated',
      '104 warn not-emulated',
      '105 warn not-emulated',
    ],
  },
  's3.xml': { makes: ['s3-bucket bucket'], says: [] },
  'sam-http.yaml': { makes: ['http-api Api'], says: ['25 warn not-emulated', '33 error options-guarded'] },
  'sam-rest.yaml': {
    makes: ['rest-api ShopApi', 's3-bucket Uploads'],
    says: [
      '34 warn errors-without-cors',
      '63 note function-must-answer',
      '64 note function-must-answer',
      '77 warn not-emulated',
    ],
  },
  'serverless-http.yml': { makes: ['http-api shop'], says: ['44 warn not-emulated', '46 warn unresolved-value'] },
  'serverless-rest.yml': { makes: ['rest-api shop-api', 's3-bucket Uploads'], says: ['41 note function-must-answer'] },
  'swagger-rest.yaml': {
    makes: ['rest-api legacy'],
    says: ['2 warn errors-without-cors', '2 warn errors-without-cors', '9 note function-must-answer'],
  },
  'terraform-modules.json': {
    makes: [
      'http-api module.api.aws_apigatewayv2_api.this[0]',
      's3-bucket module.s3.aws_s3_bucket_cors_configuration.this[0]',
    ],
    says: ['39 error wildcard-taken-literally', '63 error options-guarded'],
  },
};

it('are all in the table', () => {
  expect(readdirSync(FOLDER)).toEqual(Object.keys(FILES));
});

describe.each(Object.entries(FILES))('%s', (file, { makes, says }) => {
  const { configured, issues } = readConfig(textOf(file), file);

  it('is read, and nothing is said of what is of no consequence', () => {
    expect(configured.map(({ kind, name }) => `${kind} ${name}`)).toEqual(makes);
    expect(issues.map(({ line, severity, rule }) => `${line} ${severity} ${rule}`)).toEqual(says);
  });

  it('can be served', async () => {
    for (const each of configured) expect((await ask(each)).status).toBeGreaterThanOrEqual(200);
  });
});

describe('what is of no consequence, or of some', () => {
  const template = (resources: string, more = '') => `${more}\nResources:\n${resources}`;
  const bucket = (rule: string, more = '') =>
    `  B: { Type: AWS::S3::Bucket, ${more} Properties: { CorsConfiguration: { CorsRules: [{ AllowedMethods: [GET], ${rule} }] } } }\n`;
  const api = (path: string) => `openapi: "3.0.1"\npaths: { /a: { ${path} } }\n`;
  const LOOP = `  Fn::ForEach::Buckets: [N, [a, b], { "\${N}": { Type: AWS::S3::Bucket } }]\n`;
  const SITE = 'AllowedOrigins: ["https://shop.com"]';
  const IS_PROD =
    'Parameters: { Stage: { Type: String, Default: dev } }\nConditions: { P: !Equals [!Ref Stage, prod] }';
  const MOCK = 'options: { x-amazon-apigateway-integration: { type: mock } }';

  it.each<[what: string, file: string, said: string[]]>([
    ['a number in quotes', template(bucket(`${SITE}, MaxAge: "60"`)), []],
    ['a text that is no number', template(bucket(`${SITE}, MaxAge: "soon"`)), [expect.stringContaining('wrong-value')]],
    [
      'a resource whose condition does not hold',
      template(`${bucket(SITE)}${bucket('AllowedOrigins: ["null"]', 'Condition: P,').replace('B:', 'C:')}`, IS_PROD),
      [],
    ],
    ['a loop', template(`${bucket(SITE)}${LOOP}`), ['not-emulated: what this comes to was not read']],
    [
      'a nested stack',
      template('  S: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: a } }\n'),
      ['not-emulated: what is said in another file was not read: give that file itself'],
    ],
    [
      'a definition in a bucket',
      template('  A: { Type: AWS::ApiGateway::RestApi, Properties: { BodyS3Location: { Bucket: a } } }\n'),
      ['not-emulated: what is said in another file was not read: give that file itself'],
    ],
    [
      'a method of an API that is elsewhere',
      template('  M: { Type: AWS::ApiGateway::Method, Properties: { RestApiId: !ImportValue a, HttpMethod: GET } }\n'),
      ['not-emulated: the REST API of this method is none that this template makes of methods'],
    ],
    [
      'an extension of somebody else',
      api(`x-internal: true, ${MOCK}`),
      [expect.stringContaining('options-without-permission')],
    ],
    [
      'an extension of API Gateway in the wrong place',
      api(`x-amazon-apigateway-anymethod: {}, ${MOCK}`),
      [expect.stringContaining('unknown-key')],
    ],
    [
      'functions in another file',
      'service: a\nprovider: { name: aws }\nfunctions: ${file(functions.yml)}\n',
      ['unresolved-value: ${file(functions.yml)} is known when it is deployed'],
    ],
    [
      'a definition in another file',
      template(
        '  A: { Type: AWS::Serverless::Api, Properties: { DefinitionBody: { Fn::Transform: { Name: AWS::Include, Parameters: { Location: api.yaml } } } } }\n',
      ),
      ['not-emulated: the definition stands in api.yaml, which is not read: give that file itself'],
    ],
    [
      'a template without CORS',
      template('  Q: { Type: AWS::SQS::Queue }\n'),
      ['no-cors-here: this is a CloudFormation template, and nothing in it has to do with CORS'],
    ],
    [
      'what is asked of a backend, and known later',
      api(
        'get: { x-amazon-apigateway-integration: { type: aws, requestTemplates: { application/json: !Ref Table }, responses: { default: { statusCode: 200 } } } }',
      ),
      [expect.stringContaining('no-cors-here')],
    ],
    [
      'a service of another cloud',
      'service: a\nprovider: { name: azure }\nfunctions: { f: { events: [{ http: true }] } }\n',
      ['not-emulated: only services of AWS are read'],
    ],
    [
      'a field that is said twice',
      `Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      CorsConfiguration:\n        CorsRules:\n          - AllowedMethods: [GET]\n            AllowedOrigins: ["null"]\n            AllowedOrigins: ["https://shop.com"]\n`,
      ['said-twice: this field stands here a second time: the last one counts'],
    ],
    [
      'a function in an OpenAPI document that a template includes',
      api(
        `get: { responses: { "200": { headers: { Access-Control-Allow-Origin: {} } } }, x-amazon-apigateway-integration: { type: aws, responses: { default: { statusCode: 200, responseParameters: { method.response.header.Access-Control-Allow-Origin: !Sub "'https://\${AWS::Region}.shop.com'" } } } } }`,
      ),
      [expect.stringContaining('no-cors-here')],
    ],
    [
      'a name that only a deployment knows',
      template(
        '  P: { Type: AWS::CloudFront::ResponseHeadersPolicy, Properties: { ResponseHeadersPolicyConfig: { Name: !ImportValue a, CorsConfig: { AccessControlAllowOrigins: { Items: ["https://shop.com"] }, AccessControlAllowHeaders: { Items: [] }, AccessControlAllowMethods: { Items: [GET] }, AccessControlAllowCredentials: false, OriginOverride: true } } } }\n',
      ),
      [],
    ],
    [
      'functions in several files',
      'service: a\nprovider: { name: aws }\nfunctions:\n  - ${file(a.yml)}\n  - f: { events: [{ httpApi: GET /a }] }\n',
      [expect.stringContaining('no-cors-here'), 'unresolved-value: ${file(a.yml)} is known when it is deployed'],
    ],
  ])('%s', (_what, file, said) => {
    expect(saidOf(file, 'template.yaml')).toEqual(said);
  });

  it.each([
    ['main.tf', 'terraform show -json'],
    ['main.tf.json', 'terraform show -json'],
    ['stack.ts', 'cdk synth'],
    ['serverless.js', 'cdk synth'],
  ])('%s is read from what %s makes', (file, command) => {
    expect(saidOf('{}', file)).toEqual([expect.stringContaining(command)]);
  });

  it('one slip in YAML is one issue', () => {
    expect(saidOf('a: [\nb: {c}: d\ne: ]', 'template.yaml')).toHaveLength(1);
  });

  it.each(['$default', '/$default'])('the default route of OpenAPI is %s', (path) => {
    const any =
      'x-amazon-apigateway-any-method: { x-amazon-apigateway-integration: { type: aws_proxy, payloadFormatVersion: "2.0" } }';
    const { configured } = readConfig(api(any).replace('/a:', `${path}:`), 'api.yaml');
    expect(configured).toMatchObject([{ kind: 'http-api', rules: { routes: { $default: {} } } }]);
  });

  it('a payload format version alone makes no HTTP API of one that maps', () => {
    const get =
      'get: { x-amazon-apigateway-integration: { type: aws, payloadFormatVersion: "1.0", responses: { default: { statusCode: 200 } } } }';
    expect(readConfig(api(get), 'api.yaml').configured).toMatchObject([{ kind: 'rest-api' }]);
  });

  it('the CORS extension of HTTP APIs is nothing to a REST API', () => {
    const get = 'get: { x-amazon-apigateway-integration: { type: aws, responses: { default: { statusCode: 200 } } } }';
    expect(
      saidOf(`${api(get)}x-amazon-apigateway-cors: { allowOrigins: ["https://shop.com"] }\n`, 'api.yaml'),
    ).toContain('unknown-key: x-amazon-apigateway-cors is for HTTP APIs: a REST API does not read it');
  });

  const HTTP_API =
    '  A: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: HTTP, CorsConfiguration: { AllowOrigins: ["https://shop.com"] } } }\n';
  const route = (guard: string) =>
    `${HTTP_API}  R: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref A, RouteKey: ANY /a, ${guard} } }\n`;
  const samFunction =
    'F: { Type: AWS::Serverless::Function, Properties: { Events: { E: { Type: HttpApi, Properties: { ApiId: !Ref A, Path: /a, Method: any } } } } }';

  it.each([
    ['of a route', template(route('AuthorizationType: AWS_IAM')), 'AWS_IAM'],
    [
      'of another stack',
      template(route('AuthorizationType: JWT, AuthorizerId: !ImportValue users')),
      '!ImportValue users',
    ],
    [
      'of SAM',
      template(
        `  A: { Type: AWS::Serverless::HttpApi, Properties: { CorsConfiguration: true, Auth: { EnableIamAuthorizer: true, DefaultAuthorizer: AWS_IAM } } }\n  ${samFunction}\n`,
      ),
      'AWS_IAM',
    ],
    [
      'of an export',
      `${api('x-amazon-apigateway-any-method: { x-amazon-apigateway-auth: { type: AWS_IAM }, x-amazon-apigateway-integration: { type: aws_proxy } }')}x-amazon-apigateway-cors: { allowOrigins: ["https://shop.com"] }\n`,
      'AWS_IAM',
    ],
  ])('a guard of an HTTP API is one: %s', async (_what, file, guard) => {
    expect(saidOf(file, 'a.yaml')).toContain(
      `options-guarded: ANY /a catches OPTIONS too, and its authorizer ${guard} refuses a preflight`,
    );
  });

  it('an IAM guard of OpenAPI is one', () => {
    const signed = `components: { securitySchemes: { s: { type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4 } } }\n`;
    const any =
      'x-amazon-apigateway-any-method: { security: [{ s: [] }], x-amazon-apigateway-integration: { type: aws_proxy } }';
    expect(saidOf(`${api(any)}${signed}`, 'api.yaml')).toContain(
      'options-guarded: OPTIONS wants AWS_IAM, which no preflight has',
    );
  });
});
