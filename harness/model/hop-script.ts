import type { ScenarioPage, ScriptedAnswer, Step } from './scenario.ts';
import type { ScriptLine } from './server.ts';
import type { Api, Context } from './words.ts';

/** One hop of a step, as its server plays it. */
export interface HopScript {
  readonly url: string;
  readonly preflight: ScriptedAnswer;
  readonly response: ScriptedAnswer;
}

/** Contexts whose documents have an opaque origin: https://html.spec.whatwg.org/#concept-origin-opaque */
const TRANSPARENT_CONTEXTS: ReadonlySet<Context> = new Set(['window', 'worker']);

/** The page's serialised origin: what `self.origin` is where the request is made. */
export function serialisedOrigin({ origin, context }: ScenarioPage): string {
  return TRANSPARENT_CONTEXTS.has(context) ? origin : 'null';
}

/** Where a header value has the page's origin. */
const ORIGIN_PLACE = '${page.origin}';

function fill(answer: ScriptedAnswer, origin: string): ScriptedAnswer {
  if (!answer.headers.some(([, value]) => value.includes(ORIGIN_PLACE))) return answer;
  return { ...answer, headers: answer.headers.map(([name, value]) => [name, value.replaceAll(ORIGIN_PLACE, origin)]) };
}

/** All hops of a step in order, the first being the request's own URL. */
export function hopScripts(page: ScenarioPage, { request, server }: Step): HopScript[] {
  const origin = serialisedOrigin(page);
  return [{ url: request.url, ...server }, ...server.hops].map(({ url, preflight, response }) => ({
    url,
    response: fill(response, origin),
    // A preflight that nothing is said about gets what `response` says.
    preflight: fill(preflight === null ? response : { ...preflight, redirectTo: null }, origin),
  }));
}

/** What hop number `hop` answers. */
export function lineOf(hops: readonly HopScript[], hop: number, preflight: boolean, api: Api): ScriptLine | undefined {
  const script = hops[hop];
  return script && { answer: preflight ? script.preflight : script.response, api, hop };
}

/** The http(s) origins that the servers of a step stand on. */
export function scriptedOrigins(hops: readonly HopScript[]): string[] {
  const origins = hops.map(({ url }) => new URL(url)).filter(({ protocol }) => /^https?:$/.test(protocol));
  return [...new Set(origins.map(({ origin }) => origin))];
}
