import { setTimeout as wait } from 'node:timers/promises';
import type { Engine } from '../browsers/engine.ts';
import type { ProbeReport, ProbeRequest } from '../browsers/probe-words.ts';
import { type Network, startNetwork, Visit } from '../browsers/visit.ts';
import type { Exchange } from '../model/exchange.ts';
import { hopScripts, scriptedOrigins, serialisedOrigin } from '../model/hop-script.ts';
import type { Observation } from '../model/observation.ts';
import type { Scenario, ScenarioCookie, Step } from '../model/scenario.ts';
import type { ScriptLine, ScriptQuestion, Server } from '../model/server.ts';
import { SteppedScript } from '../model/stepped-script.ts';
import type { Authority } from '../network/authority.ts';
import { ask } from './ask.ts';
import { markUrl, readMark, unmark } from './case-mark.ts';
import { scriptedEffects } from './effects.ts';
import { markLine, unmarkExchange, unmarkReport } from './marked.ts';
import { observe, type Testimony } from './observe.ts';
import { probeRequest } from './probe-request.ts';
import { setCookies } from './set-cookies.ts';
import { takesTurns } from './shares-a-visit.ts';

/** How many requests of a batch are under way at any time. */
const AT_ONCE = 30;

/** How long the wire is given to come to rest after a batch, in milliseconds. */
const SETTLE_MS = 2_000;

/** A case that is being asked, one step after the other. */
interface OpenCase {
  readonly number: number;
  readonly scenario: Scenario;
  readonly script: SteppedScript;
  /** Of the present step: filled as requests arrive; each settles in place. */
  arrivals: Exchange[];
}

interface CaseAnswer {
  readonly observation: Observation;
  /** It is inconclusive for a tunnel alone, which may have been another case's. */
  readonly mayBeAnothers: boolean;
}

/**
 * One visitor for many scenarios that {@link import('./shares-a-visit.ts').sharesAVisit | may share} one. Each case's
 * URLs are unique on the wire by a query parameter, which observations show without.
 */
export class SharedVisit {
  readonly #network: Network;
  readonly #visit: Visit;
  readonly #cases = new Map<number, OpenCase>();
  readonly #server: Server;
  #lastNumber = 0;

  private constructor(network: Network, visit: Visit) {
    this.#network = network;
    this.#visit = visit;
    const answer = (question: ScriptQuestion) => this.#answer(question);
    this.#server = { name: 'script', version: '1', real: false, source: { kind: 'script', ask: answer } };
    network.router.record.onArrival((exchange) => {
      const number = readMark(exchange.url);
      if (number !== undefined) this.#cases.get(number)?.arrivals.push(exchange);
    });
  }

  /** @param cookies what all its scenarios have. Rejects when the engine has died */
  static async open(
    engine: Engine,
    authority: Authority,
    cookies: readonly ScenarioCookie[] = [],
  ): Promise<SharedVisit> {
    const network = await startNetwork(authority);
    let visit: Visit | undefined;
    try {
      visit = await Visit.open(engine, network);
      await setCookies(visit, cookies);
      return new SharedVisit(network, visit);
    } catch (error) {
      await visit?.close();
      await network.router.close();
      throw error;
    }
  }

  /**
   * Asks all of `scenarios`, which have page, number of steps and waits in common: the first step of each, then the
   * second of each, and so on. A tunnel that came to nothing names a host, and not whose request it was for: where one
   * could be the reason, the case is asked again by itself, and that counts.
   * @returns the observations of each, in their order; rejects when the page did not load or was lost
   */
  async examine(scenarios: readonly Scenario[]): Promise<Observation[][]> {
    const answers = await this.#ask(scenarios);
    const observations: Observation[][] = [];
    for (const [index, steps] of answers.entries()) {
      const isDoubtful = scenarios.length > 1 && steps.some(({ mayBeAnothers }) => mayBeAnothers);
      const [again] = isDoubtful ? await this.#ask(scenarios.slice(index, index + 1)) : [];
      observations.push((again ?? steps).map(({ observation }) => observation));
    }
    return observations;
  }

  async close(): Promise<void> {
    await this.#visit.close();
    await this.#network.router.close();
  }

  async #ask(scenarios: readonly Scenario[]): Promise<CaseAnswer[][]> {
    const [first] = scenarios;
    if (first === undefined) return [];
    const mark = this.#network.router.record.mark();
    try {
      const cases = scenarios.map((scenario) => this.#open(scenario));
      const rounds: CaseAnswer[][] = [];
      for (const [step, { waitMsBefore }] of first.steps.entries()) {
        // Also after the first step: a form has taken the page along.
        await this.#visit.goto(first.page);
        await wait(waitMsBefore);
        rounds.push(await this.#askStep(cases, step));
      }
      return cases.map((_, index) => rounds.map((round) => round[index] as CaseAnswer));
    } finally {
      this.#network.router.record.forget(this.#network.router.record.since(mark));
      this.#cases.clear();
    }
  }

  async #askStep(cases: readonly OpenCase[], step: number): Promise<CaseAnswer[]> {
    const mark = this.#network.router.record.mark();
    const requests = cases.map((each) => this.#play(each, step));
    const [only] = requests;
    const isInTurn = only !== undefined && cases.every(({ scenario }) => takesTurns(scenario));
    const reports = isInTurn ? [await this.#askInTurn(only)] : await this.#visit.probe(requests, AT_ONCE);
    await this.#settle(cases);
    const tunnels = this.#network.router.record.since(mark).filter(({ method }) => method === 'CONNECT');
    return cases.map((each, index) => toAnswer(each, step, reports[index], tunnels));
  }

  /** A batch of one, which may have to wait for what script does not hear of. Rejects when the page was lost. */
  async #askInTurn(request: ProbeRequest): Promise<ProbeReport> {
    const { testimony } = await ask(this.#visit, request);
    if (testimony.kind === 'lost') throw new Error(testimony.reason);
    return testimony;
  }

  #open(scenario: Scenario): OpenCase {
    const number = ++this.#lastNumber;
    const opened: OpenCase = { number, scenario, script: new SteppedScript(), arrivals: [] };
    this.#cases.set(number, opened);
    return opened;
  }

  /** Sets the stage for one step of a case. */
  #play(open: OpenCase, index: number): ProbeRequest {
    const { page, steps } = open.scenario;
    const step = steps[index] as Step;
    const hops = hopScripts(page, step);
    for (const origin of scriptedOrigins(hops)) {
      if (!this.#network.router.mounts.has(origin)) this.#network.router.mount(origin, this.#server);
    }
    open.script.play(hops, step.request.api);
    open.arrivals = [];
    return probeRequest({ ...step.request, url: markUrl(step.request.url, open.number) }, page);
  }

  #answer({ url, ...question }: ScriptQuestion): ScriptLine | undefined {
    const number = readMark(url);
    const asked = number === undefined ? undefined : this.#cases.get(number);
    const line = asked?.script.ask({ ...question, url: unmark(url) });
    return asked && line ? markLine(line, url, asked.number) : undefined;
  }

  #settle(cases: readonly OpenCase[]): Promise<boolean> {
    const isAtRest = () => cases.every(({ arrivals }) => arrivals.every(({ answer }) => answer.kind !== 'pending'));
    return this.#network.router.record.until(isAtRest, SETTLE_MS);
  }
}

/** Tunnels stand in the record only when they were refused or failed. */
function toAnswer(
  each: OpenCase,
  index: number,
  report: ProbeReport | undefined,
  tunnels: readonly Exchange[],
): CaseAnswer {
  const observation = toObservation(each, index, report, tunnels);
  const isInconclusive = observation.outcome === 'inconclusive';
  return {
    observation,
    mayBeAnothers: isInconclusive && toObservation(each, index, report, []).outcome !== 'inconclusive',
  };
}

function toObservation(
  { scenario, arrivals }: OpenCase,
  index: number,
  report: ProbeReport | undefined,
  tunnels: readonly Exchange[],
): Observation {
  const step = scenario.steps[index] as Step;
  const hops = hopScripts(scenario.page, step);
  const exchanges = arrivals.map(unmarkExchange);
  const testimony: Testimony = report ? unmarkReport(report) : { kind: 'lost', reason: 'the page reported nothing' };
  return observe({
    url: step.request.url,
    origin: serialisedOrigin(scenario.page),
    testimony,
    exchanges: [...exchanges, ...tunnels],
    effects: scriptedEffects(hops, exchanges),
    lastHop: hops.length - 1,
  });
}
