import { describe, expect, it } from 'vitest';
import { atLeast, atMost } from './bench.ts';
import { renderMeasurements } from './table.ts';

describe('a bound', () => {
  it.each([
    ['a rate that is reached', atLeast('a', 20_000, 20_000, 'cases/s'), true],
    ['a rate that is not', atLeast('a', 19_999, 20_000, 'cases/s'), false],
    ['a ratio that is kept', atMost('a', 10.5, 10.5), true],
    ['a ratio that is not', atMost('a', 10.51, 10.5), false],
    ['no number at all', atMost('a', Number.NaN, 10.5), false],
  ])('%s', (_, { holds }, wanted) => {
    expect(holds).toBe(wanted);
  });
});

it('the table shows what was measured, its bound, and which is broken', () => {
  expect(renderMeasurements([atLeast('rate', 31_234.5, 20_000, 'cases/s'), atMost('time of ten', 124.06, 10.5)])).toBe(
    [
      'rate         31,235 cases/s  at least 20,000 cases/s',
      'time of ten           124.1  at most 10.5             BROKEN',
    ].join('\n'),
  );
});
