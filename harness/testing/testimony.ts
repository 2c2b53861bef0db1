import type { TestInfo } from '@playwright/test';
import type { JudgedStep } from '../deviations/deviation.ts';
import type { Values } from '../model/claim.ts';
import type { EngineInfo } from '../model/engine-info.ts';
import type { Observation } from '../model/observation.ts';
import {
  ATTACHMENT_NAME,
  ATTACHMENT_TYPE,
  FORMAT,
  type Measurement,
  type PlayedStep,
  type ServerInfo,
  type TestAttachment,
} from '../model/result.ts';
import type { ScenarioPage, ScenarioRequest } from '../model/scenario.ts';
import type { Server } from '../model/server.ts';
import type { Sworn } from './sworn.ts';

/** One request in one line. */
export function tell({ method, url, api }: ScenarioRequest, { origin, context }: ScenarioPage): string {
  return `${method} ${url} by ${api} from ${origin}${context === 'window' ? '' : ` (${context})`}`;
}

/** What one test has heard, to be handed to the reporter when the test ends. */
export class Testimony {
  readonly engine: EngineInfo;
  readonly #observations: { readonly sworn: Sworn; readonly scenario: PlayedStep | undefined }[] = [];
  readonly #servers: ServerInfo[] = [];
  readonly #measurements: Measurement[] = [];

  constructor(engine: EngineInfo) {
    this.engine = engine;
  }

  /**
   * Takes down an observation, what it is of, what the standard says of it, and the scenario it belongs to where a
   * whole table is played.
   */
  swear(what: string, observation: Observation, judged: JudgedStep, scenario?: PlayedStep): Sworn {
    const sworn: Sworn = { ...observation, what, engine: this.engine, judged };
    this.#observations.push({ sworn, scenario });
    return sworn;
  }

  /** Notes a server that takes part. */
  name({ name, version, real }: Server): void {
    this.#servers.push({ name, version, real });
  }

  /**
   * Takes down what was found out and is no single request.
   * @param id unique in the run, as in `cdn/hit-rate`
   */
  measure(id: string, title: string, values: Values): void {
    this.#measurements.push({ id, title, values });
  }

  get attachment(): TestAttachment {
    const observations = this.#observations.map(({ sworn, scenario }) => {
      const { what, engine: _engine, judged, ...observation } = sworn;
      return { what, observation, decidedBy: judged?.prediction.decidedBy, scenario };
    });
    return {
      format: FORMAT,
      engine: this.engine,
      servers: this.#servers,
      observations,
      measurements: this.#measurements,
    };
  }

  /**
   * Attaches everything to the test.
   * @throws when something was inconclusive: that fails its test, whatever the test itself asked
   */
  async handIn(testInfo: Pick<TestInfo, 'attach'>): Promise<void> {
    await testInfo.attach(ATTACHMENT_NAME, { contentType: ATTACHMENT_TYPE, body: JSON.stringify(this.attachment) });
    const unmeasured = this.#observations.map(({ sworn }) => sworn).filter(({ outcome }) => outcome === 'inconclusive');
    if (unmeasured.length === 0) return;
    throw new Error(
      ['inconclusive, so nothing was shown:', ...unmeasured.map(({ what, reason }) => `${what}: ${reason}`)].join('\n'),
    );
  }
}
