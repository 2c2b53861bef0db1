import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createJiti } from 'jiti';
import type { Contract } from '../model/contract.ts';
import type { Parsed } from '../model/input-issue.ts';
import type { ContractInput } from './contract-schema.ts';
import { checkContract, parseContract } from './parse-contract.ts';
import { issuesOfConfigs } from './stand-ins.ts';

/** The names under which a contract is looked for, the first of them first. */
const CONTRACT_FILES = ['cors.contract.yaml', 'cors.contract.yml', 'cors.contract.json', 'cors.contract.ts'];

/** A contract in TypeScript, with completion: `export default defineContract({ … })`. */
export function defineContract(contract: ContractInput): ContractInput {
  return contract;
}

/** The contract of a folder; `undefined` where it has none. */
export function findContract(folder: string): string | undefined {
  return CONTRACT_FILES.map((name) => join(folder, name)).find((file) => existsSync(file));
}

/**
 * Reads a contract file: YAML, JSON, or TypeScript whose default export it is.
 * @returns the contract, or everything that is wrong with the file; never rejects
 */
export async function loadContract(file: string, env = process.env): Promise<Parsed<Contract>> {
  try {
    const contract = await readContractFile(file, env);
    const issues = contract.ok ? issuesOfConfigs(contract.value, dirname(resolve(file))) : [];
    return issues.length > 0 ? { ok: false, issues } : contract;
  } catch (error) {
    const message = `cannot be read: ${(error as Error).message}`;
    return { ok: false, issues: [{ file, line: null, entry: null, field: null, message }] };
  }
}

async function readContractFile(file: string, env: typeof process.env): Promise<Parsed<Contract>> {
  if (!/\.[cm]?[jt]s$/i.test(file)) return parseContract(readFileSync(file, 'utf8'), file, env);
  return checkContract(await createJiti(import.meta.url).import(resolve(file), { default: true }), file, env);
}
