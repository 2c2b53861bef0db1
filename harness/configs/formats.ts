import { z } from 'zod';
import type { Drafts } from './configured.ts';
import { cloudFormation } from './formats/cloudformation.ts';
import { distributionFromJson } from './formats/cloudfront-resources.ts';
import { httpApiFromJson } from './formats/http-api.ts';
import { openApi } from './formats/openapi.ts';
import { responseHeadersPolicyFromJson } from './formats/response-headers-policy.ts';
import { s3FromJson } from './formats/s3.ts';
import { serverless } from './formats/serverless.ts';
import { terraformPlan } from './formats/terraform.ts';
import { isRecord } from './rename.ts';
import { resolveTemplate } from './resolve.ts';
import { cloudFormationShape, openApiShape, serverlessShape, terraformShape } from './shapes.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A format of configuration files. */
export interface Format {
  readonly name: string;
  /** Whether data has the marks of it. */
  readonly is: (data: Fields) => boolean;
  /** What has to be where before it can be read. */
  readonly shape: z.ZodType;
  /** @param given values of parameters and variables */
  readonly read: (data: Fields, given: Readonly<Record<string, string>>) => Drafts;
}

const has =
  (...names: readonly string[]) =>
  (data: Fields) =>
    names.some((name) => name in data);

/** A bare list of S3 rules, as the console takes it. */
export const S3_LIST = { name: 'S3 CORS rules', read: s3FromJson };

/** All of them; the first whose marks a file has is its format. */
export const FORMATS: readonly Format[] = [
  {
    name: 'a Terraform plan',
    is: has('planned_values', 'terraform_version', 'resource_changes'),
    shape: terraformShape,
    read: terraformPlan,
  },
  {
    name: 'OpenAPI',
    is: has('openapi', 'swagger'),
    shape: openApiShape,
    // A template may include it, and then its functions are filled in.
    read: (data, given) => openApi(titleOf(data), resolveTemplate(data, given)),
  },
  {
    name: 'a CloudFormation template',
    is: has('AWSTemplateFormatVersion', 'Transform', 'Resources'),
    shape: cloudFormationShape,
    read: cloudFormation,
  },
  {
    name: 'a Serverless Framework service of another cloud',
    is: ({ provider }) =>
      isRecord(provider) && typeof provider.name === 'string' && !/^(aws$|\$\{)/.test(provider.name),
    shape: z.unknown(),
    read: () => ({
      drafts: [],
      remarks: [{ rule: 'not-emulated', path: ['provider', 'name'], message: 'only services of AWS are read' }],
    }),
  },
  {
    name: 'a Serverless Framework service',
    is: has('functions', 'provider'),
    shape: serverlessShape,
    read: serverless,
  },
  { name: 'an S3 CORS configuration', is: has('CORSRules', 'CorsRules'), shape: z.unknown(), read: s3FromJson },
  {
    name: 'a response headers policy of CloudFront',
    is: has('ResponseHeadersPolicy', 'ResponseHeadersPolicyConfig', 'CorsConfig', 'AccessControlAllowOrigins'),
    shape: z.unknown(),
    read: responseHeadersPolicyFromJson,
  },
  {
    name: 'a distribution of CloudFront',
    is: has('DistributionConfig', 'Distribution', 'DefaultCacheBehavior'),
    shape: z.unknown(),
    read: distributionFromJson,
  },
  {
    name: 'the CORS configuration of an HTTP API',
    is: has('AllowOrigins', 'AllowMethods', 'AllowHeaders', 'AllowCredentials', 'CorsConfiguration'),
    shape: z.unknown(),
    read: httpApiFromJson,
  },
];

function titleOf({ info }: Fields): string {
  return isRecord(info) && typeof info.title === 'string' ? info.title : 'api';
}
