import type { RuleId } from '../../model/finding.ts';
import type { Server } from '../../model/server.ts';
import type { ContractInput } from '../contract-schema.ts';

/** Starts a server. */
export type Serve = () => Server | Promise<Server>;

/** A server, the contract it is held to, and what there is to find. */
export interface ProofCase {
  /** Unique; says what the server does. */
  readonly name: string;
  /** What answers at the API. */
  readonly serve: Serve;
  /** Further APIs of the contract, by their origins. */
  readonly alsoServe?: Readonly<Record<string, Serve>>;
  /** What differs from the contract of all cases. */
  readonly contract?: Partial<ContractInput>;
  /** Rules that have to be reported, each at least once. None: the server is right. */
  readonly finds: readonly RuleId[];
  /** Rules that are true of it as well, and need not be reported. */
  readonly mayFind?: readonly RuleId[];
}

export const API = 'https://api.shop.com';
export const SHOP = 'https://shop.com';
export const ADMIN = 'https://admin.shop.com';
export const PARTNER = 'https://partner.org';
export const SITES: string[] = [SHOP, ADMIN];

/** What a case is held to unless it says otherwise: a simple read. */
export const USUAL: ContractInput = {
  api: API,
  sites: SITES,
  credentials: true,
  routes: [{ route: 'GET /orders' }],
};

/** A request that takes a preflight, beside the read or in place of it. */
export const BOTH: Partial<ContractInput> = { routes: [{ route: 'GET /orders' }, { route: 'DELETE /orders/1' }] };
export const DELETES: Partial<ContractInput> = { routes: [{ route: 'DELETE /orders/1' }] };
export const JSON_POST: Partial<ContractInput> = {
  routes: [{ route: 'POST /orders', headers: { 'content-type': 'application/json' }, body: '{"sku":"a"}' }],
};

/** How a visitor is logged in: the cookie goes along from the API's own site alone. */
export const SESSION: ContractInput['session'] = {
  cookies: [{ name: 'sid', value: '1', sameSite: 'Lax', secure: true }],
};

/** Sites of all kinds but the usual one. */
export const AT_PORTS = {
  sites: [
    'http://intranet.shop.com',
    'https://shop.com:8443',
    'http://localhost:3000',
    'https://xn--bcher-kva.com',
    'http://[::1]:8080',
  ],
};
