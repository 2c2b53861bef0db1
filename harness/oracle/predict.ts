import { type HopScript, hopScripts, lineOf, scriptedOrigins } from '../model/hop-script.ts';
import type { Prediction } from '../model/prediction.ts';
import type { Scenario, ScenarioRequest } from '../model/scenario.ts';
import { wireUrl } from '../model/wire-url.ts';
import { cookiesSet } from './cookie-store.ts';
import { clientOf, fateOf } from './fate.ts';
import { currentUrl, NotModelledError, type Received } from './fetch-types.ts';
import { asReceived, get } from './header-list.ts';
import { stateFate } from './statement.ts';
import { createUserAgent, type Sent } from './user-agent.ts';

/** A scripted image, or font, that is cut below this is none any more: the size of the router's own, in bytes. */
const SMALLEST = { img: 70, font: 1268 };

/**
 * What the Fetch Standard says of each step of a scenario. Pure: nothing is asked of a browser or a network.
 * @returns a prediction a step; one that needs something not modelled is `inconclusive`, and says what
 */
export function predict(scenario: Scenario): Prediction[] {
  let now = 0;
  let play: (sent: Sent) => Received = () => {
    throw new NotModelledError('a request before the first step');
  };
  const agent = createUserAgent(
    () => now,
    cookiesSet(scenario.cookies),
    (sent) => play(sent),
  );
  const { context } = scenario.page;
  const client = clientOf(scenario.page);
  return scenario.steps.map((step) => {
    now += step.waitMsBefore;
    const hops = hopScripts(scenario.page, step);
    const sent: Sent[] = [];
    play = (each) => {
      sent.push(each);
      return answerOf(each, hops, step.request);
    };
    return stateFate(
      step.request,
      () => fateOf(agent, { request: step.request, context, client }, isWhole),
      () => ({ sent, lastHop: hops.length - 1, effects: effects(sent, hops) }),
    );
  });
}

function answerOf({ request, hop, preflight }: Sent, hops: readonly HopScript[], { api }: ScenarioRequest): Received {
  const line = lineOf(hops, hop, preflight, api);
  const { href } = currentUrl(request);
  const isThere = api === 'form' || href === hops[hop]?.url || isScripted(href, hops);
  if (line === undefined || !isThere) throw new NotModelledError(`a server for ${href}: none is scripted`);
  const { status, headers, redirectTo } = line.answer;
  const told = redirectTo === null ? headers : [...headers, ['location', redirectTo] as const];
  return { status, headers: asReceived(told) };
}

/** An upgraded image asks another of the scripted URLs than its hop's own. */
function isScripted(href: string, hops: readonly HopScript[]): boolean {
  const target = wireUrl(href);
  return hops.some(({ url }) => wireUrl(url) === target);
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
  return status !== 204 && status !== 304 && (length === null || Number(length) >= SMALLEST[api]);
}
