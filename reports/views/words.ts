import type { EngineInfo } from '../../harness/model/engine-info.ts';
import type { EngineName } from '../../harness/model/words.ts';
import type { Result, State } from '../model.ts';

interface Look {
  readonly shape: string;
  readonly word: string;
  /** The class that colours it: shape and word alone must be enough. */
  readonly name: string;
}

/** How each state is told, in the order of every legend. */
export const LOOKS = {
  readable: { shape: '●', word: 'readable', name: 'readable' },
  opaque: { shape: '◐', word: 'opaque', name: 'opaque' },
  opaqueredirect: { shape: '↪', word: 'opaqueredirect', name: 'opaqueredirect' },
  blocked: { shape: '✕', word: 'blocked', name: 'blocked' },
  blockedButExecuted: { shape: '⚠', word: 'blocked, but executed', name: 'executed' },
  inconclusive: { shape: '?', word: 'inconclusive', name: 'inconclusive' },
} as const satisfies Record<State, Look>;

export const STATES = Object.keys(LOOKS) as State[];

const PROPER_NAMES = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' } as const satisfies Record<
  EngineName,
  string
>;

export function properName(engine: EngineName): string {
  return PROPER_NAMES[engine];
}

/** `1 effect`, `2 effects`. */
export function plural(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** Whether the browser asked first, and on which hop where that says more. */
export function preflightWords({ preflight, preflightHops }: Result): string {
  if (preflight === 'none') return 'no preflight';
  const only = preflightHops.length === 1 && preflightHops[0] === 0;
  return only || preflightHops.length === 0 ? 'preflight sent' : `preflight sent on ${hopWords(preflightHops)}`;
}

/** Whether the server did the work. */
export function workWords(result: Result): string {
  const arrived = result.reached ? 'reached' : 'not reached';
  const before = !result.reached && result.reachedHops.length > 0 ? `, only ${hopWords(result.reachedHops)}` : '';
  return `${arrived}${before}${effectWords(result)}`;
}

/** `hop 1`, `hops 0, 1`. */
export function hopWords(hops: readonly number[]): string {
  return `${hops.length === 1 ? 'hop' : 'hops'} ${hops.join(', ')}`;
}

/** Engines side by side may share a name; then build and platform tell them apart. */
export function columnName(engine: EngineInfo, engines: readonly EngineInfo[]): string {
  const namesakes = engines.filter(({ name }) => name === engine.name);
  const name = properName(engine.name);
  return namesakes.length > 1 ? `${name} (${engine.build}, ${engine.platform})` : name;
}

function effectWords({ effects, reached, silentSideEffect }: Result): string {
  const counted = Object.values(effects);
  const sum = counted.reduce((total, one) => total + one, 0);
  if (sum > 0) return `, ${plural(sum, 'effect')}`;
  return reached && counted.length > 0 && !silentSideEffect ? ', no effect' : '';
}
