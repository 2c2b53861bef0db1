import { grouped } from '../model/grouped.ts';
import { asksForPassword } from '../runner/password-challenge.ts';
import type { Ask, Cast } from './asks.ts';
import type { Browsing } from './browsing/browsing.ts';
import { isMeasured, type Seen } from './evidence.ts';
import { type Hearing, TIMES_IN_A_ROW } from './hearing.ts';
import { succeeds } from './judge/effects.ts';
import { seeByCache } from './seeing-by-cache.ts';
import { isUnsafe } from './session.ts';
import { resetApi } from './targets/reset.ts';

/** What one engine is to ask. */
export interface Errand {
  readonly readers: readonly Ask[];
  /** Those that were allowed anything outside a browser, and of each class one that was not. */
  readonly strangers: readonly Ask[];
  readonly cast: Cast;
}

/** Requests that change nothing: readers several times in a row, cached routes by way of a cache, then strangers. */
export async function seeSafe(
  hearing: Hearing,
  browsing: Browsing,
  { readers, strangers, cast }: Errand,
): Promise<void> {
  for (const asks of grouped(readers.filter(isSafe), ({ origin }) => origin).values()) {
    for (let time = 0; time < TIMES_IN_A_ROW; time += 1) await seeTogether(hearing, browsing, 'readers', asks);
    for (const ask of asks) if (ask.route.cached) await seeByCache(hearing, browsing, ask, cast);
  }
  for (const asks of grouped(
    strangers.filter((ask) => isHarmless(hearing, ask)),
    modeOf,
  ).values()) {
    await seeTogether(
      hearing,
      browsing,
      'strangers',
      asks.filter((ask) => !isSettled(hearing, browsing, ask)),
    );
  }
}

function modeOf({ origin, credentials }: Ask): string {
  return `${origin} ${credentials}`;
}

/** Was another one of its class seen to get what it wants, in this engine: one is enough to say so of all. */
function isSettled({ docket }: Hearing, { engine }: Browsing, { route, origin, originClass }: Ask): boolean {
  return docket
    .seenByStrangers(route)
    .some(
      (seen) => seen.engine === engine && seen.originClass === originClass && seen.origin !== origin && succeeds(seen),
    );
}

/** Requests that may change something: one at a time in all engines, each after a reset. */
export async function seeUnsafe(hearing: Hearing, browsing: Browsing, { readers, strangers }: Errand): Promise<void> {
  for (const ask of byOrigin(readers.filter((each) => !isSafe(each)))) {
    for (let time = 0; time < TIMES_IN_A_ROW; time += 1) await seeAlone(hearing, browsing, 'readers', ask);
  }
  for (const ask of byOrigin(strangers.filter((each) => !isHarmless(hearing, each)))) {
    if (!isSettled(hearing, browsing, ask)) await seeAlone(hearing, browsing, 'strangers', ask);
  }
}

/** Every origin once: to go there costs more than to ask from there. */
function byOrigin(asks: readonly Ask[]): Ask[] {
  return [...grouped(asks, ({ origin }) => origin).values()].flat();
}

/** Does it change nothing: for its method, or for a preflight that was refused outside a browser and keeps it here. */
function isHarmless({ docket }: Hearing, ask: Ask): boolean {
  const isOfIt = ({ origin, credentials }: Ask) => origin === ask.origin && credentials === ask.credentials;
  const preflight = docket.heardFromStrangers(ask.route).find((heard) => heard.exchange.preflight && isOfIt(heard));
  return isSafe(ask) || preflight?.prediction.outcome === 'blocked';
}

function isSafe({ route }: Ask): boolean {
  return !isUnsafe(route.method);
}

/** How many requests an engine makes on this errand, give or take the caches. */
export function lengthOf({ readers, strangers }: Errand): number {
  return readers.length * TIMES_IN_A_ROW + strangers.length;
}

type Who = 'readers' | 'strangers';

/** Asks of one origin, as many at once as have URLs of their own. */
async function seeTogether(hearing: Hearing, browsing: Browsing, who: Who, asks: readonly Ask[]): Promise<void> {
  for (const batch of batchesByUrl(asks)) {
    const open = batch.filter(({ route }) => hearing.docket.isOpen(route, browsing.engine));
    if (open.length === 0 || hearing.signal.aborted) continue;
    for (const seen of await browsing.ask(open)) note(hearing, who, seen);
  }
}

async function seeAlone(hearing: Hearing, browsing: Browsing, who: Who, ask: Ask): Promise<void> {
  const { docket, turnstile, contract, signal, insecure } = hearing;
  if (!docket.isOpen(ask.route, browsing.engine) || signal.aborted) return;
  await browsing.goTo(ask.origin);
  await turnstile.pass(async () => {
    if (!docket.isOpen(ask.route, browsing.engine) || signal.aborted) return;
    const reason = await resetApi(contract.reset, insecure);
    if (reason !== null) docket.close(ask.route, reason, [ask.origin], browsing.engine);
    else for (const seen of await browsing.ask([ask])) note(hearing, who, seen);
  });
}

/** The first of each URL, then the second of each, and so on. */
function batchesByUrl(asks: readonly Ask[]): Ask[][] {
  const byUrl = [...grouped(asks, ({ route }) => route.url.href).values()];
  const rounds = Math.max(0, ...byUrl.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) => byUrl.flatMap((group) => group.slice(round, round + 1)));
}

function note({ docket, count }: Hearing, who: Who, seen: Seen): void {
  count.add(seen.engine);
  docket.see(who, seen);
  const { route, origin, engine, observation } = seen;
  const isOfNoOrigin = who === 'strangers' && seen.isElsewhere;
  if (isOfNoOrigin || isMeasured(seen)) return;
  const reason = observation.reason ?? `the page was not at ${origin}`;
  docket.miss({ route: route.name, origin, engine, reason });
  // Whoever asks it next would wait as long, for as little.
  if (isTargetsFault(seen)) docket.close(route, reason, [origin], engine);
  if (observation.exchanges.some(asksForPassword)) docket.leave(route, engine);
}

function isTargetsFault({ observation }: Seen): boolean {
  return observation.exchanges.some(({ answer, method }) => answer.kind === 'failed' && method !== 'CONNECT');
}
