import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, type YAMLError } from 'yaml';
import type { z } from 'zod';
import type { Parsed } from './input-issue.ts';

export type Path = readonly PropertyKey[];

/** Where in a text a value stands, counted from 1; `null` where no line can be named. */
export type LineFinder = (path: Path) => number | null;

/** How a YAML file of a certain kind is read. */
export interface Reading {
  /** May change what was read before it becomes data: for files that have tags of their own. */
  readonly prepare?: (document: Document) => void;
  /** Which errors do not keep the file from being read: those that its usual readers let pass. */
  readonly forgives?: (error: YAMLError) => boolean;
}

/**
 * Reads the text of a JSON or YAML file.
 * @param file its name, for messages; `.json` is read as JSON, anything else as YAML (of which JSON is a part)
 */
export function readData(text: string, file: string, reading: Reading = {}): Parsed<unknown> {
  return /\.json$/i.test(file) ? readJson(text, file) : readYaml(text, file, reading);
}

function readJson(text: string, file: string): Parsed<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const { message } = error as SyntaxError;
    return refusal(file, lineOfJsonError(text, message), `not JSON: ${message}`);
  }
}

/** The parser does not always say where; JSON is YAML as well, and that parser does. */
function lineOfJsonError(text: string, message: string): number | null {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return text.slice(0, Number(position)).split('\n').length;
  return parseDocument(text).errors[0]?.linePos?.[0].line ?? null;
}

function readYaml(text: string, file: string, { prepare, forgives = () => false }: Reading): Parsed<unknown> {
  const document = parseDocument(text, { merge: true, logLevel: 'error' });
  const error = document.errors.find((each) => !forgives(each));
  if (error !== undefined) {
    // One slip makes many: what the parser says after the first is about the first.
    const [summary = ''] = error.message.split('\n');
    return refusal(file, error.linePos?.[0].line ?? null, `not YAML: ${summary}`);
  }
  try {
    prepare?.(document);
    return { ok: true, value: document.toJS() };
  } catch (error) {
    return refusal(file, null, `not YAML: ${(error as Error).message}`);
  }
}

function refusal(file: string, line: number | null, message: string): Parsed<never> {
  return { ok: false, issues: [{ file, line, entry: null, field: null, message }] };
}

/** Finds lines in a JSON or YAML text; parsed only when something is wrong, because it costs a second parse. */
export function lineFinder(text: string): LineFinder {
  let find: LineFinder | undefined;
  return (path) => {
    find ??= parsedLineFinder(text);
    return find(path);
  };
}

function parsedLineFinder(text: string): LineFinder {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, merge: true, logLevel: 'error' });
  return (path) => {
    // A field that is missing has no place of its own: its parent's is named.
    for (let length = path.length; length >= 0; length--) {
      const offset = offsetOf(document, path.slice(0, length));
      if (offset !== undefined) return lineCounter.linePos(offset).line;
    }
    return null;
  };
}

/** Where a value stands: at its name, where it has one. */
function offsetOf(document: Document, path: Path): number | undefined {
  if (path.length === 0) return startOf(document.contents);
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const key = path.at(-1);
  const pair = isMap(parent)
    ? parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key))
    : undefined;
  return startOf(pair?.key ?? document.getIn(path, true));
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

/** `steps[0].request.headers[1]`; `null` for the whole. */
export function fieldName(path: Path): string | null {
  if (path.length === 0) return null;
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

/** One complaint of zod in the words of a file: where, and what. An object with several unknown fields has one each. */
export function zodComplaints(
  problem: z.core.$ZodIssue,
  input: unknown,
): { readonly path: Path; readonly message: string }[] {
  if (problem.code === 'unrecognized_keys') {
    return problem.keys.map((key) => ({
      path: [...problem.path, key],
      message: `unknown field ${JSON.stringify(key)}`,
    }));
  }
  const isMissing = problem.code === 'invalid_type' && valueAt(input, problem.path) === undefined;
  return [{ path: problem.path, message: isMissing ? 'is required' : problem.message }];
}

/** Fields called `__proto__`, each a complaint: zod leaves them out of a record without a word. */
export function lostFields(data: unknown, at: Path = []): { readonly path: Path; readonly message: string }[] {
  if (Array.isArray(data)) return data.flatMap((each, index) => lostFields(each, [...at, index]));
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, each]) => {
    const path = [...at, key];
    return key === '__proto__' ? [{ path, message: 'a field cannot be called __proto__' }] : lostFields(each, path);
  });
}

function valueAt(entry: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], entry);
}
