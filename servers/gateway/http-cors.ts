import type { OutgoingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { OnwardRequest } from '../behind.ts';
import { tokenSchema } from '../rules.ts';

/** Every origin of one scheme: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html */
const OF_A_SCHEME = /^(https?:\/\/)\*$/;

const originSchema = z.string().superRefine((origin, context) => {
  if (origin === '*' || /^https?:\/\/[^\s/]+$/.test(origin)) return;
  context.addIssue({ code: 'custom', message: `Invalid format for origin ${origin}` });
});

/** The one CORS configuration of an HTTP API, as its control plane checks it. */
export const corsConfigurationSchema = z
  .strictObject({
    allowCredentials: z.boolean().default(false),
    allowHeaders: z.array(tokenSchema).default([]),
    allowMethods: z.array(tokenSchema.max(64)).default([]),
    /** Origins, `*`, `https://*` or `http://*`. */
    allowOrigins: z.array(originSchema).default([]),
    exposeHeaders: z.array(tokenSchema).default([]),
    /** In seconds. */
    maxAge: z.int().min(-1).max(86_400).optional(),
  })
  .superRefine(({ allowCredentials, allowOrigins }, context) => {
    if (!allowCredentials || !allowOrigins.includes('*')) return;
    const message = "allow-credentials is not supported if 'allow-origin' is *";
    context.addIssue({ code: 'custom', path: ['allowCredentials'], message });
  });

export type CorsConfiguration = z.output<typeof corsConfigurationSchema>;

/**
 * The headers that the configuration gives to the answer of a request. A request without Origin gets none, one from an
 * origin that is not allowed neither, nor an OPTIONS request without Access-Control-Request-Method. What a preflight
 * asks for is of no interest.
 */
export function corsHeaders(configuration: CorsConfiguration, { method, headers }: OnwardRequest): OutgoingHttpHeaders {
  const { origin, 'access-control-request-method': requested } = headers;
  const allowed = origin === undefined ? undefined : allowedOrigin(configuration, origin);
  const isOptions = method === 'OPTIONS';
  if (allowed === undefined || (isOptions && requested === undefined)) return {};
  return {
    'access-control-allow-origin': allowed,
    ...(configuration.allowCredentials && { 'access-control-allow-credentials': 'true' }),
    ...(isOptions ? permission(configuration) : list('access-control-expose-headers', configuration.exposeHeaders)),
  };
}

/** An answer without what its backend has said of CORS. */
export function withoutCorsHeaders(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('access-control-')));
}

function allowedOrigin({ allowOrigins }: CorsConfiguration, origin: string): string | undefined {
  if (allowOrigins.includes('*')) return '*';
  const isAllowed = allowOrigins.some((allowed) => {
    const [, scheme] = OF_A_SCHEME.exec(allowed) ?? [];
    return scheme === undefined ? allowed === origin : origin.startsWith(scheme);
  });
  return isAllowed ? origin : undefined;
}

function permission({ allowMethods, allowHeaders, maxAge }: CorsConfiguration): OutgoingHttpHeaders {
  return {
    ...list('access-control-allow-methods', allowMethods),
    ...list('access-control-allow-headers', allowHeaders),
    ...(maxAge !== undefined && { 'access-control-max-age': String(maxAge) }),
  };
}

/** No header for an empty list. */
function list(name: string, items: readonly string[]): OutgoingHttpHeaders {
  return items.length === 0 ? {} : { [name]: items.join(',') };
}
