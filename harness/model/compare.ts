import type { Observation } from './observation.ts';
import type { Prediction } from './prediction.ts';
import type { Expectation } from './scenario.ts';

/** What an observation and a prediction have in common. */
export type Comparable = Pick<Observation, keyof Observation & keyof Prediction>;

/** One field in which an observation is not what was expected. */
export interface Mismatch {
  /** As in `outcome`, or `effects["https://api.shop.com"]`. */
  readonly field: string;
  readonly expected: unknown;
  readonly observed: unknown;
}

type Checker<Field extends keyof Expectation> = (
  expected: NonNullable<Expectation[Field]>,
  observed: Comparable,
) => Mismatch[];

const same = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);

function equal<Field extends keyof Expectation & keyof Comparable>(field: Field): Checker<Field> {
  return (expected, observation) =>
    same(expected, observation[field]) ? [] : [{ field, expected, observed: observation[field] }];
}

/** Compares entry by entry; `null`, and what is absent, are the same. */
function entries(
  field: 'effects' | 'visibleHeaderValues' | 'requestHeadersSeenByServer' | 'preflightHeadersSeenByServer',
  absent: number | null,
) {
  return (expected: Record<string, unknown>, observation: Comparable): Mismatch[] =>
    Object.entries(expected).flatMap(([key, value]) => {
      const seen: Readonly<Record<string, unknown>> = observation[field];
      const observed = Object.hasOwn(seen, key) ? seen[key] : absent;
      return same(value, observed) ? [] : [{ field: `${field}[${JSON.stringify(key)}]`, expected: value, observed }];
    });
}

function visibility(field: 'visibleHeaders' | 'hiddenHeaders', wanted: boolean): Checker<typeof field> {
  return (names, { visibleHeaders }) =>
    names
      .filter((name) => visibleHeaders.includes(name.toLowerCase()) !== wanted)
      .map((name) => ({ field, expected: `${name} is ${wanted ? 'visible' : 'hidden'}`, observed: visibleHeaders }));
}

const CHECKERS: { readonly [Field in keyof Expectation]-?: Checker<Field> } = {
  outcome: equal('outcome'),
  preflight: equal('preflight'),
  preflightHops: equal('preflightHops'),
  reached: equal('reached'),
  reachedHops: equal('reachedHops'),
  effects: entries('effects', 0),
  status: equal('status'),
  visibleHeaders: visibility('visibleHeaders', true),
  hiddenHeaders: visibility('hiddenHeaders', false),
  visibleHeaderValues: entries('visibleHeaderValues', null),
  requestHeadersSeenByServer: entries('requestHeadersSeenByServer', null),
  preflightHeadersSeenByServer: entries('preflightHeadersSeenByServer', null),
};

/**
 * Holds an observation against what was expected of it. What the expectation leaves out is not checked.
 * @returns every difference; none means agreement. An inconclusive observation differs in its outcome, always.
 */
export function compare(expectation: Expectation, observation: Comparable): Mismatch[] {
  if (observation.outcome === 'inconclusive') {
    return [
      { field: 'outcome', expected: expectation.outcome ?? 'anything that was measured', observed: 'inconclusive' },
    ];
  }
  return (Object.keys(CHECKERS) as (keyof Expectation)[]).flatMap((field) => {
    const expected = expectation[field];
    return expected === undefined ? [] : (CHECKERS[field] as Checker<typeof field>)(expected as never, observation);
  });
}

/** One difference in one line. */
export function describeMismatch({ field, expected, observed }: Mismatch, verb: 'observed' | 'predicted'): string {
  return `${field}: expected ${JSON.stringify(expected)}, ${verb} ${JSON.stringify(observed) ?? 'nothing'}`;
}
