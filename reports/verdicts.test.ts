import { describe, expect, it } from 'vitest';
import type { Claim, ClaimCase } from '../harness/model/claim.ts';
import { observation } from '../harness/model/testing-exchange.ts';
import { ENGINE_NAMES, type EngineName, type Outcome } from '../harness/model/words.ts';
import { type Evidence, settle } from './verdicts.ts';

const readable = (of: string): ClaimCase => ({ of, says: { outcome: 'readable' }, otherwise: `${of} is not read.` });

function claim(fields: Partial<Claim>): Claim {
  return { id: 'C99', text: 'it is so', source: 'the notes', basis: 'measured', literal: [], breaking: [], ...fields };
}

/** One result in each engine: one outcome for all, or one each. */
function seen(id: string, outcome: Outcome | Partial<Record<EngineName, Outcome>>, pass = true): Evidence[] {
  return ENGINE_NAMES.flatMap((engine) => {
    const itsOutcome = typeof outcome === 'string' ? outcome : outcome[engine];
    return itsOutcome === undefined ? [] : [{ id, engine, pass, seen: observation({ outcome: itsOutcome }) }];
  });
}

describe('settle', () => {
  it('confirms what came out so in every case', () => {
    const settled = settle(claim({ literal: [readable('a')], breaking: [readable('b')] }), [
      ...seen('a', 'readable'),
      ...seen('b', 'readable'),
    ]);
    expect(settled).toMatchObject({
      verdict: 'confirmed',
      evidence: ['a', 'b'],
      why: 'It came out so in each of 2 cases.',
    });
  });

  it('refutes by one literal case in one engine, and names it', () => {
    const evidence = [
      ...seen('a', { chromium: 'readable', firefox: 'blocked', webkit: 'readable' }),
      ...seen('b', 'readable'),
    ];
    const settled = settle(claim({ literal: [readable('b'), readable('a')] }), evidence);
    expect(settled).toMatchObject({ verdict: 'refuted', evidence: ['a', 'b'], why: 'a is not read. (firefox)' });
  });

  it('refutes though another case was not measured', () => {
    expect(settle(claim({ literal: [readable('a'), readable('b')] }), seen('a', 'blocked')).verdict).toBe('refuted');
  });

  it('limits by a breaking case that came out otherwise', () => {
    const evidence = [...seen('a', 'readable'), ...seen('b', 'blocked')];
    const settled = settle(claim({ literal: [readable('a')], breaking: [readable('b')] }), evidence);
    expect(settled).toMatchObject({ verdict: 'limited', evidence: ['b', 'a'], why: 'b is not read.' });
  });

  it('calls outdated what a dated source says was so once', () => {
    const outdated = { since: '2024-11', source: 'https://example.com/news' };
    const settled = settle(claim({ literal: [readable('a')], outdated }), seen('a', 'blocked'));
    expect(settled.verdict).toBe('outdated');
    expect(settled.why).toBe('Not since 2024-11 (https://example.com/news). a is not read.');
  });

  it('does not call outdated what still comes out so', () => {
    const outdated = { since: '2024-11', source: 'https://example.com/news' };
    expect(settle(claim({ literal: [readable('a')], outdated }), seen('a', 'readable')).verdict).toBe('confirmed');
  });

  it.each([
    ['a case was not measured', seen('b', 'readable')],
    ['a case was not measured in each engine', seen('a', { chromium: 'readable', firefox: 'readable' })],
    ['its test did not go as it should', seen('a', 'readable', false)],
    ['a test that would refute it did not go as it should', seen('a', 'blocked', false)],
  ])('leaves it unsettled where %s', (_why, evidence) => {
    const settled = settle(claim({ literal: [readable('a')] }), evidence);
    expect(settled).toMatchObject({ verdict: 'unsettled' });
    expect(settled.why).toContain('a');
  });

  it('leaves it unsettled where a breaking case was not measured, and where it has no cases', () => {
    expect(settle(claim({ literal: [readable('a')], breaking: [readable('b')] }), seen('a', 'readable')).verdict).toBe(
      'unsettled',
    );
    expect(settle(claim({ breaking: [readable('b')] }), seen('b', 'readable')).verdict).toBe('unsettled');
  });

  it.each([
    [{ entries: 3 }, 'confirmed'],
    [{ entries: 4 }, 'refuted'],
    [{}, 'refuted'],
  ] as const)('holds the values of a measurement against what is said of them: %j', (values, verdict) => {
    const literal: ClaimCase[] = [{ of: 'm', says: { values: { entries: 3 } }, otherwise: 'It is another number.' }];
    const evidence = ENGINE_NAMES.map((engine): Evidence => ({ id: 'm', engine, pass: true, seen: { values } }));
    expect(settle(claim({ literal }), evidence).verdict).toBe(verdict);
  });

  it('does not take a request for a measurement, nor the other way round', () => {
    const values: ClaimCase = { of: 'a', says: { values: {} }, otherwise: 'No.' };
    expect(settle(claim({ literal: [values] }), seen('a', 'readable')).verdict).toBe('refuted');
    const measured = ENGINE_NAMES.map((engine): Evidence => ({ id: 'a', engine, pass: true, seen: { values: {} } }));
    expect(settle(claim({ literal: [readable('a')] }), measured).verdict).toBe('refuted');
  });
});
