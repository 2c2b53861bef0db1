import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Contract } from '../model/contract.ts';
import type { ContractInput } from './contract-schema.ts';
import { checkContract } from './parse-contract.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** An API on loopback, for as long as a test takes. */
export interface TestApi {
  readonly address: string;
  readonly requests: readonly string[];
  close(): void;
}

export async function startTestApi(handle: Handler): Promise<TestApi> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url} ${request.headers.origin ?? '-'}`);
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

export const SHOP = 'https://shop.com';
export const ADMIN = 'https://admin.shop.com';

/** A contract with the API of this address. @throws when it is not well-formed */
export function contractWith(
  address: string,
  routes: ContractInput['routes'],
  given: Partial<ContractInput> = {},
): Contract {
  const written = {
    api: 'https://api.shop.com',
    upstream: address,
    sites: [SHOP, ADMIN],
    credentials: true,
    routes,
    ...given,
  };
  const parsed = checkContract(written, 'the test');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}
