import type { z } from 'zod';
import type { cachePolicySchema } from './cache-policy.ts';
import type { originRequestPolicySchema } from './origin-request-policy.ts';
import type { responseHeadersPolicySchema } from './response-headers-policy.ts';

/** A policy that AWS has made; the API names it with `Managed-` in front. */
export interface ManagedPolicy<Config> {
  readonly id: string;
  readonly name: string;
  readonly config: Config;
}

type CacheConfig = z.input<typeof cachePolicySchema>;
type OriginRequestConfig = z.input<typeof originRequestPolicySchema>;
type ResponseHeadersConfig = z.input<typeof responseHeadersPolicySchema>;

const YEAR = 31_536_000;
const DAY = 86_400;
const NO_COOKIES = { CookieBehavior: 'none' } as const;
const NO_QUERY = { QueryStringBehavior: 'none' } as const;
const ALL_COOKIES = { CookieBehavior: 'all' } as const;
const ALL_QUERY = { QueryStringBehavior: 'all' } as const;

const keyOf = (
  ttl: readonly [min: number, normal: number, max: number],
  headers: string[],
  more: Partial<CacheConfig['ParametersInCacheKeyAndForwardedToOrigin']> = {},
): CacheConfig => ({
  MinTTL: ttl[0],
  DefaultTTL: ttl[1],
  MaxTTL: ttl[2],
  ParametersInCacheKeyAndForwardedToOrigin: {
    HeadersConfig:
      headers.length === 0 ? { HeaderBehavior: 'none' } : { HeaderBehavior: 'whitelist', Headers: headers },
    CookiesConfig: NO_COOKIES,
    QueryStringsConfig: NO_QUERY,
    ...more,
  },
});

const COMPRESSED = { EnableAcceptEncodingGzip: true, EnableAcceptEncodingBrotli: true };
const OF_ORIGIN_AND_METHOD = ['Host', 'Origin', 'X-HTTP-Method', 'X-HTTP-Method-Override', 'X-Method-Override'];

/**
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html, as read at
 * awsdocs/amazon-cloudfront-developer-guide@1c964d4 (2023); the last two are newer, and what they hold is not confirmed.
 */
export const MANAGED_CACHE_POLICIES: readonly ManagedPolicy<CacheConfig>[] = [
  {
    id: '2e54312d-136d-493c-8eb9-b001f22f67d2',
    name: 'Amplify',
    config: keyOf([2, 2, 600], ['Authorization', 'CloudFront-Viewer-Country', 'Host'], {
      ...COMPRESSED,
      CookiesConfig: ALL_COOKIES,
      QueryStringsConfig: ALL_QUERY,
    }),
  },
  { id: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad', name: 'CachingDisabled', config: keyOf([0, 0, 0], []) },
  {
    id: '658327ea-f89d-4fab-a63d-7e88639e58f6',
    name: 'CachingOptimized',
    config: keyOf([1, DAY, YEAR], [], COMPRESSED),
  },
  {
    id: 'b2884449-e4de-46a7-ac36-70bc7f1ddd6d',
    name: 'CachingOptimizedForUncompressedObjects',
    config: keyOf([1, DAY, YEAR], []),
  },
  {
    id: '08627262-05a9-4f76-9ded-b50ca2e3a84f',
    name: 'Elemental-MediaPackage',
    config: keyOf([0, DAY, YEAR], ['Origin'], {
      EnableAcceptEncodingGzip: true,
      QueryStringsConfig: {
        QueryStringBehavior: 'whitelist',
        QueryStrings: ['aws.manifestfilter', 'start', 'end', 'm'],
      },
    }),
  },
  {
    id: '83da9c7e-98b4-4e11-a168-04f0df8e2c65',
    name: 'UseOriginCacheControlHeaders',
    config: keyOf([0, 0, YEAR], OF_ORIGIN_AND_METHOD, { ...COMPRESSED, CookiesConfig: ALL_COOKIES }),
  },
  {
    id: '4cc15a8a-d715-48a4-82b8-cc0b614638fe',
    name: 'UseOriginCacheControlHeaders-QueryStrings',
    config: keyOf([0, 0, YEAR], OF_ORIGIN_AND_METHOD, {
      ...COMPRESSED,
      CookiesConfig: ALL_COOKIES,
      QueryStringsConfig: ALL_QUERY,
    }),
  },
];

const telling = (
  headers: string[],
  query: OriginRequestConfig['QueryStringsConfig'] = NO_QUERY,
): OriginRequestConfig => ({
  HeadersConfig: { HeaderBehavior: 'whitelist', Headers: headers },
  CookiesConfig: NO_COOKIES,
  QueryStringsConfig: query,
});

const tellingAll = (HeadersConfig: OriginRequestConfig['HeadersConfig']): OriginRequestConfig => ({
  HeadersConfig,
  CookiesConfig: ALL_COOKIES,
  QueryStringsConfig: ALL_QUERY,
});

const ORIGIN_AND_REQUESTED = ['Origin', 'Access-Control-Request-Headers', 'Access-Control-Request-Method'];

/**
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html, as read
 * at awsdocs/amazon-cloudfront-developer-guide@1c964d4 (2023); the last one is newer.
 */
export const MANAGED_ORIGIN_REQUEST_POLICIES: readonly ManagedPolicy<OriginRequestConfig>[] = [
  {
    id: '216adef6-5c7f-47e4-b989-5492eafa07d3',
    name: 'AllViewer',
    config: tellingAll({ HeaderBehavior: 'allViewer' }),
  },
  {
    id: '33f36d7e-f396-46d9-90e0-52428a34d9dc',
    name: 'AllViewerAndCloudFrontHeaders-2022-06',
    config: tellingAll({ HeaderBehavior: 'allViewerAndWhitelistCloudFront' }),
  },
  {
    id: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    name: 'AllViewerExceptHostHeader',
    config: tellingAll({ HeaderBehavior: 'allExcept', Headers: ['Host'] }),
  },
  { id: '59781a5b-3903-41f3-afcb-af62929ccde1', name: 'CORS-CustomOrigin', config: telling(['Origin']) },
  { id: '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf', name: 'CORS-S3Origin', config: telling(ORIGIN_AND_REQUESTED) },
  {
    id: '775133bc-15f2-49f9-abea-afb2e0bf67d2',
    name: 'Elemental-MediaTailor-PersonalizedManifests',
    config: telling([...ORIGIN_AND_REQUESTED, 'User-Agent', 'X-Forwarded-For'], ALL_QUERY),
  },
  {
    id: 'acba4595-bd28-49b8-b9fe-13317c0390fa',
    name: 'UserAgentRefererHeaders',
    config: telling(['User-Agent', 'Referer']),
  },
  { id: 'bf0718e1-ba1e-49d1-88b1-f726733018ae', name: 'HostHeaderOnly', config: telling(['Host']) },
];

const cors = (methods: ('GET' | 'HEAD' | 'ALL')[], exposed: string[]) => ({
  AccessControlAllowOrigins: ['*'],
  AccessControlAllowHeaders: [],
  AccessControlAllowMethods: methods,
  AccessControlExposeHeaders: exposed,
  AccessControlAllowCredentials: false,
  OriginOverride: false,
});

/** Its table of methods is not documented: on the wire only Access-Control-Allow-Origin is. */
const SIMPLE = cors([], []);
const WITH_PREFLIGHT = cors(['ALL'], ['*']);

const SECURITY: NonNullable<ResponseHeadersConfig['SecurityHeadersConfig']> = {
  ContentTypeOptions: { Override: true },
  FrameOptions: { Override: false, FrameOption: 'SAMEORIGIN' },
  ReferrerPolicy: { Override: false, ReferrerPolicy: 'strict-origin-when-cross-origin' },
  StrictTransportSecurity: { Override: false, AccessControlMaxAgeSec: YEAR },
  XSSProtection: { Override: false, Protection: true, ModeBlock: true },
};

/**
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html, as read
 * at awsdocs/amazon-cloudfront-developer-guide@1c964d4 (2023), where the settings of SimpleCORS alone stand in the text.
 */
export const MANAGED_RESPONSE_HEADERS_POLICIES: readonly ManagedPolicy<ResponseHeadersConfig>[] = [
  {
    id: 'e61eb60c-9c35-4d20-a928-2b84e02af89c',
    name: 'CORS-and-SecurityHeadersPolicy',
    config: { CorsConfig: SIMPLE, SecurityHeadersConfig: SECURITY },
  },
  { id: '5cc3b908-e619-4b99-88e5-2cf7f45965bd', name: 'CORS-With-Preflight', config: { CorsConfig: WITH_PREFLIGHT } },
  {
    id: 'eaab4381-ed33-4a86-88ca-d9558dc6cd63',
    name: 'CORS-with-preflight-and-SecurityHeadersPolicy',
    config: { CorsConfig: WITH_PREFLIGHT, SecurityHeadersConfig: SECURITY },
  },
  {
    id: '67f7725c-6f97-4210-82d7-5512b31e9d03',
    name: 'SecurityHeadersPolicy',
    config: { SecurityHeadersConfig: SECURITY },
  },
  { id: '60669652-455b-4ae9-85a4-c4c02393f86c', name: 'SimpleCORS', config: { CorsConfig: SIMPLE } },
];

/** @param nameOrId with or without `Managed-` in front */
export function managedPolicy<Config>(policies: readonly ManagedPolicy<Config>[], nameOrId: string) {
  return policies.find(({ id, name }) => nameOrId === id || nameOrId.replace(/^Managed-/, '') === name);
}

const BY_KIND = {
  CachePolicy: MANAGED_CACHE_POLICIES,
  OriginRequestPolicy: MANAGED_ORIGIN_REQUEST_POLICIES,
  ResponseHeadersPolicy: MANAGED_RESPONSE_HEADERS_POLICIES,
} as const;

/** The id of a managed policy of a kind. @param nameOrId with or without `Managed-` in front */
export function managedPolicyId(kind: keyof typeof BY_KIND, nameOrId: string): string | undefined {
  return managedPolicy<unknown>(BY_KIND[kind], nameOrId)?.id;
}
