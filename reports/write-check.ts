import type { CheckReport } from '../harness/model/finding.ts';
import { build } from './build.ts';
import type { Report } from './model.ts';
import { count } from './totals.ts';
import { writeReport } from './write.ts';

/**
 * Writes the page of a contract check that no test runner made, and its JSON twin.
 * @param outputDir made where it is not there
 * @param generatedAt ISO 8601, UTC
 * @returns the path of the page
 */
export function writeCheckReport(check: CheckReport, outputDir: string, generatedAt: string): string {
  return writeReport(reportOfCheck(check, generatedAt), outputDir);
}

/** A report in which a contract was checked, and nothing else happened. */
function reportOfCheck(check: CheckReport, generatedAt: string): Report {
  const empty = build({ generatedAt, durationMs: 0, status: 'passed', tests: [], claims: [], errors: [] });
  const totals = { ...empty.totals, byEngine: check.engines.map(() => count([])) };
  return { ...empty, totals, complete: check.complete, engines: check.engines, contract: check };
}
