import { cookiesSet } from '../model/cookie-store.ts';
import { type HopScript, hopScripts, scriptedOrigins } from '../model/hop-script.ts';
import type { Prediction } from '../model/prediction.ts';
import type { Scenario } from '../model/scenario.ts';
import { SteppedScript } from '../model/stepped-script.ts';
import { wireUrl } from '../model/wire-url.ts';
import { clientOf, fateOf } from './fate.ts';
import { currentUrl, NotModelledError, type Received } from './fetch-types.ts';
import { asReceived, get } from './header-list.ts';
import { stateFate } from './statement.ts';
import { createUserAgent, type Sent } from './user-agent.ts';

/** A scripted image, or font, that is cut below this is none any more: the size of the router's own, in bytes. */
const SMALLEST = { img: 70, font: 1268 };

/** https://fetch.spec.whatwg.org/#null-body-status */
const NULL_BODY_STATUSES: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * What the Fetch Standard says of each step of a scenario. Pure: nothing is asked of a browser or a network.
 * @returns a prediction a step; one that needs something not modelled is `inconclusive`, and says what
 */
export function predict(scenario: Scenario): Prediction[] {
  let now = 0;
  let sent: Sent[] = [];
  const script = new SteppedScript();
  const agent = createUserAgent(
    () => now,
    cookiesSet(scenario.cookies),
    (each) => {
      const { hop, answer } = answerTo(each, script);
      sent.push({ ...each, hop });
      return answer;
    },
  );
  const { context } = scenario.page;
  const client = clientOf(scenario.page);
  return scenario.steps.map((step) => {
    now += step.waitMsBefore;
    const hops = hopScripts(scenario.page, step);
    script.play(hops, step.request.api);
    sent = [];
    return stateFate(
      step.request,
      () => fateOf(agent, { request: step.request, context, client }, isWhole),
      () => ({ sent, lastHop: hops.length - 1, effects: effects(sent, hops) }),
    );
  });
}

/** What the script answers, and which of its hops it is. @throws {NotModelledError} */
function answerTo({ request, preflight }: Sent, script: SteppedScript): { hop: number; answer: Received } {
  const { href } = currentUrl(request);
  const line = script.ask({ url: wireUrl(href) ?? href, preflight });
  if (line === undefined) throw new NotModelledError(`a server for ${href}: none is scripted`);
  const { status, headers, redirectTo } = line.answer;
  const told = redirectTo === null ? headers : [...headers, ['location', redirectTo] as const];
  return { hop: line.hop, answer: { status, headers: asReceived(told) } };
}

function effects(sent: readonly Sent[], hops: readonly HopScript[]): Record<string, number> {
  const counts = Object.fromEntries(scriptedOrigins(hops).map((origin) => [origin, 0]));
  for (const { request, preflight } of sent) {
    const { origin } = currentUrl(request);
    if (!preflight) counts[origin] = (counts[origin] ?? 0) + 1;
  }
  return counts;
}

function isWhole(api: 'img' | 'font', { status, headers }: Received): boolean {
  const length = get(headers, 'Content-Length');
  return !NULL_BODY_STATUSES.has(status) && (length === null || Number(length) >= SMALLEST[api]);
}
