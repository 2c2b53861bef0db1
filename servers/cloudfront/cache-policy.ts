import { z } from 'zod';
import { cookiesConfigSchema, headerNamesSchema, queryStringsConfigSchema, type Selection } from './selection.ts';

const DAY = 86_400;
const YEAR = 31_536_000;

const seconds = z.int().min(0);

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyHeadersConfig.html */
const headersConfigSchema = z
  .strictObject({ HeaderBehavior: z.enum(['none', 'whitelist']), Headers: headerNamesSchema })
  .transform(({ HeaderBehavior, Headers = [] }): Selection => ({ behavior: HeaderBehavior, names: Headers }));

/**
 * What is in the cache key, and for how long an answer is kept.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html
 */
export const cachePolicySchema = z
  .strictObject({
    Name: z.string().optional(),
    Comment: z.string().optional(),
    MinTTL: seconds,
    DefaultTTL: seconds.optional(),
    MaxTTL: seconds.optional(),
    ParametersInCacheKeyAndForwardedToOrigin: z.strictObject({
      EnableAcceptEncodingGzip: z.boolean().default(false),
      EnableAcceptEncodingBrotli: z.boolean().default(false),
      HeadersConfig: headersConfigSchema,
      CookiesConfig: cookiesConfigSchema,
      QueryStringsConfig: queryStringsConfigSchema,
    }),
  })
  .transform(({ MinTTL, DefaultTTL, MaxTTL, ParametersInCacheKeyAndForwardedToOrigin: parameters }): CachePolicy => {
    const defaultTtl = DefaultTTL ?? Math.max(DAY, MinTTL);
    return {
      minTtl: MinTTL,
      defaultTtl,
      maxTtl: MaxTTL ?? Math.max(YEAR, defaultTtl),
      headers: parameters.HeadersConfig,
      cookies: parameters.CookiesConfig,
      queryStrings: parameters.QueryStringsConfig,
      compression: {
        gzip: parameters.EnableAcceptEncodingGzip,
        br: parameters.EnableAcceptEncodingBrotli,
      },
    };
  })
  .refine(({ minTtl, defaultTtl, maxTtl }) => minTtl <= defaultTtl && defaultTtl <= maxTtl, {
    error: 'MinTTL, DefaultTTL and MaxTTL have to be in this order',
  });

/** What a distribution goes by. */
export interface CachePolicy {
  readonly minTtl: number;
  readonly defaultTtl: number;
  readonly maxTtl: number;
  readonly headers: Selection;
  readonly cookies: Selection;
  readonly queryStrings: Selection;
  /** Encodings that Accept-Encoding is reduced to in the key. */
  readonly compression: { readonly gzip: boolean; readonly br: boolean };
}
