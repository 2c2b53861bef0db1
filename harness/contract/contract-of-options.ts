import type { Contract } from '../model/contract.ts';
import type { InputIssue, Parsed } from '../model/input-issue.ts';
import { checkContract } from './parse-contract.ts';

/** What the command line says in place of a file. */
export interface ContractOptions {
  readonly api: string;
  readonly upstream?: string | undefined;
  readonly site: readonly string[];
  readonly route: readonly string[];
  readonly credentials?: boolean | undefined;
}

/** The option that a field of a contract was given by. */
const OPTION_OF: Readonly<Record<string, string>> = { sites: '--site', routes: '--route' };

/** The contract that options make without a file, or what is wrong with them, each by its option. */
export function contractOfOptions(options: ContractOptions, env = process.env): Parsed<Contract> {
  const { api, upstream, site, route, credentials } = options;
  const written = { api, upstream, credentials, sites: site, routes: route.map((each) => ({ route: each })) };
  const parsed = checkContract(written, '', env);
  return parsed.ok ? parsed : { ok: false, issues: parsed.issues.map((issue) => ofOption(issue)) };
}

function ofOption({ entry, field, message }: InputIssue): InputIssue {
  const [name = ''] = entry === null ? (field ?? '').split(/[.[]/) : ['routes'];
  return { file: OPTION_OF[name] ?? `--${name}`, line: null, entry, field: null, message };
}
