import type { Engine } from '../browsers/engine.ts';
import type { ProbeReport, ProbeRequest } from '../browsers/probe-words.ts';
import { type Network, startNetwork, Visit } from '../browsers/visit.ts';
import type { Exchange } from '../model/exchange.ts';
import { type HopScript, hopScripts, lineOf, scriptedOrigins, serialisedOrigin } from '../model/hop-script.ts';
import type { Observation } from '../model/observation.ts';
import type { Scenario, Step } from '../model/scenario.ts';
import type { ScriptLine, ScriptQuestion, Server } from '../model/server.ts';
import type { Api } from '../model/words.ts';
import type { Authority } from '../network/authority.ts';
import { markRedirect, markUrl, readMark, unmark } from './case-mark.ts';
import { scriptedEffects } from './effects.ts';
import { observe, type Testimony } from './observe.ts';
import { probeRequest } from './probe-request.ts';

/** How many requests of a batch are under way at any time. */
const AT_ONCE = 16;

/** How long the wire is given to come to rest after a batch, in milliseconds. */
const SETTLE_MS = 2_000;

/** A case that is being asked. */
interface OpenCase {
  readonly scenario: Scenario;
  readonly api: Api;
  readonly hops: readonly HopScript[];
  readonly request: ProbeRequest;
  /** Filled as requests arrive; each settles in place. */
  readonly arrivals: Exchange[];
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
    const ask = (question: ScriptQuestion) => this.#answer(question);
    this.#server = { name: 'script', version: '1', real: false, source: { kind: 'script', ask } };
    network.router.record.onArrival((exchange) => {
      const mark = readMark(exchange.url);
      if (mark) this.#cases.get(mark.number)?.arrivals.push(exchange);
    });
  }

  /** Rejects when the engine has died. */
  static async open(engine: Engine, authority: Authority): Promise<SharedVisit> {
    const network = await startNetwork(authority);
    try {
      return new SharedVisit(network, await Visit.open(engine, network));
    } catch (error) {
      await network.router.close();
      throw error;
    }
  }

  /**
   * Asks all of `scenarios`, whose pages have the same origin and path. A tunnel that came to nothing names a host, and
   * not whose request it was for: where one could be the reason, the case is asked again by itself, and that counts.
   * @returns one observation a scenario, in their order; rejects when the page did not load or was lost
   */
  async examine(scenarios: readonly Scenario[]): Promise<Observation[]> {
    const answers = await this.#ask(scenarios);
    const observations: Observation[] = [];
    for (const [index, { observation, mayBeAnothers }] of answers.entries()) {
      const [again] = mayBeAnothers && scenarios.length > 1 ? await this.#ask(scenarios.slice(index, index + 1)) : [];
      observations.push(again?.observation ?? observation);
    }
    return observations;
  }

  async close(): Promise<void> {
    await this.#visit.close();
    await this.#network.router.close();
  }

  async #ask(scenarios: readonly Scenario[]): Promise<CaseAnswer[]> {
    const [first] = scenarios;
    if (first === undefined) return [];
    const mark = this.#network.router.record.mark();
    const cases = scenarios.map((scenario) => this.#open(scenario));
    try {
      await this.#visit.goto(first.page);
      const reports = await this.#visit.probe(
        cases.map(({ request }) => request),
        AT_ONCE,
      );
      await this.#settle(cases);
      const tunnels = this.#network.router.record.since(mark).filter(({ method }) => method === 'CONNECT');
      return cases.map((each, index) => toAnswer(each, reports[index], tunnels));
    } finally {
      this.#network.router.record.forget(this.#network.router.record.since(mark));
      this.#cases.clear();
    }
  }

  #open(scenario: Scenario): OpenCase {
    const step = scenario.steps[0] as Step;
    const number = ++this.#lastNumber;
    const hops = hopScripts(scenario.page, step);
    for (const origin of scriptedOrigins(hops)) {
      if (!this.#network.router.mounts.has(origin)) this.#network.router.mount(origin, this.#server);
    }
    const request = probeRequest(
      { ...step.request, url: markUrl(step.request.url, { number, hop: 0 }) },
      scenario.page,
    );
    const opened: OpenCase = { scenario, api: step.request.api, hops, request, arrivals: [] };
    this.#cases.set(number, opened);
    return opened;
  }

  #answer({ url, preflight }: ScriptQuestion): ScriptLine | undefined {
    const mark = readMark(url);
    const asked = mark && this.#cases.get(mark.number);
    if (!mark || !asked) return undefined;
    const line = lineOf(asked.hops, mark.hop, preflight, asked.api);
    if (!line || line.answer.redirectTo === null) return line;
    const redirectTo = markRedirect(line.answer.redirectTo, url, { number: mark.number, hop: mark.hop + 1 });
    return { ...line, answer: { ...line.answer, redirectTo } };
  }

  #settle(cases: readonly OpenCase[]): Promise<boolean> {
    const isAtRest = () => cases.every(({ arrivals }) => arrivals.every(({ answer }) => answer.kind !== 'pending'));
    return this.#network.router.record.until(isAtRest, SETTLE_MS);
  }
}

/** Tunnels stand in the record only when they were refused or failed. */
function toAnswer(each: OpenCase, report: ProbeReport | undefined, tunnels: readonly Exchange[]): CaseAnswer {
  const observation = toObservation(each, report, tunnels);
  const isInconclusive = observation.outcome === 'inconclusive';
  return {
    observation,
    mayBeAnothers: isInconclusive && toObservation(each, report, []).outcome !== 'inconclusive',
  };
}

function toObservation(
  { scenario, hops, arrivals }: OpenCase,
  report: ProbeReport | undefined,
  tunnels: readonly Exchange[],
): Observation {
  const exchanges = arrivals.map(unmarkExchange);
  const testimony: Testimony = report ? unmarkReport(report) : { kind: 'lost', reason: 'the page reported nothing' };
  return observe({
    url: (scenario.steps[0] as Step).request.url,
    origin: serialisedOrigin(scenario.page),
    testimony,
    exchanges: [...exchanges, ...tunnels],
    effects: scriptedEffects(hops, exchanges),
    lastHop: hops.length - 1,
  });
}

function unmarkExchange(exchange: Exchange): Exchange {
  const { answer } = exchange;
  return {
    ...exchange,
    url: unmark(exchange.url),
    answer:
      answer.kind === 'answered'
        ? { ...answer, headers: answer.headers.map(([name, value]) => [name, unmark(value)]) }
        : answer,
  };
}

function unmarkReport(report: ProbeReport): ProbeReport {
  return report.kind === 'response' ? { ...report, url: unmark(report.url) } : report;
}
