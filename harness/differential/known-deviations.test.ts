import { expect, it } from 'vitest';
import type { Deviation, JudgedStep } from '../deviations/deviation.ts';
import { scenarioSchema } from '../model/scenario.ts';
import { observation } from '../model/testing-exchange.ts';
import { judgeSteps } from '../runner/hold.ts';
import { explainByLedger } from './known-deviations.ts';

const [STEP] = judgeSteps(
  scenarioSchema.parse({
    id: 'a',
    page: { origin: 'https://shop.com' },
    steps: [
      {
        request: { url: 'https://api.com/x' },
        server: { response: {} },
        expect: { outcome: 'blocked', status: 0, reachedHops: [0] },
      },
    ],
  }),
) as [JudgedStep];

const READS_ANYTHING: Deviation = {
  id: 'reads-anything',
  engines: { firefox: '1' },
  what: 'reads what it must not',
  standard: { section: 'CORS check', step: '2' },
  issue: null,
  shownBy: 'a',
  applies: () => true,
  shows: () => ({ outcome: 'readable' }),
  covers: ['outcome', 'status'],
};
const LEDGER = [READS_ANYTHING];
const fieldsOf = ({ mismatches }: ReturnType<typeof explainByLedger>) => mismatches.map(({ field }) => field);

it('a difference that the ledger knows is named, and nothing is left', () => {
  expect(explainByLedger('firefox', STEP, observation(), LEDGER)).toEqual({
    mismatches: [],
    known: ['reads-anything'],
    stale: [],
  });
});

it('what the row does not cover is left, and so is everything in another engine', () => {
  const unreached = explainByLedger('firefox', STEP, observation({ reachedHops: [] }), LEDGER);
  expect(fieldsOf(unreached)).toEqual(['reachedHops']);
  expect(unreached.known).toEqual(['reads-anything']);
  const elsewhere = explainByLedger('webkit', STEP, observation(), LEDGER);
  expect(fieldsOf(elsewhere)).toEqual(['outcome', 'status']);
  expect(elsewhere.known).toEqual([]);
});

it('a row that is not seen explains nothing', () => {
  const opaque = explainByLedger('firefox', STEP, observation({ outcome: 'opaque', status: 0 }), LEDGER);
  expect(fieldsOf(opaque)).toEqual(['outcome']);
  expect(opaque.known).toEqual([]);
  expect(opaque.stale).toEqual(['reads-anything']);
});
