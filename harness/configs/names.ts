import type { Names } from './rename.ts';

/**
 * What tools call the fields of a bucket's CORS rules.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CORSRule.html
 */
export const S3_NAMES = {
  api: same('CORSRules', 'ID', 'AllowedHeaders', 'AllowedMethods', 'AllowedOrigins', 'ExposeHeaders', 'MaxAgeSeconds'),
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-s3-bucket-corsrule.html */
  cloudFormation: {
    ...same('AllowedHeaders', 'AllowedMethods', 'AllowedOrigins'),
    CorsRules: 'CORSRules',
    Id: 'ID',
    ExposedHeaders: 'ExposeHeaders',
    MaxAge: 'MaxAgeSeconds',
  },
  /** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_cors_configuration */
  terraform: {
    cors_rule: 'CORSRules',
    id: 'ID',
    allowed_headers: 'AllowedHeaders',
    allowed_methods: 'AllowedMethods',
    allowed_origins: 'AllowedOrigins',
    expose_headers: 'ExposeHeaders',
    max_age_seconds: 'MaxAgeSeconds',
  },
} as const satisfies Record<string, Names>;

/**
 * What tools call the fields of an HTTP API's CORS configuration.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export const HTTP_API_NAMES = {
  /** The API's own, CloudFormation's and SAM's. */
  api: {
    AllowCredentials: 'allowCredentials',
    AllowHeaders: 'allowHeaders',
    AllowMethods: 'allowMethods',
    AllowOrigins: 'allowOrigins',
    ExposeHeaders: 'exposeHeaders',
    MaxAge: 'maxAge',
  },
  /** x-amazon-apigateway-cors */
  openApi: same('allowCredentials', 'allowHeaders', 'allowMethods', 'allowOrigins', 'exposeHeaders', 'maxAge'),
  /** https://www.serverless.com/framework/docs/providers/aws/events/http-api */
  serverless: {
    allowCredentials: 'allowCredentials',
    allowedHeaders: 'allowHeaders',
    allowedMethods: 'allowMethods',
    allowedOrigins: 'allowOrigins',
    exposedResponseHeaders: 'exposeHeaders',
    maxAge: 'maxAge',
  },
  /** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/apigatewayv2_api */
  terraform: {
    allow_credentials: 'allowCredentials',
    allow_headers: 'allowHeaders',
    allow_methods: 'allowMethods',
    allow_origins: 'allowOrigins',
    expose_headers: 'exposeHeaders',
    max_age: 'maxAge',
  },
} as const satisfies Record<string, Names>;

/** What Terraform calls the fields of a response headers policy: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudfront_response_headers_policy */
export const RESPONSE_HEADERS_NAMES: Names = {
  items: 'Items',
  access_control_allow_credentials: 'AccessControlAllowCredentials',
  access_control_allow_headers: 'AccessControlAllowHeaders',
  access_control_allow_methods: 'AccessControlAllowMethods',
  access_control_allow_origins: 'AccessControlAllowOrigins',
  access_control_expose_headers: 'AccessControlExposeHeaders',
  access_control_max_age_sec: 'AccessControlMaxAgeSec',
  origin_override: 'OriginOverride',
};

/** What Terraform calls the fields of a cache policy and of an origin request policy: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudfront_cache_policy */
export const POLICY_NAMES: Names = {
  items: 'Items',
  min_ttl: 'MinTTL',
  default_ttl: 'DefaultTTL',
  max_ttl: 'MaxTTL',
  parameters_in_cache_key_and_forwarded_to_origin: 'ParametersInCacheKeyAndForwardedToOrigin',
  enable_accept_encoding_gzip: 'EnableAcceptEncodingGzip',
  enable_accept_encoding_brotli: 'EnableAcceptEncodingBrotli',
  headers_config: 'HeadersConfig',
  header_behavior: 'HeaderBehavior',
  headers: 'Headers',
  cookies_config: 'CookiesConfig',
  cookie_behavior: 'CookieBehavior',
  cookies: 'Cookies',
  query_strings_config: 'QueryStringsConfig',
  query_string_behavior: 'QueryStringBehavior',
  query_strings: 'QueryStrings',
};

/** What Terraform calls what has to do with CORS in a behavior of a distribution: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudfront_distribution */
export const DISTRIBUTION_NAMES: Names = {
  path_pattern: 'PathPattern',
  target_origin_id: 'TargetOriginId',
  allowed_methods: 'AllowedMethods',
  cached_methods: 'CachedMethods',
  cache_policy_id: 'CachePolicyId',
  origin_request_policy_id: 'OriginRequestPolicyId',
  response_headers_policy_id: 'ResponseHeadersPolicyId',
  min_ttl: 'MinTTL',
  default_ttl: 'DefaultTTL',
  max_ttl: 'MaxTTL',
  forwarded_values: 'ForwardedValues',
  query_string: 'QueryString',
  query_string_cache_keys: 'QueryStringCacheKeys',
  headers: 'Headers',
  cookies: 'Cookies',
  forward: 'Forward',
  whitelisted_names: 'WhitelistedNames',
  function_association: 'FunctionAssociations',
  lambda_function_association: 'LambdaFunctionAssociations',
};

function same<const Name extends string>(...names: Name[]): { readonly [name in Name]: name } {
  return Object.fromEntries(names.map((name) => [name, name])) as { readonly [name in Name]: name };
}
