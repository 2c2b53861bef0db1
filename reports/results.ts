import type { EngineInfo } from '../harness/model/engine-info.ts';
import { isSilentSideEffect, type Observation } from '../harness/model/observation.ts';
import type { ObservedRequest, PlayedStep } from '../harness/model/result.ts';
import { columnOf } from './columns.ts';
import type { CaseScenario, Result } from './model.ts';
import type { ReadTest } from './read-tests.ts';

/** A result, and the whole observation that it shows a part of. */
export interface Witnessed {
  readonly result: Result;
  readonly observation: Observation;
}

/** The scenarios of `tests`, once each: what was written before what was observed, then the first engine that tells it. */
export function scenariosOf(tests: readonly ReadTest[]): CaseScenario[] {
  const sources = tests.flatMap((read) =>
    read.attachments.flatMap(({ observations }) =>
      observations.flatMap(({ source, scenario }, request) => {
        if (source === undefined) return [];
        const id = source.kind === 'written' ? (scenario?.id ?? read.case.id) : numbered(read.case.id, request);
        return [{ id, ...source }];
      }),
    ),
  );
  return [...new Map(sources.reverse().map((each) => [each.id, each])).values()].reverse();
}

interface Placed extends Witnessed {
  /** Of the case in the report, and of the request in its test. */
  readonly place: number;
  readonly request: number;
}

/** Every observation of `tests` as a result, by case, then by request, then by engine. */
export function resultsOf(tests: readonly ReadTest[], engines: readonly EngineInfo[]): Witnessed[] {
  return tests
    .flatMap((test) => placedResults(test, engines))
    .sort((a, b) => a.place - b.place || a.request - b.request || a.result.column - b.result.column);
}

function placedResults(read: ReadTest, engines: readonly EngineInfo[]): Placed[] {
  return read.attachments
    .flatMap(({ engine, observations }) => observations.map((observed) => ({ engine, observed })))
    .map(({ engine, observed }, request) => ({
      place: read.place,
      request,
      observation: observed.observation,
      result: {
        ...describeTest(read, request, observed.scenario),
        engine: engine.name,
        column: columnOf(engines, engine),
        pass: isAsExpected(read, observed),
        ...describeObservation(observed),
      },
    }));
}

/** Where a test plays a whole table, each of its scenarios goes well or badly by itself. */
function isAsExpected({ test }: ReadTest, { observation, scenario }: ObservedRequest): boolean {
  const asExpected = scenario === undefined ? test.ok : scenario.failure === null;
  return asExpected && observation.outcome !== 'inconclusive';
}

function describeTest(
  { case: { id, title, topic, file }, test, failure }: ReadTest,
  request: number,
  played?: PlayedStep,
) {
  const fromTable = played !== undefined;
  const common = { topic, file, claims: claimsOf(test.tags), retries: test.retries, fromTable };
  if (played === undefined) return { id: numbered(id, request), title, ...common, failure };
  return { id: numbered(played.id, played.step), title: played.title, ...common, failure: played.failure };
}

/** The first has the plain id; further ones add `#2`, `#3`. */
function numbered(id: string, index: number): string {
  return index === 0 ? id : `${id}#${index + 1}`;
}

function describeObservation({ what, observation, ...said }: ObservedRequest) {
  const { requestHeadersSeenByServer: _, preflightHeadersSeenByServer: __, ...shown } = observation;
  return {
    what,
    ...shown,
    silentSideEffect: isSilentSideEffect(observation),
    decidedBy: said.decidedBy ?? null,
    prediction: said.prediction ?? null,
    expectation: said.expectation ?? null,
    asked: said.asked ?? [],
    departures: said.departures ?? [],
    deviations: said.deviations ?? [],
  };
}

/** Tags that name claims, as in `@C47b`; other tags are the author's own. */
function claimsOf(tags: readonly string[]): string[] {
  const claims = tags.filter((tag) => /^@C\d+[a-z]*$/.test(tag)).map((tag) => tag.slice(1));
  return [...new Set(claims)].sort();
}
