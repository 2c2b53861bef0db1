import { sharesAVisit } from '../runner/shares-a-visit.ts';
import type { Drawn } from './draw.ts';
import { type Difference, differenceFor, judge, type Oracle } from './judge.ts';
import type { Respondent } from './respondent.ts';

/** How many smaller scenarios of one cause are played, and at once; a profile of its own costs a second. */
const SHARED = { inAll: 240, atOnce: 16 } as const;
const ALONE = { inAll: 36, atOnce: 6 } as const;

/** How many smaller scenarios of one cause are looked at; most are ruled out by their prediction alone. */
const MOST_LOOKED_AT = 2_000;

/** A scenario that shows a cause. */
export interface Suspect {
  readonly drawn: Drawn;
  readonly difference: Difference;
}

/**
 * Shrinks all suspects side by side, greedily: the first smaller scenario that shows the same cause takes the place of
 * its suspect. Ends when there is none, or after a bounded number of attempts.
 * @returns the smallest scenario found for each
 */
export async function shrinkAll(
  suspects: readonly Suspect[],
  respondent: Respondent,
  oracle: Oracle,
): Promise<Drawn[]> {
  const shrinkings = suspects.map((suspect) => new Shrinking(suspect, oracle));
  for (;;) {
    const batches = shrinkings.map((each) => each.nextBatch());
    const scenarios = batches.flat().map(({ scenario }) => scenario);
    if (scenarios.length === 0) return shrinkings.map(({ smallest }) => smallest);
    const observations = await respondent.ask(scenarios);
    for (const [index, shrinking] of shrinkings.entries()) {
      const shows = ({ scenario }: Drawn) => {
        const judgement = judge(respondent.name, scenario, oracle(scenario), observations.get(scenario.id));
        return differenceFor(shrinking.key, judgement) !== undefined;
      };
      const smaller = batches[index]?.find(shows);
      if (smaller !== undefined) shrinking.accept(smaller);
    }
  }
}

class Shrinking {
  readonly key: string;
  readonly #oracle: Oracle;
  readonly #difference: Difference;
  readonly #limits: typeof SHARED | typeof ALONE;
  readonly #id: string;
  #smallest: Drawn;
  #candidates: Iterator<Drawn>;
  #named = 0;
  #asked = 0;
  #lookedAt = 0;

  constructor({ drawn, difference }: Suspect, oracle: Oracle) {
    this.key = difference.key;
    this.#difference = difference;
    this.#oracle = oracle;
    this.#limits = sharesAVisit(drawn.scenario) ? SHARED : ALONE;
    this.#id = drawn.scenario.id;
    this.#smallest = drawn;
    this.#candidates = this.#smallerOnes();
  }

  get smallest(): Drawn {
    return this.#smallest;
  }

  accept(smaller: Drawn): void {
    this.#smallest = smaller;
    this.#candidates = this.#smallerOnes();
  }

  /** The next smaller scenarios that may show the cause; none when it is over. */
  nextBatch(): Drawn[] {
    const batch: Drawn[] = [];
    const most = Math.min(this.#limits.atOnce, this.#limits.inAll - this.#asked);
    while (batch.length < most && this.#lookedAt < MOST_LOOKED_AT) {
      const { value, done } = this.#candidates.next();
      if (done) break;
      this.#lookedAt += 1;
      if (this.#isCandidate(value)) batch.push(value);
    }
    this.#asked += batch.length;
    return batch;
  }

  #smallerOnes(): Iterator<Drawn> {
    return this.#smallest.smaller(() => `${this.#id}~${++this.#named}`)[Symbol.iterator]();
  }

  /** What is predicted belongs to the cause of another outcome: where it is not predicted, no engine need be asked. */
  #isCandidate({ scenario }: Drawn): boolean {
    const { prediction, mismatches } = this.#difference;
    const isOfHeaders = mismatches.every(({ field }) => field.includes('HeadersSeenByServer'));
    const predictions = this.#oracle(scenario);
    if (predictions.some(({ outcome }) => outcome === 'inconclusive')) return false;
    return isOfHeaders || predictions.some((each) => each.decidedBy.reason === prediction.decidedBy.reason);
  }
}
