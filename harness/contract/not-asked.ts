import type { Contract, ContractRoute } from '../model/contract.ts';
import type { EngineName } from '../model/words.ts';
import { type Cast, castOf, readerAsks } from './asks.ts';
import type { Docket } from './docket.ts';
import { isUnsafe, NOBODY, openSession, type Session } from './session.ts';
import { UNRELATED } from './strangers.ts';
import type { Target } from './targets/target.ts';

/** Nothing can be asked of an API that is not there. */
export function closeAll(docket: Docket, contract: Contract, reason: string): void {
  const cast = castOf(contract, []);
  for (const route of docket.routes) docket.close(route, reason, originsOf(route, cast));
}

/** Logs in. Where that cannot be done, what needs it cannot be measured. */
export async function sessionFor(
  contract: Contract,
  docket: Docket,
  targets: ReadonlyMap<string, Target>,
  allowUnsafe: boolean,
): Promise<Session> {
  const opened = await openSession(contract, (origin) => targets.get(origin) as Target, allowUnsafe);
  if (opened.ok) return opened.session;
  const cast = castOf(contract, []);
  for (const route of docket.routes) {
    if (route.credentials) docket.close(route, opened.reason, originsOf(route, cast));
  }
  return NOBODY;
}

/** What may change something is not sent to somebody else's machine unasked, and so is not measured. */
export function closeUnsafe(docket: Docket, targets: ReadonlyMap<string, Target>, cast: Cast): void {
  for (const route of docket.routes) {
    const target = targets.get(route.url.origin);
    if (!isUnsafe(route.method) || target === undefined || target.isLoopback) continue;
    const reason = `not asked: ${route.method} may change something at ${target.origin}, which is not on this machine; --allow-unsafe sends it`;
    docket.close(route, reason, originsOf(route, cast));
  }
}

/** An engine that is not there measures nothing. */
export function missAll(docket: Docket, cast: Cast, engine: EngineName, reason: string): void {
  for (const route of docket.routes) {
    for (const origin of originsOf(route, cast)) docket.miss({ route: route.name, origin, engine, reason });
  }
}

/** In whose name it is said that a route could not be measured. */
function originsOf(route: ContractRoute, cast: Cast): string[] {
  const readers = readerAsks(route, cast).filter(({ originClass }) => originClass === 'reader');
  return readers.length > 0 ? readers.map(({ origin }) => origin) : [UNRELATED];
}
