import type { Server } from '../harness/model/server.ts';
import { type CdnRules, cdnSchema } from './cdn/rules.ts';
import { SharedCache } from './cdn/shared-cache.ts';
import { type Intermediary, intermediary } from './intermediary.ts';
import { parseRules } from './rules.ts';

export type { CdnRules } from './cdn/rules.ts';

/** A shared cache that can be mounted, and asked without a browser by `app.inject`. */
export interface CdnServer extends Intermediary {
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
  const cache = new SharedCache(parseRules('cdn', cdnSchema, rules));
  return {
    ...intermediary('cdn', origin, (request, ask) => cache.handle(request, ask)),
    role: 'cache',
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
  };
}
