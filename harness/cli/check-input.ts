import { contractOfOptions } from '../contract/contract-of-options.ts';
import { findContract, loadContract } from '../contract/load-contract.ts';
import type { Contract } from '../model/contract.ts';
import type { Parsed } from '../model/input-issue.ts';
import { wholeIssue } from './run-input.ts';

/** Where a contract comes from, on the command line. */
export interface CheckInput {
  readonly api?: string;
  readonly upstream?: string;
  readonly site?: readonly string[];
  readonly route?: readonly string[];
  readonly credentials?: boolean;
}

/** A contract, and the file it was read from, if any. */
export interface FoundContract {
  readonly contract: Contract;
  readonly file: string | undefined;
}

/** Reads the contract that the command line names: a file, its options, or the file of this folder. */
export async function readContractInput(file: string | undefined, input: CheckInput): Promise<Parsed<FoundContract>> {
  const { api, upstream, site = [], route = [], credentials } = input;
  const given = Object.entries({ api, upstream, site: input.site, route: input.route, credentials })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => `--${name}`);
  if (api !== undefined && file === undefined) {
    return withFile(contractOfOptions({ api, upstream, site, route, credentials }), undefined);
  }
  if (given.length > 0) {
    const message = file === undefined ? 'goes with --api' : `says what ${file} says, too: give one of them`;
    return { ok: false, issues: given.map((option) => wholeIssue(option, message)) };
  }
  const found = file ?? findContract(process.cwd());
  if (found !== undefined) return withFile(await loadContract(found), found);
  const message = 'there is none in this folder: write one (docs/contract.md), or give --api, --site and --route';
  return { ok: false, issues: [wholeIssue('cors.contract.yaml', message)] };
}

function withFile(contract: Parsed<Contract>, file: string | undefined): Parsed<FoundContract> {
  return contract.ok ? { ok: true, value: { contract: contract.value, file } } : contract;
}
