import { spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { changesBetween } from '../../reports/changes.ts';
import type { Report } from '../../reports/model.ts';
import { readReport } from '../../reports/read-report.ts';
import { writeReport } from '../../reports/write.ts';
import type { Parsed } from '../model/input-issue.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { refuse, wholeIssue } from './run-input.ts';

/** Where a run leaves its report. */
const LATEST = 'reports/latest/report.json';

export interface ReportOptions {
  /** An earlier report.json to hold this one against. */
  readonly against?: string;
  readonly open?: boolean;
}

/**
 * `cross-examine report [FILE]`: draws the page again from its JSON twin, beside it.
 * @param file report.json, or the folder that it is in
 * @returns the exit code: with `against` 1 where something went wrong that had gone well
 */
export function report(file = LATEST, { against, open = false }: ReportOptions = {}): ExitCode {
  const path = twinOf(file);
  const later = read(path);
  const earlier = against === undefined ? null : read(twinOf(against));
  const issues = [later, earlier].flatMap((parsed) => (parsed === null || parsed.ok ? [] : parsed.issues));
  if (!later.ok || (earlier !== null && !earlier.ok)) return refuse(issues);
  const changes = earlier === null ? null : changesBetween(earlier.value, later.value);
  const index = writeReport({ ...later.value, changes }, dirname(path));
  if (changes !== null) console.log(inShort(changes));
  console.log(index);
  if (open) openInBrowser(index);
  return changes?.changes.some(({ kind }) => kind === 'broken') ? EXIT.mismatch : EXIT.good;
}

function twinOf(file: string): string {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ? join(file, 'report.json') : file;
}

function read(path: string): Parsed<Report> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const hint = path === LATEST ? '. A run of npx playwright test writes it; or name another one' : '';
    return { ok: false, issues: [wholeIssue(path, `cannot be read: ${(error as Error).message}${hint}`)] };
  }
  return readReport(text, path);
}

function inShort({ changes, upgraded }: ReturnType<typeof changesBetween>): string {
  const number = (wanted: string) => changes.filter(({ kind }) => kind === wanted).length;
  const engines = upgraded.map(({ engine, from, to }) => `${engine}: ${from} → ${to}`);
  const counts = `${number('broken')} new failures, ${number('fixed')} fixed, ${number('different')} otherwise than before, ${number('added')} new, ${number('gone')} gone`;
  return [counts, ...engines].join('\n');
}

/** Nobody waits for the browser; one that is not there is no failure of the report. */
function openInBrowser(path: string): void {
  const [command, ...args] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open'];
  const child = spawn(command as string, [...args, path], { detached: true, stdio: 'ignore' });
  child.on('error', (error) => console.error(`The page could not be opened (${error.message}): open it yourself.`));
  child.unref();
}
