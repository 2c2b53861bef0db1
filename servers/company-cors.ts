import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { serialisedOriginSchema } from './rules.ts';

const methodsSchema = z.array(z.string().regex(/^[A-Z]+$/, { error: 'must be a method in capitals' }));

/** What a company's CORS middleware is told. */
export const corsSchema = z.strictObject({
  /** Who may read: exactly these. */
  sites: z.array(serialisedOriginSchema).default([]),
  credentials: z.boolean().default(false),
  /** Access-Control-Allow-Methods. */
  methods: methodsSchema.default(['GET', 'POST', 'PUT', 'DELETE']),
  /** The same for single paths, as in `{ '/cart': ['POST'] }`. */
  methodsAt: z.record(z.string().startsWith('/'), methodsSchema).default({}),
  /** Access-Control-Allow-Headers. */
  headers: z.array(z.string()).default(['content-type']),
  /**
   * `after-routes`: what a route answers never comes to the middleware; preflights and unknown paths do, because no
   * route answers them.
   */
  middleware: z.enum(['before-routes', 'after-routes']).default('before-routes'),
  /** Paths that the middleware does not cover, with all below them. */
  forgotten: z.array(z.string().startsWith('/')).default([]),
  /** `bare`: an answer of 400 and above has lost what the middleware gave it. */
  errors: z.enum(['covered', 'bare']).default('covered'),
  /** Who is told `Vary: Origin`: everybody, those who are listed, nobody. */
  vary: z.enum(['always', 'on-match', 'never']).default('always'),
});

type CorsRules = z.output<typeof corsSchema>;

/** Answers preflights and gives answers their CORS headers, as the rules have it. */
export function corsMiddleware(app: FastifyInstance, rules: CorsRules): void {
  app.options('*', async (request, reply) => reply.code(isForgotten(rules, request) ? 404 : 204).send());
  app.addHook('onSend', async (request, reply) => {
    if (isCovered(rules, request, reply)) reply.headers(corsHeaders(rules, request));
  });
}

function isCovered(rules: CorsRules, request: FastifyRequest, reply: FastifyReply): boolean {
  if (isForgotten(rules, request)) return false;
  if (request.method === 'OPTIONS') return true;
  if (rules.errors === 'bare' && reply.statusCode >= 400) return false;
  return rules.middleware === 'before-routes' || request.is404;
}

function isForgotten({ forgotten }: CorsRules, request: FastifyRequest): boolean {
  const path = pathOf(request);
  return forgotten.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}

function corsHeaders(rules: CorsRules, request: FastifyRequest): Record<string, string> {
  const origin = request.headers.origin ?? '';
  const isListed = rules.sites.includes(origin);
  return {
    ...(rules.vary === 'always' || (rules.vary === 'on-match' && isListed) ? { vary: 'Origin' } : {}),
    ...(isListed ? { 'access-control-allow-origin': origin } : {}),
    ...(isListed && rules.credentials ? { 'access-control-allow-credentials': 'true' } : {}),
    ...(isListed && request.method === 'OPTIONS' ? permission(rules, pathOf(request)) : {}),
  };
}

function permission({ methods, methodsAt, headers }: CorsRules, path: string): Record<string, string> {
  return {
    'access-control-allow-methods': (methodsAt[path] ?? methods).join(', '),
    'access-control-allow-headers': headers.join(', '),
  };
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?')[0] ?? url;
}
