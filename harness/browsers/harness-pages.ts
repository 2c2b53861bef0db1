import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance } from 'fastify';
import type { HeaderPair } from '../model/words.ts';
import type { PageAnswer, Pages } from '../network/router.ts';

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

/** A visit that has been announced; its URL is as it stands on the wire, without a fragment. */
interface Visitor {
  readonly url: string;
  readonly headers: readonly HeaderPair[];
}

/**
 * Puts the page with the probe on whatever origin a visit goes to. Only what a visit has announced is answered; every
 * other request of that origin is left to what is mounted there, `/` included.
 */
export class HarnessPages implements Pages {
  readonly #origins = new Set<string>();
  readonly #expected: Visitor[] = [];

  get app(): FastifyInstance {
    sharedApp ??= createPagesApp();
    return sharedApp;
  }

  /**
   * The next GET for exactly `url` is a visit: answer it with the page, and with these headers too.
   * @returns the function that takes it back, for a visitor that did not come
   */
  expect(url: string, headers: readonly HeaderPair[] = []): () => void {
    const { origin, href } = new URL(url);
    const visitor = { url: href.split('#')[0] ?? href, headers };
    this.#origins.add(origin);
    this.#expected.push(visitor);
    return () => this.#remove(visitor);
  }

  serves(origin: string): boolean {
    return this.#origins.has(origin);
  }

  answer(method: string, url: URL): PageAnswer | undefined {
    if (url.pathname.startsWith(PREFIX) && this.#origins.has(url.origin)) return { path: url.pathname, headers: [] };
    const visitor = method === 'GET' && this.#expected.find((expected) => expected.url === url.href);
    if (!visitor) return undefined;
    this.#remove(visitor);
    return { path: PAGE, headers: visitor.headers };
  }

  #remove(visitor: Visitor): void {
    const index = this.#expected.indexOf(visitor);
    if (index >= 0) this.#expected.splice(index, 1);
  }
}
