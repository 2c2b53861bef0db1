import Fastify, { type FastifyInstance } from 'fastify';
import type { Server } from '../../harness/model/server.ts';
import { type AskBehind, askBehind, type OnwardAnswer, type OnwardRequest } from '../behind.ts';

/** Bodies are read whole, and refused by the gateway itself: this is beyond what any may take. */
const BODY_LIMIT = 64 * 1024 * 1024;

/** A gateway that can be mounted, and asked without a browser by `app.inject`. */
export interface GatewayServer extends Server {
  readonly app: FastifyInstance;
  readonly unconfirmed: readonly string[];
  /** Every request that an integration has made of the server behind, in order, as in `DELETE /orders/1`. */
  readonly passedOn: readonly string[];
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
 * @param made the gateway, from the way in which it asks the server behind
 * @throws when there is no asking the server behind
 */
export function gatewayServer(
  name: string,
  backend: Server,
  unconfirmed: readonly string[],
  made: (ask: AskBehind) => Gateway,
): GatewayServer {
  const passedOn: string[] = [];
  const ask = askBehind(name, backend);
  const gateway = made((request) => {
    passedOn.push(`${request.method} ${request.url}`);
    return ask(request);
  });
  const app = Fastify({ bodyLimit: BODY_LIMIT });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addHook('onClose', async () => backend.close?.());
  app.all('*', async ({ method, url, headers, body }, reply) => {
    const content = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const answer = await gateway.handle({ method, url, headers, body: content });
    // The answer goes out as it is: Fastify would add a Content-Type to what has none.
    reply.hijack();
    reply.raw.writeHead(answer.status, answer.headers).end(answer.body);
  });
  return {
    name,
    version: `fastify ${app.version}`,
    real: false,
    source: { kind: 'app', app },
    app,
    unconfirmed,
    passedOn,
    advance: (seconds) => gateway.advance(seconds),
    ...(backend.effects && { effects: backend.effects }),
    close: () => app.close(),
  };
}
