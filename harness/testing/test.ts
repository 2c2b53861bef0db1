import { test as base } from '@playwright/test';
import type { Engine } from '../browsers/engine.ts';
import { launch } from '../browsers/launch.ts';
import type { Observation } from '../model/observation.ts';
import { parseOrThrow } from '../model/parse-or-throw.ts';
import { type ScenarioInput, scenarioSchema } from '../model/scenario.ts';
import type { Server } from '../model/server.ts';
import type { EngineName } from '../model/words.ts';
import { type Authority, createAuthority } from '../network/authority.ts';
import { Examiner } from '../runner/examiner.ts';
import { judgeSteps } from '../runner/hold.ts';
import { examineAll } from './examine-all.ts';
import { expect } from './matchers.ts';
import { type Mounted, Stage } from './stage.ts';
import { Testimony, tell } from './testimony.ts';

/** What a scenario of a table may take at worst, in milliseconds: a profile of its own on a busy machine. */
const MS_A_SCENARIO = 5_000;

/** The option a project sets: `use: { engineName: 'firefox' }`. */
export interface EngineOption {
  readonly engineName: EngineName;
}

interface WorkerFixtures extends EngineOption {
  /** The run's certificate authority, in memory. */
  readonly authority: Authority;
  /** The engine of this worker, started once. */
  readonly engine: Engine;
  /** Plays scenarios; lasts as long as the engine, because many share one visit. */
  readonly examiner: Examiner;
}

interface TestFixtures {
  readonly testimony: Testimony;
  readonly stage: Stage;
  /** Mounts a server on an origin of this test's own network. */
  readonly serve: (origin: string, server: Server) => Mounted;
  /** Sends a visitor with a fresh profile to a page at an origin. */
  readonly visit: Stage['visit'];
  /** Notes what was found out that is no single request, for the report and its claims. */
  readonly measure: Testimony['measure'];
  /** Plays a scenario and holds each of its steps against its `expect`. */
  readonly examine: (scenario: ScenarioInput) => Promise<void>;
  /** Plays a whole table; each scenario is a row of the report. */
  readonly examineAll: (scenarios: readonly ScenarioInput[]) => Promise<void>;
}

/** Playwright's `test`, with servers on any origin and visitors in real engines. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  engineName: ['chromium', { option: true, scope: 'worker' }],

  authority: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => use(await createAuthority()),
    { scope: 'worker' },
  ],

  engine: [
    async ({ engineName, authority }, use) => {
      const engine = await launch(engineName, authority);
      await use(engine);
      await engine.close();
    },
    { scope: 'worker', timeout: 90_000 },
  ],

  examiner: [
    async ({ engine, authority }, use) => {
      const examiner = new Examiner(engine, authority);
      await use(examiner);
      await examiner.close();
    },
    { scope: 'worker' },
  ],

  testimony: async ({ engine }, use, testInfo) => {
    const testimony = new Testimony(engine.info);
    await use(testimony);
    await testimony.handIn(testInfo);
  },

  stage: async ({ engine, authority, testimony }, use) => {
    const stage = await Stage.set(engine, authority, testimony);
    await use(stage);
    await stage.close();
  },

  serve: ({ stage }, use) => use((origin, server) => stage.serve(origin, server)),

  visit: ({ stage }, use) => use((origin, options) => stage.visit(origin, options)),

  measure: ({ testimony }, use) => use((id, title, values) => testimony.measure(id, title, values)),

  examine: ({ examiner, testimony }, use) =>
    use(async (input) => {
      const scenario = parseOrThrow(scenarioSchema, input, `the scenario ${input.id}`);
      const observations = await examiner.examine(scenario);
      const judgedSteps = judgeSteps(scenario);
      const sworn = judgedSteps.map((judged, index) => {
        const what = tell(judged.step.request, scenario.page);
        const source = { kind: 'written', scenario: input } as const;
        const played = { source, expectation: judged.step.expect };
        return { judged, sworn: testimony.swear(what, observations[index] as Observation, judged, played) };
      });
      for (const { sworn: each, judged } of sworn) expect(each).toMeetExpectation(judged);
    }),

  examineAll: ({ examiner, testimony }, use, testInfo) =>
    use((scenarios) => {
      testInfo.setTimeout(testInfo.timeout + scenarios.length * MS_A_SCENARIO);
      return examineAll(examiner, testimony, scenarios);
    }),
});
