import type { JudgedStep } from './deviation.ts';
import { legsOf } from './legs.ts';

/** Firefox sets the headers anew at each redirect, without those that this redirect alone would remove. */
export function namesSetAgain(judged: JudgedStep, hop: number): ReadonlySet<string> {
  const legs = legsOf(judged);
  const [first, from, to] = [legs[0], legs[hop - 1], legs[hop]];
  const names = new Set<string>();
  if (first === undefined || from === undefined || to === undefined || hop < 2) return names;
  const { status } = from.script.response;
  const wasRemoved = legs.slice(1, hop).some(({ url }, index) => url.origin !== legs[index]?.url.origin);
  const wasDropped = legs.slice(1, hop).some(({ method }, index) => method !== legs[index]?.method);
  const isDropping = status === 303 || (status <= 302 && first.method === 'POST');
  if (wasRemoved && from.url.origin === to.url.origin) names.add('authorization');
  const { api, contentType, contentTypeIsImplicit } = judged.step.request;
  // XMLHttpRequest sets again what script has set, and no type of its own making.
  const isSet = api === 'fetch' || (contentType !== null && !contentTypeIsImplicit);
  if (wasDropped && !isDropping && isSet) names.add('content-type');
  return names;
}
