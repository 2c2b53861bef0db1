import type { Engine } from '../browsers/engine.ts';
import { launch } from '../browsers/launch.ts';
import type { EngineInfo } from '../model/engine-info.ts';
import type { Observation } from '../model/observation.ts';
import type { Scenario } from '../model/scenario.ts';
import type { EngineName } from '../model/words.ts';
import type { Authority } from '../network/authority.ts';
import { runEngine } from '../runner/run-engine.ts';

/** Somebody who plays scenarios: an engine, or what stands for one in a test. */
export interface Respondent {
  readonly name: EngineName;
  /**
   * @param onResult called once a scenario
   * @returns the observations of each scenario's steps by its id; rejects when the engine cannot be had
   */
  ask(scenarios: readonly Scenario[], onResult?: () => void): Promise<ReadonlyMap<string, readonly Observation[]>>;
}

/** A respondent whose browser stays open from one question to the next. */
export class EngineRespondent implements Respondent {
  readonly name: EngineName;
  readonly #authority: Authority;
  readonly #signal: AbortSignal;
  #engine: Engine | undefined;
  /** Who answered; known after the first question. */
  info: EngineInfo | undefined;

  /** @param signal stops it between two scenarios */
  constructor(name: EngineName, authority: Authority, signal: AbortSignal) {
    this.name = name;
    this.#authority = authority;
    this.#signal = signal;
  }

  async ask(scenarios: readonly Scenario[], onResult = () => {}): Promise<ReadonlyMap<string, readonly Observation[]>> {
    const results = new Map<string, readonly Observation[]>();
    this.info = await runEngine({
      launch: () => this.#borrow(),
      authority: this.#authority,
      scenarios,
      signal: this.#signal,
      onResult: ({ id }, observations) => {
        results.set(id, observations);
        onResult();
      },
    });
    return results;
  }

  async close(): Promise<void> {
    await this.#engine?.close().catch(() => {});
  }

  /** The engine as one run may use it: to close it is not for the run to decide. */
  async #borrow(): Promise<Engine> {
    if (this.#engine?.isAlive() !== true) {
      await this.close();
      this.#engine = await launch(this.name, this.#authority);
    }
    const engine = this.#engine;
    return {
      info: engine.info,
      newProfile: (proxy) => engine.newProfile(proxy),
      isAlive: () => engine.isAlive(),
      close: async () => {},
    };
  }
}
