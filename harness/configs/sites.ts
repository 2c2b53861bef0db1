import { responseHeadersPolicySchema } from '../../servers/cloudfront/response-headers-policy.ts';
import type { Configured } from './configured.ts';

/** The origins that a configuration lists by name: who is to read. */
export function sitesOf(configured: Configured): string[] {
  return [...new Set(listed(configured))].filter((origin) => URL.canParse(origin) && new URL(origin).origin === origin);
}

function listed(configured: Configured): readonly string[] {
  switch (configured.kind) {
    case 's3-bucket':
      return configured.cors.CORSRules.flatMap(({ AllowedOrigins }) => AllowedOrigins);
    case 'http-api':
      return configured.rules.corsConfiguration?.allowOrigins ?? [];
    case 'rest-api':
      return literalsIn(configured.rules.resources);
    case 'response-headers-policy':
      return responseHeadersPolicySchema.parse(configured.policy).cors?.origins ?? [];
  }
}

/** Literals that are origins, wherever a resource says them. */
function literalsIn(resources: unknown): string[] {
  const text = JSON.stringify(resources ?? {});
  return [...text.matchAll(/'(https?:\/\/[^'"\\\s]+)'/g)].map((match) => match[1] ?? '');
}
