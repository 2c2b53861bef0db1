import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { noteAskedOn } from '../harness/model/asked-on.ts';
import type { Server } from '../harness/model/server.ts';

/** A server behind another one: asked without a socket, counted by what it has done. */
export interface Behind extends Server {
  readonly app: FastifyInstance;
}

/** What the server behind has answered, to be passed on or not. */
export type Inner = Awaited<ReturnType<FastifyInstance['inject']>>;

/** What concerns one connection alone: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/**
 * A server that stands in front of another and has its own way of answering.
 * @param answer what becomes of one request; `ask` lets the server behind do it
 * @returns the server; its effects are those of the one behind
 */
export function inFrontOf(
  name: string,
  behind: Behind,
  answer: (request: FastifyRequest, reply: FastifyReply, ask: () => Promise<Inner>) => Promise<unknown>,
): Behind {
  const app = Fastify();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.all('*', (request, reply) => answer(request, reply, () => askBehind(behind, request)));
  return {
    name,
    version: behind.version,
    real: false,
    role: 'gateway',
    source: { kind: 'app', app },
    app,
    effects: () => behind.effects?.() ?? 0,
    close: async () => {
      await app.close();
      await behind.close?.();
    },
  };
}

/** Passes an answer on as it was given. */
export function passOn(reply: FastifyReply, { statusCode, headers, rawPayload }: Inner): unknown {
  const kept = Object.entries(headers).filter(([header]) => !HOP_BY_HOP.has(header));
  return reply.code(statusCode).headers(Object.fromEntries(kept)).send(rawPayload);
}

function askBehind({ app, name }: Behind, { method, url, headers, body }: FastifyRequest): Promise<Inner> {
  noteAskedOn(name);
  return app.inject({
    method: method as 'GET',
    url,
    headers,
    ...(body instanceof Buffer ? { payload: body } : {}),
  });
}
