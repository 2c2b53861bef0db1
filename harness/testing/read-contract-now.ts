import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ContractInput } from '../contract/contract-schema.ts';
import { checkContract, parseContract } from '../contract/parse-contract.ts';
import type { Contract } from '../model/contract.ts';
import { describeIssue, type Parsed } from '../model/input-issue.ts';

/** A contract as a test names it: the path of a YAML or JSON file, from where Playwright is run, its URL, or what it says. */
export type WrittenContract = string | URL | ContractInput;

/** A contract, what to call it, and where its commands run. */
export interface ReadContract {
  readonly value: Contract;
  readonly name: string;
  readonly folder: string;
}

/**
 * Reads a contract while tests are declared, where nothing can be waited for.
 * @throws when it cannot be read, or is wrong: everything that is wrong with it is named
 */
export function readContractNow(written: WrittenContract): ReadContract {
  if (typeof written !== 'string' && !(written instanceof URL)) {
    return { value: orThrow(checkContract(written, 'the contract')), name: 'the contract', folder: process.cwd() };
  }
  const name = written instanceof URL ? fileURLToPath(written) : written;
  if (/\.[cm]?[jt]s$/.test(name)) {
    throw new Error(`${name} is code: import it, and hand over what it exports`);
  }
  return { value: orThrow(parseContract(textOf(name), name)), name, folder: dirname(resolve(name)) };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`${file} cannot be read (from ${process.cwd()}): ${(error as Error).message}`);
  }
}

function orThrow(parsed: Parsed<Contract>): Contract {
  if (parsed.ok) return parsed.value;
  throw new Error(parsed.issues.map(describeIssue).join('\n'));
}
