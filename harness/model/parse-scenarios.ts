import { z } from 'zod';
import { fieldName, type LineFinder, lineFinder, lostFields, type Path, readData, zodComplaints } from './data-file.ts';
import type { InputIssue, Parsed } from './input-issue.ts';
import { type Scenario, scenarioSchema } from './scenario.ts';

/**
 * Reads a scenario file: a JSON or YAML array.
 * @param file its name, for messages; `.json` is read as JSON, anything else as YAML (of which JSON is a part)
 * @returns the scenarios with all defaults filled in, or everything that is wrong with the file
 */
export function parseScenarios(text: string, file: string): Parsed<Scenario[]> {
  const data = readData(text, file);
  return data.ok ? checkScenarios(data.value, file, lineFinder(text)) : data;
}

function checkScenarios(data: unknown, file: string, lineOf: LineFinder): Parsed<Scenario[]> {
  if (!Array.isArray(data)) {
    const message = 'a scenario file is an array of scenarios: start it with "[" in JSON, or "- id:" in YAML';
    return { ok: false, issues: [{ file, line: lineOf([]), entry: null, field: null, message }] };
  }
  const issues: InputIssue[] = [];
  const scenarios: Scenario[] = [];
  const firstWithId = new Map<string, number>();
  for (const [index, entry] of data.entries()) {
    const parsed = scenarioSchema.safeParse(entry);
    const issue = (path: Path, message: string) => ({
      file,
      line: lineOf([index, ...path]),
      entry: `scenario ${nameOf(entry, index)}`,
      field: fieldName(path),
      message,
    });
    const complaints = parsed.success
      ? lostFields(entry)
      : parsed.error.issues.flatMap((problem) => zodComplaints(problem, entry));
    issues.push(...complaints.map(({ path, message }) => issue(path, message)));
    if (!parsed.success) continue;
    const first = firstWithId.get(parsed.data.id);
    if (first === undefined) firstWithId.set(parsed.data.id, index);
    else issues.push(issue(['id'], `the id is taken: scenario ${first + 1} of the file has it too`));
    scenarios.push(parsed.data);
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: scenarios };
}

function nameOf(entry: unknown, index: number): string {
  const id = (entry as { id?: unknown } | null)?.id;
  return typeof id === 'string' && id !== '' ? id : `#${index + 1}`;
}

/** The published JSON Schema of a scenario file. */
export function scenarioFileJsonSchema(): object {
  return z.toJSONSchema(z.array(scenarioSchema), { io: 'input', target: 'draft-2020-12' });
}
