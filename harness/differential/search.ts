import type { Prediction } from '../model/prediction.ts';
import type { Drawn } from './draw.ts';
import { type Difference, differenceFor, type Judgement, judge, type Oracle } from './judge.ts';
import type { Respondent } from './respondent.ts';
import { shrinkAll } from './shrink.ts';

/** A cause for which an engine and the oracle disagree, and the smallest scenario that was found to show it. */
export interface Disagreement {
  readonly smallest: Drawn;
  readonly difference: Difference;
  readonly predictions: readonly Prediction[];
  /** The scenarios, as drawn, that showed it. */
  readonly shownBy: readonly string[];
  /** Did the smallest scenario show it again when it was asked once more. */
  readonly showsAgain: boolean;
}

/** What a search in one engine came to. */
export interface Findings {
  readonly disagreements: readonly Disagreement[];
  /** In how many scenarios each known deviation was seen, by its id. */
  readonly known: ReadonlyMap<string, number>;
  /** The scenarios in which a known deviation ought to have been seen and was not, by its id. */
  readonly stale: ReadonlyMap<string, readonly string[]>;
  readonly inconclusive: readonly { readonly id: string; readonly reason: string }[];
}

export interface Search {
  readonly respondent: Respondent;
  readonly oracle: Oracle;
  /** Called with each scenario that was played. */
  readonly onResult?: () => void;
  /** Called with the number of causes before they are shrunk. */
  readonly onShrinking?: (causes: number) => void;
}

/** Plays what was drawn in one engine, and finds every cause of disagreement once. */
export async function search(drawn: readonly Drawn[], options: Search): Promise<Findings> {
  const { respondent, oracle, onResult, onShrinking } = options;
  const judgements = await judgeAll(drawn, respondent, oracle, onResult);
  // A load on the machine can make a page give up: what could not be told is asked once more.
  const again = drawn.filter((_, index) => judgements[index]?.kind === 'inconclusive');
  const secondTime = new Map<Drawn, Judgement>();
  for (const [index, judgement] of (await judgeAll(again, respondent, oracle)).entries()) {
    secondTime.set(again[index] as Drawn, judgement);
  }
  const settled = drawn.map((each, index) => secondTime.get(each) ?? (judgements[index] as Judgement));
  const byCause = groups(drawn, settled);
  onShrinking?.(byCause.size);
  const smallest = await shrinkAll([...byCause.values()].map(smallestFirst), respondent, oracle);
  const confirmed = await judgeAll(smallest, respondent, oracle);
  return {
    disagreements: [...byCause].map(([key, members], index) => {
      const last = smallest[index] as Drawn;
      const difference = differenceFor(key, confirmed[index] as Judgement);
      const [first] = members;
      return {
        smallest: last,
        difference: difference ?? (first as Member).difference,
        predictions: oracle(last.scenario),
        shownBy: members.map((member) => member.drawn.scenario.id),
        showsAgain: difference !== undefined,
      };
    }),
    known: countKnown(settled),
    stale: findStale(drawn, settled),
    inconclusive: settled.flatMap((each, index) =>
      each.kind === 'inconclusive' ? [{ id: drawn[index]?.scenario.id ?? '', reason: each.reason }] : [],
    ),
  };
}

function countKnown(judgements: readonly Judgement[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const judgement of judgements) {
    if (judgement.kind === 'inconclusive') continue;
    for (const id of judgement.known) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

function findStale(drawn: readonly Drawn[], judgements: readonly Judgement[]): Map<string, string[]> {
  const scenarios = new Map<string, string[]>();
  for (const [index, judgement] of judgements.entries()) {
    if (judgement.kind === 'inconclusive') continue;
    const name = drawn[index]?.scenario.id ?? '';
    for (const id of judgement.stale) scenarios.set(id, [...(scenarios.get(id) ?? []), name]);
  }
  return scenarios;
}

interface Member {
  readonly drawn: Drawn;
  readonly difference: Difference;
}

function groups(drawn: readonly Drawn[], judgements: readonly Judgement[]): Map<string, Member[]> {
  const byCause = new Map<string, Member[]>();
  for (const [index, judgement] of judgements.entries()) {
    if (judgement.kind !== 'difference') continue;
    for (const difference of judgement.differences) {
      const members = byCause.get(difference.key) ?? [];
      byCause.set(difference.key, [...members, { drawn: drawn[index] as Drawn, difference }]);
    }
  }
  return byCause;
}

function smallestFirst(members: readonly Member[]): Member {
  const size = ({ drawn }: Member) => JSON.stringify(drawn.scenario).length + 10_000 * drawn.scenario.steps.length;
  return members.reduce((best, each) => (size(each) < size(best) ? each : best));
}

async function judgeAll(
  drawn: readonly Drawn[],
  respondent: Respondent,
  oracle: Oracle,
  onResult?: () => void,
): Promise<Judgement[]> {
  if (drawn.length === 0) return [];
  const scenarios = drawn.map(({ scenario }) => scenario);
  const observations = await respondent.ask(scenarios, onResult);
  return scenarios.map((scenario) => judge(respondent.name, scenario, oracle(scenario), observations.get(scenario.id)));
}
