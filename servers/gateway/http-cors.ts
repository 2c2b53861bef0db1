import type { OutgoingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { OnwardRequest } from '../behind.ts';

/** Every origin of one scheme: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html */
const OF_A_SCHEME = /^(https?:\/\/)\*$/;

const originSchema = z.string().superRefine((origin, context) => {
  if (origin === '*' || /^https?:\/\/[^\s/]+$/.test(origin)) return;
  context.addIssue({ code: 'custom', message: `Invalid format for origin ${origin}` });
});

const tokensSchema = z.array(z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, { error: 'is no name' })).default([]);

/** The one CORS configuration of an HTTP API, as its control plane checks it. */
export const corsConfigurationSchema = z
  .strictObject({
    allowCredentials: z.boolean().default(false),
    allowHeaders: tokensSchema,
    allowMethods: z.array(z.string().min(1).max(64)).default([]),
    /** Origins, `*`, `https://*` or `http://*`. */
    allowOrigins: z.array(originSchema).default([]),
    exposeHeaders: tokensSchema,
    /** In seconds. */
    maxAge: z.int().min(-1).max(86_400).optional(),
  })
  .superRefine(({ allowCredentials, allowOrigins }, context) => {
    if (!allowCredentials || !allowOrigins.includes('*')) return;
    const message = "allow-credentials is not supported if 'allow-origin' is *";
    context.addIssue({ code: 'custom', path: ['allowCredentials'], message });
  });

export type CorsConfiguration = z.output<typeof corsConfigurationSchema>;

/** Whether a request is a preflight by what HTTP APIs look at: they have no interest in what it asks for. */
function isPreflight({ method, headers }: OnwardRequest): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;
}

/** The headers that the configuration gives to the answer of a request; none to who has no Origin, or is not allowed. */
export function corsHeaders(configuration: CorsConfiguration, request: OnwardRequest): OutgoingHttpHeaders {
  const { origin } = request.headers;
  const allowed = origin === undefined ? undefined : allowedOrigin(configuration, origin);
  if (allowed === undefined) return {};
  const { allowCredentials, exposeHeaders } = configuration;
  return {
    'access-control-allow-origin': allowed,
    ...(allowCredentials && { 'access-control-allow-credentials': 'true' }),
    ...(isPreflight(request) ? permission(configuration) : list('access-control-expose-headers', exposeHeaders)),
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
