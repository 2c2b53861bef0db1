import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Report } from './model.ts';
import { render } from './render.ts';
import { InlineProject } from './testing/run-inline.ts';
import { CHROMIUM, sampleAttachment, sampleRequest, WEBKIT } from './testing/samples.ts';

const inlineProject = (files: Readonly<Record<string, string>>) => new InlineProject(files, onTestFinished);

const REPORTER = fileURLToPath(new URL('./reporter.ts', import.meta.url));

const config = (options: object = {}, more = '') => `
export default {
  testDir: 'specs',
  outputDir: 'artifacts',
  projects: [{ name: 'chromium' }, { name: 'webkit' }],
  reporter: [['${REPORTER}', ${JSON.stringify(options)}]],
  ${more}
};`;

const SPEC = `
import { expect, test } from '@playwright/test';
const attachments = ${JSON.stringify({
  chromium: sampleAttachment({
    engine: CHROMIUM,
    observations: [sampleRequest(), sampleRequest({ outcome: 'blocked', effects: { 'https://api.shop.com': 1 } })],
  }),
  webkit: sampleAttachment({ engine: WEBKIT }),
})};
const attach = (info, value = attachments[info.project.name]) =>
  info.attach('cross-examine', { body: JSON.stringify(value), contentType: 'application/vnd.cross-examine+json' });

test.describe('Plain reads', () => {
  test('it reads', { tag: ['@C47b', '@slow'] }, async ({}, info) => { await attach(info); });
  test('it fails', async ({}, info) => { await attach(info); expect('readable', 'the outcome').toBe('blocked'); });
  test.skip('it is skipped', () => {});
});
test('it has no engine', ({}, info) => { if (info.project.name === 'webkit') throw new Error('WebKit could not be found'); });
test('it attaches nonsense', async ({}, info) => { await attach(info, { format: 99 }); });
`;

/** Tests that share one line: only their order tells their places. */
const LOOP = `
import { test } from '@playwright/test';
const attachments = ${JSON.stringify({ chromium: sampleAttachment(), webkit: sampleAttachment({ engine: WEBKIT }) })};
for (const name of ['i', 'c', 'e', 'a', 'h', 'b', 'g', 'd', 'f']) test(name, async ({}, info) => info.attach('cross-examine', { body: JSON.stringify(attachments[info.project.name]), contentType: 'application/vnd.cross-examine+json' }));
`;

/** Time stamp and durations are input: two runs never share them. */
function atTheSameTime(report: Report): Report {
  const tests = report.tests.map((test) => ({ ...test, durationMs: 0 }));
  return { ...report, generatedAt: '2026-01-31T12:30:00.000Z', durationMs: 0, tests };
}

describe('through the real runner', { timeout: 120_000 }, () => {
  it('writes what the tests attached, and says where', async () => {
    const project = inlineProject({ 'playwright.config.mjs': config(), 'specs/reads/simple.spec.mjs': SPEC });
    const { exitCode, stdout } = await project.playwright(['test']);
    const report = project.report();

    expect(exitCode).toBe(1);
    expect(stdout).toContain(`Compatibility report: ${project.directory}/reports/latest/index.html`);
    expect(report.results.map(({ id, engine, pass }) => [id, engine, pass])).toEqual([
      ['reads/simple/it-reads', 'chromium', true],
      ['reads/simple/it-reads', 'webkit', true],
      ['reads/simple/it-reads#2', 'chromium', true],
      ['reads/simple/it-fails', 'chromium', false],
      ['reads/simple/it-fails', 'webkit', false],
      ['reads/simple/it-fails#2', 'chromium', false],
    ]);
    expect(report.results[0]).toMatchObject({ topic: 'Plain reads', claims: ['C47b'], failure: null });
    expect(report.results[3]?.failure).toMatch(/^Error: the outcome/);
    expect(report.problems.map(({ title, project: name }) => [title, name])).toEqual([
      ['it has no engine', 'webkit'],
      ['it attaches nonsense', 'chromium'],
      ['it attaches nonsense', 'webkit'],
    ]);
    expect(report.problems[0]?.message).toContain('WebKit could not be found');
    expect(report.notRun).toHaveLength(2);
    expect(report.complete).toBe(true);
    expect(project.read('reports/latest/index.html')).toContain('blocked, but executed');
  });

  it('makes of the blobs of three shards the report of one run, to the byte', async () => {
    const more = 'fullyParallel: true, workers: 1';
    const files = {
      'playwright.config.mjs': config({ outputDir: 'merged' }, more),
      'whole.config.mjs': config({ outputDir: 'whole' }, more),
      'specs/simple.spec.mjs': SPEC,
      'specs/loop.spec.mjs': LOOP,
    };
    const project = inlineProject(files);
    await project.playwright(['test', '-c', 'whole.config.mjs']);
    for (const shard of [1, 2, 3]) {
      const blob = `reporter: [['blob', { outputFile: 'blobs/report-${shard}.zip' }]],`;
      project.write('shard.config.mjs', config({}, more).replace(/reporter: .*/, blob));
      await project.playwright(['test', '-c', 'shard.config.mjs', `--shard=${shard}/3`]);
    }
    const { exitCode, stderr } = await project.playwright(['merge-reports', '-c', 'playwright.config.mjs', 'blobs']);
    expect([exitCode, stderr]).toEqual([0, '']);
    const [merged, whole] = [project.report('merged'), project.report('whole')].map(atTheSameTime);
    expect(whole?.results).toHaveLength(6 + 2 * 9);
    expect(JSON.stringify(merged)).toBe(JSON.stringify(whole));
    expect(render(merged as Report)).toBe(render(whole as Report));
  });

  it('says of an interrupted run that it is incomplete', async () => {
    const spec = `
      import { test } from '@playwright/test';
      test('it waits', async () => { console.log('waiting'); await new Promise((done) => setTimeout(done, 60_000)); });
      test('it comes too late', () => {});`;
    const project = inlineProject({
      'playwright.config.mjs': config({}, 'workers: 1, timeout: 90_000'),
      'specs/slow.spec.mjs': spec,
    });
    await project.playwright(['test', '--project=chromium'], interruptOnce('waiting'));
    const report = project.report();
    expect(report.complete).toBe(false);
    expect(report.notRun.map(({ title, reason }) => [title, reason])).toEqual([
      ['it waits', 'the run was interrupted during this test'],
      ['it comes too late', expect.stringContaining('the run ended')],
    ]);
  });

  it('reports a spec that does not load as a problem', async () => {
    const project = inlineProject({
      'playwright.config.mjs': config(),
      'specs/broken.spec.mjs': 'throw new Error("broken at load");',
    });
    const { exitCode } = await project.playwright(['test']);
    expect(exitCode).toBe(1);
    expect(project.report().problems[0]?.message).toContain('broken at load');
  });

  it('fails a passing run when the report cannot be written', async () => {
    const spec = `import { test } from '@playwright/test'; test('it passes', () => {});`;

    const inlineProject = (files: Readonly<Record<string, string>>) => new InlineProject(files, onTestFinished);
    const files = {
      'playwright.config.mjs': config({ outputDir: 'occupied' }),
      'specs/fine.spec.mjs': spec,
      occupied: 'a file, not a folder',
    };
    const project = inlineProject(files);
    const { exitCode, stdout, stderr } = await project.playwright(['test']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('could not be written');
    expect(stdout).not.toContain('Compatibility report:');
  });
});

/** Interrupts the runner the first time it prints `word`. */
function interruptOnce(word: string): (stdout: string, interrupt: () => void) => void {
  let done = false;
  return (stdout, interrupt) => {
    if (done || !stdout.includes(word)) return;
    done = true;
    interrupt();
  };
}
