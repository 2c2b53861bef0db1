import type { Contract } from '../model/contract.ts';
import { fieldName, type LineFinder, lineFinder, lostFields, readData, zodComplaints } from '../model/data-file.ts';
import type { InputIssue, Parsed } from '../model/input-issue.ts';
import type { Complaint } from './complaint.ts';
import { contractSchema, type WrittenContract } from './contract-schema.ts';
import { withEnvironment } from './environment.ts';
import { readContract } from './read-contract.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the text of a contract file.
 * @param file its name, for messages; `.json` is read as JSON, anything else as YAML
 * @param env what `${env.NAME}` stands for
 * @returns the contract with every default filled in, or everything that is wrong with it
 */
export function parseContract(text: string, file: string, env: Environment = process.env): Parsed<Contract> {
  const data = readData(text, file);
  return data.ok ? checkContract(data.value, file, env, lineFinder(text)) : data;
}

/**
 * Checks a contract that was written in code.
 * @param source where it was written, for messages
 */
export function checkContract(
  written: unknown,
  source: string,
  env: Environment = process.env,
  lineOf: LineFinder = () => null,
): Parsed<Contract> {
  const { data, missing } = withEnvironment(written, env);
  const refuse = (complaints: readonly Complaint[]): Parsed<never> => ({
    ok: false,
    issues: complaints.map((complaint) => issueOf(complaint, source, data, lineOf)),
  });
  if (missing.length > 0) {
    return refuse(missing.map(({ path, name }) => ({ path, message: `the environment has no ${name}: set it` })));
  }
  const parsed = contractSchema.safeParse(data);
  if (!parsed.success) return refuse(parsed.error.issues.flatMap((problem) => zodComplaints(problem, data)));
  const lost = lostFields(data);
  if (lost.length > 0) return refuse(lost);
  const read = readContract(parsed.data);
  return read.ok ? read : refuse(read.complaints);
}

function issueOf({ path, message }: Complaint, file: string, data: unknown, lineOf: LineFinder): InputIssue {
  const [list, index, ...rest] = path;
  const isOfRoute = list === 'routes' && typeof index === 'number';
  return {
    file,
    line: lineOf(path),
    entry: isOfRoute ? `route ${routeName(data, index)}` : null,
    field: fieldName(isOfRoute ? rest : path),
    message,
  };
}

function routeName(data: unknown, index: number): string {
  const name = (data as WrittenContract).routes[index]?.route;
  return typeof name === 'string' && name !== '' ? name : `#${index + 1}`;
}
