import type { Counts, Result, State } from './model.ts';

/** The one state of a result; every result has exactly one. */
export function stateOf(result: Pick<Result, 'outcome' | 'silentSideEffect'>): State {
  return result.silentSideEffect ? 'blockedButExecuted' : result.outcome;
}

/** Counts `results` by state, and by whether they passed. */
export function count(results: readonly Result[]): Counts {
  const inState = (state: State) => results.filter((result) => stateOf(result) === state).length;
  const passed = results.filter((result) => result.pass).length;
  return {
    results: results.length,
    passed,
    failed: results.length - passed,
    readable: inState('readable'),
    opaque: inState('opaque'),
    opaqueredirect: inState('opaqueredirect'),
    blocked: inState('blocked'),
    blockedButExecuted: inState('blockedButExecuted'),
    inconclusive: inState('inconclusive'),
  };
}
