import { describe, expect, it } from 'vitest';
import type { Claim } from '../harness/model/claim.ts';
import { build } from './build.ts';
import type { FinishedTest } from './input.ts';
import {
  CHROMIUM,
  FIREFOX,
  sampleAttachment,
  sampleRequest,
  sampleRun,
  sampleTest,
  WEBKIT,
} from './testing/samples.ts';

const reportOf = (...tests: FinishedTest[]) => build(sampleRun(tests));
const failedTest = (fields: Partial<FinishedTest> = {}) =>
  sampleTest({ ok: false, status: 'failed', errors: ['\u001b[31mError: boom\u001b[39m', 'second'], ...fields });

describe('ids', () => {
  it('are made of file and title, and the same in every engine', () => {
    const tests = [CHROMIUM, WEBKIT].map((engine) => sampleTest({ title: 'It *reads*, `null` too' }, { engine }));
    expect(reportOf(...tests).results.map(({ id }) => id)).toEqual([
      'reads/simple/it-reads-null-too',
      'reads/simple/it-reads-null-too',
    ]);
  });

  it('number the requests of one test from the second', () => {
    const report = reportOf(
      sampleTest({ title: 'twice' }, { observations: [sampleRequest(), sampleRequest(), sampleRequest()] }),
    );
    expect(report.results.map(({ id }) => id)).toEqual([
      'reads/simple/twice',
      'reads/simple/twice#2',
      'reads/simple/twice#3',
    ]);
  });

  it('stay apart where titles come to the same, and take nobody else’s', () => {
    const titles = ['a b', 'a-b', 'a b 2', 'a+b'];
    const tests = titles.map((title, line) => sampleTest({ title, line }));
    expect(reportOf(...tests).results.map(({ id }) => id.split('/')[2])).toEqual(['a-b', 'a-b-3', 'a-b-2', 'a-b-4']);
  });

  it('stay apart for one title in two describes', () => {
    const tests = ['GET', 'PUT'].flatMap((method) =>
      [CHROMIUM, FIREFOX].map((engine) => sampleTest({ title: 'x', describes: [method] }, { engine })),
    );
    expect(reportOf(...tests).results.map(({ id, topic }) => [id, topic])).toEqual([
      ['reads/simple/x', 'GET'],
      ['reads/simple/x', 'GET'],
      ['reads/simple/x-2', 'PUT'],
      ['reads/simple/x-2', 'PUT'],
    ]);
  });

  it('stay short and apart where titles are long', () => {
    const tests = ['b', 'c'].map((end) => sampleTest({ title: `${'a'.repeat(1_000)}${end}` }));
    const slug = 'a'.repeat(200);
    expect(reportOf(...tests).results.map(({ id }) => id.split('/')[2])).toEqual([slug, `${slug}-2`]);
  });

  it('are those of the scenarios where one test plays a table, and each goes well or badly by itself', () => {
    const played = (id: string, step: number, failure: string | null) => ({
      ...sampleRequest(),
      scenario: { id, title: `the title of ${id}`, step, failure },
    });
    const observations = [played('table/a', 0, null), played('table/a', 1, null), played('table/b', 0, 'differs')];
    const report = reportOf(failedTest({ attachments: sampleTest({}, { observations }).attachments }));
    expect(report.results.map(({ id, title, pass, failure }) => [id, title, pass, failure])).toEqual([
      ['table/a', 'the title of table/a', true, null],
      ['table/a#2', 'the title of table/a', true, null],
      ['table/b', 'the title of table/b', false, 'differs'],
    ]);
  });

  it('exist for a title without a letter', () => {
    expect(reportOf(sampleTest({ title: '*' })).results[0]?.id).toBe('reads/simple/untitled');
  });
});

describe('order', () => {
  const tests = [
    sampleTest({ file: 'specs/b.spec.ts', title: 'last' }),
    ...[WEBKIT, CHROMIUM, FIREFOX].flatMap((engine) => [
      sampleTest({ file: 'specs/a.spec.ts', line: 9, title: 'second' }, { engine }),
      sampleTest({ file: 'specs/a.spec.ts', line: 2, title: 'z from the table' }, { engine }),
      sampleTest({ file: 'specs/a.spec.ts', line: 2, title: 'a from the table' }, { engine }),
    ]),
  ];

  it('is file, place in the file, engine', () => {
    expect(reportOf(...tests).results.map(({ title, engine }) => `${title} ${engine}`)).toEqual([
      'z from the table chromium',
      'z from the table firefox',
      'z from the table webkit',
      'a from the table chromium',
      'a from the table firefox',
      'a from the table webkit',
      'second chromium',
      'second firefox',
      'second webkit',
      'last chromium',
    ]);
  });

  it('of engines is chromium, firefox, webkit', () => {
    expect(reportOf(...tests).engines).toEqual([CHROMIUM, FIREFOX, WEBKIT]);
  });

  it('gives the same bytes for the same input', () => {
    expect(JSON.stringify(reportOf(...tests))).toBe(JSON.stringify(reportOf(...structuredClone(tests))));
  });

  it('keeps one engine on two platforms in two columns', () => {
    const macos = { ...WEBKIT, platform: 'darwin arm64' };
    const report = reportOf(sampleTest({}, { engine: WEBKIT }), sampleTest({}, { engine: macos }));
    expect(report.engines).toEqual([macos, WEBKIT]);
    expect(report.results.map(({ engine, column }) => [engine, column])).toEqual([
      ['webkit', 0],
      ['webkit', 1],
    ]);
  });
});

describe('a result', () => {
  it('takes its claims from tags, sorted, once each, and leaves other tags alone', () => {
    expect(reportOf(sampleTest({ tags: ['@slow', '@C47b', '@C12', '@C12', '@Claim'] })).results[0]?.claims).toEqual([
      'C12',
      'C47b',
    ]);
  });

  it('is of its outermost describe, else of its file', () => {
    expect(reportOf(sampleTest({ describes: ['outer', 'inner'] })).results[0]?.topic).toBe('outer');
    expect(reportOf(sampleTest({ describes: [] })).results[0]?.topic).toBe('simple');
  });

  it('carries the first error of a failed test, without colours', () => {
    expect(reportOf(failedTest()).results[0]).toMatchObject({ pass: false, failure: 'Error: boom' });
  });

  it('holds what decides by the standard; a run of an earlier version does not say', () => {
    const [told] = reportOf(sampleTest()).results;
    expect(told?.decidedBy).toEqual({ section: 'CORS check', step: '5', reason: 'it is the origin that asks' });
    const { decidedBy: _, ...silent } = sampleRequest();
    expect(reportOf(sampleTest({}, { observations: [silent] })).results[0]?.decidedBy).toBeNull();
  });

  it('has no failure where a test was meant to fail and did', () => {
    expect(reportOf(failedTest({ ok: true })).results[0]).toMatchObject({ pass: true, failure: null });
  });

  it('never passes when it is inconclusive', () => {
    const report = reportOf(
      sampleTest({}, { observations: [sampleRequest({ outcome: 'inconclusive', reason: 'time-out' })] }),
    );
    expect(report.results[0]).toMatchObject({ pass: false, outcome: 'inconclusive', reason: 'time-out' });
    expect(report.totals).toMatchObject({ inconclusive: 1, passed: 0, failed: 1 });
  });

  it('is a silent side effect when refused after the work was done, and is counted as that alone', () => {
    const effects = { 'https://api.shop.com': 1 };
    const report = reportOf(
      sampleTest(
        {},
        { observations: [sampleRequest({ outcome: 'blocked', effects }), sampleRequest({ outcome: 'blocked' })] },
      ),
    );
    expect(report.results.map(({ silentSideEffect }) => silentSideEffect)).toEqual([true, false]);
    expect(report.totals.byEngine[0]).toMatchObject({ blocked: 1, blockedButExecuted: 1 });
  });
});

describe('an attachment nobody can read', () => {
  const valid = sampleAttachment();
  it.each([
    ['no JSON', '{"format": 1', 'is not JSON'],
    ['another format', JSON.stringify({ ...valid, format: 2 }), 'format'],
    ['no object', 'null', 'the whole'],
    [
      'a header that is no pair',
      JSON.stringify(valid).replace('["Host","api.shop.com"]', '["Host"]'),
      'requestHeaders',
    ],
    ['an unknown outcome', JSON.stringify(valid).replace('"readable"', '"fine"'), 'outcome'],
    ['an object where text belongs', JSON.stringify(valid).replace('"GET"', '{"__html":"<b>"}'), 'method'],
  ])('is a problem: %s', (_, text, says) => {
    const report = reportOf(sampleTest({ attachments: [{ text }] }));
    expect(report.results).toEqual([]);
    expect(report.problems).toEqual([
      expect.objectContaining({ project: 'chromium', message: expect.stringContaining(says) }),
    ]);
  });

  it('is a problem when its file is gone', () => {
    const report = reportOf(sampleTest({ attachments: [{ unreadable: 'ENOENT' }] }));
    expect(report.problems[0]?.message).toContain('ENOENT');
  });

  it('leaves the results of other tests alone', () => {
    const report = reportOf(sampleTest({ title: 'bad', attachments: [{ text: '' }] }), sampleTest({ title: 'good' }));
    expect(report.results.map(({ title }) => title)).toEqual(['good']);
  });
});

describe('what was not measured', () => {
  it('a test that failed without an observation is a problem, with the engine of its project', () => {
    const report = reportOf(failedTest({ project: 'firefox', attachments: [] }));
    expect(report.problems).toEqual([
      {
        id: 'reads/simple/a-page-reads-an-api-that-allows-it',
        title: 'a page reads an API that allows it',
        file: 'specs/reads/simple.spec.ts',
        project: 'firefox',
        engine: 'firefox',
        message: 'Error: boom',
      },
    ]);
  });

  it('a failed test with an observation is no problem, a passed one without is only counted', () => {
    expect(reportOf(failedTest()).problems).toEqual([]);
    const report = reportOf(sampleTest({ attachments: [] }));
    expect([report.problems, report.totals.testsWithoutRequest]).toEqual([[], 1]);
  });

  it('knows the engine of a project with a name of its own from its other tests', () => {
    const ran = sampleTest({ project: 'Safari-ish', title: 'ran' }, { engine: WEBKIT });
    const skipped = sampleTest({
      project: 'Safari-ish',
      title: 'not',
      status: 'skipped',
      skipReason: 'why',
      attachments: [],
    });
    expect(reportOf(ran, skipped).notRun).toMatchObject([{ title: 'not', engine: 'webkit', reason: 'why' }]);
  });

  it.each([
    ['skipped on purpose', { status: 'skipped', skipReason: 'no workers' }, true, 'no workers'],
    ['skipped without a word', { status: 'skipped', skipReason: '' }, true, 'without a reason'],
    ['never begun', { status: 'none' }, false, 'the run ended'],
    ['passed over after a failure of its group', { status: 'skipped' }, false, 'earlier test'],
    ['interrupted', { status: 'interrupted', ok: false }, false, 'interrupted'],
  ] as const)('a test that was %s is not run', (_, fields, complete, says) => {
    const report = reportOf(sampleTest({ attachments: [], ...fields }));
    expect(report).toMatchObject({ complete, problems: [], notRun: [{ reason: expect.stringContaining(says) }] });
  });

  it.each([
    ['passed', true],
    ['failed', true],
    ['timedout', false],
    ['interrupted', false],
  ] as const)('a run that %s: complete is %s', (status, complete) => {
    expect(build(sampleRun([sampleTest()], { status })).complete).toBe(complete);
  });

  it('errors outside any test come first', () => {
    const report = build(sampleRun([failedTest({ attachments: [] })], { errors: ['\u001b[1mSyntaxError\u001b[0m'] }));
    expect(report.problems.map(({ message }) => message)).toEqual(['SyntaxError', 'Error: boom']);
  });

  it('an empty run is an empty report', () => {
    expect(reportOf()).toMatchObject({ engines: [], servers: [], results: [], totals: { results: 0, byEngine: [] } });
  });
});

it('names each server once, by name', () => {
  const nginx = { name: 'nginx', version: '1.22.1', real: true };
  const s3 = { name: 'S3', version: '1', real: false };
  const report = reportOf(
    sampleTest({ title: 'a' }, { servers: [nginx, s3] }),
    sampleTest({ title: 'b' }, { servers: [nginx] }),
  );
  expect(report.servers).toEqual([s3, nginx]);
});

describe('claims', () => {
  const ENGINES = [CHROMIUM, FIREFOX, WEBKIT];
  const claim: Claim = {
    id: 'C11',
    text: 'one entry an origin',
    source: 'the notes',
    basis: 'emulated',
    literal: [
      { of: 'cdn/entries', says: { values: { entries: 3 } }, otherwise: 'Another number.' },
      {
        of: 'reads/simple/twice#2',
        says: { requestHeadersSeenByServer: { origin: 'https://shop.com' } },
        otherwise: 'Another origin.',
      },
    ],
    breaking: [],
  };
  const measurement = { id: 'cdn/entries', title: 'entries', values: { entries: 3 } };
  const tests = ENGINES.map((engine) =>
    sampleTest(
      { title: 'twice' },
      { engine, observations: [sampleRequest(), sampleRequest()], measurements: [measurement] },
    ),
  );

  it('are settled by requests, with what servers saw of them, and by measurements', () => {
    const report = build(sampleRun(tests, { claims: [claim] }));
    expect(report.claims).toMatchObject([
      { id: 'C11', verdict: 'confirmed', evidence: ['cdn/entries', 'reads/simple/twice#2'] },
    ]);
    expect(report.measurements.map(({ engine, column }) => [engine, column])).toEqual([
      ['chromium', 0],
      ['firefox', 1],
      ['webkit', 2],
    ]);
  });

  it('are left open by a run in fewer engines', () => {
    expect(build(sampleRun(tests.slice(1), { claims: [claim] })).claims).toMatchObject([{ verdict: 'unsettled' }]);
  });

  it('take nothing from a test that failed', () => {
    const failed = tests.map((test) => ({ ...test, ok: false, status: 'failed' as const }));
    expect(build(sampleRun(failed, { claims: [claim] })).claims).toMatchObject([{ verdict: 'unsettled' }]);
  });

  it('are settled though an attachment was written before there were measurements', () => {
    const { measurements: _, ...old } = sampleAttachment();
    expect(reportOf(sampleTest({ attachments: [{ text: JSON.stringify(old) }] })).problems).toEqual([]);
  });
});
