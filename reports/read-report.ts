import type { InputIssue, Parsed } from '../harness/model/input-issue.ts';
import { REPORT_FORMAT, type Report } from './model.ts';
import { reportSchema } from './schema/report.ts';

/** More than these are not of help. */
const MOST_ISSUES = 10;

/** Reads a report.json, from whatever version of the package; everything wrong with it is named at once. @param file for the issues */
export function readReport(text: string, file: string): Parsed<Report> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refuse(file, [[null, `is not JSON: ${(error as Error).message}`]]);
  }
  const parsed = reportSchema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issues = parsed.error.issues.map(({ path, message }) => [path.map(String).join('.') || null, message] as const);
  return refuse(file, [
    [null, `is no report that this version reads (format ${REPORT_FORMAT})`],
    ...issues.slice(0, MOST_ISSUES),
  ]);
}

function refuse(file: string, issues: readonly (readonly [field: string | null, message: string])[]): Parsed<Report> {
  const all = issues.map(([field, message]): InputIssue => ({ file, line: null, entry: null, field, message }));
  return { ok: false, issues: all };
}
