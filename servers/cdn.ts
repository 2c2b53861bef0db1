import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Server } from '../harness/model/server.ts';
import { askBehind } from './behind.ts';
import { type CdnRules, cdnSchema } from './cdn/rules.ts';
import { SharedCache } from './cdn/shared-cache.ts';
import { parseRules } from './rules.ts';

export type { CdnRules } from './cdn/rules.ts';

/** A shared cache that can be mounted, and asked without a browser by `app.inject`. */
export interface CdnServer extends Server {
  readonly app: FastifyInstance;
  /** Requests that were answered from the store. */
  readonly hits: number;
  /** Requests that might have been answered from the store, and were forwarded. */
  readonly misses: number;
  /** Requests that are forwarded always: of a method that is not stored, or because the cache is disabled. */
  readonly passes: number;
  /** How many stored answers may still be reused. */
  entries(): number;
  /** Lets so many seconds pass for the cache; its clock stands still otherwise. */
  advance(seconds: number): void;
  /** Removes what is stored for this path and query; without a path, everything. */
  purge(path?: string): void;
}

/**
 * An emulated CDN: a shared cache by RFC 9111 in front of another server. It answers with X-Cache and, from the store,
 * Age. It validates nothing (a stale answer is fetched anew), and what a client says in Cache-Control is not its concern.
 * @param origin its origin server; it ends together with the cache
 * @param rules what it does otherwise than RFC 9111, and what that leaves open
 * @throws when a rule is wrong, naming the field, or when there is no asking the origin server
 */
export function cdn(origin: Server, rules: CdnRules = {}): CdnServer {
  const cache = new SharedCache(parseRules('cdn', cdnSchema, rules), askBehind('cdn', origin));
  const app = Fastify();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error, _request, reply) => reply.code(502).send({ message: `no answer: ${String(error)}` }));
  app.addHook('onClose', async () => origin.close?.());
  app.all('*', (request, reply) => answer(cache, request, reply));
  return {
    name: 'cdn',
    version: `fastify ${app.version}`,
    real: false,
    role: 'cache',
    source: { kind: 'app', app },
    app,
    get hits() {
      return cache.counts.hit;
    },
    get misses() {
      return cache.counts.miss;
    },
    get passes() {
      return cache.counts.pass;
    },
    entries: () => cache.store.size,
    advance: (seconds) => cache.store.advance(seconds),
    purge: (path) => cache.store.purge(path),
    ...(origin.effects && { effects: origin.effects }),
    close: () => app.close(),
  };
}

/** The answer goes out as it was stored: Fastify would add a Content-Type to what has none. */
async function answer(cache: SharedCache, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const { method, url, headers } = request;
  const { status, headers: answered, body: content } = await cache.handle({ method, url, headers, body });
  reply.hijack();
  reply.raw.writeHead(status, answered).end(content);
}
