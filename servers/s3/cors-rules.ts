import { z } from 'zod';
import { fieldNameSchema } from '../rules.ts';
import type { S3Error } from './errors.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CORSRule.html */
const S3_METHODS = ['GET', 'PUT', 'HEAD', 'POST', 'DELETE'] as const;

/** Marks what S3 refuses as InvalidRequest, in its own words; everything else that is wrong is a MalformedXML. */
const INVALID_REQUEST = { code: 'InvalidRequest' } as const;

/** A string for which S3 has a sentence when it is wrong. */
const worded = (schema: z.ZodString, holds: (text: string) => boolean, sentence: (text: string) => string) =>
  schema.refine(holds, { error: ({ input }) => sentence(String(input)), params: INVALID_REQUEST });

const isOneWildcard = (text: string) => text.split('*').length <= 2;

const originSchema = worded(
  z.string(),
  isOneWildcard,
  (text) => `AllowedOrigin "${text}" can not have more than one wildcard.`,
);
const methodSchema = worded(
  z.string(),
  (text) => (S3_METHODS as readonly string[]).includes(text),
  (text) => `Found unsupported HTTP method in CORS config. Unsupported method is ${text}`,
);
/** S3 says AllowedHeader of a wrong ExposeHeader, too. */
const headerName = worded(
  z.string(),
  (text) => fieldNameSchema.safeParse(text).success,
  (text) => `AllowedHeader "${text}" contains invalid character.`,
);
const allowedHeaderSchema = worded(
  headerName,
  isOneWildcard,
  (text) => `AllowedHeader "${text}" can not have more than one wildcard.`,
);
const exposeHeaderSchema = worded(
  headerName,
  (text) => !text.includes('*'),
  (text) => `ExposeHeader "${text}" contains wildcard. We currently do not support wildcard for ExposeHeader.`,
);

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CORSRule.html */
const corsRuleSchema = z.strictObject({
  ID: z.string().max(255).optional(),
  AllowedHeaders: z.array(allowedHeaderSchema).optional(),
  AllowedMethods: z.array(methodSchema).min(1),
  AllowedOrigins: z.array(originSchema).min(1),
  ExposeHeaders: z.array(exposeHeaderSchema).optional(),
  MaxAgeSeconds: z.int().min(0).optional(),
});

/**
 * The CORS configuration of a bucket, as `aws s3api put-bucket-cors` takes it in JSON. A value that S3 has a sentence
 * for is refused with that sentence.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CORSConfiguration.html
 */
export const corsConfigurationSchema = z.strictObject({ CORSRules: z.array(corsRuleSchema).min(1).max(100) });

export type CorsConfiguration = z.output<typeof corsConfigurationSchema>;
export type CorsRule = CorsConfiguration['CORSRules'][number];

/** Not well-formed, or not of the published schema. */
export const MALFORMED_XML: S3Error = {
  status: 400,
  code: 'MalformedXML',
  message: 'The XML you provided was not well-formed or did not validate against our published schema',
};

/** What S3 answers to a configuration with these issues: it names one, and its schema comes first. */
export function refusalOf(issues: readonly z.core.$ZodIssue[]): S3Error {
  const isWorded = (issue: z.core.$ZodIssue) => issue.code === 'custom' && issue.params?.code === INVALID_REQUEST.code;
  const [first] = issues;
  if (first === undefined || !issues.every(isWorded)) return MALFORMED_XML;
  return { status: 400, code: INVALID_REQUEST.code, message: first.message };
}
