import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance } from 'fastify';
import type { HeaderPair } from '../model/words.ts';
import type { Pages } from '../network/router.ts';

const PREFIX = '/.cross-examine/';
const PAGE = `${PREFIX}page.html`;

/** Serves the files of `pages/` to whichever origin asks. */
function createPagesApp(): FastifyInstance {
  const app = Fastify();
  app.register(fastifyStatic, {
    root: fileURLToPath(new URL('./pages/', import.meta.url)),
    prefix: PREFIX,
    cacheControl: false,
    setHeaders(reply, path) {
      reply.header('cache-control', path.endsWith('.html') ? 'no-store' : 'max-age=3600');
    },
  });
  return app;
}

let sharedApp: FastifyInstance | undefined;

/**
 * Puts the page with the probe on whatever origin a visit goes to. Only what a visit has announced is answered; every
 * other request of that origin is left to what is mounted there, `/` included.
 */
export class HarnessPages implements Pages {
  readonly #origins = new Set<string>();
  readonly #expected = new Map<string, readonly HeaderPair[]>();

  get app(): FastifyInstance {
    sharedApp ??= createPagesApp();
    return sharedApp;
  }

  /** The next GET for exactly `url` is a visit: answer it with the page, and with these headers too. */
  expect(url: string, headers: readonly HeaderPair[] = []): void {
    const { origin, href } = new URL(url);
    this.#origins.add(origin);
    this.#expected.set(href, headers);
  }

  serves(origin: string): boolean {
    return this.#origins.has(origin);
  }

  answer(method: string, url: URL): { path: string; headers: readonly HeaderPair[] } | undefined {
    if (url.pathname.startsWith(PREFIX) && this.#origins.has(url.origin)) return { path: url.pathname, headers: [] };
    const headers = this.#expected.get(url.href);
    if (method !== 'GET' || headers === undefined) return undefined;
    this.#expected.delete(url.href);
    return { path: PAGE, headers };
  }
}
