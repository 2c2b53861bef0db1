import Fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Server } from '../harness/model/server.ts';
import { corsMiddleware, corsSchema } from './company-cors.ts';
import { idempotencySchema, rememberAnswers } from './idempotency.ts';
import { type Effect, effectOf, orderApi, takeAnyBody } from './order-api.ts';
import { answersSchema, headersFor, parseRules } from './rules.ts';
import { addSessions, sessionSchema, userOf } from './session.ts';

const companySchema = z.strictObject({
  cors: corsSchema.prefault({}),
  session: sessionSchema.prefault({}),
  idempotencyKey: idempotencySchema,
  /** What goes with every answer of a route that did its work, whoever asked: what caches are told, for one. */
  answers: answersSchema.default({ headers: {} }),
});

/** What a company's API says about CORS, sessions and repeated requests. */
export type CompanyRules = z.input<typeof companySchema>;

/** A company's API that can be mounted, and asked without a browser by `app.inject`. */
export interface CompanyApi extends Server {
  readonly app: FastifyInstance;
  /** Every unsafe request that was executed, in order. */
  readonly ledger: readonly Effect[];
}

/**
 * A company's API: the routes of {@link orderApi}, GET and POST /account, POST /login, and what goes wrong: GET /report
 * fails (500), POST /account wants a name (400), GET /orders/:id knows only its own orders (404).
 * @param rules who may read what; without rules it says nothing about CORS, and serves anyone
 * @returns the server; `effects()` is the number of entries in its ledger
 * @throws when a rule is wrong, naming the field
 */
export function companyApi(rules: CompanyRules = {}): CompanyApi {
  const { cors, session, idempotencyKey, answers } = parseRules('company-api', companySchema, rules);
  const ledger: Effect[] = [];
  const app = Fastify();
  // In this order: a refusal for want of a session is an answer too, and gets what the middleware gives to errors.
  corsMiddleware(app, cors);
  app.addHook('onSend', async (request, reply) => {
    const isWork = request.method !== 'OPTIONS' && reply.statusCode < 400;
    if (isWork) reply.headers(headersFor(answers.headers, request.headers.origin));
  });
  addSessions(app, session);
  rememberAnswers(app, idempotencyKey);
  app.register(orderApi, { ledger });
  app.register(accountRoutes, { ledger });
  return {
    name: 'company-api',
    version: `fastify ${app.version}`,
    real: false,
    source: { kind: 'app', app },
    app,
    ledger,
    effects: () => ledger.length,
    close: () => app.close(),
  };
}

async function accountRoutes(app: FastifyInstance, { ledger }: { readonly ledger: Effect[] }): Promise<void> {
  takeAnyBody(app);
  app.get('/account', async (request) => ({ user: userOf(request), askedFrom: request.headers.origin ?? null }));
  app.post('/account', async (request, reply) => {
    const effect = effectOf(request);
    if (!effect.body.includes('name')) return reply.code(400).send({ error: 'a name is missing' });
    ledger.push(effect);
    return { done: 'renamed' };
  });
  app.get('/orders/:id', async (_request, reply) => reply.code(404).send({ error: 'no such order' }));
  app.get('/report', async () => {
    throw new Error('the report is out of order');
  });
}
