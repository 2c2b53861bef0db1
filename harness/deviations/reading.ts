import { type HopScript, hopScripts } from '../model/hop-script.ts';
import type { Expectation } from '../model/scenario.ts';
import type { HeaderPair } from '../model/words.ts';
import type { JudgedStep } from './deviation.ts';

/** The versions that the deviations were seen in. */
export const CHROMIUM = { chromium: '156.0.8078.108' } as const;
export const FIREFOX = { firefox: '153.7.0' } as const;
export const WEBKIT = { webkit: '2.50.6' } as const;

/** What is different for everyone when a request is made that the standard stops, or the other way round. */
export const FATE = [
  'outcome',
  'status',
  'reached',
  'reachedHops',
  'effects',
  'visibleHeaders',
  'visibleHeaderValues',
  'requestHeadersSeenByServer',
] as const satisfies readonly (keyof Expectation)[];

/** The fields that tell of a preflight. */
export const PREFLIGHT = [
  'preflight',
  'preflightHops',
  'preflightHeadersSeenByServer',
] as const satisfies readonly (keyof Expectation)[];

/** What differs for a preflight that asks for another list of names, or that is or is not made, and for what follows. */
export const ASKED = [...FATE, ...PREFLIGHT] as const;

const SAFELISTED_METHODS = new Set(['GET', 'HEAD', 'POST']);
const REDIRECT_STATUSES = new Set([301, 302, 303, 307, 308]);

export function isSafelistedMethod(method: string): boolean {
  return SAFELISTED_METHODS.has(method);
}

export function isRedirect({ response }: HopScript): boolean {
  return REDIRECT_STATUSES.has(response.status);
}

/** Can script read what it asks for: the ways of asking that all rows here are about. */
export function isScripted({ step: { request } }: JudgedStep): boolean {
  return request.api === 'fetch' || request.api === 'xhr';
}

/** The values of a header, line by line, without the white space around them. */
export function linesOf(headers: readonly HeaderPair[], name: string): string[] {
  return headers
    .filter(([each]) => each.toLowerCase() === name)
    .map(([, value]) => value.replace(/^[\t ]+|[\t ]+$/g, ''));
}

/** The lines of a header that script sets. */
export function linesSet(judged: JudgedStep, name: string): string[] {
  return linesOf(judged.step.request.headers, name);
}

/** The elements of a list header, those that are empty left out; `null` where one of them is no token. */
export function tokensOf(headers: readonly HeaderPair[], name: string): string[] | null {
  const elements = elementsOf(headers, name);
  return elements.every((element) => /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(element)) ? elements : null;
}

/** The same, whatever they are. */
export function elementsOf(headers: readonly HeaderPair[], name: string): string[] {
  return linesOf(headers, name)
    .flatMap((line) => line.split(','))
    .map((element) => element.replace(/^[\t ]+|[\t ]+$/g, ''))
    .filter((element) => element !== '');
}

/** The hop whose answer to the request decides: the last that it reaches. */
export function lastReached({ page, step, prediction }: JudgedStep): HopScript | undefined {
  const last = prediction.reachedHops.at(-1);
  return last === undefined ? undefined : hopScripts(page, step)[last];
}

/** Where a preflight refuses the request: its hop, and the number of it. */
export function refusingPreflight({ page, step, prediction }: JudgedStep): { hop: number; script: HopScript } | null {
  const hop = prediction.preflightHops.at(-1);
  const script = hop === undefined ? undefined : hopScripts(page, step)[hop];
  if (hop === undefined || script === undefined || prediction.decidedBy.section !== 'CORS-preflight fetch') return null;
  return { hop, script };
}

/** The names that the standard has the preflight ask for; none when there is no preflight. */
export function namesAsked({ prediction }: JudgedStep): string[] {
  return prediction.preflightHeadersSeenByServer['access-control-request-headers']?.split(',') ?? [];
}

/** Is this one request to another origin in mode cors, first of its scenario and never redirected. */
export function isLoneCorsRequest(judged: JudgedStep): boolean {
  const { page, step, before, prediction } = judged;
  const { api, mode, url } = step.request;
  if (!isScripted(judged) || (api === 'fetch' && mode !== 'cors') || before.length > 0) return false;
  if (prediction.outcome === 'inconclusive' || prediction.decidedBy.section === 'new Request()') return false;
  const [first] = hopScripts(page, step);
  if (first === undefined || isRedirect(first)) return false;
  const wasSent = prediction.preflightHops.length + prediction.reachedHops.length > 0;
  return (
    wasSent && (page.context !== 'window' && page.context !== 'worker' ? true : new URL(url).origin !== page.origin)
  );
}

/**
 * What is seen of a {@link isLoneCorsRequest | lone request} when an engine holds these names for unsafe, and not those
 * that the standard does.
 */
export function askingFor(names: readonly string[], { step: { request }, prediction }: JudgedStep): Expectation {
  if (names.length > 0 || !isSafelistedMethod(request.method.toUpperCase())) {
    const asked = { 'access-control-request-headers': names.length > 0 ? names.join(',') : null };
    return { preflight: 'sent', preflightHeadersSeenByServer: asked };
  }
  // What the standard has permitted is no different for not being asked.
  const { outcome, status } = prediction;
  return {
    preflight: 'none',
    reached: true,
    ...(prediction.reached && outcome === 'readable' ? { outcome, status } : {}),
  };
}

/** Each name once, as a preflight asks for them. */
export function sortedNames(names: Iterable<string>): string[] {
  return [...new Set(names)].sort();
}

/** Is it a name of the author's own: one that no list knows. */
export function isCustomName(name: string): boolean {
  return /^x-(?!http-method|method-override)/.test(name);
}

/** Do the names differ from those that the standard has asked for. */
export function isOtherwise(names: readonly string[], judged: JudgedStep): boolean {
  return names.join(',') !== namesAsked(judged).join(',');
}
