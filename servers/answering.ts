import Fastify, { type FastifyInstance } from 'fastify';
import type { OnwardAnswer, OnwardRequest } from './behind.ts';

/** Bodies are read whole; a server that takes less refuses by itself. */
const LARGEST_BODY = 64 * 1024 * 1024;

/**
 * An app that answers every request by one function, exactly as that says: Fastify would add a Content-Type to what has
 * none. Where it fails, the client gets a 502.
 */
export function answering(answer: (request: OnwardRequest) => OnwardAnswer | Promise<OnwardAnswer>): FastifyInstance {
  const app = Fastify({ bodyLimit: LARGEST_BODY });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error, _request, reply) => reply.code(502).send({ message: `no answer: ${String(error)}` }));
  app.all('*', async ({ method, url, headers, body }, reply) => {
    const content = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const { status, headers: answered, body: told } = await answer({ method, url, headers, body: content });
    reply.hijack();
    reply.raw.writeHead(status, answered).end(told);
  });
  return app;
}
