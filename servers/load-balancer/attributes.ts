import { z } from 'zod';
import { fieldValueSchema } from '../rules.ts';

/** Where all of this is said. */
export const DOCUMENTATION =
  'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-header-modification.html';

/** When a load balancer learnt it, and where that is said. */
export const ANNOUNCED = {
  since: '2024-11-21',
  source:
    'https://aws.amazon.com/about-aws/whats-new/2024/11/aws-application-load-balancer-header-modification-enhanced-traffic-control-security/',
} as const;

/**
 * The attributes of a listener of an Application Load Balancer by which it adds headers of CORS to answers: one fixed
 * value each, none by default ({@link DOCUMENTATION}).
 */
export const CORS_ATTRIBUTES = {
  'routing.http.response.access_control_allow_origin.header_value': 'access-control-allow-origin',
  'routing.http.response.access_control_allow_methods.header_value': 'access-control-allow-methods',
  'routing.http.response.access_control_allow_headers.header_value': 'access-control-allow-headers',
  'routing.http.response.access_control_allow_credentials.header_value': 'access-control-allow-credentials',
  'routing.http.response.access_control_expose_headers.header_value': 'access-control-expose-headers',
  'routing.http.response.access_control_max_age.header_value': 'access-control-max-age',
} as const satisfies Record<string, string>;

export type CorsAttribute = keyof typeof CORS_ATTRIBUTES;

const NAMES = Object.keys(CORS_ATTRIBUTES) as [CorsAttribute, ...CorsAttribute[]];

/** Attributes as `modify-listener-attributes` takes them; one that is empty or not there adds nothing. */
export const attributesSchema = z.partialRecord(z.enum(NAMES), fieldValueSchema);

/** The headers that they add to an answer. */
export function addedHeaders(attributes: z.output<typeof attributesSchema>): Record<string, string> {
  const set = NAMES.flatMap((name) => (attributes[name] ? [[CORS_ATTRIBUTES[name], attributes[name]] as const] : []));
  return Object.fromEntries(set);
}
