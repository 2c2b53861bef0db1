import type { Server } from '../../harness/model/server.ts';
import { listenOnLoopback } from './loopback.ts';

/** A server of ours that a real one can stand before. */
export interface Reachable {
  readonly address: URL;
  readonly effects?: () => number;
  /** Ends the server, too. */
  readonly close: () => Promise<void>;
}

/**
 * Lets a real server reach one of ours: an app listens on a free port of 127.0.0.1, one that listens already stays.
 * @param by who wants to reach it, for the error
 * @returns where it is; rejects when it is a script, which answers a browser only, and closes it
 */
export async function reachable(server: Server, by: string): Promise<Reachable> {
  const { name, source, effects } = server;
  const counted = effects ? { effects } : {};
  const end = async () => server.close?.();
  if (source.kind === 'upstream') return { ...counted, address: source.address, close: end };
  if (source.kind === 'script') {
    await end();
    throw new Error(`"${name}" is scripted: ${by} needs a server that listens`);
  }
  const { app } = source;
  await app.ready();
  const { address, close } = await listenOnLoopback((request, response) => app.routing(request, response));
  return { ...counted, address, close: () => close().then(end) };
}

/**
 * A real server in front of another one: what is done behind is counted as done by it, and both end together.
 * @param stop ends the one in front
 */
export function inFront(front: Server, stop: () => Promise<void>, { effects, close }: Reachable): Server {
  return { ...front, ...(effects ? { effects } : {}), close: () => stop().then(close) };
}
