import type { FastifyInstance } from 'fastify';
import { type Effect, effectOf, takeAnyBody } from './order-api.ts';
import { userOf } from './session.ts';

/**
 * The routes of an account, as a Fastify plugin, and what goes wrong beside them: GET /account says who asks, POST
 * /account wants a name (400), GET /orders/:id knows no order (404), GET /report fails (500).
 * @param app what the routes are added to
 * @param options `ledger` gets one entry for every unsafe request that was executed
 */
export async function accountApi(app: FastifyInstance, { ledger }: { readonly ledger: Effect[] }): Promise<void> {
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
