import type { RequestListener } from 'node:http';
import type { Server } from '../../harness/model/server.ts';
import { listenOnLoopback } from './loopback.ts';

/** A real server of this process, with what its handlers have done so far. */
export interface CountedServer extends Server {
  readonly effects: () => number;
}

/** How often each kind of thing behind a server has happened. */
export interface Counts {
  effects: number;
}

/**
 * Starts an app of a real framework on a free port of 127.0.0.1.
 * @param name of the framework
 * @param version of the framework and its CORS middleware, for the report
 * @param counts what its handlers count up
 * @returns the server, once it listens; rejects when it cannot
 */
export async function listening(
  name: string,
  version: string,
  handler: RequestListener,
  counts: Counts,
): Promise<CountedServer> {
  const { address, close } = await listenOnLoopback(handler);
  return { name, version, real: true, source: { kind: 'upstream', address }, effects: () => counts.effects, close };
}
