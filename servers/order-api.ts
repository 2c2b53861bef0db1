import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** One unsafe request that was executed. */
export interface Effect {
  readonly method: string;
  /** Path and query, as asked for. */
  readonly path: string;
  readonly contentType: string | null;
  /** As sent; `''` without one. */
  readonly body: string;
}

const ORDERS = [
  { id: '1', item: 'teapot' },
  { id: '2', item: 'kettle' },
];

/**
 * The routes of an order API, as a Fastify plugin: it lists the same orders to everyone, and executes whatever it is
 * told to, for an id it has never heard of too. It takes a body of any type and sends no CORS headers of its own.
 * @param app what the routes are added to
 * @param options `ledger` gets one entry for every unsafe request that was executed
 */
export async function orderApi(app: FastifyInstance, options: { readonly ledger: Effect[] }): Promise<void> {
  takeAnyBody(app);
  const execute = (status: number) => async (request: FastifyRequest, reply: FastifyReply) => {
    options.ledger.push(effectOf(request));
    return reply.code(status).send({ done: `${request.method} ${request.url}` });
  };
  app.get('/orders', async () => ORDERS);
  app.post('/orders', execute(201));
  app.put('/orders/:id', execute(200));
  app.delete('/orders/:id', execute(200));
  app.post('/cart', execute(200));
}

/** Bodies of any type, as text; what a type is worth shows only in what an API does with it. */
export function takeAnyBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
}

/** What the ledger keeps of a request. */
export function effectOf(request: FastifyRequest): Effect {
  const contentType = request.headers['content-type'] ?? null;
  return { method: request.method, path: request.url, contentType, body: String(request.body ?? '') };
}
