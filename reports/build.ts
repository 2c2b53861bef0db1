import type { CheckReport } from '../harness/model/finding.ts';
import type { TestAttachment } from '../harness/model/result.ts';
import { compare } from './cases.ts';
import { mergeChecks } from './checks.ts';
import { enginesOf, serversOf } from './columns.ts';
import { deviationsOf } from './deviations.ts';
import type { BuildInput } from './input.ts';
import { notRunOf, problemsOf, timedTestsOf } from './leftovers.ts';
import { measurementsOf } from './measurements.ts';
import { type MeasuredValues, REPORT_FORMAT, type Report } from './model.ts';
import { hasMeasured, plain, type ReadTest, readTests, wasCutShort } from './read-tests.ts';
import { resultsOf, scenariosOf, type Witnessed } from './results.ts';
import { count } from './totals.ts';
import { type Evidence, settle } from './verdicts.ts';

/** Joins finished tests into a report. Pure: the same input gives the same report, whatever the clock says. */
export function build(input: BuildInput): Report {
  const tests = readTests(input.tests);
  const attachments = tests.flatMap((test) => test.attachments);
  const engines = enginesOf(attachments);
  const witnessed = resultsOf(tests, engines);
  const results = witnessed.map(({ result }) => result);
  const measurements = measurementsOf(tests, engines);
  const evidence = evidenceOf(witnessed, measurements);
  const notRun = notRunOf(tests);
  const problems = [...input.errors.map((message) => ({ message: plain(message) })), ...problemsOf(tests)];
  const totals = {
    ...count(results),
    tests: tests.length,
    testsWithoutRequest: tests.filter(passedWithoutRequest).length,
    notRun: notRun.length,
    problems: problems.length,
    byEngine: engines.map((_, column) => count(results.filter((result) => result.column === column))),
  };
  const complete = isComplete(input);
  return {
    format: REPORT_FORMAT,
    generatedAt: input.generatedAt,
    durationMs: input.durationMs,
    complete,
    engines,
    servers: serversOf(attachments),
    sections: sectionsOf(attachments),
    standard: attachments.find((each) => each.standard !== undefined)?.standard ?? null,
    totals,
    results,
    measurements,
    claims: input.claims.map((claim) => settle(claim, evidence)),
    deviations: deviationsOf(attachments),
    scenarios: scenariosOf(tests),
    contract: contractOf(attachments, complete),
    changes: null,
    tests: timedTestsOf(tests),
    notRun,
    problems,
  };
}

/** By name, so that shards may come in any order. */
function sectionsOf(attachments: readonly TestAttachment[]): Record<string, string> {
  const named = new Map(attachments.flatMap(({ sections = {} }) => Object.entries(sections)));
  return Object.fromEntries([...named].sort(([a], [b]) => compare(a, b)));
}

/** Each contract test attaches its part. */
function contractOf(attachments: readonly TestAttachment[], complete: boolean): CheckReport | null {
  const checking = attachments.filter(({ check }) => check !== undefined);
  return mergeChecks(
    checking.flatMap(({ check }) => check ?? []),
    enginesOf(checking),
    complete,
  );
}

/** A run that was stopped, or that never came to some of its tests, has not measured what it set out to. */
function isComplete({ status, tests }: BuildInput): boolean {
  return status !== 'interrupted' && status !== 'timedout' && !tests.some(wasCutShort);
}

/** What claims are settled by. */
function evidenceOf(witnessed: readonly Witnessed[], measurements: readonly MeasuredValues[]): Evidence[] {
  const ofRequests = witnessed.map(({ result: { id, engine, pass }, observation }) => ({
    id,
    engine,
    pass,
    seen: observation,
  }));
  const ofMeasurements = measurements.map(({ id, engine, pass, values }) => ({ id, engine, pass, seen: { values } }));
  return [...ofRequests, ...ofMeasurements];
}

function passedWithoutRequest(read: ReadTest): boolean {
  const { ok, status } = read.test;
  return ok && status !== 'skipped' && read.unreadable.length === 0 && !hasMeasured(read);
}
