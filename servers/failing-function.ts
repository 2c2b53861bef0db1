import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Server } from '../harness/model/server.ts';
import { type AskBehind, askBehind } from './behind.ts';

/** How it ends: it takes longer than anybody waits, or stops in the middle. */
type Failure = 'never-answers' | 'breaks-off';

/**
 * A function that does its work and, on some paths, fails to say so. Preflights it answers: they take no time.
 * @param origin the server that does the work; it ends together with the function, which has its effects
 * @param failures by path, without query
 */
export function failingFunction(origin: Server, failures: Readonly<Record<string, Failure>>): Server {
  const ask = askBehind('failing-function', origin);
  const app = {
    ready: async () => {},
    routing: (request: IncomingMessage, response: ServerResponse) => {
      work(ask, request, response, failures).catch((error) => response.destroy(error));
    },
  };
  return { ...origin, name: 'failing-function', source: { kind: 'app', app } };
}

async function work(
  ask: AskBehind,
  request: IncomingMessage,
  response: ServerResponse,
  failures: Readonly<Record<string, Failure>>,
): Promise<void> {
  const { method = 'GET', url = '/', headers } = request;
  const answer = await ask({ method, url, headers, body: await buffer(request) });
  const failure = method === 'OPTIONS' ? undefined : failures[url.split('?')[0] ?? url];
  if (failure === undefined) response.writeHead(answer.status, answer.headers).end(answer.body);
  else if (failure === 'breaks-off') response.destroy();
}
