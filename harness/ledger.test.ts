import { expect, it } from 'vitest';
import { ALL_CASES } from './all-cases.ts';
import { DEVIATIONS } from './deviations/ledger.ts';
import { faultsShown } from './deviations/testing-faults.ts';
import { judgeSteps } from './runner/hold.ts';

function stepsOf(id: string) {
  const scenario = ALL_CASES.find((each) => each.id === id);
  return scenario && judgeSteps(scenario);
}

it('the ledger has rows that apply where a case is to show them, and cover what they show', () => {
  expect(DEVIATIONS.flatMap((row) => faultsShown(row, stepsOf(row.shownBy)))).toEqual([]);
});
