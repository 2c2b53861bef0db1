import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readReport } from './read-report.ts';
import { reportJsonSchema } from './schema/report.ts';
import { sampleReport } from './testing/sample-report.ts';

const read = (value: unknown) => readReport(JSON.stringify(value), 'old.json');

describe('report.json', () => {
  it('is read as it was written', () => {
    const report = sampleReport();
    expect(read(report)).toEqual({ ok: true, value: report });
  });

  it('of an earlier version of the package is read too: what it did not know is empty', () => {
    const { standard, sections, deviations, scenarios, contract, changes, tests, ...earlier } = sampleReport();
    const results = earlier.results.map(({ prediction, expectation, asked, departures, deviations: _, ...old }) => old);
    expect(read({ ...earlier, results })).toMatchObject({
      ok: true,
      value: { standard: null, scenarios: [], contract: null },
    });
  });

  it.each([
    ['no JSON', '{', [[null, /^is not JSON: /]]],
    [
      'another version',
      JSON.stringify({ ...sampleReport(), format: 2 }),
      [
        [null, /format 1/],
        ['format', /./],
      ],
    ],
    [
      'no report',
      '{"format":1}',
      [
        [null, /format 1/],
        ['generatedAt', /./],
      ],
    ],
    [
      'a list',
      '[]',
      [
        [null, /format 1/],
        [null, /./],
      ],
    ],
  ] as const)('that is %s is refused, by file and field', (_, text, wanted) => {
    const refused = readReport(text, 'old.json');
    const issues = refused.ok ? [] : refused.issues;
    expect(issues.length).toBeGreaterThan(0);
    for (const [at, [field, message]] of wanted.entries()) {
      expect(issues[at]).toMatchObject({ file: 'old.json', field, message: expect.stringMatching(message) });
    }
  });
});

describe('the published JSON Schema', () => {
  const published = JSON.parse(readFileSync(new URL('./report.schema.json', import.meta.url), 'utf8'));

  it('is fresh: npm run schema', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(reportJsonSchema())));
  });

  it('names every field of a report, and requires it', () => {
    expect([...published.required].sort()).toEqual(Object.keys(sampleReport()).sort());
  });
});
