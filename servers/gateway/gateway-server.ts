import type { FastifyInstance } from 'fastify';
import type { Server } from '../../harness/model/server.ts';
import { answering } from '../answering.ts';
import type { OnwardAnswer, OnwardRequest } from '../behind.ts';

/** A gateway that can be mounted, and asked without a browser by `app.inject`. */
export interface GatewayServer extends Server {
  readonly app: FastifyInstance;
  readonly unconfirmed: readonly string[];
  /** Lets so many seconds pass for what is throttled; its clock stands still otherwise. */
  advance(seconds: number): void;
}

/** What a gateway is made of. */
interface Gateway {
  handle(request: OnwardRequest): Promise<OnwardAnswer>;
  advance(seconds: number): void;
}

/**
 * The server that a gateway answers by.
 * @param backend the server behind; it ends together with the gateway, which has its effects
 */
export function gatewayServer(
  name: string,
  backend: Server,
  gateway: Gateway,
  unconfirmed: readonly string[],
): GatewayServer {
  const app = answering((request) => gateway.handle(request));
  app.addHook('onClose', async () => backend.close?.());
  return {
    name,
    version: `fastify ${app.version}`,
    real: false,
    role: 'gateway',
    source: { kind: 'app', app },
    app,
    unconfirmed,
    advance: (seconds) => gateway.advance(seconds),
    ...(backend.effects && { effects: backend.effects }),
    close: () => app.close(),
  };
}
