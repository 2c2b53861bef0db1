import Fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type CountingApi, countingApi } from './counting-api.ts';
import { type Effect, orderApi } from './order-api.ts';
import { answersSchema, headersFor, headersSchema, parseRules } from './rules.ts';

const preflightSchema = z.strictObject({ status: z.int().min(200).max(599), headers: headersSchema });

const ordersSchema = z.strictObject({
  /** How OPTIONS is answered; `unanswered`: nobody handles it, hence 404. */
  preflight: z
    .union([z.literal('unanswered'), preflightSchema], { error: 'must be "unanswered" or { status, headers }' })
    .default('unanswered'),
  /** What goes with every answer of the API that is not an answer to OPTIONS, and not a 404. */
  answers: answersSchema.default({ headers: {} }),
});

/** What an order API says about CORS; a header value may hold `${origin}`, the request's own Origin. */
export type OrdersRules = z.input<typeof ordersSchema>;

/**
 * An order API: GET and POST /orders, PUT and DELETE /orders/:id, POST /cart. Unsafe requests are executed whoever
 * asks, which is what CORS does not prevent.
 * @param rules what it says about CORS; without rules nothing, and OPTIONS is a 404
 * @returns the server; `effects()` is the number of entries in its ledger
 * @throws when a rule is wrong, naming the field
 */
export function orders(rules: OrdersRules = {}): CountingApi {
  const { preflight, answers } = parseRules('orders', ordersSchema, rules);
  const ledger: Effect[] = [];
  const app = Fastify();
  addAnswerHeaders(app, answers.headers);
  if (preflight !== 'unanswered') answerPreflights(app, preflight);
  app.register(orderApi, { ledger });
  return countingApi('orders', app, ledger);
}

function addAnswerHeaders(app: FastifyInstance, headers: Readonly<Record<string, string>>): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404 || request.method === 'OPTIONS') return;
    reply.headers(headersFor(headers, request.headers.origin));
  });
}

function answerPreflights(app: FastifyInstance, preflight: z.output<typeof preflightSchema>): void {
  app.options('*', async (request, reply) =>
    reply.code(preflight.status).headers(headersFor(preflight.headers, request.headers.origin)).send(),
  );
}
