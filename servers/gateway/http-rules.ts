import { z } from 'zod';
import { authorizerSchema } from './authorizer.ts';
import { corsConfigurationSchema } from './http-cors.ts';
import { throttleSchema } from './limits.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html */
const routeKeySchema = z.string().regex(/^(\$default|(ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) \/\S*)$/, {
  error: 'must be $default, or a method and a path as in GET /orders/{id}',
});

const routeSchema = z.strictObject({
  /** One of `authorizers`; without it the route is open. */
  authorizerId: z.string().optional(),
  integration: z.strictObject({
    type: z.enum(['AWS_PROXY', 'HTTP_PROXY']),
    /** After so many milliseconds without an answer the gateway gives up; the work may have been done. */
    timeoutInMillis: z.int().min(50).max(30_000).default(30_000),
  }),
});

/** What no source says of HTTP APIs and decides what a page can read: set them as you have measured them. */
const choicesSchema = z.strictObject({
  /** Whether the gateway's own 401, 403, 404, 413, 429 and 5xx have the headers of the CORS configuration. */
  errorsHaveCorsHeaders: z.boolean().default(false),
  /** Whether an answer that allows an origin by name says `Vary: Origin`. */
  variesByOrigin: z.boolean().default(false),
});

/** The rules of an HTTP API, in the words of the API Gateway API. */
export const httpGatewaySchema = z
  .strictObject({
    /** Without it the gateway says nothing of CORS, and passes on what the server behind says. */
    corsConfiguration: corsConfigurationSchema.optional(),
    /** By route key, as in `GET /orders/{id}`, `ANY /{proxy+}`, `$default`. */
    routes: z.record(routeKeySchema, routeSchema).default({}),
    authorizers: z.record(z.string(), authorizerSchema).default({}),
    throttle: throttleSchema.optional(),
    /** Longest body in bytes. API Gateway has 10 MiB; a test may do with less. */
    payloadLimit: z.int().min(0).max(10_485_760).default(10_485_760),
    choices: choicesSchema.prefault({}),
  })
  .superRefine(({ routes, authorizers }, context) => {
    for (const [key, { authorizerId }] of Object.entries(routes)) {
      if (authorizerId === undefined || Object.hasOwn(authorizers, authorizerId)) continue;
      context.addIssue({ code: 'custom', path: ['routes', key, 'authorizerId'], message: 'is none of authorizers' });
    }
  });

/** What somebody writes. */
export type HttpGatewayRules = z.input<typeof httpGatewaySchema>;

/** What the gateway goes by. */
export type ParsedHttpRules = z.output<typeof httpGatewaySchema>;

export type HttpRoute = z.output<typeof routeSchema>;
