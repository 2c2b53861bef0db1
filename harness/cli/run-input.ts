import { readFileSync } from 'node:fs';
import { describeIssue, type InputIssue, type Parsed } from '../model/input-issue.ts';
import { parseScenarios } from '../model/parse-scenarios.ts';
import { printable } from '../model/printable.ts';
import type { Scenario } from '../model/scenario.ts';
import { ENGINE_NAMES, type EngineName } from '../model/words.ts';
import { whatIsNotOffered } from '../runner/offered.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';

/** An issue with a file or an option as a whole. */
export function wholeIssue(file: string, message: string): InputIssue {
  return { file, line: null, entry: null, field: null, message };
}

/** Reads the value of `--engine`: names separated by commas. */
export function parseEngines(text: string): Parsed<EngineName[]> {
  const names = [...new Set(text.split(',').map((name) => name.trim()))];
  const unknown = names.filter((name) => !(ENGINE_NAMES as readonly string[]).includes(name));
  if (unknown.length === 0) return { ok: true, value: names as EngineName[] };
  const quoted = unknown.map((name) => JSON.stringify(name)).join(', ');
  return {
    ok: false,
    issues: [wholeIssue('--engine', `no engine is called ${quoted}; there are ${ENGINE_NAMES.join(', ')}`)],
  };
}

/** Reads a scenario file. */
export function readScenarios(file: string): Parsed<Scenario[]> {
  try {
    return parseScenarios(readFileSync(file, 'utf8'), file);
  } catch (error) {
    return { ok: false, issues: [wholeIssue(file, `cannot be read: ${(error as Error).message}`)] };
  }
}

/** Reads a scenario file that the probe can play. */
export function readPlayableScenarios(file: string): Parsed<Scenario[]> {
  const parsed = readScenarios(file);
  if (!parsed.ok) return parsed;
  const issues = parsed.value.flatMap((scenario) => whatIsNotOffered(scenario, file));
  return issues.length === 0 ? parsed : { ok: false, issues };
}

/** Prints everything that is wrong with the input on standard error. */
export function refuse(issues: readonly InputIssue[]): ExitCode {
  for (const issue of issues) console.error(printable(describeIssue(issue)));
  return EXIT.usage;
}
