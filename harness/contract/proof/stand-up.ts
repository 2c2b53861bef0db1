import { reachable } from '../../../servers/real/reachable.ts';
import type { ContractInput } from '../contract-schema.ts';
import { splitRoute } from '../contract-schema.ts';
import { API, type ProofCase, type Serve, USUAL } from './proof-case.ts';

/** Cases that one contract covers: each server is an API of it, at an origin of its own. */
export interface Standing {
  readonly contract: ContractInput;
  /** The case behind a route, by its name. */
  readonly caseOf: (route: string) => ProofCase | undefined;
  readonly close: () => Promise<void>;
}

/** Cases that may stand in one contract: what holds for a whole contract is the same for each of them. */
export function groupsOf(cases: readonly ProofCase[]): ProofCase[][] {
  const groups = new Map<string, ProofCase[]>();
  for (const each of cases) {
    const { routes: _routes, ...whole } = { ...USUAL, ...each.contract };
    const key = JSON.stringify(whole);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}

/**
 * Starts what the cases of one group serve. A check asks them all in the time that one takes: visits are what costs.
 * Rejects where a program that one of them needs is not there.
 */
export async function standUp(cases: readonly ProofCase[]): Promise<Standing> {
  const running = await Promise.all(cases.flatMap((each, index) => apisOf(each, index).map(run)));
  const caseAt = new Map(running.map(({ api, of }) => [api, of]));
  return {
    contract: {
      ...USUAL,
      ...cases[0]?.contract,
      api: running.map(({ api, address }) => ({ api, upstream: address.origin })),
      routes: cases.flatMap(routesOf),
    },
    caseOf: (route) => caseAt.get(new URL(splitRoute(route).target).origin),
    close: async () => {
      await Promise.all(running.map(({ close }) => close()));
    },
  };
}

interface Api {
  readonly of: ProofCase;
  readonly api: string;
  readonly serve: Serve;
}

/** `https://api.shop.com` of the case with this number, as an origin of its own. */
function numbered(api: string, index: number): string {
  return api.replace('https://', `https://${index}-`);
}

function apisOf(each: ProofCase, index: number): Api[] {
  const served = Object.entries<Serve>({ [API]: each.serve, ...each.alsoServe });
  return served.map(([api, serve]) => ({ of: each, api: numbered(api, index), serve }));
}

async function run({ serve, ...api }: Api) {
  return { ...api, ...(await reachable(await serve(), 'a check')) };
}

function routesOf({ contract }: ProofCase, index: number): ContractInput['routes'] {
  const { routes } = { ...USUAL, ...contract };
  return routes.map((each) => {
    const { method, target } = splitRoute(each.route);
    const { origin, pathname } = new URL(target, API);
    return { ...each, route: `${method} ${numbered(origin, index)}${pathname}` };
  });
}
