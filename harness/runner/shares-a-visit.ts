import type { Scenario, ScriptedAnswer } from '../model/scenario.ts';
import { wireUrl } from '../model/wire-url.ts';
import type { Api } from '../model/words.ts';

/** Response headers that outlive the answer they came with. */
const LASTING_HEADERS = new Set(['set-cookie', 'strict-transport-security', 'clear-site-data', 'alt-svc', 'location']);

function lasts({ headers }: Pick<ScriptedAnswer, 'headers'>): boolean {
  return headers.some(([name]) => LASTING_HEADERS.has(name.toLowerCase()));
}

/** A form navigates. When a beacon has come to rest can be told only where nothing else is under way. */
const ALONE: ReadonlySet<Api> = new Set(['form', 'beacon']);

/**
 * May this scenario share a profile with others? Only when nothing it does can be felt by another, nor another's doing
 * by it: one step, no cookies, no navigation, nothing that lasts. Its URL is made unique, which takes care of caches.
 */
export function sharesAVisit({ cookies, steps }: Scenario): boolean {
  const [step] = steps;
  if (steps.length !== 1 || step === undefined || cookies.length > 0) return false;
  const { request, server, waitMsBefore } = step;
  if (ALONE.has(request.api) || waitMsBefore > 0 || !/^https?:/i.test(request.url)) return false;
  const hops = [{ url: request.url, ...server }, ...server.hops];
  // Each redirect must lead where the script says, so that the mark can travel in it.
  return hops.every(
    ({ url, preflight, response }, index) =>
      !lasts(response) &&
      !(preflight && lasts(preflight)) &&
      (hops[index + 1] === undefined || sameTarget(response.redirectTo, url, hops[index + 1]?.url)),
  );
}

function sameTarget(redirectTo: string | null, base: string, next: string | undefined): boolean {
  if (redirectTo === null || next === undefined) return false;
  // A mark would turn "here again" into somewhere else.
  if (redirectTo === '' || redirectTo.startsWith('#')) return false;
  return wireUrl(redirectTo, base) === wireUrl(next);
}
