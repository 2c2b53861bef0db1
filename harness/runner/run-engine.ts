import type { Engine } from '../browsers/engine.ts';
import type { EngineInfo } from '../model/engine-info.ts';
import { serialisedOrigin } from '../model/hop-script.ts';
import type { Observation } from '../model/observation.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Authority } from '../network/authority.ts';
import { batches } from './batches.ts';
import { ALONE_AT_ONCE, Examiner } from './examiner.ts';
import { observe } from './observe.ts';
import { sharesAVisit } from './shares-a-visit.ts';

/** How often a browser that died is started again before the rest is given up. */
const MOST_REVIVALS = 5;

export interface EngineRun {
  /** Starts the engine; asked again when it died. Rejects when it cannot be had. */
  readonly launch: () => Promise<Engine>;
  readonly authority: Authority;
  readonly scenarios: readonly Scenario[];
  /** Called once a scenario, as soon as it is known. */
  readonly onResult: (scenario: Scenario, observations: readonly Observation[]) => void;
  /** Stops the run between two scenarios. */
  readonly signal: AbortSignal;
}

/**
 * Plays all scenarios in one engine. A page or browser that dies makes what it was asked `inconclusive`; nothing hangs.
 * @returns the engine that answered; rejects when it cannot be had at all
 */
export async function runEngine(run: EngineRun): Promise<EngineInfo> {
  const worker = new EngineWorker(run, await run.launch());
  try {
    await worker.examineAll();
    return worker.info;
  } finally {
    await worker.close();
  }
}

class EngineWorker {
  readonly #run: EngineRun;
  #engine: Engine;
  #examiner: Examiner;
  #revivals = 0;
  #reviving: Promise<void> | undefined;

  constructor(run: EngineRun, engine: Engine) {
    this.#run = run;
    this.#engine = engine;
    this.#examiner = new Examiner(engine, run.authority);
  }

  get info(): EngineInfo {
    return this.#engine.info;
  }

  async examineAll(): Promise<void> {
    const { scenarios, signal } = this.#run;
    for (const batch of batches(scenarios.filter(sharesAVisit))) {
      if (signal.aborted) return;
      await this.#examineTogether(batch);
    }
    const alone = scenarios.filter((scenario) => !sharesAVisit(scenario));
    const lane = async () => {
      for (let next = alone.shift(); next !== undefined && !signal.aborted; next = alone.shift())
        await this.#examine(next);
    };
    await Promise.all(Array.from({ length: ALONE_AT_ONCE }, lane));
  }

  async #examineTogether(batch: readonly Scenario[]): Promise<void> {
    try {
      const observations = await this.#examiner.examineTogether(batch);
      for (const [index, scenario] of batch.entries()) this.#run.onResult(scenario, observations[index] ?? []);
    } catch {
      // One of them took the page down, and none has a result: each is asked by itself, so that only that one is lost.
      await this.#revive();
      for (const scenario of batch) await this.#examine(scenario);
    }
  }

  async #examine(scenario: Scenario): Promise<void> {
    let observations: readonly Observation[];
    try {
      observations = await this.#examiner.examine(scenario);
    } catch (error) {
      observations = scenario.steps.map((_step, index) =>
        lost(scenario, index, `the engine was lost: ${(error as Error).message}`),
      );
      await this.#revive();
    }
    this.#run.onResult(scenario, observations);
  }

  /** Starts the engine again if it has died; two scenarios that saw it die wait for one new engine. */
  #revive(): Promise<void> {
    if (this.#engine.isAlive() || this.#revivals >= MOST_REVIVALS) return Promise.resolve();
    this.#reviving ??= this.#relaunch().finally(() => {
      this.#reviving = undefined;
    });
    return this.#reviving;
  }

  async #relaunch(): Promise<void> {
    this.#revivals += 1;
    await this.close();
    try {
      this.#engine = await this.#run.launch();
      this.#examiner = new Examiner(this.#engine, this.#run.authority);
    } catch {
      // What is asked next finds the engine dead, says so, and tries again.
    }
  }

  async close(): Promise<void> {
    await this.#examiner.close();
    await this.#engine.close().catch(() => {});
  }
}

/** A step nobody could tell anything of. */
function lost(scenario: Scenario, index: number, reason: string): Observation {
  const url = scenario.steps[index]?.request.url ?? '';
  const origin = serialisedOrigin(scenario.page);
  return observe({ url, origin, testimony: { kind: 'lost', reason }, exchanges: [], effects: {}, lastHop: 0 });
}
