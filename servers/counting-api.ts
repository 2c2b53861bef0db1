import type { FastifyInstance } from 'fastify';
import type { Server } from '../harness/model/server.ts';
import type { Effect } from './order-api.ts';

/** An emulated API that can be mounted, and asked without a browser by `app.inject`. */
export interface CountingApi extends Server {
  readonly app: FastifyInstance;
  /** Every unsafe request that was executed, in order. */
  readonly ledger: readonly Effect[];
}

/**
 * A Fastify app as a server that can be mounted; `effects()` is the number of entries in its ledger.
 * @param name by which rules, wire record and report call it
 */
export function countingApi(name: string, app: FastifyInstance, ledger: readonly Effect[]): CountingApi {
  return {
    name,
    version: `fastify ${app.version}`,
    real: false,
    source: { kind: 'app', app },
    app,
    ledger,
    effects: () => ledger.length,
    close: () => app.close(),
  };
}
