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
const FOLDER = fileURLToPath(new URL('./pages/', import.meta.url));
const SCRIPT_ELEMENT = /<script src="\/\.cross-examine\/([\w-]+\.js)"><\/script>/g;

/** What stands at the page's own URL must not be mistaken for what a scenario's server answers there. */
const NEVER_KEPT = { 'cache-control': 'no-store' };

/** Serves the files of `pages/` to whichever origin asks. */
function createPagesApp(): FastifyInstance {
  const app = Fastify();
  // As bytes: with a string Node would send the headers before it in the string's encoding.
  const page = Buffer.from(pageWithItsScripts());
  app.get(PAGE, (_request, reply) => reply.headers(NEVER_KEPT).type('text/html; charset=utf-8').send(page));
  app.register(fastifyStatic, {
    root: FOLDER,
    prefix: PREFIX,
    cacheControl: false,
    setHeaders(reply, path) {
      reply.headers(path.endsWith('worker-of-the-page.js') ? NEVER_KEPT : { 'cache-control': 'max-age=3600' });
    },
  });
  // Each round trip has a connection of its own: none is shorter than what it is to outlast.
  app.get(`${PREFIX}round-trip`, (_request, reply) => reply.headers({ connection: 'close' }).send());
  return app;
}

/**
 * The page with each of its scripts written into it: by themselves they would cost a visit as many connections, with a
 * TLS handshake each.
 */
function pageWithItsScripts(): string {
  const read = (file: string) => readFileSync(join(FOLDER, file), 'utf8');
  // The end of a script element in a string would end the element it stands in.
  const inline = (_element: string, file: string) =>
    `<script>${read(file).replaceAll('</script', '<\\/script')}</script>`;
  return read('page.html').replace(SCRIPT_ELEMENT, inline);
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
