import { z } from 'zod';
import type { Report } from '../model.ts';

/** What a measurement has to hold in order to be drawn here; any other is left alone. */
const hitRateSchema = z.object({
  cache: z.string(),
  policy: z.enum(['vary-origin', 'wildcard']),
  origins: z.int().positive(),
  requests: z.int().positive(),
  hits: z.int().min(0),
  entries: z.int().min(0),
});

export type HitRate = z.output<typeof hitRateSchema>;

/** One of each: the figures are those of the caches, whichever engine's run they were taken in. */
export function hitRatesOf(measurements: Report['measurements']): HitRate[] {
  const passed = measurements.filter(({ pass }) => pass);
  const once = new Map(passed.map(({ id, values }) => [id, hitRateSchema.safeParse(values).data]));
  const rates = [...once.values()].filter((rate) => rate !== undefined);
  return rates.sort((a, b) => order(a.cache, b.cache) || order(a.policy, b.policy) || a.origins - b.origins);
}

function order(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}
