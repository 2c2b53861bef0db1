import { describe, expect, it } from 'vitest';
import type { Engine } from '../../browsers/engine.ts';
import { launch } from '../../browsers/launch.ts';
import { RULE_IDS } from '../../model/finding.ts';
import type { EngineName } from '../../model/words.ts';
import { createAuthority } from '../../network/authority.ts';
import { prove } from './prove.ts';
import { RIGHT, WRONG } from './table.ts';
import { complaintsOf, isGood, tally } from './verdict.ts';

/** For a machine that has much else to do; alone it takes a minute. */
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
    const authority = await createAuthority();
    const source = {
      authority,
      open: (name: EngineName) => launch(name, authority),
      done: (engine: Engine) => engine.close(),
    };
    const verdicts = await prove([...WRONG, ...RIGHT], ['chromium'], source);
    process.stdout.write(`${tally(verdicts)}\n`);
    expect(verdicts.filter((verdict) => !isGood(verdict)).flatMap(complaintsOf)).toEqual([]);
  },
  LONG,
);
