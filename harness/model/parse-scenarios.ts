import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { InputIssue, Parsed } from './input-issue.ts';
import { type Scenario, scenarioSchema } from './scenario.ts';

type Path = readonly PropertyKey[];

/** Where in the text a value stands; made only when something is wrong, because it costs a second parse. */
type LineFinder = (path: Path) => number | null;

/**
 * Reads a scenario file: a JSON or YAML array.
 * @param file its name, for messages; `.json` is read as JSON, anything else as YAML (of which JSON is a part)
 * @returns the scenarios with all defaults filled in, or everything that is wrong with the file
 */
export function parseScenarios(text: string, file: string): Parsed<Scenario[]> {
  const data = /\.json$/i.test(file) ? readJson(text, file) : readYaml(text, file);
  return data.ok ? checkScenarios(data.value, file, lineFinder(text)) : data;
}

function readJson(text: string, file: string): Parsed<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const { message } = error as SyntaxError;
    const position = /position (\d+)/.exec(message)?.[1];
    const line = position === undefined ? null : text.slice(0, Number(position)).split('\n').length;
    return { ok: false, issues: [{ file, line, scenario: null, field: null, message: `not JSON: ${message}` }] };
  }
}

function readYaml(text: string, file: string): Parsed<unknown> {
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    const issues = document.errors.map(({ message, linePos }): InputIssue => {
      const [summary = ''] = message.split('\n');
      return { file, line: linePos?.[0].line ?? null, scenario: null, field: null, message: `not YAML: ${summary}` };
    });
    return { ok: false, issues };
  }
  try {
    return { ok: true, value: document.toJS() };
  } catch (error) {
    return {
      ok: false,
      issues: [{ file, line: null, scenario: null, field: null, message: `not YAML: ${(error as Error).message}` }],
    };
  }
}

function lineFinder(text: string): LineFinder {
  let find: LineFinder | undefined;
  return (path) => {
    find ??= parsedLineFinder(text);
    return find(path);
  };
}

function parsedLineFinder(text: string): LineFinder {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  return (path) => {
    // A field that is missing has no place of its own: its parent's is named.
    for (let length = path.length; length >= 0; length--) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lineCounter.linePos(node.range[0]).line;
    }
    return null;
  };
}

function checkScenarios(data: unknown, file: string, lineOf: LineFinder): Parsed<Scenario[]> {
  if (!Array.isArray(data)) {
    const message = 'a scenario file is an array of scenarios: start it with "[" in JSON, or "- id:" in YAML';
    return { ok: false, issues: [{ file, line: lineOf([]), scenario: null, field: null, message }] };
  }
  const issues: InputIssue[] = [];
  const scenarios: Scenario[] = [];
  const firstWithId = new Map<string, number>();
  for (const [index, entry] of data.entries()) {
    const parsed = scenarioSchema.safeParse(entry);
    const scenario = nameOf(entry, index);
    const issue = (path: Path, message: string) => ({
      file,
      line: lineOf([index, ...path]),
      scenario,
      field: fieldName(path),
      message,
    });
    if (!parsed.success) {
      issues.push(...parsed.error.issues.flatMap((each) => zodIssue(each, entry, issue)));
      continue;
    }
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

/** `steps[0].request.headers[1]` */
function fieldName(path: Path): string | null {
  if (path.length === 0) return null;
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

function zodIssue(
  problem: z.core.$ZodIssue,
  entry: unknown,
  issue: (path: Path, message: string) => InputIssue,
): InputIssue[] {
  if (problem.code === 'unrecognized_keys') {
    return problem.keys.map((key) => issue([...problem.path, key], `unknown field ${JSON.stringify(key)}`));
  }
  const isMissing = problem.code === 'invalid_type' && valueAt(entry, problem.path) === undefined;
  return [issue(problem.path, isMissing ? 'is required' : problem.message)];
}

function valueAt(entry: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], entry);
}

/** The published JSON Schema of a scenario file. */
export function scenarioFileJsonSchema(): object {
  return z.toJSONSchema(z.array(scenarioSchema), { io: 'input', target: 'draft-2020-12' });
}
