import { describe, expect, it } from 'vitest';
import { readConfig } from './read-config.ts';
import { saidOf } from './testing-configs.ts';

const SHOP = 'https://shop.com';
const AWS = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide';
const TERRAFORM = 'hashicorp/terraform-provider-aws website/docs/r';
const SERVERLESS = 'serverless/serverless@b9d7ea5 events/http-api.js';

const plan = (type: string, values: object) =>
  JSON.stringify({
    terraform_version: '1.9.0',
    planned_values: { root_module: { resources: [{ address: `${type}.it`, type, values }] } },
  });
const template = (type: string, properties: string) =>
  `Resources:\n  It:\n    Type: ${type}\n    Properties: ${properties}\n`;

describe('what tools call the fields', () => {
  const RULE = {
    ID: 'a',
    AllowedHeaders: ['*'],
    AllowedMethods: ['GET'],
    AllowedOrigins: [SHOP],
    ExposeHeaders: ['ETag'],
    MaxAgeSeconds: 60,
  };
  const CORS = {
    allowCredentials: true,
    allowHeaders: ['x-a'],
    allowMethods: ['GET'],
    allowOrigins: [SHOP],
    exposeHeaders: ['etag'],
    maxAge: 60,
  };

  it.each<[tool: string, source: string, file: string, configured: object]>([
    [
      'CloudFormation of a bucket',
      `${AWS}/aws-properties-s3-bucket-corsrule.html`,
      template(
        'AWS::S3::Bucket',
        `{ CorsConfiguration: { CorsRules: [{ Id: a, AllowedHeaders: ["*"], AllowedMethods: [GET], AllowedOrigins: [${SHOP}], ExposedHeaders: [ETag], MaxAge: 60 }] } }`,
      ),
      { kind: 's3-bucket', cors: { CORSRules: [RULE] } },
    ],
    [
      'Terraform of a bucket',
      `${TERRAFORM}/s3_bucket_cors_configuration`,
      plan('aws_s3_bucket_cors_configuration', {
        cors_rule: [
          {
            id: 'a',
            allowed_headers: ['*'],
            allowed_methods: ['GET'],
            allowed_origins: [SHOP],
            expose_headers: ['ETag'],
            max_age_seconds: 60,
          },
        ],
      }),
      { kind: 's3-bucket', cors: { CORSRules: [RULE] } },
    ],
    [
      'CloudFormation of an HTTP API',
      `${AWS}/aws-properties-apigatewayv2-api-cors.html`,
      template(
        'AWS::ApiGatewayV2::Api',
        `{ CorsConfiguration: { AllowCredentials: true, AllowHeaders: [x-a], AllowMethods: [GET], AllowOrigins: [${SHOP}], ExposeHeaders: [etag], MaxAge: 60 } }`,
      ),
      { kind: 'http-api', rules: { corsConfiguration: CORS } },
    ],
    [
      'Terraform of an HTTP API',
      'aws/aws-sam-cli hook_packages/terraform/hooks/prepare/property_builder.py',
      plan('aws_apigatewayv2_api', {
        protocol_type: 'HTTP',
        cors_configuration: [
          {
            allow_credentials: true,
            allow_headers: ['x-a'],
            allow_methods: ['GET'],
            allow_origins: [SHOP],
            expose_headers: ['etag'],
            max_age: 60,
          },
        ],
      }),
      { kind: 'http-api', rules: { corsConfiguration: CORS } },
    ],
    [
      'Serverless of an HTTP API',
      SERVERLESS,
      `service: it\nprovider: { httpApi: { cors: { allowCredentials: true, allowedHeaders: [x-a], allowedMethods: [GET], allowedOrigins: [${SHOP}], exposedResponseHeaders: [etag], maxAge: 60 } } }\n`,
      { kind: 'http-api', rules: { corsConfiguration: CORS } },
    ],
    [
      'Terraform of a response headers policy',
      `${TERRAFORM}/cloudfront_response_headers_policy`,
      plan('aws_cloudfront_response_headers_policy', {
        cors_config: [
          {
            access_control_allow_credentials: true,
            access_control_allow_headers: [{ items: ['x-a'] }],
            access_control_allow_methods: [{ items: ['GET'] }],
            access_control_allow_origins: [{ items: [SHOP] }],
            access_control_expose_headers: [{ items: ['etag'] }],
            access_control_max_age_sec: 60,
            origin_override: true,
          },
        ],
      }),
      {
        kind: 'response-headers-policy',
        policy: {
          CorsConfig: {
            AccessControlAllowCredentials: true,
            AccessControlAllowHeaders: { Items: ['x-a'] },
            AccessControlAllowMethods: { Items: ['GET'] },
            AccessControlAllowOrigins: { Items: [SHOP] },
            AccessControlExposeHeaders: { Items: ['etag'] },
            AccessControlMaxAgeSec: 60,
            OriginOverride: true,
          },
        },
      },
    ],
  ])('%s [%s]', (_tool, _source, file, configured) => {
    const read = readConfig(file, file.startsWith('{') ? 'plan.json' : 'template.yaml');
    expect(read.configured).toMatchObject([configured]);
    expect(read.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

it(`Terraform's more than 100 rules are too many [${TERRAFORM}/s3_bucket_cors_configuration]`, () => {
  const rule = { allowed_methods: ['GET'], allowed_origins: [SHOP] };
  const file = (count: number) =>
    plan('aws_s3_bucket_cors_configuration', { cors_rule: Array.from({ length: count }, () => rule) });
  expect(saidOf(file(100), 'plan.json')).toEqual([]);
  expect(saidOf(file(101), 'plan.json')).toEqual([expect.stringContaining('wrong-value: ')]);
});
