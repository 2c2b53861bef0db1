import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

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

/** Whether anybody listens on a port of 127.0.0.1. */
export function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (taken: boolean) => {
      socket.destroy();
      resolve(taken);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
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
