import type { Contract, ContractRoute } from '../model/contract.ts';
import { grouped } from '../model/grouped.ts';
import { type Ask, type Cast, isPreflighted, readerAsks } from './asks.ts';
import type { Docket } from './docket.ts';
import type { Heard } from './evidence.ts';
import { inLanes, type Turnstile } from './lanes.ts';
import {
  actualRequest,
  bareRequest,
  hear,
  hearBare,
  heardBy,
  notHeard,
  pastCaches,
  preflightRequest,
} from './outside.ts';
import type { Count } from './progress.ts';
import { isUnsafe, type Session } from './session.ts';
import { UNRELATED } from './strangers.ts';
import { resetApi } from './targets/reset.ts';
import type { Target } from './targets/target.ts';

/** How many requests outside a browser are under way at any time. */
const AT_ONCE = 8;

/** How often a reader's request is made in a row, to see whether the answers are the same. */
export const TIMES_IN_A_ROW = 5;

/** After so many strangers that were not answered a route is given up. */
const MOST_FAILURES = 5;

/** What both ways of asking need to know. */
export interface Hearing {
  readonly contract: Contract;
  readonly targets: ReadonlyMap<string, Target>;
  readonly session: Session;
  readonly docket: Docket;
  /** Requests that may change something are made one at a time, whoever makes them. */
  readonly turnstile: Turnstile;
  readonly signal: AbortSignal;
  /** Any certificate is taken. */
  readonly insecure: boolean;
  readonly count: Count;
}

/** Asks outside a browser what readers are answered; a route that does not answer is closed. */
export async function hearReaders(hearing: Hearing, routes: readonly ContractRoute[], cast: Cast): Promise<void> {
  hearing.count.expect('outside', routes.length);
  await inLanes(routes, AT_ONCE, async (route) => {
    const { docket, signal } = hearing;
    if (!docket.isOpen(route) || signal.aborted) return;
    const asks = readerAsks(route, cast);
    const reason = await whyNotHeard(hearing, route, asks);
    const origins = asks.length > 0 ? asks.map(({ origin }) => origin) : [UNRELATED];
    if (reason !== null) docket.close(route, reason, origins);
  });
}

async function whyNotHeard(hearing: Hearing, route: ContractRoute, asks: readonly Ask[]): Promise<string | null> {
  const { docket, session, targets, count } = hearing;
  const target = targetOf(hearing, route);
  const isSafe = !isUnsafe(route.method);
  if (isSafe) {
    const bare = await hearBare(targets, bareRequest(route, session));
    count.add('outside');
    if (bare.answer.kind === 'failed') return bare.answer.reason;
    docket.hearBare(route, bare);
  }
  for (const ask of asks) {
    const preflights = isPreflighted(ask) ? TIMES_IN_A_ROW : 0;
    for (let time = 0; time < preflights + (isSafe ? 1 : 0); time += 1) {
      const request = time < preflights ? preflightRequest(ask) : actualRequest(ask, session);
      const heard = await hear(target, ask, request, 'whole');
      count.add('outside');
      if (heard.exchange.answer.kind === 'failed') return heard.exchange.answer.reason;
      docket.hear('readers', heard);
      const isRefused = time >= preflights && heard.prediction.outcome === 'blocked';
      if (isRefused) docket.hearPastCaches(await hear(target, ask, pastCaches(request), 'head'));
    }
  }
  return null;
}

/**
 * Asks outside a browser what strangers are answered.
 * @param asks the strangers of all routes, each in its modes
 */
export async function hearStrangers(hearing: Hearing, asks: readonly Ask[]): Promise<void> {
  const { docket, signal } = hearing;
  const jobs = [...grouped(asks, ({ route, origin }) => `${route.name} ${origin}`).values()];
  hearing.count.expect('outside', jobs.length);
  const failures = new Map<string, number>();
  await inLanes(jobs, AT_ONCE, async (modes) => {
    const [{ route, origin }] = modes;
    if (!docket.isOpen(route) || signal.aborted) return;
    for (const heard of await hearStranger(hearing, modes)) {
      const { answer } = heard.exchange;
      if (answer.kind !== 'failed') {
        docket.hear('strangers', heard);
        continue;
      }
      docket.miss({ route: route.name, origin, engine: null, reason: answer.reason });
      failures.set(route.name, (failures.get(route.name) ?? 0) + 1);
      if ((failures.get(route.name) ?? 0) >= MOST_FAILURES) docket.close(route, answer.reason, [origin]);
    }
  });
}

/** One stranger in all its modes: what is the same on the wire is asked once. */
async function hearStranger(hearing: Hearing, modes: readonly [Ask, ...Ask[]]): Promise<Heard[]> {
  const { session, count } = hearing;
  const [{ route }] = modes;
  const target = targetOf(hearing, route);
  const isByPreflight = isPreflighted(modes[0]);
  const heard: Heard[] = [];
  for (const ask of modes) {
    const [before] = heard;
    if (before !== undefined && (isByPreflight || session.cookiesFor(route.url).length === 0)) {
      heard.push(heardBy(ask, before));
      continue;
    }
    const request = isByPreflight ? preflightRequest(ask) : actualRequest(ask, session);
    const make = () => hear(target, ask, request, 'head');
    heard.push(isByPreflight || !isUnsafe(route.method) ? await make() : await inTurn(hearing, make, ask));
    count.add('outside');
  }
  return heard;
}

/** A request that may change something: alone, and after a reset. */
function inTurn({ turnstile, contract, insecure }: Hearing, make: () => Promise<Heard>, ask: Ask): Promise<Heard> {
  return turnstile.pass(async () => {
    const reason = await resetApi(contract.reset, insecure);
    return reason === null ? make() : notHeard(ask, reason);
  });
}

function targetOf({ targets }: Hearing, { url }: ContractRoute): Target {
  const target = targets.get(url.origin);
  if (target === undefined) throw new Error(`no API of the contract is at ${url.origin}`);
  return target;
}
