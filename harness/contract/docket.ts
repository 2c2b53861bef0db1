import type { Contract, ContractRoute } from '../model/contract.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Unmeasured } from '../model/finding.ts';
import type { EngineName } from '../model/words.ts';
import type { Cast } from './asks.ts';
import type { CachedRead, Evidence, Heard, Seen } from './evidence.ts';
import { isUnsafe } from './session.ts';

/** What is known of one route so far. */
interface File {
  readonly route: ContractRoute;
  bare: Exchange | null;
  readonly heardReaders: Heard[];
  readonly heardStrangers: Heard[];
  readonly heardPastCaches: Heard[];
  readonly seenReaders: Seen[];
  readonly seenStrangers: Seen[];
  readonly cachedReads: CachedRead[];
  /** Why nothing more can be found out about it. */
  broken: string | null;
  /** Engines that wait for something at it, and would wait again. */
  readonly stuck: Set<EngineName>;
}

/** Everything that a check has found out, and what it could not. */
export class Docket {
  readonly #contract: Contract;
  readonly #files: ReadonlyMap<string, File>;
  readonly #unmeasured = new Map<string, Unmeasured>();

  /** @param isOnIt which routes of the contract are looked into */
  constructor(contract: Contract, isOnIt: (route: ContractRoute) => boolean) {
    this.#contract = contract;
    this.#files = new Map(contract.routes.filter(isOnIt).map((route) => [route.name, emptyFile(route)]));
  }

  get routes(): ContractRoute[] {
    return [...this.#files.values()].map(({ route }) => route);
  }

  get unmeasured(): Unmeasured[] {
    return [...this.#unmeasured.values()];
  }

  /** Can more be found out about this route, by this engine. */
  isOpen({ name }: ContractRoute, engine: EngineName | null = null): boolean {
    const { broken, stuck } = this.#of(name);
    return broken === null && (engine === null || !stuck.has(engine));
  }

  /** This engine finds out nothing more about a route; others may. */
  leave({ name }: ContractRoute, engine: EngineName): void {
    this.#of(name).stuck.add(engine);
  }

  /** Nothing more can be found out about a route: its target does not answer, or must not be asked. */
  close({ name }: ContractRoute, reason: string, origins: readonly string[], engine: EngineName | null = null): void {
    this.#of(name).broken ??= reason;
    for (const origin of origins) this.miss({ route: name, origin, engine, reason });
  }

  /** Something could not be measured; told once. */
  miss(unmeasured: Unmeasured): void {
    this.#unmeasured.set(JSON.stringify(unmeasured), unmeasured);
  }

  hearBare({ name }: ContractRoute, exchange: Exchange): void {
    this.#of(name).bare = exchange;
  }

  hear(who: 'readers' | 'strangers', heard: Heard): void {
    const file = this.#of(heard.route.name);
    (who === 'readers' ? file.heardReaders : file.heardStrangers).push(heard);
  }

  see(who: 'readers' | 'strangers', seen: Seen): void {
    const file = this.#of(seen.route.name);
    (who === 'readers' ? file.seenReaders : file.seenStrangers).push(seen);
  }

  seeCached(read: CachedRead): void {
    this.#of(read.seen.route.name).cachedReads.push(read);
  }

  hearPastCaches(heard: Heard): void {
    this.#of(heard.route.name).heardPastCaches.push(heard);
  }

  heardFromStrangers({ name }: ContractRoute): readonly Heard[] {
    return this.#of(name).heardStrangers;
  }

  seenByStrangers({ name }: ContractRoute): readonly Seen[] {
    return this.#of(name).seenStrangers;
  }

  /** What there is to judge, a route at a time. */
  evidence(cast: Cast, engines: readonly EngineName[]): Evidence[] {
    return [...this.#files.values()].map((file) => ({
      route: file.route,
      cast,
      isRepeatable: !isUnsafe(file.route.method) || this.#contract.reset !== null,
      engines,
      heard: { readers: file.heardReaders, strangers: file.heardStrangers },
      pastCaches: file.heardPastCaches,
      bare: file.bare,
      seen: { readers: file.seenReaders, strangers: file.seenStrangers },
      cachedReads: file.cachedReads,
    }));
  }

  #of(route: string): File {
    const file = this.#files.get(route);
    if (file === undefined) throw new Error(`no route of the contract is called ${route}`);
    return file;
  }
}

function emptyFile(route: ContractRoute): File {
  return {
    route,
    bare: null,
    heardReaders: [],
    heardStrangers: [],
    heardPastCaches: [],
    seenReaders: [],
    seenStrangers: [],
    cachedReads: [],
    broken: null,
    stuck: new Set(),
  };
}
