import { renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { writeCheckReport } from '../../reports/write-check.ts';
import { check } from '../contract/check.ts';
import { CheckLine } from '../contract/check-line.ts';
import { dryRun } from '../contract/dry-run.ts';
import type { Contract } from '../model/contract.ts';
import type { CheckReport } from '../model/finding.ts';
import type { Parsed } from '../model/input-issue.ts';
import type { EngineName } from '../model/words.ts';
import { interruptible } from '../terminal/interruption.ts';
import { type CheckInput, readContractInput } from './check-input.ts';

import { printCheck, printPlan } from './check-table.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { parseEngines, refuse, wholeIssue } from './run-input.ts';

export interface CheckCommandOptions extends CheckInput {
  /** Names separated by commas. */
  readonly engine: string;
  readonly json?: string;
  readonly html?: string;
  readonly dryRun?: boolean;
  readonly allowUnsafe?: boolean;
  readonly insecure?: boolean;
  /** A number, as a text. */
  readonly rate: string;
}

/**
 * `cross-examine check [CONTRACT]`.
 * @returns the exit code; findings go to standard output, all else to standard error
 */
export async function checkApi(file: string | undefined, options: CheckCommandOptions): Promise<ExitCode> {
  const engines = parseEngines(options.engine);
  const contract = await readContractInput(file, options);
  const rate = parseRate(options.rate);
  if (!engines.ok || !contract.ok || !rate.ok) {
    return refuse([engines, contract, rate].flatMap((each) => (each.ok ? [] : each.issues)));
  }
  if (options.dryRun) {
    printPlan(dryRun(contract.value.contract, { allowUnsafe: options.allowUnsafe ?? false }), engines.value);
    return EXIT.good;
  }
  const { contract: parsed, file: found } = contract.value;
  const folder = found === undefined ? process.cwd() : dirname(resolve(found));
  return checkContract(parsed, folder, engines.value, { ...options, requestsASecond: rate.value });
}

type Settings = CheckCommandOptions & { readonly requestsASecond: number };

async function checkContract(
  contract: Contract,
  folder: string,
  engines: readonly EngineName[],
  { json, html, allowUnsafe, insecure, requestsASecond }: Settings,
): Promise<ExitCode> {
  try {
    // Whatever ends the check, what is there can be read.
    if (json !== undefined) writeJson(json, unfinished(contract));
  } catch (error) {
    return refuse([wholeIssue('--json', `cannot be written: ${(error as Error).message}`)]);
  }
  const interruption = interruptible();
  const line = new CheckLine();
  const { signal } = interruption;
  const rate = requestsASecond;
  const onProgress = line.show;
  const report = await check(contract, { engines, folder, signal, allowUnsafe, insecure, rate, onProgress });
  line.end();
  interruption.release();
  if (json !== undefined) writeJson(json, report);
  printCheck(report);
  if (html !== undefined) console.error(`report: ${writeCheckReport(report, html, new Date().toISOString())}`);
  return signal.aborted ? EXIT.interrupted : exitCodeOf(report);
}

/** What could not be measured is worse than what was found: nobody knows what else there is. */
function exitCodeOf({ findings, inconclusive }: CheckReport): ExitCode {
  if (inconclusive.length > 0) return EXIT.incomplete;
  return findings.some(({ severity }) => severity === 'error') ? EXIT.mismatch : EXIT.good;
}

function parseRate(text: string): Parsed<number> {
  const rate = Number(text);
  if (Number.isFinite(rate) && rate > 0) return { ok: true, value: rate };
  return { ok: false, issues: [wholeIssue('--rate', `${JSON.stringify(text)} is no number of requests a second`)] };
}

function unfinished({ apis, sites }: Contract): CheckReport {
  const checked = { apis: apis.map(({ origin }) => origin), sites, routes: [] };
  return { format: 1, complete: false, engines: [], findings: [], inconclusive: [], checked };
}

function writeJson(file: string, report: CheckReport): void {
  const draft = `${file}.tmp`;
  writeFileSync(draft, `${JSON.stringify(report, null, 2)}\n`);
  renameSync(draft, file);
}
