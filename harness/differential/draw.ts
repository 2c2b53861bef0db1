import fc from 'fast-check';
import { type Scenario, scenarioSchema } from '../model/scenario.ts';
import { type Draft, toScenario } from './draft.ts';
import type { Theme } from './theme.ts';
import { THEMES } from './themes.ts';

/** A scenario that was drawn, and knows smaller ones of its kind. */
export interface Drawn {
  readonly theme: string;
  readonly scenario: Scenario;
  /** Smaller scenarios, the boldest first; `id` names each of them. */
  smaller(id: () => string): Iterable<Drawn>;
}

/** Hands out what an arbitrary draws together with what it needs to shrink it. */
class Kept<T> extends fc.Arbitrary<fc.Value<T>> {
  readonly #inner: fc.Arbitrary<T>;

  constructor(inner: fc.Arbitrary<T>) {
    super();
    this.#inner = inner;
  }

  override generate(random: fc.Random, biasFactor: number | undefined): fc.Value<fc.Value<T>> {
    return new fc.Value(this.#inner.generate(random, biasFactor), undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is fc.Value<T> {
    return false;
  }

  override shrink(): fc.Stream<fc.Value<fc.Value<T>>> {
    return fc.Stream.nil();
  }
}

/**
 * Draws scenarios: the same for the same number and seed. Each theme has its share, so that every step of the standard
 * is come by often enough, whatever the seed.
 */
export function draw(cases: number, seed: number, themes: readonly Theme[] = THEMES): Drawn[] {
  return quotas(cases, themes).flatMap((numRuns, place) => {
    const theme = themes[place] as Theme;
    if (numRuns === 0) return [];
    const values = fc.sample(new Kept(theme.drafts), { numRuns, seed: mixed(seed, place) });
    return values.map((value, index) => drawn(theme, value, `${theme.name}/${index + 1}`));
  });
}

function drawn(theme: Theme, value: fc.Value<Draft>, id: string): Drawn {
  return {
    theme: theme.name,
    scenario: scenarioSchema.parse(toScenario(value.value, id)),
    *smaller(nextId) {
      for (const each of theme.drafts.shrink(value.value_, value.context)) yield drawn(theme, each, nextId());
    },
  };
}

/** How many scenarios each theme has, by the method of the largest remainder. */
function quotas(cases: number, themes: readonly Theme[]): number[] {
  const whole = themes.reduce((sum, { share }) => sum + share, 0);
  const exact = themes.map(({ share }) => (cases * share) / whole);
  const counts = exact.map(Math.floor);
  const left = cases - counts.reduce((sum, count) => sum + count, 0);
  const byRemainder = exact.map((share, place) => ({ place, rest: share % 1 })).sort((a, b) => b.rest - a.rest);
  for (const { place } of byRemainder.slice(0, left)) counts[place] = (counts[place] ?? 0) + 1;
  return counts;
}

/** A seed of its own for each theme, so that a theme draws the same whatever the others do. */
function mixed(seed: number, place: number): number {
  return (Math.imul(seed, 0x9e3779b1) + Math.imul(place + 1, 0x85ebca6b)) | 0;
}
