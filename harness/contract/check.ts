import type { Contract, ContractRoute } from '../model/contract.ts';
import type { CheckReport } from '../model/finding.ts';
import type { EngineName } from '../model/words.ts';
import { type Ask, type Cast, castOf, readerAsks, strangerAsks } from './asks.ts';
import { reportOf } from './check-report.ts';
import { chooseStrangers } from './choose-strangers.ts';
import { Docket } from './docket.ts';
import { type Hearing, hearReaders, hearStrangers } from './hearing.ts';
import { Turnstile } from './lanes.ts';
import { closeAll, closeUnsafe, missAll, sessionFor } from './not-asked.ts';
import { type CheckProgress, Count } from './progress.ts';
import { type CheckScope, isReaderInScope, isRouteInScope, isStrangerInScope, withinScope } from './scope.ts';
import { lengthOf, seeSafe, seeUnsafe } from './seeing.ts';
import { startStandIns } from './stand-ins.ts';
import { Pace } from './targets/pace.ts';
import { startApi } from './targets/ready.ts';
import { Target, type TargetOptions } from './targets/target.ts';
import { type EngineSource, ownEngines, Witnesses } from './witnesses.ts';

/** Requests a second to a target that is not on this machine, unless somebody says otherwise. */
const DEFAULT_RATE = 25;

export interface CheckOptions extends TargetOptions {
  readonly engines: readonly EngineName[];
  /** Interrupts the check; its report then says that it is not complete. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: CheckProgress) => void) | undefined;
  /** Unsafe methods go to targets that are not on this machine, too. */
  readonly allowUnsafe?: boolean | undefined;
  /** Requests a second to such targets. */
  readonly rate?: number | undefined;
  /** Where the contract's `start` runs, and where its configuration files are; the working directory if not said. */
  readonly folder?: string | undefined;
  /** Engines that run already. Those that the check starts itself end with it. */
  readonly source?: EngineSource | undefined;
  /** A part of the contract in place of the whole. */
  readonly scope?: CheckScope | undefined;
}

/**
 * Checks an API against a contract: outside a browser first, then in each engine.
 * @returns what is wrong, and what could not be measured; rejects for faults of this program alone
 */
export async function check(contract: Contract, options: CheckOptions): Promise<CheckReport> {
  const standIns = await startStandIns(contract, options.folder ?? process.cwd());
  try {
    return await checkRunning(standIns.contract, options);
  } finally {
    await standIns.stop();
  }
}

async function checkRunning(contract: Contract, options: CheckOptions): Promise<CheckReport> {
  const { signal = new AbortController().signal, folder = process.cwd(), insecure = false, scope } = options;
  const docket = new Docket(contract, (route) => isRouteInScope(route, scope));
  const started = await startApi(contract, folder, signal, insecure);
  if (!started.ok) {
    closeAll(docket, contract, started.reason);
    return withinScope(
      reportOf({ contract, evidence: [], engines: [], inconclusive: docket.unmeasured, isComplete: !signal.aborted }),
      scope,
    );
  }
  try {
    return withinScope(await examine(contract, options, docket, signal), scope);
  } finally {
    await started.stop();
  }
}

async function examine(
  contract: Contract,
  options: CheckOptions,
  docket: Docket,
  signal: AbortSignal,
): Promise<CheckReport> {
  const { engines: names, source = await ownEngines() } = options;
  // Browsers start while readers are heard outside of them.
  const summoned = Witnesses.summon(source, names);
  try {
    const hearing = await openHearing(contract, options, docket, signal);
    await hearReaders(hearing, docket.routes, castOf(contract, []));
    const witnesses = await summoned;
    const cast = castOf(contract, await witnesses.characters());
    await callAll(hearing, witnesses, cast, options.scope);
    const engines = witnesses.browsings.map(({ engine }) => engine);
    const evidence = docket.evidence(cast, engines);
    const inconclusive = docket.unmeasured;
    return reportOf({ contract, evidence, engines: witnesses.infos, inconclusive, isComplete: !signal.aborted });
  } finally {
    await (await summoned).dismiss();
  }
}

/** Closes what must not be asked, and logs in. */
async function openHearing(
  contract: Contract,
  options: CheckOptions,
  docket: Docket,
  signal: AbortSignal,
): Promise<Hearing> {
  const { rate = DEFAULT_RATE, allowUnsafe = false, insecure = false } = options;
  const pace = new Pace(rate);
  const targets = new Map(contract.apis.map((api) => [api.origin, new Target(api, options, pace)]));
  if (!allowUnsafe) closeUnsafe(docket, targets, castOf(contract, []));
  const session = await sessionFor(contract, docket, targets, allowUnsafe);
  const count = new Count(options.onProgress);
  return { contract, targets, session, docket, turnstile: new Turnstile(), signal, insecure, count };
}

/** Everything that engines are asked, and strangers outside of them before. */
async function callAll(
  hearing: Hearing,
  witnesses: Witnesses,
  cast: Cast,
  scope: CheckScope | undefined,
): Promise<void> {
  const { docket, targets, session, count } = hearing;
  const asks = docket.routes
    .flatMap((route) => strangerAsks(route, cast))
    .filter((ask) => isStrangerInScope(ask, scope, 'outside'));
  await hearStrangers(hearing, asks);
  await witnesses.openBrowsings(targets, session);
  for (const { name, reason } of witnesses.absent) missAll(docket, cast, name, reason);
  const errand = {
    readers: docket.routes.flatMap((route) => readerAsks(route, cast)).filter((ask) => isReaderInScope(ask, scope)),
    strangers: docket.routes
      .flatMap((route) => chosen(route, asks, docket))
      .filter((ask) => isStrangerInScope(ask, scope, 'engines')),
    cast,
  };
  for (const { engine } of witnesses.browsings) count.expect(engine, lengthOf(errand));
  // Nothing is changed as long as somebody still looks at what there is.
  await Promise.all(witnesses.browsings.map((browsing) => seeSafe(hearing, browsing, errand)));
  await Promise.all(witnesses.browsings.map((browsing) => seeUnsafe(hearing, browsing, errand)));
}

function chosen(route: ContractRoute, asks: readonly Ask[], docket: Docket): Ask[] {
  return chooseStrangers(
    asks.filter((ask) => ask.route === route),
    docket.heardFromStrangers(route),
  );
}
