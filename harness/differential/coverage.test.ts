import { expect, it } from 'vitest';
import { predict } from '../oracle/predict.ts';
import { sharesAVisit } from '../runner/shares-a-visit.ts';
import { coverageOf } from './coverage.ts';
import { draw } from './draw.ts';

it.each([1, 20260923])('2000 scenarios come by every step at least 20 times (seed %d)', { timeout: 60_000 }, (seed) => {
  const scenarios = draw(2000, seed).map(({ scenario }) => scenario);
  const predictions = scenarios.map(predict);
  expect(coverageOf(predictions).filter(({ count }) => count < 20)).toEqual([]);
  expect(predictions.flat().filter(({ outcome }) => outcome === 'inconclusive')).toEqual([]);
  expect(scenarios.filter((scenario) => !sharesAVisit(scenario)).length).toBeLessThanOrEqual(90);
});
