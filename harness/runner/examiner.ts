import type { Engine } from '../browsers/engine.ts';
import type { Observation } from '../model/observation.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Authority } from '../network/authority.ts';
import { batches } from './batches.ts';
import { examineAlone } from './isolated-visit.ts';
import { SharedVisit } from './shared-visit.ts';
import { cookiesInCommon, sharesAVisit } from './shares-a-visit.ts';

/** How many scenarios with a profile of their own are under way at any time, in one engine. */
export const ALONE_AT_ONCE = 2;

/** Plays scenarios in one engine: those that may share a visit do, the others get a fresh profile. */
export class Examiner {
  readonly engine: Engine;
  readonly #authority: Authority;
  /** The visit that is shared now, and the cookies that those who share it have in common. */
  #shared: { readonly cookies: string; readonly visit: Promise<SharedVisit> } | undefined;

  constructor(engine: Engine, authority: Authority) {
    this.engine = engine;
    this.#authority = authority;
  }

  /** @returns an observation a step; rejects when the engine has died */
  async examine(scenario: Scenario): Promise<Observation[]> {
    if (!sharesAVisit(scenario)) return examineAlone(this.engine, this.#authority, scenario);
    const [observations = []] = await this.examineTogether([scenario]);
    return observations;
  }

  /**
   * Plays many scenarios in one go: a batch of {@link import('./batches.ts').batches}.
   * @returns the observations of each scenario; rejects when their page was lost, and the next call begins anew
   */
  async examineTogether(scenarios: readonly Scenario[]): Promise<Observation[][]> {
    const [first] = scenarios;
    if (first === undefined) return [];
    try {
      return await (await this.#sharedVisit(first)).examine(scenarios);
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /**
   * Plays a whole table: what may share a visit in batches, the rest each with a profile of its own.
   * @returns the observations of each scenario, in the order of the table; rejects when a page or the engine was lost
   */
  async examineAll(scenarios: readonly Scenario[]): Promise<(readonly Observation[])[]> {
    const observations = new Map<Scenario, readonly Observation[]>();
    for (const batch of batches(scenarios.filter(sharesAVisit))) {
      const seen = await this.examineTogether(batch);
      for (const [index, scenario] of batch.entries()) observations.set(scenario, seen[index] ?? []);
    }
    const alone = scenarios.filter((scenario) => !sharesAVisit(scenario));
    const lane = async () => {
      for (let next = alone.shift(); next !== undefined; next = alone.shift()) {
        observations.set(next, await examineAlone(this.engine, this.#authority, next));
      }
    };
    await Promise.all(Array.from({ length: ALONE_AT_ONCE }, lane));
    return scenarios.map((scenario) => observations.get(scenario) ?? []);
  }

  /** Ends the shared visit, should there be one. */
  async close(): Promise<void> {
    const shared = this.#shared;
    this.#shared = undefined;
    await shared?.visit.then(
      (visit) => visit.close(),
      () => {},
    );
  }

  async #sharedVisit(first: Scenario): Promise<SharedVisit> {
    const cookies = cookiesInCommon(first);
    if (this.#shared?.cookies !== cookies) await this.close();
    this.#shared ??= { cookies, visit: SharedVisit.open(this.engine, this.#authority, first.cookies) };
    return this.#shared.visit;
  }
}
