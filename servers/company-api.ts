import Fastify from 'fastify';
import { z } from 'zod';
import { accountApi } from './account-api.ts';
import { corsMiddleware, corsSchema } from './company-cors.ts';
import { type CountingApi, countingApi } from './counting-api.ts';
import { idempotencySchema, rememberAnswers } from './idempotency.ts';
import { type Effect, orderApi } from './order-api.ts';
import { answersSchema, headersFor, parseRules } from './rules.ts';
import { addSessions, sessionSchema } from './session.ts';

const companySchema = z.strictObject({
  cors: corsSchema.prefault({}),
  session: sessionSchema.prefault({}),
  idempotencyKey: idempotencySchema,
  /** What goes with every answer of a route that did its work, whoever asked: what caches are told, for one. */
  answers: answersSchema.default({ headers: {} }),
});

/** What a company's API says about CORS, sessions and repeated requests. */
export type CompanyRules = z.input<typeof companySchema>;

/**
 * A company's API: the routes of {@link orderApi} and {@link accountApi}, and POST /login.
 * @param rules who may read what; without rules it says nothing about CORS, and serves anyone
 * @returns the server; `effects()` is the number of entries in its ledger
 * @throws when a rule is wrong, naming the field
 */
export function companyApi(rules: CompanyRules = {}): CountingApi {
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
  app.register(accountApi, { ledger });
  return countingApi('company-api', app, ledger);
}
