import type { JudgedStep } from './deviation.ts';
import { legsOf } from './legs.ts';
import { typesSaid } from './type-of-body.ts';

/** Has an earlier redirect than that to this hop changed the method, and dropped the body with a type that is set again. */
function isDroppedBefore(judged: JudgedStep, hop: number): boolean {
  const { request } = judged.step;
  // XMLHttpRequest sets again what script has set, and no type of its own making.
  const isSet = request.api === 'fetch' || typesSaid(request).length > 0;
  const legs = legsOf(judged);
  return isSet && legs.slice(1, hop).some(({ method }, index) => method !== legs[index]?.method);
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
  if (isDroppedBefore(judged, hop) && !isDropping) names.add('content-type');
  return names;
}

/** What a preflight asks for again: the type of a body, too, which the redirect removes once more. */
export function namesAskedAgain(judged: JudgedStep, hop: number): ReadonlySet<string> {
  const names = namesSetAgain(judged, hop);
  return isDroppedBefore(judged, hop) ? new Set([...names, 'content-type']) : names;
}
