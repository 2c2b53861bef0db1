import type { Engine } from '../../browsers/engine.ts';
import type { ProbeReport, ProbeRequest } from '../../browsers/probe-words.ts';
import { startNetwork, Visit } from '../../browsers/visit.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { App } from '../../model/server.ts';
import type { EngineName } from '../../model/words.ts';
import type { Authority } from '../../network/authority.ts';
import { explain } from '../../oracle/explain.ts';
import { observe, type Testimony } from '../../runner/observe.ts';
import { probeRequest } from '../../runner/probe-request.ts';
import { type Ask, isPreflighted, pageOf, requestOf } from '../asks.ts';
import type { Seen } from '../evidence.ts';
import type { Session } from '../session.ts';
import { mountOf, type TargetMount } from '../targets/mount.ts';
import type { Target } from '../targets/target.ts';

/** How many requests of a page are under way at any time. */
const AT_ONCE = 6;

/** After so long without an answer the page gives up, in milliseconds: later than the target is given up. */
const PROBE_LIMIT_MS = 20_000;

/** How long the wire is given to come to rest after a batch, in milliseconds. */
const SETTLE_MS = 2_000;

/** After so many redirects a browser gives up: https://fetch.spec.whatwg.org/#http-redirect-fetch, step 7 */
const MOST_REDIRECTS = 20;

/**
 * One engine with one visitor, logged in, whose network holds the APIs under test and nothing else. He goes from origin to
 * origin; nothing that he reads is stored, so what one origin was answered is never given to another.
 */
export class Browsing {
  readonly engine: EngineName;
  readonly #visit: Visit;
  readonly #session: Session;
  readonly #mounts: ReadonlyMap<string, TargetMount>;
  readonly #close: () => Promise<void>;
  /** The last preflight that was answered, for requests whose preflight an engine remembers. */
  readonly #preflights = new Map<string, Exchange>();
  /** The origin whose page he is at. */
  #at: string | null = null;

  private constructor(
    engine: EngineName,
    visit: Visit,
    session: Session,
    mounts: ReadonlyMap<string, TargetMount>,
    close: () => Promise<void>,
  ) {
    this.engine = engine;
    this.#visit = visit;
    this.#session = session;
    this.#mounts = mounts;
    this.#close = close;
  }

  /** Opens a fresh profile and logs the visitor in. Rejects when that cannot be done. */
  static async open(
    engine: Engine,
    authority: Authority,
    targets: ReadonlyMap<string, Target>,
    session: Session,
  ): Promise<Browsing> {
    const network = await startNetwork(authority);
    const mounts = new Map([...targets].map(([origin, target]) => [origin, mountOf(target)]));
    for (const [origin, { server }] of mounts) network.router.mount(origin, server);
    try {
      const visit = await Visit.open(engine, network);
      const close = async () => {
        await visit.close();
        await network.router.close();
      };
      for (const { url, setCookies } of session.visits) await visit.gotoAndGet(url, setCookies);
      return new Browsing(engine.info.name, visit, session, mounts, close);
    } catch (error) {
      await network.router.close();
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** While something stands between, the API is reached by way of it. */
  putBetween(origin: string, app: App | null): void {
    this.#mounts.get(origin)?.putBetween(app);
  }

  /**
   * Makes requests from one origin, several under way at any time.
   * @param asks of one origin; no two of them have one URL, by which the wire record tells them apart
   * @returns what was seen of each, in their order; never rejects
   */
  async ask(asks: readonly Ask[]): Promise<Seen[]> {
    const [first] = asks;
    if (first === undefined) return [];
    const nowhere = await this.#go(first.origin);
    if (nowhere !== null) return asks.map((ask) => ({ ...this.#see(ask, nowhere.testimony, []), ...nowhere }));
    const { record } = this.#visit.router;
    const mark = record.mark();
    const reports = await this.#probe(asks);
    await record.until(() => record.since(mark).every(({ answer }) => answer.kind !== 'pending'), SETTLE_MS);
    const exchanges = record.since(mark);
    record.forget(exchanges);
    return asks.map((ask, index) => this.#see(ask, reports[index] ?? SILENCE, exchanges));
  }

  /** Goes to a page at this origin already; whether it is there is told by what is asked from it. */
  async goTo(origin: string): Promise<void> {
    await this.#arrive(origin).catch(() => {});
  }

  /** Goes to a page at this origin. @returns `null` once it is there; else what is to be said, and whose fault it is */
  async #go(origin: string): Promise<{ readonly testimony: Testimony; readonly isElsewhere: boolean } | null> {
    try {
      await this.#arrive(origin);
      return null;
    } catch (error) {
      const reason = `there was no page at ${origin}: ${(error as Error).message}`;
      return { testimony: { kind: 'lost', reason }, isElsewhere: await this.#isWell() };
    }
  }

  /** Rejects where no page says that it is at this origin: nothing is asked from elsewhere in its name. */
  async #arrive(origin: string): Promise<void> {
    if (this.#at === origin) return;
    this.#at = null;
    await this.#visit.goto(pageOf(origin));
    const at = await this.#visit.origin();
    const wanted = origin === 'null' ? pageOf(origin).origin : origin;
    if (at !== wanted) throw new Error(at === null ? 'the engine shows a page of its own' : `the page is at ${at}`);
    this.#at = origin;
  }

  /** Can the visitor go anywhere at all: that an engine has died is no fault of an origin. */
  async #isWell(): Promise<boolean> {
    try {
      await this.#arrive('null');
      return true;
    } catch {
      return false;
    }
  }

  async #probe(asks: readonly Ask[]): Promise<readonly Testimony[]> {
    try {
      return await this.#visit.probe(asks.map(toProbe), AT_ONCE);
    } catch (error) {
      this.#at = null;
      return asks.map(() => ({ kind: 'lost', reason: `the page was lost: ${(error as Error).message}` }));
    }
  }

  #see(ask: Ask, testimony: Testimony, exchanges: readonly Exchange[]): Seen {
    const request = requestOf(ask);
    const seen = observe({ url: request.url, origin: ask.origin, testimony, exchanges, effects: {}, lastHop: null });
    const reason = whyNothingIsTold(seen.exchanges) ?? seen.reason ?? whyUnended(testimony);
    const observation = reason === null ? seen : { ...seen, outcome: 'inconclusive' as const, reason };
    const preflight = this.#preflightOf(ask, seen.exchanges);
    const known =
      preflight === null || seen.exchanges.includes(preflight) ? seen.exchanges : [preflight, ...seen.exchanges];
    return {
      ...ask,
      engine: this.engine,
      observation,
      prediction: explain({ request, page: pageOf(ask.origin), exchanges: known }),
      preflight,
      lacks: this.#lacks(ask, seen.exchanges),
      isElsewhere: isElsewhere(testimony, ask.origin),
    };
  }

  #preflightOf(ask: Ask, exchanges: readonly Exchange[]): Exchange | null {
    const key = `${ask.origin} ${ask.route.name} ${ask.credentials}`;
    const own = exchanges.findLast(({ preflight, answer }) => preflight && answer.kind === 'answered');
    if (own !== undefined) this.#preflights.set(key, own);
    if (own !== undefined || !isPreflighted(ask)) return own ?? null;
    return this.#preflights.get(key) ?? null;
  }

  /** Which cookies of the session did not come along with a request that was to have them. */
  #lacks({ route, credentials }: Ask, exchanges: readonly Exchange[]): string[] {
    const arrived = exchanges.find(({ preflight, method, hop }) => !preflight && method !== 'CONNECT' && hop === 0);
    if (!credentials || arrived === undefined) return [];
    const sent = arrived.requestHeaders.filter(([name]) => name.toLowerCase() === 'cookie').map(([, value]) => value);
    const names = new Set(sent.flatMap((value) => value.split(';')).map((pair) => pair.split('=')[0]?.trim()));
    return this.#session.cookiesFor(route.url).flatMap(([name]) => (names.has(name) ? [] : [name]));
  }
}

function toProbe(ask: Ask): ProbeRequest {
  return { ...probeRequest(requestOf(ask), pageOf(ask.origin)), limitMs: PROBE_LIMIT_MS, cache: 'no-store' };
}

const SILENCE: Testimony = { kind: 'lost', reason: 'the page reported nothing' };

/** A page that says of itself that it is somewhere else: what was asked from it says nothing of this origin. */
function isElsewhere(testimony: Testimony, origin: string): boolean {
  return testimony.kind !== 'lost' && (testimony as ProbeReport).origin !== origin;
}

/** An answer that was cut off, and a chain that has no end or leaves the contract, tell nothing, whatever a page makes of it. */
function whyNothingIsTold(exchanges: readonly Exchange[]): string | null {
  if (exchanges.some(({ hop }) => (hop ?? 0) >= MOST_REDIRECTS)) return 'it redirects for ever';
  const refused = exchanges.find(({ answer }) => answer.kind === 'refused');
  if (refused)
    return `it leads to ${new URL(refused.url).origin}, which the contract does not name: nothing was sent there`;
  const last = exchanges.findLast(({ method, preflight }) => method !== 'CONNECT' && !preflight);
  return last?.answer.kind === 'failed' ? last.answer.reason : null;
}

function whyUnended(testimony: Testimony): string | null {
  const isBroken = testimony.kind === 'response' && testimony.bodyError !== null;
  return isBroken ? `the answer broke off before its end: ${testimony.bodyError}` : null;
}
