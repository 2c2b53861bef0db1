import type { FastifyInstance } from 'fastify';
import type { Server } from '../harness/model/server.ts';
import { answering } from './answering.ts';
import { type AskBehind, askBehind, type OnwardAnswer, type OnwardRequest } from './behind.ts';

/** A server that stands before another one; it can be mounted, and asked without a browser by `app.inject`. */
export interface Intermediary extends Server {
  readonly app: FastifyInstance;
}

/**
 * A server that stands before another one and has its own way of answering: a cache, a gateway
 * (https://www.rfc-editor.org/rfc/rfc9110#section-3.7). Where that fails, the client gets a 502.
 * @param origin the server behind; it ends together with the one in front, which has its effects
 * @param handle what becomes of one request; `ask` lets the server behind answer it
 * @throws when there is no asking the server behind
 */
export function intermediary(
  name: string,
  origin: Server,
  handle: (request: OnwardRequest, ask: AskBehind) => Promise<OnwardAnswer>,
): Intermediary {
  const ask = askBehind(name, origin);
  const app = answering((request) => handle(request, ask));
  app.addHook('onClose', async () => origin.close?.());
  return {
    name,
    version: `fastify ${app.version}`,
    real: false,
    role: 'gateway',
    source: { kind: 'app', app },
    app,
    ...(origin.effects && { effects: origin.effects }),
    close: () => app.close(),
  };
}
