import { z } from 'zod';
import { fieldValueSchema } from '../rules.ts';
import type { AddedHeader } from './added-header.ts';

const override = { Override: z.boolean() };
const STS = 'strict-transport-security';

/**
 * Each setting and the header that it makes.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicySecurityHeadersConfig.html
 */
export const securityHeadersConfigSchema = z
  .strictObject({
    ContentSecurityPolicy: z.strictObject({ ...override, ContentSecurityPolicy: fieldValueSchema }),
    ContentTypeOptions: z.strictObject(override),
    FrameOptions: z.strictObject({ ...override, FrameOption: z.enum(['DENY', 'SAMEORIGIN']) }),
    ReferrerPolicy: z.strictObject({ ...override, ReferrerPolicy: fieldValueSchema }),
    StrictTransportSecurity: z.strictObject({
      ...override,
      AccessControlMaxAgeSec: z.int().min(0),
      IncludeSubdomains: z.boolean().optional(),
      Preload: z.boolean().optional(),
    }),
    XSSProtection: z.strictObject({
      ...override,
      Protection: z.boolean(),
      ModeBlock: z.boolean().optional(),
      ReportUri: fieldValueSchema.nullish(),
    }),
  })
  .partial()
  .transform((config): AddedHeader[] => {
    const { ContentSecurityPolicy: csp, ContentTypeOptions: types, FrameOptions: frames } = config;
    const { ReferrerPolicy: referrer, StrictTransportSecurity: sts, XSSProtection: xss } = config;
    return [
      added('content-security-policy', csp, csp?.ContentSecurityPolicy),
      added('x-content-type-options', types, 'nosniff'),
      added('x-frame-options', frames, frames?.FrameOption),
      added('referrer-policy', referrer, referrer?.ReferrerPolicy),
      added(STS, sts, [
        `max-age=${sts?.AccessControlMaxAgeSec}`,
        sts?.IncludeSubdomains && 'includeSubDomains',
        sts?.Preload && 'preload',
      ]),
      added('x-xss-protection', xss, [
        xss?.Protection ? '1' : '0',
        xss?.ModeBlock && 'mode=block',
        xss?.ReportUri && `report=${xss.ReportUri}`,
      ]),
    ].flat();
  });

/** Nothing where the setting is absent. @param value with several directives, those that are set */
function added(
  name: string,
  setting: { readonly Override: boolean } | undefined,
  value: string | undefined | readonly (string | false | undefined | null)[],
): AddedHeader[] {
  if (setting === undefined) return [];
  const text = typeof value === 'object' ? value.filter(Boolean).join('; ') : (value ?? '');
  return [{ name, value: text, override: setting.Override }];
}
