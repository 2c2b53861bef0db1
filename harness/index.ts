export type { Claim, ClaimCase } from './model/claim.ts';
export { describeEngine, type EngineInfo } from './model/engine-info.ts';
export type { Exchange } from './model/exchange.ts';
export type { Observation } from './model/observation.ts';
export type { Expectation, Scenario, ScenarioInput } from './model/scenario.ts';
export type { Server } from './model/server.ts';
export type { EngineName, Outcome } from './model/words.ts';
export { expect, type OutcomePerEngine } from './testing/matchers.ts';
export { type EngineOption, test } from './testing/test.ts';
