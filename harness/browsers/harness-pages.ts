import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance } from 'fastify';
import type { HeaderPair } from '../model/words.ts';
import type { PageAnswer, Pages } from '../network/router.ts';

const PREFIX = '/.cross-examine/';
const PAGE = `${PREFIX}page.html`;
const WORKER = `${PREFIX}worker-of-the-page.js`;

const FILES = fileURLToPath(new URL('./pages/', import.meta.url));

/**
 * The page with its scripts inside: at an origin where a visit begins nothing is in the cache, and a page in one piece is
 * there after one connection in place of six.
 */
function wholePage(): string {
  const read = (name: string) => readFileSync(join(FILES, name), 'utf8');
  return read('page.html').replaceAll(
    /<script src="\/\.cross-examine\/([\w-]+\.js)"><\/script>/g,
    (_, name: string) => {
      // In a script's own strings the tag that would end it is written so that it does not.
      return `<script>${read(name).replaceAll('</script', '<\\/script')}</script>`;
    },
  );
}

/** Serves the files of `pages/` to whichever origin asks. */
function createPagesApp(): FastifyInstance {
  const app = Fastify();
  // As bytes: with a text Node would write the head as UTF-8, too, and it is Latin-1.
  const page = Buffer.from(wholePage());
  app.get(PAGE, (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page),
  );
  app.register(fastifyStatic, {
    root: FILES,
    prefix: PREFIX,
    cacheControl: false,
    setHeaders(reply, path) {
      // What stands at the page's own URL must not be mistaken for what a scenario's server answers there.
      reply.header('cache-control', path.endsWith('/worker-of-the-page.js') ? 'no-store' : 'max-age=3600');
    },
  });
  // Each round trip has a connection of its own: none is shorter than what it is to outlast.
  app.get(`${PREFIX}round-trip`, (_request, reply) => reply.headers({ connection: 'close' }).send());
  return app;
}

let sharedApp: FastifyInstance | undefined;

/** A visit that has been announced; its URL is as it stands on the wire, without a fragment. */
interface Visitor {
  readonly url: string;
  /** The file of `pages/` that it gets. */
  readonly path: string;
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
    return this.#expect(url, PAGE, headers);
  }

  /**
   * The next GET for exactly `url`, which a page is at, fetches the script of its dedicated worker: a worker's referrer
   * is the URL of its script (https://html.spec.whatwg.org/#set-up-a-worker-environment-settings-object).
   * @returns the function that takes it back
   */
  expectWorker(url: string): () => void {
    return this.#expect(url, WORKER, []);
  }

  #expect(url: string, path: string, headers: readonly HeaderPair[]): () => void {
    const { origin, href } = new URL(url);
    const visitor = { url: href.split('#')[0] ?? href, path, headers };
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
    return visitor;
  }

  #remove(visitor: Visitor): void {
    const index = this.#expected.indexOf(visitor);
    if (index >= 0) this.#expected.splice(index, 1);
  }
}
