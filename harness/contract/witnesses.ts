import type { Engine } from '../browsers/engine.ts';
import { launch } from '../browsers/launch.ts';
import type { EngineName } from '../model/words.ts';
import { type Authority, createAuthority } from '../network/authority.ts';
import { Browsing } from './browsing/browsing.ts';
import { specialCharacters } from './browsing/special-characters.ts';
import type { Session } from './session.ts';
import type { Target } from './targets/target.ts';

/** Where engines come from, and where they go when a check is done with them. */
export interface EngineSource {
  readonly authority: Authority;
  /** Rejects when the engine cannot be had. */
  open(name: EngineName): Promise<Engine>;
  done(engine: Engine): Promise<void>;
}

/** An engine that could not be had, or not for this check, and why. */
export interface Absent {
  readonly name: EngineName;
  readonly reason: string;
}

/** Engines that are started for a check and end with it. */
export async function ownEngines(): Promise<EngineSource> {
  const authority = await createAuthority();
  return { authority, open: (name) => launch(name, authority), done: (engine) => engine.close() };
}

/** The engines of one check, and their visitors. */
export class Witnesses {
  readonly #source: EngineSource;
  readonly #engines: readonly Engine[];
  /** The visitors, one an engine. */
  readonly browsings: Browsing[] = [];
  readonly absent: Absent[];

  private constructor(source: EngineSource, engines: readonly Engine[], absent: Absent[]) {
    this.#source = source;
    this.#engines = engines;
    this.absent = absent;
  }

  /** Opens all engines at once. Never rejects: one that cannot be had is absent. */
  static async summon(source: EngineSource, names: readonly EngineName[]): Promise<Witnesses> {
    const opened = await Promise.allSettled(names.map((name) => source.open(name)));
    const engines = opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    const absent = opened.flatMap((each, index): Absent[] =>
      each.status === 'rejected' ? [{ name: names[index] as EngineName, reason: reasonOf(each.reason) }] : [],
    );
    return new Witnesses(source, engines, absent);
  }

  get infos() {
    return this.#engines.map(({ info }) => info);
  }

  /** The characters that stand behind a host name in pages that some of these engines load. */
  async characters(): Promise<string[]> {
    const sets = await Promise.allSettled(
      this.#engines.map((engine) => specialCharacters(engine, this.#source.authority)),
    );
    // An engine that has died is found absent where it is needed.
    return [...new Set(sets.flatMap((each) => (each.status === 'fulfilled' ? each.value : [])))];
  }

  /** Gives each engine a visitor who is logged in at the targets. */
  async openBrowsings(targets: ReadonlyMap<string, Target>, session: Session): Promise<void> {
    const { authority } = this.#source;
    await Promise.all(
      this.#engines.map(async (engine) => {
        try {
          this.browsings.push(await Browsing.open(engine, authority, targets, session));
        } catch (error) {
          this.absent.push({ name: engine.info.name, reason: reasonOf(error) });
        }
      }),
    );
  }

  /** Ends the visits and hands the engines back. */
  async dismiss(): Promise<void> {
    await Promise.all(this.browsings.map((browsing) => browsing.close().catch(() => {})));
    await Promise.all(this.#engines.map((engine) => this.#source.done(engine).catch(() => {})));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
