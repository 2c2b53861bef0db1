import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Server } from '../harness/model/server.ts';
import { answersSchema, headersFor, parseRules } from './rules.ts';

const FOLDER = fileURLToPath(new URL('./assets/', import.meta.url));

const assetsSchema = z.strictObject({
  /** What goes with every file. */
  answers: answersSchema.default({ headers: {} }),
  /** What goes with a file when the request has an Origin header, as a bucket does it; wins over `answers`. */
  answersWithOrigin: answersSchema.default({ headers: {} }),
});

/** What a file server says about CORS and caches; a header value may hold `${origin}`, the request's own Origin. */
export type AssetsRules = z.input<typeof assetsSchema>;

/** A file server that can be mounted, and asked without a browser by `app.inject`. */
export interface AssetsServer extends Server {
  readonly app: FastifyInstance;
}

/**
 * A file server with /pixel.png, /hello.js, /failing.js, /sheet.css, /box.otf and /data.json; it answers GET and HEAD, and no preflight.
 * @param rules the headers of its answers; they win over those of @fastify/static (ETag, Last-Modified and
 * `Cache-Control: public, max-age=0`), which stay where no rule names them. A 404 gets none.
 * @throws when a rule is wrong, naming the field
 */
export function assets(rules: AssetsRules = {}): AssetsServer {
  const parsed = parseRules('assets', assetsSchema, rules);
  const app = Fastify();
  addFileHeaders(app, parsed);
  // Each file is a route of its own: everything else is a plain 404, OPTIONS included.
  app.register(fastifyStatic, { root: FOLDER, wildcard: false });
  const source = { kind: 'app', app } as const;
  return { name: 'assets', version: `fastify ${app.version}`, real: false, source, app, close: () => app.close() };
}

/** When the answer is sent, not before: @fastify/static would overwrite what is there already. */
function addFileHeaders(app: FastifyInstance, rules: z.output<typeof assetsSchema>): void {
  app.addHook('onSend', async (request, reply) => {
    if (request.is404) return;
    const { origin } = request.headers;
    reply.headers(headersFor(rules.answers.headers, origin));
    if (origin !== undefined) reply.headers(headersFor(rules.answersWithOrigin.headers, origin));
  });
}
