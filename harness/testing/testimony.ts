import type { TestInfo } from '@playwright/test';
import type { Deviation, JudgedStep } from '../deviations/deviation.ts';
import type { Values } from '../model/claim.ts';
import type { EngineInfo } from '../model/engine-info.ts';
import type { Observation } from '../model/observation.ts';
import {
  ATTACHMENT_NAME,
  ATTACHMENT_TYPE,
  FORMAT,
  type KnownDeviation,
  type Measurement,
  type ObservedRequest,
  type PartialCheck,
  type PlayedStep,
  type ScenarioSource,
  type ServerInfo,
  type TestAttachment,
} from '../model/result.ts';
import type { Expectation, ScenarioPage, ScenarioRequest } from '../model/scenario.ts';
import type { Server } from '../model/server.ts';
import { STANDARD_COMMIT } from '../oracle/standard.ts';
import { STEPS } from '../oracle/steps.ts';
import { type Departure, departureOf } from '../runner/explained.ts';
import { scenarioOf } from './scenario-of.ts';
import type { Sworn } from './sworn.ts';

/** One request in one line. */
export function tell({ method, url, api }: ScenarioRequest, { origin, context }: ScenarioPage): string {
  return `${method} ${url} by ${api} from ${origin}${context === 'window' ? '' : ` (${context})`}`;
}

/** Where an observation stands in a table or a scenario; a story's request stands for itself. */
export interface Played {
  readonly source: ScenarioSource;
  readonly expectation: Expectation;
  /** Where a whole table is played: its scenario. */
  readonly step?: PlayedStep;
}

interface Heard {
  readonly sworn: Sworn;
  readonly played: Played | undefined;
}

/** What one test has heard, to be handed to the reporter when the test ends. */
export class Testimony {
  readonly engine: EngineInfo;
  readonly #observations: Heard[] = [];
  readonly #servers: ServerInfo[] = [];
  readonly #measurements: Measurement[] = [];
  #check: PartialCheck | undefined;

  constructor(engine: EngineInfo) {
    this.engine = engine;
  }

  /** Takes down an observation, what it is of, what the standard says of it, and the scenario it belongs to. */
  swear(what: string, observation: Observation, judged: JudgedStep, played?: Played): Sworn {
    const sworn: Sworn = { ...observation, what, engine: this.engine, judged, asked: [] };
    this.#observations.push({ sworn, played });
    return sworn;
  }

  /** Notes a server that takes part. */
  name({ name, version, real, role, unconfirmed }: Server): void {
    this.#servers.push({ name, version, real, ...(role && { role }), ...(unconfirmed && { unconfirmed }) });
  }

  /**
   * Takes down what was found out and is no single request.
   * @param id unique in the run, as in `cdn/hit-rate`
   */
  measure(id: string, title: string, values: Values): void {
    this.#measurements.push({ id, title, values });
  }

  /** Takes down what a part of a contract check came to. */
  checked({ findings, inconclusive, checked }: PartialCheck): void {
    this.#check = { findings, inconclusive, checked };
  }

  get attachment(): TestAttachment {
    const heard = this.#observations.map((each) => ({ ...each, ...departure(each.sworn) }));
    const deviations = heard.flatMap((each) => each.deviations.map(writtenDown));
    return {
      format: FORMAT,
      engine: this.engine,
      servers: this.#servers,
      observations: heard.map(observedRequest),
      measurements: this.#measurements,
      standard: STANDARD_COMMIT,
      sections: sectionsOf(heard),
      deviations: [...new Map(deviations.map((each) => [each.id, each])).values()],
      check: this.#check,
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

function observedRequest({ sworn, played, mismatches, deviations }: Heard & Departure): ObservedRequest {
  const { what, engine: _engine, judged, asked = [], ...observation } = sworn;
  const { decidedBy, ...prediction } = judged?.prediction ?? {};
  return {
    what,
    observation,
    decidedBy,
    prediction: judged && (prediction as Omit<JudgedStep['prediction'], 'decidedBy'>),
    expectation: played?.expectation,
    asked: played === undefined ? asked : [],
    departures: mismatches.map(({ field, expected, observed }) => ({ field, expected, observed })),
    deviations: deviations.map(({ id }) => id),
    scenario: played?.step,
    source: played?.source ?? (judged && scenarioOf(what, judged)),
  };
}

function departure(sworn: Sworn): Departure {
  const { judged, engine } = sworn;
  return judged === undefined ? { mismatches: [], deviations: [] } : departureOf(engine.name, judged, sworn);
}

function writtenDown({ id, what, standard, issue, engines }: Deviation): KnownDeviation {
  return { id, what, standard, issue, engines };
}

const ANCHORS: ReadonlyMap<string, string> = new Map(
  Object.values(STEPS).map(({ section, anchor }) => [section, anchor]),
);

function sectionsOf(heard: readonly Heard[]): Record<string, string> {
  const named = heard.flatMap(({ sworn }) => sworn.judged?.prediction.decidedBy.section ?? []);
  return Object.fromEntries(
    [...new Set(named)].flatMap((section) => {
      const anchor = ANCHORS.get(section);
      return anchor === undefined ? [] : [[section, anchor]];
    }),
  );
}
