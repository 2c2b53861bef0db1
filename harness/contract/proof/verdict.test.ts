import { describe, expect, it } from 'vitest';
import type { CheckReport, Finding, RuleId, Severity } from '../../model/finding.ts';
import { RULES } from '../rules/catalogue.ts';
import type { ProofCase } from './proof-case.ts';
import { complaintsOf, isGood, tally, verdictOf } from './verdict.ts';

const CASE = { name: 'a server', serve: () => Promise.reject(new Error('not served')) };

function finding(rule: RuleId, severity: Severity = RULES[rule].severity): Finding {
  return {
    rule,
    severity,
    cwe: null,
    route: 'GET /orders',
    origin: 'https://shop.com',
    originClass: 'reader',
    engines: ['webkit'],
    message: 'a message',
    cure: '',
    decidedBy: { section: '', step: '', reason: '' },
    exchange: null,
  };
}

function verdict(
  of: Pick<ProofCase, 'finds' | 'mayFind'>,
  found: readonly RuleId[],
  inconclusive: CheckReport['inconclusive'] = [],
) {
  const findings = found.map((rule) => finding(rule));
  const checked = { apis: [], sites: [], routes: [] };
  return verdictOf({ ...CASE, ...of }, { format: 1, complete: true, engines: [], findings, inconclusive, checked });
}

describe('a wrong server', () => {
  it('is found by its rule', () => {
    expect(isGood(verdict({ finds: ['null-origin'] }, ['null-origin']))).toBe(true);
  });

  it('is missed where nothing is reported', () => {
    const missed = verdict({ finds: ['null-origin'] }, []);
    expect(isGood(missed)).toBe(false);
    expect(complaintsOf(missed)).toEqual(['a server: null-origin was missed']);
  });

  it('is missed where another rule is reported, and that is a false alarm', () => {
    const other = verdict({ finds: ['null-origin'] }, ['origin-prefix']);
    expect(other.missed).toEqual(['null-origin']);
    expect(complaintsOf(other)[1]).toContain('origin-prefix is a false alarm: GET /orders from https://shop.com');
  });

  it('may have something else wrong with it that is true', () => {
    const of = { finds: ['origin-prefix'], mayFind: ['origin-joined'] } as const;
    expect(isGood(verdict(of, ['origin-prefix', 'origin-joined']))).toBe(true);
    expect(isGood(verdict(of, ['origin-prefix', 'site-refused']))).toBe(false);
  });

  it('may be warned of besides', () => {
    expect(isGood(verdict({ finds: ['null-origin'] }, ['null-origin', 'silent-side-effect']))).toBe(true);
  });

  it('lets the requests of a stranger arrive that it allows', () => {
    expect(isGood(verdict({ finds: ['null-origin'] }, ['null-origin', 'unsafe-request-reached']))).toBe(true);
    expect(isGood(verdict({ finds: ['vary-missing'] }, ['vary-missing', 'unsafe-request-reached']))).toBe(false);
  });

  it('is not found where something could not be measured', () => {
    const unmeasured = [{ route: 'GET /orders', origin: 'null', engine: 'firefox', reason: 'it hung' }] as const;
    const half = verdict({ finds: ['null-origin'] }, ['null-origin'], unmeasured);
    expect(isGood(half)).toBe(false);
    expect(complaintsOf(half)).toEqual(['a server: inconclusive: GET /orders from null (firefox): it hung']);
  });
});

describe('a right server', () => {
  it('has no finding but notes', () => {
    expect(isGood(verdict({ finds: [] }, ['preflight-not-cached']))).toBe(true);
    expect(isGood(verdict({ finds: [] }, ['silent-side-effect']))).toBe(false);
    expect(isGood(verdict({ finds: [] }, ['site-refused']))).toBe(false);
  });

  it('may have one warning that is true of it', () => {
    expect(isGood(verdict({ finds: ['silent-side-effect'] }, ['silent-side-effect']))).toBe(true);
    expect(isGood(verdict({ finds: ['silent-side-effect'] }, []))).toBe(false);
  });
});

it('the count tells wrong from right', () => {
  const verdicts = [
    verdict({ finds: ['null-origin'] }, ['null-origin']),
    verdict({ finds: ['null-origin'] }, []),
    verdict({ finds: [] }, ['site-refused']),
  ];
  expect(tally(verdicts)).toBe('1 of 2 wrong servers found, 1 false alarms in 3 servers (1 of them right)');
});
