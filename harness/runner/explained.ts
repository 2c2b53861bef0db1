import type { Deviation, JudgedStep } from '../deviations/deviation.ts';
import { DEVIATIONS } from '../deviations/ledger.ts';
import type { Mismatch } from '../model/compare.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Observation } from '../model/observation.ts';
import type { ScenarioPage, ScenarioRequest, Step } from '../model/scenario.ts';
import type { EngineName } from '../model/words.ts';
import { explain } from '../oracle/explain.ts';
import { hold } from './hold.ts';

type Answer = Step['server']['response'];

/** Nobody asked, so nobody answered. */
const NO_ANSWER: Answer = { status: 200, headers: [], redirectTo: null };

/** A request of servers nobody scripted as a step: its script is what they answered, and it expects nothing. */
export function judgeObserved(
  request: ScenarioRequest,
  page: ScenarioPage,
  exchanges: readonly Exchange[],
): JudgedStep {
  const step: Step = { waitMsBefore: 0, request, server: serverThatAnswered(request.url, exchanges), expect: {} };
  return { page, cookies: [], step, before: [], prediction: explain({ request, page, exchanges }) };
}

function serverThatAnswered(url: string, exchanges: readonly Exchange[]): Step['server'] {
  const last = Math.max(0, ...exchanges.map(({ hop }) => hop ?? 0));
  const [first, ...hops] = Array.from({ length: last + 1 }, (_, hop) => {
    const ofHop = exchanges.filter((each) => each.hop === hop);
    return {
      url: ofHop.at(-1)?.url ?? url,
      preflight: lastAnswer(ofHop, true),
      response: lastAnswer(ofHop, false) ?? NO_ANSWER,
    };
  });
  return { preflight: first?.preflight ?? null, response: first?.response ?? NO_ANSWER, hops };
}

function lastAnswer(exchanges: readonly Exchange[], preflight: boolean): Answer | null {
  const answers = exchanges.filter((each) => each.preflight === preflight).map(({ answer }) => answer);
  const answer = answers.findLast(({ kind }) => kind === 'answered');
  if (answer?.kind !== 'answered') return null;
  const locations = answer.headers.filter(([name]) => name.toLowerCase() === 'location');
  const isPlain = !preflight && locations.length === 1;
  const headers = isPlain ? answer.headers.filter((header) => header !== locations[0]) : answer.headers;
  return {
    status: answer.status,
    headers: headers.map(([name, value]) => [name, value]),
    redirectTo: isPlain ? (locations[0]?.[1] ?? null) : null,
  };
}

/** Where an engine did otherwise than the standard says. */
export interface Departure {
  /** What no known deviation explains. */
  readonly mismatches: readonly Mismatch[];
  readonly deviations: readonly Deviation[];
}

/**
 * Holds what an engine did against what the standard makes of the answers it got: whether script may read, and what is
 * sent. Nothing departs from what cannot be told.
 * @param ledger the known deviations; a parameter for tests alone
 */
export function departureOf(
  engine: EngineName,
  judged: JudgedStep,
  observation: Observation,
  ledger: readonly Deviation[] = DEVIATIONS,
): Departure {
  const { outcome, status, preflightHops, reachedHops } = judged.prediction;
  if (outcome === 'inconclusive' || observation.outcome === 'inconclusive') return { mismatches: [], deviations: [] };
  const expected = { outcome, status, preflightHops: [...preflightHops], reachedHops: [...reachedHops] };
  const { mismatches, deviations } = hold(
    engine,
    { ...judged, step: { ...judged.step, expect: expected } },
    observation,
    ledger,
  );
  return { mismatches, deviations };
}
