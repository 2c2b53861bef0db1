/** One thing that was measured, and what it has to keep to. */
export interface Measurement {
  readonly what: string;
  /** As a person reads it: `31,200 cases/s`. */
  readonly value: string;
  /** As in `at least 20,000 cases/s`. */
  readonly bound: string;
  readonly holds: boolean;
}

/** Measures something; called once a run. */
export type Bench = () => readonly Measurement[] | Promise<readonly Measurement[]>;

const NUMBER = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** A figure that must not be less than `bound`. */
export function atLeast(what: string, figure: number, bound: number, unit: string): Measurement {
  return {
    what,
    value: `${NUMBER.format(Math.round(figure))} ${unit}`,
    bound: `at least ${NUMBER.format(bound)} ${unit}`,
    holds: figure >= bound,
  };
}

/** A figure, or a ratio, that must not be more than `bound`. */
export function atMost(what: string, figure: number, bound: number, unit = ''): Measurement {
  const told = (number: number) => `${NUMBER.format(number)} ${unit}`.trimEnd();
  return { what, value: told(figure), bound: `at most ${told(bound)}`, holds: figure <= bound };
}
