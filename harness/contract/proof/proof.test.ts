import { describe, expect, it } from 'vitest';
import { RULE_IDS } from '../../model/finding.ts';
import { prove } from './prove.ts';
import { groupsOf } from './stand-up.ts';
import { RIGHT, WRONG } from './table.ts';
import { complaintsOf, isGood, tally, type Verdict } from './verdict.ts';

/** For a machine that has much else to do. */
const LONG = 600_000;

describe('the table', () => {
  it('has sixty wrong servers and fifteen right ones at least, each with a name of its own', () => {
    const names = [...WRONG, ...RIGHT].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(WRONG.length).toBeGreaterThanOrEqual(60);
    expect(RIGHT.length).toBeGreaterThanOrEqual(15);
  });

  it.each(RULE_IDS)('has a server that is found by %s', (rule) => {
    expect(WRONG.filter(({ finds }) => finds.includes(rule))).not.toEqual([]);
  });
});

/** In one engine: `npm run proof` asks all three. */
it(
  'every wrong server is found, and nothing else',
  async () => {
    const verdicts: Verdict[] = [];
    for (const group of groupsOf([...WRONG, ...RIGHT])) {
      verdicts.push(...((await prove(group, { engines: ['chromium'] })) ?? []));
    }
    expect(verdicts).toHaveLength(WRONG.length + RIGHT.length);
    process.stdout.write(`${tally(verdicts)}\n`);
    expect(verdicts.filter((verdict) => !isGood(verdict)).flatMap(complaintsOf)).toEqual([]);
  },
  LONG,
);
