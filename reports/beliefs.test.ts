import { describe, expect, it } from 'vitest';
import { beliefsTable, sameBeliefs, withBeliefs } from './beliefs.ts';
import type { SettledClaim } from './verdicts.ts';

const claim = (id: string, verdict: SettledClaim['verdict'], why: string): SettledClaim => ({
  id,
  text: `what ${id} says about |, < and *`,
  verdict,
  basis: 'measured',
  source: 'notes',
  evidence: [],
  why,
});

const claims = [
  claim('C01', 'confirmed', 'It came out so.'),
  claim('C02', 'limited', 'Only at api.shop.com does it. The rest does not.'),
  claim('C03', 'refuted', 'It does not.'),
];

const TEXT =
  'before\n<!-- beliefs: written by npm run beliefs from the last report -->\nof last week\n<!-- /beliefs -->\nafter';

describe('the table of beliefs', () => {
  it('names what turned out otherwise, in one sentence each, with a link into the report', () => {
    expect(beliefsTable({ claims }).split('\n').slice(2)).toEqual([
      '| what C02 says about \\|, &lt; and \\* | [limited](reports/latest/index.html#claim-C02) | Only at api.shop.com does it. |',
      '| what C03 says about \\|, &lt; and \\* | [refuted](reports/latest/index.html#claim-C03) | It does not. |',
    ]);
  });

  it('takes the place of the last one', () => {
    const text = withBeliefs(TEXT, { claims });
    expect(text).toMatch(/^before\n/);
    expect(text).toMatch(/\nafter$/);
    expect(text).not.toContain('of last week');
    expect(text).toContain('1 of 3 hold as they are said.');
    expect(withBeliefs(text, { claims })).toBe(text);
  });

  it('has to have a place', () => {
    expect(() => withBeliefs('nothing', { claims })).toThrow('no place for the table');
  });

  it('is the same in other widths, and not with other words', () => {
    const text = withBeliefs(TEXT, { claims });
    expect(sameBeliefs(text, text.replaceAll('| ---', '|    ------'))).toBe(true);
    expect(sameBeliefs(text, withBeliefs(TEXT, { claims: claims.slice(1, 2) }))).toBe(false);
  });
});
