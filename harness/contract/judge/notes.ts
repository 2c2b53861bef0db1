import type { EngineName } from '../../model/words.ts';
import { answerOf, type Evidence, type Heard, type Verdict } from '../evidence.ts';
import { unexplained } from './explained-origins.ts';
import { allowedOrigin, headerValue, originProblem, quoted } from './permission.ts';
import { preflightRefusals } from './refusal.ts';
import { allowedStrangers, alsoBy, culpritsOf, reads } from './strangers.ts';

/** For how many seconds each engine remembers a preflight at most; measured, as the standard leaves it open. */
const CAPS: Readonly<Record<EngineName, number>> = { chromium: 7_200, firefox: 86_400, webkit: 600 };

/** What breaks no promise, and is worth knowing. */
export function judgeNotes(evidence: Evidence): Verdict[] {
  return [...maxAgeNotes(evidence), ...unreachableNotes(evidence)];
}

function maxAgeNotes(evidence: Evidence): Verdict[] {
  const passed = evidence.heard.readers.find((each) => each.exchange.preflight && passes(each));
  if (passed === undefined) return [];
  const value = headerValue(answerOf(passed.exchange)?.headers ?? [], 'access-control-max-age');
  const seconds = value !== null && /^\d+$/.test(value) ? Number(value) : 0;
  if (seconds === 0) {
    const says = `Access-Control-Max-Age is ${quoted(value)}: nearly every request waits for a preflight first`;
    return [toVerdict('preflight-not-cached', passed, evidence.engines, says)];
  }
  const capped = evidence.engines.filter((engine) => seconds > CAPS[engine]);
  if (capped.length === 0) return [];
  const caps = capped.map((engine) => `${engine} forgets after ${CAPS[engine]}`).join(', ');
  return [toVerdict('max-age-over-cap', passed, capped, `Access-Control-Max-Age is ${value}, and ${caps} seconds`)];
}

function passes(heard: Heard): boolean {
  return answerOf(heard.exchange) !== null && preflightRefusals(heard, heard.exchange).length === 0;
}

/** Origins that are allowed and that no page can be at. */
function unreachableNotes(evidence: Evidence): Verdict[] {
  const { heard, seen, engines, route, cast } = evidence;
  const reading = culpritsOf(seen.strangers.filter(reads));
  if (engines.length === 0 || reading.some(({ originClass }) => originClass === 'unrelated')) return [];
  const elsewhere = new Set(seen.strangers.filter(({ isElsewhere }) => isElsewhere).map(({ origin }) => origin));
  const there = new Set(seen.strangers.filter(({ isElsewhere }) => !isElsewhere).map(({ origin }) => origin));
  const allowed = heard.strangers.filter(
    (each) => elsewhere.has(each.origin) && !there.has(each.origin) && isAllowed(each),
  );
  // What others show is told with them.
  const own = new Set<unknown>(unexplained(allowed, [...reading, ...allowedStrangers(evidence)], cast.sites));
  const [first, ...others] = [
    ...new Map(allowed.filter((each) => own.has(each)).map((each) => [each.origin, each])).values(),
  ];
  if (first === undefined) return [];
  const says = `the API allows ${first.origin}, where none of ${engines.join(', ')} can load a page${alsoBy(others)}`;
  return [{ ...toVerdict('origin-unreachable-in-engines', first, engines, says), message: `${route.name}: ${says}.` }];
}

function isAllowed(heard: Heard): boolean {
  const answer = answerOf(heard.exchange);
  if (answer === null || allowedOrigin(answer.headers) !== heard.origin) return false;
  return originProblem(answer.headers, heard.origin, heard.credentials) === null;
}

function toVerdict(rule: Verdict['rule'], heard: Heard, engines: readonly EngineName[], says: string): Verdict {
  const { origin, originClass, exchange, route, prediction } = heard;
  const message = `${route.name}: ${says}.`;
  return { rule, origin, originClass, engines, message, decidedBy: prediction.decidedBy, exchange };
}
