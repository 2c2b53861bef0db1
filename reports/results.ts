import type { EngineInfo } from '../harness/model/engine-info.ts';
import { isSilentSideEffect } from '../harness/model/observation.ts';
import type { ObservedRequest } from '../harness/model/result.ts';
import { columnOf } from './columns.ts';
import type { Result } from './model.ts';
import type { ReadTest } from './read-tests.ts';

interface Placed {
  readonly result: Result;
  /** Of the case in the report, and of the request in its test. */
  readonly place: number;
  readonly request: number;
}

/** Every observation of `tests` as a result, by case, then by request, then by engine. */
export function resultsOf(tests: readonly ReadTest[], engines: readonly EngineInfo[]): Result[] {
  return tests
    .flatMap((test) => placedResults(test, engines))
    .sort((a, b) => a.place - b.place || a.request - b.request || a.result.column - b.result.column)
    .map(({ result }) => result);
}

function placedResults(read: ReadTest, engines: readonly EngineInfo[]): Placed[] {
  return read.attachments
    .flatMap(({ engine, observations }) => observations.map((observed) => ({ engine, observed })))
    .map(({ engine, observed }, request) => ({
      place: read.place,
      request,
      result: {
        ...describeTest(read, request),
        engine: engine.name,
        column: columnOf(engines, engine),
        pass: read.test.ok && observed.observation.outcome !== 'inconclusive',
        ...describeObservation(observed),
      },
    }));
}

function describeTest({ case: { id, title, topic, file }, test, failure }: ReadTest, request: number) {
  const numbered = request === 0 ? id : `${id}#${request + 1}`;
  return { id: numbered, title, topic, file, claims: claimsOf(test.tags), retries: test.retries, failure };
}

function describeObservation({ what, observation }: ObservedRequest) {
  const { requestHeadersSeenByServer: _, preflightHeadersSeenByServer: __, ...shown } = observation;
  return { what, ...shown, silentSideEffect: isSilentSideEffect(observation) };
}

/** Tags that name claims, as in `@C47b`; other tags are the author's own. */
function claimsOf(tags: readonly string[]): string[] {
  const claims = tags.filter((tag) => /^@C\d+[a-z]*$/.test(tag)).map((tag) => tag.slice(1));
  return [...new Set(claims)].sort();
}
