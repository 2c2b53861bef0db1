import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App } from '../model/server.ts';

/**
 * Hands the request to a Fastify app (or any handler of Node's own request and response).
 * Rejects when the app throws, also where its handler is an async function.
 */
export async function serveApp(app: App, request: IncomingMessage, response: ServerResponse): Promise<void> {
  await app.ready();
  await (app.routing(request, response) as unknown);
}
