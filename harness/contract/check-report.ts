import type { Contract } from '../model/contract.ts';
import type { EngineInfo } from '../model/engine-info.ts';
import type { AskedOrigin, CheckedRoute, CheckReport, Finding } from '../model/finding.ts';
import { grouped } from '../model/grouped.ts';
import { ENGINE_NAMES } from '../model/words.ts';
import type { Evidence, Heard, Seen } from './evidence.ts';
import { isMeasured } from './evidence.ts';
import { judge } from './judge/judge.ts';
import { reads } from './judge/strangers.ts';

/** What a check has come to. */
export interface Outcome {
  readonly contract: Contract;
  readonly evidence: readonly Evidence[];
  readonly engines: readonly EngineInfo[];
  readonly inconclusive: CheckReport['inconclusive'];
  readonly isComplete: boolean;
}

/** Tells it in the form that is written down. Pure. */
export function reportOf(outcome: Outcome): CheckReport {
  const { contract, engines, inconclusive, isComplete } = outcome;
  const evidence = outcome.evidence.map(inOrderOfEngines);
  return {
    format: 1,
    complete: isComplete,
    engines,
    findings: evidence.flatMap((each) => judge(each, contract.rules)).toSorted(bySeverity),
    inconclusive,
    checked: {
      apis: contract.apis.map(({ origin }) => origin),
      sites: contract.sites,
      routes: evidence.map(checkedRoute),
    },
  };
}

/** Engines are asked at the same time: which answers first is no property of the API. */
function inOrderOfEngines(evidence: Evidence): Evidence {
  const sorted = (seen: readonly Seen[]) =>
    seen.toSorted((one, other) => ENGINE_NAMES.indexOf(one.engine) - ENGINE_NAMES.indexOf(other.engine));
  const { readers, strangers } = evidence.seen;
  return { ...evidence, seen: { ...evidence.seen, readers: sorted(readers), strangers: sorted(strangers) } };
}

const GRAVITY = { error: 0, warn: 1, note: 2 } as const;

function bySeverity(left: Finding, right: Finding): number {
  return GRAVITY[left.severity] - GRAVITY[right.severity];
}

function checkedRoute({ route, seen, heard }: Evidence): CheckedRoute {
  const all = [...seen.readers, ...seen.strangers];
  const known = new Set(all.map(keyOf));
  const outsideOnly = heard.strangers.filter((each) => !known.has(keyOf(each)));
  return {
    name: route.name,
    asked: [...[...grouped(all, keyOf).values()].map(askedInEngines), ...outsideOnly.map(askedOutside)],
  };
}

function keyOf({ origin, credentials }: Pick<Heard, 'origin' | 'credentials'>): string {
  return `${origin} ${credentials}`;
}

function askedInEngines(all: readonly [Seen, ...Seen[]]): AskedOrigin {
  const [{ origin, originClass, credentials }] = all;
  const measured = all.filter(isMeasured);
  const isReading = originClass === 'reader' ? measured.every(isReadable) : measured.some(reads);
  return {
    origin,
    originClass,
    engines: [...new Set(measured.map(({ engine }) => engine))],
    reads: measured.length === 0 ? null : isReading,
    withCredentials: credentials,
  };
}

function isReadable({ observation }: Seen): boolean {
  return observation.outcome === 'readable';
}

/** It was allowed nothing, or as much as another of its class: what the standard makes of that is enough. */
function askedOutside({ origin, originClass, credentials, prediction }: Heard): AskedOrigin {
  const isAsked = prediction.outcome !== 'inconclusive';
  const reads = isAsked ? prediction.outcome === 'readable' : null;
  return { origin, originClass, engines: [], reads, withCredentials: credentials };
}
