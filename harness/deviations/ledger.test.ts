import { describe, expect, it } from 'vitest';
import type { Deviation } from './deviation.ts';
import { DEVIATIONS } from './ledger.ts';
import { faultsOf, faultsShown } from './testing-faults.ts';

const ROW: Deviation = {
  id: 'made-up',
  engines: { firefox: '1.0' },
  what: 'does what nobody does',
  standard: { section: 'CORS check', step: '2' },
  issue: null,
  shownBy: 'cors-check/nowhere',
  applies: () => true,
  shows: () => ({ outcome: 'readable' }),
  covers: ['outcome'],
};
const STEPS = [{} as never];

describe('the ledger', () => {
  it('has rows with an id of their own and a version an engine', () => {
    expect(DEVIATIONS.length).toBeGreaterThan(20);
    expect(faultsOf(DEVIATIONS)).toEqual([]);
  });
});

describe('a made-up row', () => {
  it('passes when all is well', () => {
    expect(faultsOf([ROW])).toEqual([]);
    expect(faultsShown(ROW, STEPS)).toEqual([]);
  });

  it.each([
    ['an id that another has', [ROW, ROW], 'made-up: there are two of this id'],
    ['an id in capitals', [{ ...ROW, id: 'Made-Up' }], 'Made-Up: the id is not in kebab case'],
    ['no engine', [{ ...ROW, engines: {} }], 'made-up: no engine is named with its version'],
    ['no version', [{ ...ROW, engines: { firefox: '' } }], 'made-up: no engine is named with its version'],
  ])('fails with %s', (_, ledger, fault) => {
    expect(faultsOf(ledger)).toEqual([fault]);
  });

  it.each([
    ['no case', ROW, undefined, 'made-up: there is no case cors-check/nowhere'],
    ['a case that it has nothing to do with', { ...ROW, applies: () => false }, STEPS, 'it applies to no step'],
    ['nothing to show', { ...ROW, shows: () => ({}) }, STEPS, 'made-up: it shows nothing'],
    ['a field that it shows and does not cover', { ...ROW, covers: [] }, STEPS, 'made-up: outcome is not covered'],
  ])('fails with %s', (_, row, steps, fault) => {
    expect(faultsShown(row, steps)).toEqual([expect.stringContaining(fault)]);
  });
});
