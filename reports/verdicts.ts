import type { Claim, ClaimCase, Values } from '../harness/model/claim.ts';
import { compare } from '../harness/model/compare.ts';
import type { Observation } from '../harness/model/observation.ts';
import { ENGINE_NAMES, type EngineName } from '../harness/model/words.ts';

/**
 * `confirmed`: every case came out as the claim has it. `limited`: what it says in so many words did, and something that
 * a reader would take it to say did not. `refuted`: what it says did not come out so. `outdated`: it did once.
 * `unsettled`: a case was not measured in this run.
 */
export const VERDICTS = ['confirmed', 'limited', 'refuted', 'outdated', 'unsettled'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What was measured of one case in one column: a request's observation, or a measurement's values. */
export interface Evidence {
  readonly id: string;
  readonly engine: EngineName;
  /** Its test went as it should. What did not is no evidence. */
  readonly pass: boolean;
  readonly seen: Observation | { readonly values: Values };
}

/** A claim and what the measurements make of it. */
export interface SettledClaim extends Pick<Claim, 'id' | 'text' | 'basis' | 'source'> {
  readonly verdict: Verdict;
  /** Ids of results and measurements: those that decided first. */
  readonly evidence: readonly string[];
  /** One or several sentences. */
  readonly why: string;
}

/** How one case came out: nowhere measured, as the claim says, or otherwise somewhere. */
type CaseOutcome =
  | { readonly kind: 'missing' | 'held' }
  | { readonly kind: 'failed'; readonly engines: readonly EngineName[] };

/**
 * Settles a claim from what was measured. Pure: nothing is typed in by hand. A case that was not measured in each of the
 * three engines leaves the claim unsettled, unless a literal case has failed elsewhere.
 */
export function settle(claim: Claim, evidence: readonly Evidence[]): SettledClaim {
  const judge = (each: ClaimCase) => ({ case: each, outcome: outcomeOf(each, evidence) });
  const literal = claim.literal.map(judge);
  const breaking = claim.breaking.map(judge);
  const { id, text, basis, source } = claim;
  const settled = (verdict: Verdict, why: string, deciding: readonly Judged[]): SettledClaim => {
    const ids = [...deciding, ...literal, ...breaking].map((each) => each.case.of);
    return { id, text, basis, source, verdict, evidence: [...new Set(ids)], why };
  };

  const refuting = literal.filter(hasFailed);
  if (refuting.length > 0 && claim.outdated) {
    const { since, source: dated } = claim.outdated;
    return settled('outdated', `Not since ${since} (${dated}). ${sentences(refuting)}`, refuting);
  }
  if (refuting.length > 0) return settled('refuted', sentences(refuting), refuting);
  const missing = [...literal, ...breaking].filter(({ outcome }) => outcome.kind === 'missing');
  if (literal.length === 0 || missing.length > 0) return settled('unsettled', whatIsMissing(missing), []);
  const biting = breaking.filter(hasFailed);
  if (biting.length > 0) return settled('limited', sentences(biting), biting);
  return settled('confirmed', `It came out so in each of ${count(literal.length + breaking.length)}.`, []);
}

interface Judged {
  readonly case: ClaimCase;
  readonly outcome: CaseOutcome;
}

type Failed = Judged & { readonly outcome: Extract<CaseOutcome, { kind: 'failed' }> };

function hasFailed(judged: Judged): judged is Failed {
  return judged.outcome.kind === 'failed';
}

function outcomeOf({ of, says }: ClaimCase, evidence: readonly Evidence[]): CaseOutcome {
  const measured = evidence.filter(({ id, pass }) => id === of && pass);
  const failed = measured.filter(({ seen }) => !comesOutAs(says, seen)).map(({ engine }) => engine);
  if (failed.length > 0) return { kind: 'failed', engines: [...new Set(failed)] };
  const isEverywhere = ENGINE_NAMES.every((name) => measured.some(({ engine }) => engine === name));
  return { kind: isEverywhere ? 'held' : 'missing' };
}

function comesOutAs(says: ClaimCase['says'], seen: Evidence['seen']): boolean {
  if ('values' in says) {
    return 'values' in seen && Object.entries(says.values).every(([name, value]) => seen.values[name] === value);
  }
  return !('values' in seen) && compare(says, seen).length === 0;
}

function sentences(failed: readonly Failed[]): string {
  return failed.map((each) => `${each.case.otherwise}${inSome(each.outcome.engines)}`).join(' ');
}

/** Where all agree nothing needs to be said. */
function inSome(engines: readonly EngineName[]): string {
  return engines.length === ENGINE_NAMES.length ? '' : ` (${engines.join(', ')})`;
}

function whatIsMissing(missing: readonly Judged[]): string {
  if (missing.length === 0) return 'No case of it is known.';
  return `Not measured in this run, or not in each engine: ${missing.map((each) => each.case.of).join(', ')}.`;
}

function count(cases: number): string {
  return cases === 1 ? 'one case' : `${cases} cases`;
}
