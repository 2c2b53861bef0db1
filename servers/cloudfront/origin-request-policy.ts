import { z } from 'zod';
import { cookiesConfigSchema, headerNamesSchema, queryStringsConfigSchema, type Selection } from './selection.ts';

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginRequestPolicyHeadersConfig.html */
const headersConfigSchema = z
  .strictObject({
    HeaderBehavior: z.enum(['none', 'whitelist', 'allViewer', 'allViewerAndWhitelistCloudFront', 'allExcept']),
    Headers: headerNamesSchema,
  })
  .transform(({ HeaderBehavior, Headers = [] }): Selection => {
    // The headers that CloudFront adds of its own accord have nothing to do with CORS, and are not emulated.
    const isAll = HeaderBehavior === 'allViewer' || HeaderBehavior === 'allViewerAndWhitelistCloudFront';
    return isAll ? { behavior: 'all', names: [] } : { behavior: HeaderBehavior, names: Headers };
  });

/**
 * What the origin is told beside the cache key.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginRequestPolicyConfig.html
 */
export const originRequestPolicySchema = z
  .strictObject({
    Name: z.string().optional(),
    Comment: z.string().optional(),
    HeadersConfig: headersConfigSchema,
    CookiesConfig: cookiesConfigSchema,
    QueryStringsConfig: queryStringsConfigSchema,
  })
  .transform(
    ({ HeadersConfig, CookiesConfig, QueryStringsConfig }): OriginRequestPolicy => ({
      headers: HeadersConfig,
      cookies: CookiesConfig,
      queryStrings: QueryStringsConfig,
    }),
  );

/** What a distribution goes by. */
export interface OriginRequestPolicy {
  readonly headers: Selection;
  readonly cookies: Selection;
  readonly queryStrings: Selection;
}
