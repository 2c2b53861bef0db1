import type { Scenario, ScriptedAnswer, Step } from '../model/scenario.ts';
import { wireUrl } from '../model/wire-url.ts';
import type { Api } from '../model/words.ts';

/** Response headers that outlive the answer they came with. */
const LASTING_HEADERS = new Set(['set-cookie', 'strict-transport-security', 'clear-site-data', 'alt-svc']);

function lasts({ headers }: Pick<ScriptedAnswer, 'headers'>): boolean {
  return headers.some(([name]) => LASTING_HEADERS.has(name.toLowerCase()));
}

/** A redirect to where no hop is scripted: what is asked there, and by whom, only a visit of its own can tell. */
function leadsAway({ status, headers }: ScriptedAnswer): boolean {
  return status >= 300 && status < 400 && headers.some(([name]) => name.toLowerCase() === 'location');
}

/** A form navigates. When a beacon has come to rest can be told only where nothing else is under way. */
const IN_TURN: ReadonlySet<Api> = new Set(['form', 'beacon']);

/**
 * Scenarios of more steps keep to themselves: Firefox remembers 100 preflights, and a batch of long scenarios would push
 * each other's out.
 */
const MOST_STEPS = 8;

/**
 * May this scenario share a profile with others that have the same cookies? Only when nothing it does can be felt by
 * another, nor another's doing by it: nothing that lasts. Its URLs are made unique, which takes care of caches.
 */
export function sharesAVisit(scenario: Scenario): boolean {
  const { cookies, steps } = scenario;
  // Chromium lets a form post have a cookie without SameSite while it is young: https://chromestatus.com/feature/5088147346030592
  if (cookies.length > 0 && takesTurns(scenario)) return false;
  return steps.length <= MOST_STEPS && steps.every(leavesNoTrace);
}

/** What must be the same for scenarios in one visit. */
export function cookiesInCommon({ cookies }: Scenario): string {
  return JSON.stringify(cookies);
}

/** Has this scenario its visit to itself while it lasts? What shares a visit side by side is not to feel it. */
export function takesTurns({ steps }: Scenario): boolean {
  return steps.some(({ request }) => IN_TURN.has(request.api));
}

function leavesNoTrace({ request, server }: Step): boolean {
  // A GET form writes its own query, in which no mark would travel.
  if (request.api === 'form' && request.method.toUpperCase() !== 'POST') return false;
  const hops = [{ url: request.url, ...server }, ...server.hops];
  // Each redirect must lead where the script says, so that the mark can travel in it.
  return hops.every(
    ({ url, preflight, response }, index) =>
      !lasts(response) &&
      !leadsAway(response) &&
      !(preflight && lasts(preflight)) &&
      (hops[index + 1] === undefined || leadsTo(hops[index + 1]?.url, response.redirectTo, url)),
  );
}

function leadsTo(next: string | undefined, redirectTo: string | null, base: string): boolean {
  return redirectTo !== null && next !== undefined && wireUrl(redirectTo, base) === wireUrl(next);
}
