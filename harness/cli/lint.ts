import { readFileSync } from 'node:fs';
import { type ConfigIssue, type ReadConfig, readConfig } from '../configs/read-config.ts';
import { type Unconfirmed, unconfirmedOf } from '../configs/unconfirmed.ts';
import { printable } from '../model/printable.ts';
import { coloursFor } from '../terminal/colours.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { refuse, wholeIssue } from './run-input.ts';

const COLOURS = coloursFor(process.stdout);
const PAINT = { error: COLOURS.red, warn: COLOURS.yellow, note: COLOURS.cyan } as const;

export interface LintOptions {
  readonly parameter?: Readonly<Record<string, string>>;
  readonly json?: boolean;
}

/**
 * `cross-examine lint FILE…`: prints everything that is to be said of the files on standard output, and then what of it
 * no source confirms.
 * @returns the exit code
 */
export function lint(files: readonly string[], { parameter = {}, json = false }: LintOptions): ExitCode {
  const read: ReadConfig[] = [];
  for (const file of files) {
    try {
      read.push(readConfig(readFileSync(file, 'utf8'), file, parameter));
    } catch (error) {
      return refuse([wholeIssue(file, `cannot be read: ${(error as Error).message}`)]);
    }
  }
  const issues = read.flatMap((each) => each.issues);
  const unconfirmed = unconfirmedOf(read.flatMap(({ configured }) => configured));
  if (json) console.log(JSON.stringify({ format: 1, issues, unconfirmed }, null, 2));
  else {
    printIssues(files, read);
    printUnconfirmed(unconfirmed);
  }
  if (issues.some(({ rule }) => rule === 'not-readable' || rule === 'unknown-format')) return EXIT.usage;
  return issues.some(({ severity }) => severity === 'error') ? EXIT.mismatch : EXIT.good;
}

function printIssues(files: readonly string[], read: readonly ReadConfig[]): void {
  for (const [index, { format, configured, issues }] of read.entries()) {
    const names = configured.map(({ kind, name }) => `${kind} ${name}`).join(', ');
    if (format !== null) console.log(printable(`${files[index]}: ${format}${names === '' ? '' : `: ${names}`}`));
    for (const issue of issues) console.log(describeConfigIssue(issue));
    if (issues.length === 0) console.log('  nothing to say');
  }
}

/** Not findings: what the file was held against goes so far by a choice of the emulated server. */
function printUnconfirmed(unconfirmed: readonly Unconfirmed[]): void {
  for (const { kind, choices } of unconfirmed) {
    console.log(`Not confirmed by any source, so a choice of the emulated ${kind}:`);
    for (const choice of choices) console.log(COLOURS.dim(`  - ${choice}`));
  }
}

/** One issue, as a person reads it. */
export function describeConfigIssue({ file, line, field, rule, severity, message, cure }: ConfigIssue): string {
  const where = field === null ? '' : `${field}: `;
  return `${printable(`${file}:${line}`)}  ${PAINT[severity](severity)}  ${rule}\n  ${printable(`${where}${message}`)}\n  ${COLOURS.dim(`cure: ${cure}`)}`;
}
