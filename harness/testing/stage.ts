import type { Engine } from '../browsers/engine.ts';
import { type Network, startNetwork, Visit } from '../browsers/visit.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Server } from '../model/server.ts';
import type { Authority } from '../network/authority.ts';
import type { Testimony } from './testimony.ts';
import { type PageOptions, pageAt, Visitor } from './visitor.ts';

/** A server on its origin. */
export interface Mounted {
  readonly origin: string;
  readonly server: Server;
  /** How often it has done what it is there for; `undefined` when it does not count. */
  readonly effects: number | undefined;
  /** Every request that arrived at it, preflights included. */
  readonly requests: readonly Exchange[];
}

/** What one test has on stage: a network of its own, the servers in it, and who visits them. */
export class Stage {
  readonly #engine: Engine;
  readonly #network: Network;
  readonly #testimony: Testimony;
  readonly #visits: Visit[] = [];

  private constructor(engine: Engine, network: Network, testimony: Testimony) {
    this.#engine = engine;
    this.#network = network;
    this.#testimony = testimony;
  }

  static async set(engine: Engine, authority: Authority, testimony: Testimony): Promise<Stage> {
    return new Stage(engine, await startNetwork(authority), testimony);
  }

  /** Mounts a server on an origin. @throws when that is no origin, or another server stands there */
  serve(origin: string, server: Server): Mounted {
    const { router } = this.#network;
    router.mount(origin, server);
    this.#testimony.name(server);
    return {
      origin,
      server,
      get effects() {
        return server.effects?.();
      },
      get requests() {
        return router.record
          .since(0)
          .filter(({ url, mount }) => mount === server.name && new URL(url).origin === origin);
      },
    };
  }

  /** A visitor with a fresh profile goes to a page at `origin`. Rejects when the page does not load. */
  async visit(origin: string, options: PageOptions = {}): Promise<Visitor> {
    const visit = await Visit.open(this.#engine, this.#network);
    this.#visits.push(visit);
    const page = pageAt(origin, options);
    await visit.goto(page);
    return new Visitor(visit, page, this.#testimony);
  }

  async close(): Promise<void> {
    await Promise.all(this.#visits.map((visit) => visit.close()));
    await this.#network.router.close();
  }
}
