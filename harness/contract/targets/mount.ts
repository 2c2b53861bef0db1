import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import type { App, Server } from '../../model/server.ts';
import { headersFor, passOn } from '../../network/serve-upstream.ts';
import { tooLong } from './ask-outside.ts';
import type { Target } from './target.ts';

/** What a browser reaches when it asks an API under test. */
export interface TargetMount {
  readonly server: Server;
  /** While something stands between, it answers in place of the target; `null` takes it away. */
  putBetween(app: App | null): void;
}

/** The target as a server of the router: what passes here stands in the wire record. */
export function mountOf(target: Target): TargetMount {
  const direct = directApp(target);
  let between: App | null = null;
  const app: App = {
    ready: async () => {},
    routing: (request, response) => (between ?? direct).routing(request, response),
  };
  return {
    server: serverOf(target, app),
    putBetween(next) {
      between = next;
    },
  };
}

/** A server that stands in front of this target may ask it by this one. */
export function directServer(target: Target): Server {
  return serverOf(target, directApp(target));
}

function serverOf({ origin }: Target, app: App): Server {
  return { name: origin, version: 'as deployed', real: true, source: { kind: 'app', app } };
}

function directApp(target: Target): App {
  return {
    ready: async () => {},
    routing: (request, response) => pass(target, request, response) as unknown as undefined,
  };
}

/** Rejects, by which the router learns that there was no answer: nothing came, or no end of it. */
async function pass(target: Target, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url: path = '' } = request;
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const rawHeaders = headersFor(request);
  const incoming = await target.ask({ method, path, rawHeaders, body: request }, gone.signal);
  passOn(incoming, response);
  await passBodyOn(incoming, response, target.limits.bodyBytes);
}

/** Rejects at the limit, while the connection still stands: whoever asks for the record finds why it was broken off. */
function passBodyOn(incoming: IncomingMessage, response: ServerResponse, limit: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    incoming.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= limit) return;
      incoming.pause();
      reject(new Error(tooLong(limit)));
    });
    // What else becomes of it the page says: the browser may have left, or the target.
    pipeline(incoming, response, () => resolve());
  });
}
