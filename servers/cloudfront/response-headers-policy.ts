import { z } from 'zod';
import { fieldNameSchema, fieldValueSchema } from '../rules.ts';
import type { AddedHeader } from './added-header.ts';
import { type CorsConfig, corsConfigSchema } from './cors-config.ts';
import { listOf } from './lists.ts';
import { securityHeadersConfigSchema } from './security-headers.ts';

/** What CorsConfig alone may set: https://fetch.spec.whatwg.org/#http-responses */
const OF_CORS = new Set([
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-expose-headers',
  'access-control-max-age',
]);

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html#remove-headers-disallowed */
const NOT_REMOVABLE =
  /^(?:connection|content-(?:encoding|length)|expect|host|keep-alive|proxy-.*|trailer|transfer-encoding|upgrade|via|warning|x-accel-.*|x-amzn?-.*|x-cache)$/;

const customHeaderSchema = z.strictObject({
  Header: fieldNameSchema.refine((name) => !OF_CORS.has(name), {
    error: ({ input }) => `Invalid custom header: ${input}`,
  }),
  Value: fieldValueSchema.default(''),
  Override: z.boolean(),
});

const removedHeaderSchema = z.strictObject({
  Header: fieldNameSchema.refine((name) => !NOT_REMOVABLE.test(name), { error: 'is a header that cannot be removed' }),
});

/** Measurements for whoever owns the distribution; nothing is added for them here. */
const serverTimingSchema = z.strictObject({ Enabled: z.boolean(), SamplingRate: z.number().nullish() });

/**
 * What is put on answers at the edge, and taken off.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyConfig.html
 */
export const responseHeadersPolicySchema = z
  .strictObject({
    Name: z.string().optional(),
    Comment: z.string().optional(),
    CorsConfig: corsConfigSchema.optional(),
    SecurityHeadersConfig: securityHeadersConfigSchema.optional(),
    CustomHeadersConfig: listOf(customHeaderSchema).optional(),
    RemoveHeadersConfig: listOf(removedHeaderSchema).optional(),
    ServerTimingHeadersConfig: serverTimingSchema.optional(),
  })
  .transform((config): ResponseHeadersPolicy => {
    const custom = (config.CustomHeadersConfig ?? []).map(
      ({ Header, Value, Override }): AddedHeader => ({ name: Header, value: Value, override: Override }),
    );
    return {
      ...(config.CorsConfig && { cors: config.CorsConfig }),
      added: [...(config.SecurityHeadersConfig ?? []), ...custom],
      removed: (config.RemoveHeadersConfig ?? []).map(({ Header }) => Header),
    };
  });

/** What a distribution goes by. */
export interface ResponseHeadersPolicy {
  readonly cors?: CorsConfig;
  readonly added: readonly AddedHeader[];
  readonly removed: readonly string[];
}
