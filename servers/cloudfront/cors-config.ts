import { z } from 'zod';
import { fieldNameSchema } from '../rules.ts';
import { listOf } from './lists.ts';

/** What `ALL` stands for: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html */
const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] as const;
/** A wildcard may be all of it, or the leftmost label: `*.example.org`, not `example.*` or `test.*.example.org`. */
const ORIGIN = /^(?:\*|(?:https?:\/\/)?(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*(?::\d+)?)$/i;

const originSchema = z
  .string()
  .refine((text) => text !== 'ALL', { error: 'ALL is not valid for AccessControlAllowOrigins; * allows all origins' })
  .refine((text) => ORIGIN.test(text), {
    error: 'must be *, or an origin whose leftmost label may be *, as in https://*.example.org',
  });
/** `*` is a token, so a field name like any other here. */
const headersSchema = listOf(fieldNameSchema);

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyCorsConfig.html */
export const corsConfigSchema = z
  .strictObject({
    AccessControlAllowOrigins: listOf(originSchema).refine((list) => list.length > 0, { error: 'must not be empty' }),
    AccessControlAllowHeaders: headersSchema,
    AccessControlAllowMethods: listOf(z.enum([...METHODS, 'ALL'])),
    AccessControlAllowCredentials: z.boolean(),
    AccessControlExposeHeaders: headersSchema.optional(),
    AccessControlMaxAgeSec: z.int().min(0).nullish(),
    OriginOverride: z.boolean(),
  })
  .superRefine(({ AccessControlAllowCredentials, AccessControlAllowHeaders }, context) => {
    if (!AccessControlAllowCredentials || !AccessControlAllowHeaders.some((name) => name.includes('*'))) return;
    const message = 'The parameter Access-Control-Allow-Headers cannot contain * when allowCredentials is true.';
    context.addIssue({ code: 'custom', path: ['AccessControlAllowHeaders'], message });
  })
  .transform(
    (config): CorsConfig => ({
      origins: config.AccessControlAllowOrigins,
      headers: config.AccessControlAllowHeaders,
      methods: config.AccessControlAllowMethods.flatMap((method) => (method === 'ALL' ? METHODS : method)),
      credentials: config.AccessControlAllowCredentials,
      exposed: config.AccessControlExposeHeaders ?? [],
      ...(config.AccessControlMaxAgeSec != null && { maxAge: config.AccessControlMaxAgeSec }),
      override: config.OriginOverride,
    }),
  );

/** What a distribution goes by. */
export interface CorsConfig {
  readonly origins: readonly string[];
  readonly headers: readonly string[];
  readonly methods: readonly string[];
  readonly credentials: boolean;
  readonly exposed: readonly string[];
  readonly maxAge?: number;
  /** The policy wins over what the origin said. */
  readonly override: boolean;
}

/** @returns what Access-Control-Allow-Origin says to this origin; `undefined` when it is not allowed */
export function allowedOrigin({ origins }: CorsConfig, origin: string): string | undefined {
  if (origins.includes('*')) return '*';
  return origins.some((pattern) => matches(pattern, origin)) ? origin : undefined;
}

/** Without a scheme both are meant; `*.` stands for one label or more. */
function matches(pattern: string, origin: string): boolean {
  const [scheme, authority = ''] = pattern.includes('://') ? pattern.split('://') : [undefined, pattern];
  const [ownScheme, ownAuthority = ''] = origin.split('://');
  if (scheme !== undefined && scheme.toLowerCase() !== ownScheme) return false;
  const wanted = authority.toLowerCase();
  return wanted.startsWith('*.') ? ownAuthority.endsWith(wanted.slice(1)) : ownAuthority === wanted;
}
