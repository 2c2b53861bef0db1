import type { Exchange } from '../model/exchange.ts';
import { type HopScript, scriptedOrigins } from '../model/hop-script.ts';

/** Scripted servers count each actual request as one side effect. */
export function scriptedEffects(hops: readonly HopScript[], exchanges: readonly Exchange[]): Record<string, number> {
  const effects = Object.fromEntries(scriptedOrigins(hops).map((origin) => [origin, 0]));
  for (const { url, preflight, hop } of exchanges) {
    if (hop === null || preflight) continue;
    const { origin } = new URL(url);
    effects[origin] = (effects[origin] ?? 0) + 1;
  }
  return effects;
}
