import { responseHeadersPolicySchema } from '../../servers/cloudfront/response-headers-policy.ts';
import { cloudFrontSchema } from '../../servers/cloudfront/rules.ts';
import type { CloudFrontRules } from '../../servers/cloudfront.ts';
import type { CorsConfiguration } from '../../servers/s3/cors-rules.ts';
import type { Configured } from './configured.ts';

/** The origins that a configuration lists by name: who is to read. */
export function sitesOf(configured: Configured): string[] {
  return [...new Set(listed(configured))].filter((origin) => URL.canParse(origin) && new URL(origin).origin === origin);
}

function listed(configured: Configured): readonly string[] {
  switch (configured.kind) {
    case 's3-bucket':
      return ofRules(configured.cors);
    case 'http-api':
      return configured.rules.corsConfiguration?.allowOrigins ?? [];
    case 'rest-api':
      return literalsIn(configured.rules.resources);
    case 'distribution':
      return [
        ...ofBehaviors(configured.rules),
        ...Object.values(configured.buckets).flatMap(({ cors }) => ofRules(cors)),
      ];
    case 'response-headers-policy':
      return responseHeadersPolicySchema.parse(configured.policy).cors?.origins ?? [];
  }
}

function ofRules(cors: CorsConfiguration | undefined): string[] {
  return cors?.CORSRules.flatMap(({ AllowedOrigins }) => AllowedOrigins) ?? [];
}

/** Of the policies that put headers on answers. */
function ofBehaviors(rules: CloudFrontRules): readonly string[] {
  const { DefaultCacheBehavior, CacheBehaviors } = cloudFrontSchema.parse(rules);
  return [DefaultCacheBehavior, ...CacheBehaviors].flatMap((each) => each.ResponseHeadersPolicy?.cors?.origins ?? []);
}

/** Literals that are origins, wherever a resource says them. */
function literalsIn(resources: unknown): string[] {
  const text = JSON.stringify(resources ?? {});
  return [...text.matchAll(/'(https?:\/\/[^'"\\\s]+)'/g)].map((match) => match[1] ?? '');
}
