import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An HTTP server of this process on 127.0.0.1. */
export interface LoopbackServer {
  readonly address: URL;
  /** Ends its connections too. */
  close(): Promise<void>;
}

/**
 * Listens on a free port of 127.0.0.1.
 * @param handler answers every request: an Express app, or a Fastify app's `routing`
 * @returns the server, once it listens; rejects when the system refuses
 */
export async function listenOnLoopback(handler: RequestListener): Promise<LoopbackServer> {
  const server = createServer(handler);
  await listen(server);
  const { port } = server.address() as AddressInfo;
  return { address: new URL(`http://127.0.0.1:${port}`), close: () => close(server) };
}

/** A port of 127.0.0.1 that was free a moment ago: somebody else may take it before the caller does. */
export async function freePort(): Promise<number> {
  const { address, close: release } = await listenOnLoopback(() => {});
  await release();
  return Number(address.port);
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
