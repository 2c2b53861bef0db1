import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App } from '../model/server.ts';
import type { HeaderPair } from '../model/words.ts';

/**
 * Hands the request to a Fastify app (or any handler of Node's own request and response).
 * Rejects when the app throws before it could answer.
 */
export async function serveApp(app: App, request: IncomingMessage, response: ServerResponse): Promise<void> {
  await app.ready();
  app.routing(request, response);
}

/**
 * The status and headers that went out. The head as sent, with what Node added itself (Date, framing), stands in
 * `_header` only; `getHeaders()` does not know of those.
 */
export function sentHead(response: ServerResponse): { status: number; headers: HeaderPair[] } {
  const head = (response as ServerResponse & { _header?: string | null })._header ?? '';
  const headers = head
    .split('\r\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line): HeaderPair => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
  return { status: response.statusCode, headers };
}
