import { combined } from '../model/combined.ts';
import type { DecidedBy, Prediction } from '../model/prediction.ts';
import type { ScenarioRequest } from '../model/scenario.ts';
import type { Fate } from './fate.ts';
import { NotModelledError, NotObservedError } from './fetch-types.ts';
import { visibleHeaders } from './filtered-response.ts';
import { STEPS, type StepId } from './steps.ts';
import type { Sent } from './user-agent.ts';

/** The requests of a step as they went out, and what else is to be known of its servers. */
export interface Wire {
  readonly sent: readonly Sent[];
  /** Where the redirects end, when all goes well. */
  readonly lastHop: number;
  readonly effects: Prediction['effects'];
}

/**
 * Tells the fate of a request in the words of a scenario. Where nothing decides, the outcome is `inconclusive`.
 * @param decide finds the fate, or throws; the wire is asked afterwards
 */
export function stateFate(request: ScenarioRequest, decide: () => Fate, wire: () => Wire): Prediction {
  try {
    const fate = decide();
    return { ...seenByScript(fate, request), reason: null, decidedBy: decidedBy(fate.decidedBy), ...onTheWire(wire()) };
  } catch (error) {
    const why = undecided(error);
    return { ...NOTHING_SEEN, outcome: 'inconclusive', reason: why.reason, decidedBy: why, ...onTheWire(wire()) };
  }
}

const NOTHING_SEEN = { status: 0, visibleHeaders: [], hiddenHeaders: [], visibleHeaderValues: {} } as const;

function decidedBy(id: StepId): DecidedBy {
  const { section, step, reason } = STEPS[id];
  return { section, step, reason };
}

/** Why nothing decides; what is thrown for any other reason is thrown on. */
function undecided(error: unknown): DecidedBy {
  if (error instanceof NotModelledError) return { section: 'not modelled', step: '', reason: error.message };
  if (error instanceof NotObservedError) return { section: 'not observed', step: '', reason: error.message };
  throw error;
}

function seenByScript(
  { outcome, request, response }: Fate,
  { api }: ScenarioRequest,
): Pick<Prediction, 'outcome' | 'status' | 'visibleHeaders' | 'hiddenHeaders' | 'visibleHeaderValues'> {
  if (response.type === 'error') return { ...NOTHING_SEEN, outcome };
  const isScripted = outcome === 'readable' && (api === 'fetch' || api === 'xhr');
  const visible = isScripted && request !== null ? visibleHeaders(request, response) : [];
  const names = new Set(visible.map(([name]) => name));
  const sent = new Set(response.headers.map(([name]) => name.toLowerCase()));
  return {
    outcome,
    status: isScripted ? response.status : 0,
    visibleHeaders: [...names],
    hiddenHeaders: [...sent].filter((name) => !names.has(name)),
    visibleHeaderValues: Object.fromEntries(visible),
  };
}

function onTheWire({ sent, lastHop, effects }: Wire) {
  const hopsOf = (preflight: boolean) => [
    ...new Set(sent.filter((each) => each.preflight === preflight).map(({ hop }) => hop)),
  ];
  const [preflightHops, reachedHops] = [hopsOf(true), hopsOf(false)];
  return {
    preflight: preflightHops.length > 0 ? ('sent' as const) : ('none' as const),
    preflightHops,
    reached: reachedHops.includes(lastHop),
    reachedHops,
    effects,
    requestHeadersSeenByServer: seenByServer(sent.findLast(({ preflight }) => !preflight)),
    preflightHeadersSeenByServer: seenByServer(sent.findLast(({ preflight }) => preflight)),
  };
}

function seenByServer(sent: Sent | undefined): Record<string, string> {
  if (sent === undefined) return {};
  // White space around a value is no part of it: https://www.rfc-editor.org/rfc/rfc9110#section-5.5
  const lines = [...combined(sent.request.headers)].map(([name, value]) => [
    name,
    value.replace(/^[\t ]+|[\t ]+$/g, ''),
  ]);
  return Object.fromEntries([[':method', sent.request.method], ...lines]);
}
