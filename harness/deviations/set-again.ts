import type { JudgedStep } from './deviation.ts';
import { type Leg, legsOf } from './legs.ts';
import { typesSaid } from './type-of-body.ts';

/** Has a redirect before this hop changed the method, and dropped the body with its type. */
function wasDropped(legs: readonly Leg[], hop: number): boolean {
  return legs.slice(1, hop).some(({ method }, index) => method !== legs[index]?.method);
}

/** Firefox sets the headers anew at each redirect, without those that this redirect alone would remove. */
export function namesSetAgain(judged: JudgedStep, hop: number): ReadonlySet<string> {
  const legs = legsOf(judged);
  const [first, from, to] = [legs[0], legs[hop - 1], legs[hop]];
  const names = new Set<string>();
  if (first === undefined || from === undefined || to === undefined || hop < 2) return names;
  const { status } = from.script.response;
  const wasRemoved = legs.slice(1, hop).some(({ url }, index) => url.origin !== legs[index]?.url.origin);
  const isDropping = status === 303 || (status <= 302 && first.method === 'POST');
  if (wasRemoved && from.url.origin === to.url.origin) names.add('authorization');
  const { request } = judged.step;
  // XMLHttpRequest sets again what script has set, and no type of its own making.
  const isSet = request.api === 'fetch' || typesSaid(request).length > 0;
  if (wasDropped(legs, hop) && !isDropping && isSet) names.add('content-type');
  return names;
}

/** What a preflight asks for again: an empty type, too, which the redirect removes once more. */
export function namesAskedAgain(judged: JudgedStep, hop: number): ReadonlySet<string> {
  const names = namesSetAgain(judged, hop);
  const [type, ...more] = typesSaid(judged.step.request);
  return wasDropped(legsOf(judged), hop) && type === '' && more.length === 0
    ? new Set([...names, 'content-type'])
    : names;
}
