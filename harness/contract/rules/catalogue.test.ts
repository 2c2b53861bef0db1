import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULE_IDS, type RuleId } from '../../model/finding.ts';
import { cureFor, RULES } from './catalogue.ts';
import { rulesPage } from './page.ts';
import { SECTIONS } from './sections.ts';
import { recogniseSoftware, SOFTWARE_NAMES } from './software.ts';

/** The severities that the format of a contract promises. */
const PROMISED = {
  warn: ['silent-side-effect', 'third-party-cookie-blocked'],
  note: ['max-age-over-cap', 'preflight-not-cached', 'origin-unreachable-in-engines'],
};

describe('the catalogue', () => {
  it('has every rule, and no other', () => {
    expect(Object.keys(RULES).toSorted()).toEqual([...RULE_IDS].toSorted());
    expect(Object.entries(RULES).filter(([id, rule]) => rule.id !== id)).toEqual([]);
  });

  it.each(RULE_IDS)('%s says everything', (id) => {
    const rule = RULES[id];
    for (const text of [rule.title, rule.meaning, rule.why, ...Object.values(rule.cures)]) {
      expect(text.trim().length).toBeGreaterThan(10);
    }
    expect(Object.keys(rule.cures).toSorted()).toEqual(['general', ...Object.keys(SOFTWARE_NAMES)].toSorted());
    expect(rule.cwe ?? 'CWE-1').toMatch(/^CWE-\d+$/);
    expect(Object.values<unknown>(SECTIONS)).toContain(rule.section);
  });

  it.each(RULE_IDS)('%s says why in two sentences', (id) => {
    expect(RULES[id].why.split(/\.(?:\s|$)/).filter(Boolean)).toHaveLength(2);
  });

  it.each(RULE_IDS)('%s has the severity that is promised', (id) => {
    const promised = PROMISED.warn.includes(id) ? 'warn' : PROMISED.note.includes(id) ? 'note' : 'error';
    expect(RULES[id].severity).toBe(promised);
  });

  it('leads from every specific rule to a general one', () => {
    for (const id of RULE_IDS) expect(generalOf(id)).toBeDefined();
  });

  it('is what docs/rules.md lists: `npm run rules` writes it', () => {
    expect(readFileSync(new URL('../../../docs/rules.md', import.meta.url), 'utf8')).toBe(rulesPage());
  });
});

/** The rule at the end of the chain; `undefined` where it goes in a circle. */
function generalOf(id: RuleId): RuleId | undefined {
  const seen = new Set<RuleId>();
  let at = id;
  for (let { under } = RULES[at]; under !== null; { under } = RULES[at]) {
    if (seen.has(under)) return undefined;
    seen.add(under);
    at = under;
  }
  return at;
}

describe('the software behind an answer', () => {
  it.each([
    ['nginx', [['Server', 'nginx/1.22.1']], ['nginx']],
    ['Express', [['X-Powered-By', 'Express']], ['express']],
    [
      'Express behind nginx',
      [
        ['server', 'nginx'],
        ['x-powered-by', 'Express'],
      ],
      ['express', 'nginx'],
    ],
    [
      'S3',
      [
        ['x-amz-request-id', '4442587FB7D0A2F9'],
        ['server', 'AmazonS3'],
      ],
      ['s3'],
    ],
    [
      'S3 behind CloudFront',
      [
        ['server', 'AmazonS3'],
        ['via', '1.1 x.cloudfront.net (CloudFront)'],
      ],
      ['s3', 'cloudfront'],
    ],
    ['a REST API', [['x-amzn-RequestId', 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef']], ['api-gateway-rest']],
    ['an HTTP API', [['apigw-requestid', 'JKJaXmPLvHcESHA=']], ['api-gateway-http']],
    [
      'CloudFront',
      [
        ['x-amz-cf-id', 'abc'],
        ['server', 'CloudFront'],
      ],
      ['cloudfront'],
    ],
    [
      'nobody',
      [
        ['server', 'my-nginx-like'],
        ['content-type', 'text/html'],
      ],
      [],
    ],
  ] as const)('%s', (_, headers, software) => {
    expect(recogniseSoftware(headers)).toEqual(software);
  });

  it('is told the cure in its own words, each layer for itself', () => {
    expect(cureFor('error-unreadable', ['express', 'nginx'])).toMatch(/^Express: .*app\.use.*\nnginx: .*`always`/);
  });

  it('where nothing is known, the cure is general', () => {
    expect(cureFor('site-refused', [])).toBe(RULES['site-refused'].cures.general);
  });
});
