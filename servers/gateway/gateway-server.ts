import type { Server } from '../../harness/model/server.ts';
import type { AskBehind, OnwardAnswer, OnwardRequest } from '../behind.ts';
import { type Intermediary, intermediary } from '../intermediary.ts';

/** A gateway that can be mounted, and asked without a browser by `app.inject`. */
export interface GatewayServer extends Intermediary {
  readonly unconfirmed: readonly string[];
  /** Every request that an integration has made of the server behind, in order, as in `DELETE /orders/1`. */
  readonly passedOn: readonly string[];
  /** Lets so many seconds pass for what is throttled; its clock stands still otherwise. */
  advance(seconds: number): void;
}

/** What a gateway does. */
interface Gateway {
  /** @param ask lets the server behind answer */
  handle(request: OnwardRequest, ask: AskBehind): Promise<OnwardAnswer>;
  advance(seconds: number): void;
}

/**
 * The server that a gateway answers by.
 * @param backend the server behind; it ends together with the gateway, which has its effects
 * @throws when there is no asking the server behind
 */
export function gatewayServer(
  name: string,
  backend: Server,
  gateway: Gateway,
  unconfirmed: readonly string[],
): GatewayServer {
  const passedOn: string[] = [];
  const server = intermediary(name, backend, (request, ask) =>
    gateway.handle(request, (onward) => {
      passedOn.push(`${onward.method} ${onward.url}`);
      return ask(onward);
    }),
  );
  return { ...server, unconfirmed, passedOn, advance: (seconds) => gateway.advance(seconds) };
}
