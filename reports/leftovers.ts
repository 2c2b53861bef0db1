import { ENGINE_NAMES, type EngineName } from '../harness/model/words.ts';
import type { NotRun, Problem, TestName, TimedTest } from './model.ts';
import { hasMeasured, type ReadTest, wasCutShort } from './read-tests.ts';

/** The tests that were skipped on purpose, or that the run never finished, and why. */
export function notRunOf(tests: readonly ReadTest[]): NotRun[] {
  const name = namer(tests);
  return tests.flatMap((read) => {
    const reason = whyNotRun(read);
    return reason === null ? [] : [{ ...name(read), reason }];
  });
}

/** Every test that was begun, in the order of the report. */
export function timedTestsOf(tests: readonly ReadTest[]): TimedTest[] {
  const name = namer(tests);
  return tests
    .filter(({ test }) => test.status !== 'skipped' && test.status !== 'none')
    .map((read) => ({ ...name(read), durationMs: read.test.durationMs, ok: read.test.ok }));
}

/** What kept tests from measuring; a failed test that has observations is no problem here, but a failed result. */
export function problemsOf(tests: readonly ReadTest[]): Problem[] {
  const name = namer(tests);
  return tests.flatMap((read) => problemMessages(read).map((message) => ({ ...name(read), message })));
}

function whyNotRun({ test }: ReadTest): string | null {
  if (test.status === 'skipped' && test.skipReason !== null) return test.skipReason || 'skipped, without a reason';
  if (test.status === 'interrupted') return 'the run was interrupted during this test';
  return wasCutShort(test) ? 'the run ended, or an earlier test of its group failed, before this test began' : null;
}

function problemMessages(read: ReadTest): readonly string[] {
  const measured = hasMeasured(read) || wasCutShort(read.test);
  return read.failure === null || measured ? read.unreadable : [...read.unreadable, read.failure];
}

function namer(tests: readonly ReadTest[]): (read: ReadTest) => TestName {
  const engines = enginesByProject(tests);
  return ({ case: { id, title, file }, test: { project } }) => {
    return { id, title, file, project, engine: engines.get(project) ?? engineNamed(project) };
  };
}

/** Which engine a project drives, as its attachments say. */
function enginesByProject(tests: readonly ReadTest[]): ReadonlyMap<string, EngineName> {
  return new Map(
    tests.flatMap(({ test, attachments }) => attachments.map(({ engine }) => [test.project, engine.name] as const)),
  );
}

function engineNamed(project: string): EngineName | null {
  return ENGINE_NAMES.find((name) => name === project) ?? null;
}
