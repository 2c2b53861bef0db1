import type { OriginClass } from '../model/finding.ts';
import { type Ask, isSerialised } from './asks.ts';
import { answerOf, type Heard } from './evidence.ts';
import { isPermission } from './judge/permission.ts';

/**
 * Which strangers of a route are asked in engines: those that were allowed anything outside a browser, with credentials
 * or without, and of each class one that was not, to see that engines keep it out.
 * @param asks all strangers of the route, in both modes
 * @param heard what they were answered outside a browser
 */
export function chooseStrangers(asks: readonly Ask[], heard: readonly Heard[]): Ask[] {
  const allowed = new Set(heard.filter(isAllowedAnything).map(({ origin }) => origin));
  const controls = new Map<OriginClass, string>();
  for (const { origin, originClass } of asks) {
    // No page is at an origin that is spelt as no browser does.
    if (!allowed.has(origin) && !controls.has(originClass) && isSerialised(origin)) controls.set(originClass, origin);
  }
  const chosen = new Set([...allowed, ...controls.values()]);
  return asks.filter(({ origin }) => chosen.has(origin));
}

function isAllowedAnything({ exchange, origin }: Heard): boolean {
  const answer = answerOf(exchange);
  return answer !== null && isPermission(answer.headers, origin);
}
