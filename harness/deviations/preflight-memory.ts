import { type HopScript, hopScripts, serialisedOrigin } from '../model/hop-script.ts';
import type { ScenarioPage, ScenarioRequest, Step } from '../model/scenario.ts';
import type { JudgedStep } from './deviation.ts';
import { grants } from './permission.ts';
import { isRedirect, isSafelistedMethod, linesOf, tokensOf } from './reading.ts';

/** One way in which an engine keeps what preflights allowed otherwise than the standard does. */
export type Quirk =
  | 'one answer a URL'
  | 'kept when refused'
  | 'cleared by simple requests'
  | 'no *'
  | 'credentials apart'
  | 'negative age is 0'
  | 'malformed age is 0'
  | 'signed age counts'
  | 'age 0 changes nothing'
  | 'not after a redirect'
  | 'redirect is the page'
  | 'not for opaque pages'
  | '* is literal with credentials'
  | '* is Authorization';

/** https://fetch.spec.whatwg.org/#cache-entry, in milliseconds. */
interface Entry {
  readonly credentials: boolean;
  readonly method: string | null;
  readonly name: string | null;
  expiresAt: number;
}

/** One hop of a request that may need a preflight. */
interface Asking {
  readonly origin: string;
  readonly isTainted: boolean;
  readonly url: string;
  readonly credentials: boolean;
  readonly method: string;
  readonly names: readonly string[];
}

const DEFAULT_AGE = 5;
const UNDERSTOOD_CONTEXTS: ReadonlySet<string> = new Set(['window', 'worker', 'sandboxed-iframe']);

/** What an engine with these quirks keeps of preflights. */
class Memory {
  readonly #quirks: ReadonlySet<Quirk>;
  readonly #before: Memory | null;
  /** By origin and URL; what is not here is as it was before. */
  readonly #entries = new Map<string, Entry[]>();
  now: number;

  constructor(quirks: ReadonlySet<Quirk>, before: Memory | null = null) {
    this.#quirks = quirks;
    this.#before = before;
    this.now = before?.now ?? 0;
  }

  /** A memory that goes on from here, and leaves this one as it is. */
  fork(): Memory {
    return new Memory(this.#quirks, this);
  }

  covers(asking: Asking): boolean {
    const entries = this.#matching(asking);
    const starCounts = !(asking.credentials && this.#quirks.has('* is literal with credentials'));
    const coversMethod =
      isSafelistedMethod(asking.method) ||
      entries.some(({ method }) => method === asking.method || (starCounts && method === '*'));
    const coversName = (wanted: string) =>
      entries.some(
        ({ name }) =>
          name === wanted ||
          (starCounts && name === '*' && (wanted !== 'authorization' || this.#quirks.has('* is Authorization'))),
      );
    const isCovered = coversMethod && asking.names.every(coversName);
    if (!isCovered && this.#quirks.has('one answer a URL')) this.#forget(asking);
    return isCovered;
  }

  store(asking: Asking, { headers }: HopScript['preflight']): void {
    const quirks = this.#quirks;
    if (quirks.has('not after a redirect') && asking.isTainted) return;
    if (quirks.has('not for opaque pages') && asking.origin === 'null' && !asking.isTainted) return;
    const age = this.#age(linesOf(headers, 'access-control-max-age'));
    if (age === 0 && quirks.has('age 0 changes nothing')) return;
    const expiresAt = this.now + age * 1000;
    const isKept = (token: string) => token !== '*' || !quirks.has('no *');
    for (const method of (tokensOf(headers, 'access-control-allow-methods') ?? []).filter(isKept)) {
      const present = this.#matching(asking).filter((entry) => entry.method === method || entry.method === '*');
      this.#keep(asking, present, { method, name: null, expiresAt });
    }
    for (const token of (tokensOf(headers, 'access-control-allow-headers') ?? []).filter(isKept)) {
      const name = token.toLowerCase();
      const isStar = (entry: Entry) => entry.name === '*' && name !== 'authorization';
      const present = this.#matching(asking).filter((entry) => entry.name === name || isStar(entry));
      this.#keep(asking, present, { method: null, name, expiresAt });
    }
  }

  /** What a request that was refused in the end leaves: https://fetch.spec.whatwg.org/#concept-cache-clear */
  refuse(asking: Asking, isSimple: boolean): void {
    if (isSimple ? this.#quirks.has('cleared by simple requests') : !this.#quirks.has('kept when refused')) {
      this.#forget(asking);
    }
  }

  #keep(asking: Asking, present: readonly Entry[], entry: Pick<Entry, 'method' | 'name' | 'expiresAt'>): void {
    for (const each of present) each.expiresAt = entry.expiresAt;
    if (present.length === 0) this.#of(asking).push({ credentials: asking.credentials, ...entry });
  }

  #age(lines: readonly string[]): number {
    const [line] = lines;
    if (line === undefined || (lines.length === 1 && line === '')) return DEFAULT_AGE;
    if (lines.length === 1 && /^\d+$/.test(line)) return Number(line);
    if (this.#quirks.has('malformed age is 0')) return 0;
    if (lines.length === 1 && /^-\d+$/.test(line) && this.#quirks.has('negative age is 0')) return 0;
    if (lines.length === 1 && /^\+\d+$/.test(line) && this.#quirks.has('signed age counts')) return Number(line);
    return DEFAULT_AGE;
  }

  #forget(asking: Asking): void {
    this.#entries.set(this.#keyOf(asking), []);
  }

  #matching(asking: Asking): Entry[] {
    const { credentials } = asking;
    const fits = (entry: Entry) =>
      this.#quirks.has('credentials apart') ? entry.credentials === credentials : entry.credentials || !credentials;
    return this.#of(asking).filter((entry) => entry.expiresAt > this.now && fits(entry));
  }

  #of(asking: Asking): Entry[] {
    const key = this.#keyOf(asking);
    const before = () => (this.#before === null ? [] : this.#before.#of(asking));
    const entries = this.#entries.get(key) ?? before().map((entry) => ({ ...entry }));
    this.#entries.set(key, entries);
    return entries;
  }

  #keyOf({ origin, isTainted, url }: Asking): string {
    return `${isTainted && !this.#quirks.has('redirect is the page') ? 'null' : origin} ${url}`;
  }
}

/** The header names that a preflight asks for; `null` where only the whole of the standard could tell. */
function namesOf({ api, headers, contentType, contentTypeIsImplicit }: ScenarioRequest): string[] | null {
  const names = api === 'beacon' ? [] : headers.map(([name]) => name.toLowerCase());
  const isPlain = (name: string) => name === 'authorization' || /^x-(?!http-method|method-override)/.test(name);
  if (!names.every(isPlain)) return null;
  if (contentType === null || (api === 'beacon' && contentType === 'text/plain')) return names;
  if (contentTypeIsImplicit || !/^application\/(json|xml)$/.test(contentType)) return null;
  return [...names, 'content-type'];
}

function allowsAnything({ headers }: HopScript['preflight']): boolean {
  return ['access-control-allow-methods', 'access-control-allow-headers'].some(
    (name) => linesOf(headers, name).join('') !== '',
  );
}

/** HEAD is left out: Firefox keeps it apart from the methods that are always allowed. */
function isUnderstood({ api, method, mode, redirect, keepalive, body }: ScenarioRequest): boolean {
  if (api === 'beacon') return true;
  if (method.toUpperCase() === 'HEAD') return false;
  // What may outlive its page and carries too much is not even asked for.
  const isTooMuch = keepalive && (body?.length ?? 0) > 60 * 1024;
  return (api === 'xhr' || (api === 'fetch' && mode === 'cors')) && redirect === 'follow' && !isTooMuch;
}

function methodOf({ api, method }: ScenarioRequest): string {
  if (api === 'beacon') return 'POST';
  return /^(get|head|post|put|delete|options)$/i.test(method) ? method.toUpperCase() : method;
}

/** What became of a step. */
interface Played {
  readonly preflightHops: readonly number[];
  readonly isRefused: boolean;
}

/** Plays one step; `null` where there is more to it than this file knows. */
function play(memory: Memory, page: ScenarioPage, step: Step): Played | null {
  const names = namesOf(step.request);
  if (names === null || !isUnderstood(step.request)) return null;
  // Without CORS nothing is kept, and nothing is asked.
  if (step.request.api === 'beacon' && names.length === 0) return { preflightHops: [], isRefused: false };
  const own = serialisedOrigin(page);
  const hops = hopScripts(page, step);
  const preflightHops: number[] = [];
  let isTainted = false;
  for (const [hop, script] of hops.entries()) {
    const { origin, href } = new URL(script.url);
    const previous = hops[hop - 1];
    const before = previous === undefined ? origin : new URL(previous.url).origin;
    // A preflight in front of a same-origin request, and Authorization on its way to another origin, are left out.
    if (origin === own || (before !== origin && names.includes('authorization'))) return null;
    isTainted ||= before !== origin;
    const asking: Asking = {
      origin: own,
      isTainted,
      url: href,
      credentials: step.request.api === 'beacon' || step.request.credentials === 'include',
      method: methodOf(step.request),
      names,
    };
    const isSimple = isSafelistedMethod(asking.method) && names.length === 0;
    const asker = { origin: isTainted ? 'null' : own, withCredentials: asking.credentials };
    if (!isSimple && !memory.covers(asking)) {
      preflightHops.push(hop);
      if (!grants.preflight(script.preflight, { ...asker, method: asking.method, names })) {
        // WebKit keeps of such an answer what it does allow.
        if (hop > 0 || allowsAnything(script.preflight)) return null;
        memory.refuse(asking, false);
        return { preflightHops, isRefused: true };
      }
      memory.store(asking, script.preflight);
    }
    if (!grants.answer(script.response.headers, asker)) {
      memory.refuse(asking, isSimple);
      return hop === 0 ? { preflightHops, isRefused: false } : null;
    }
    if (script.response.redirectTo === null) return isRedirect(script) ? null : { preflightHops, isRefused: false };
    const next = hops[hop + 1]?.url;
    const isKept = script.response.status === 307 || script.response.status === 308;
    if (!isKept || next !== script.response.redirectTo) return null;
  }
  return null;
}

/** What the steps before one have left; it is gone on with, for a scenario may have thousands. */
interface Past {
  readonly page: ScenarioPage;
  readonly memory: Memory;
  played: number;
  last: Step | undefined;
  isUnderstood: boolean;
}

/** By the first step of a scenario, and the quirks. */
const PASTS = new WeakMap<Step, Map<string, Past>>();

function pastOf(quirks: readonly Quirk[], page: ScenarioPage, before: readonly Step[]): Past {
  const fresh: Past = { page, memory: new Memory(new Set(quirks)), played: 0, last: undefined, isUnderstood: true };
  const [first] = before;
  if (first === undefined) return fresh;
  const ofScenario = PASTS.get(first) ?? new Map<string, Past>();
  PASTS.set(first, ofScenario);
  const known = ofScenario.get(quirks.join());
  const goesOn = known !== undefined && known.page === page && known.last === before[known.played - 1];
  const past = goesOn ? known : fresh;
  ofScenario.set(quirks.join(), past);
  for (const step of before.slice(past.played)) {
    past.memory.now += step.waitMsBefore;
    past.isUnderstood &&= play(past.memory, page, step) !== null;
    past.last = step;
    past.played += 1;
  }
  return past;
}

/**
 * The hops of a step before which an engine with these quirks makes a preflight.
 * @returns `null` where there is more to the scenario than this file knows, and where a preflight is refused
 */
export function preflightsWith(quirks: readonly Quirk[], { page, before, step }: JudgedStep): string | null {
  if (!UNDERSTOOD_CONTEXTS.has(page.context)) return null;
  const past = pastOf(quirks, page, before);
  if (!past.isUnderstood) return null;
  const memory = past.memory.fork();
  memory.now += step.waitMsBefore;
  const played = play(memory, page, step);
  return played === null || played.isRefused ? null : JSON.stringify(played.preflightHops);
}
