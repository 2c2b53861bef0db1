import type { Contract } from '../model/contract.ts';
import { readContractNow, type WrittenContract } from './read-contract-now.ts';

/** What `webServer` of a Playwright configuration takes, as far as a contract says it. */
export interface ContractServer {
  readonly command: string;
  readonly cwd: string;
  readonly url: string;
  readonly reuseExistingServer: boolean;
}

/**
 * Has Playwright start the API, once for all workers: `webServer: contractServer('cors.contract.yaml')`.
 * @param contract a file, YAML or JSON, or the contract itself
 * @throws when the contract is malformed, or does not say how the API is started and where it answers
 */
export function contractServer(contract: WrittenContract): ContractServer {
  const { value, folder, name } = readContractNow(contract);
  const { start } = value;
  const url = answersAt(value);
  if (start === null) throw new Error(`${name} has no start: say how the API is started, as in start: npm run api`);
  if (url === null) throw new Error(`${name} has no ready: say where the API answers 2xx once it has started`);
  return { command: start, cwd: folder, url, reuseExistingServer: true };
}

/** Anything that is answered there tells Playwright that the server is up. */
function answersAt({ ready, apis }: Contract): string | null {
  const upstream = apis.find((api) => api.upstream !== null)?.upstream;
  return (ready ?? upstream)?.href ?? null;
}
