import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';

/**
 * Where a client may say that a request repeats another: by the header of
 * https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/, by a parameter of the query, or nowhere.
 */
export const idempotencySchema = z.enum(['header', 'query', 'ignored']).default('ignored');

type Place = z.output<typeof idempotencySchema>;

const KEY_AT: Readonly<Record<Place, (request: FastifyRequest) => string | undefined>> = {
  header: ({ headers }) => headers['idempotency-key']?.toString(),
  query: ({ url }) => new URL(url, 'http://any').searchParams.get('idempotency-key') ?? undefined,
  ignored: () => undefined,
};

/** Answers a request whose key has been seen as it was answered then, and does nothing. */
export function rememberAnswers(app: FastifyInstance, place: Place): void {
  const answered = new Map<string, { readonly status: number; readonly payload: unknown }>();
  app.addHook('preHandler', async (request, reply) => {
    const known = answered.get(KEY_AT[place](request) ?? '');
    if (known) return reply.code(known.status).type('application/json').send(known.payload);
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const key = KEY_AT[place](request);
    const wasDone = request.method !== 'OPTIONS' && reply.statusCode < 400;
    if (key !== undefined && wasDone) answered.set(key, { status: reply.statusCode, payload });
  });
}
