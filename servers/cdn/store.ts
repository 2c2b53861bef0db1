import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { OnwardAnswer, OnwardRequest } from '../behind.ts';
import type { ParsedCdnRules } from './rules.ts';

/** A stored answer that may be reused, and how old it is in seconds. */
export interface StoredAnswer {
  readonly answer: OnwardAnswer;
  readonly age: number;
}

interface Entry {
  readonly path: string;
  readonly answer: OnwardAnswer;
  /** Names that the answer's Vary nominates, and what the request had there that the answer was made for. */
  readonly nominated: ReadonlyMap<string, string | undefined>;
  readonly storedAt: number;
  readonly lifetime: number;
}

/** What a shared cache holds, and when. Its clock stands still until it is told to go on. */
export class Store {
  readonly #rules: ParsedCdnRules;
  /** By cache key; of one key as many as there are variants, the most recent last. */
  readonly #entries = new Map<string, readonly Entry[]>();
  #now = 0;

  constructor(rules: ParsedCdnRules) {
    this.#rules = rules;
  }

  advance(seconds: number): void {
    this.#now += seconds;
  }

  /** How many answers there are that may still be reused. */
  get size(): number {
    return [...this.#entries.values()].flat().filter((entry) => this.#isFresh(entry)).length;
  }

  /** @param path path and query of what is to go; without it everything goes */
  purge(path?: string): void {
    for (const [key, entries] of this.#entries) {
      const kept = entries.filter((entry) => path !== undefined && entry.path !== path);
      this.#entries.set(key, kept);
    }
  }

  /**
   * https://www.rfc-editor.org/rfc/rfc9111#section-4.1: among those that match, one with Vary is preferred, because some
   * servers leave it out of the answer that they give when a request says nothing; then the most recent.
   */
  select(request: OnwardRequest, forwarded: IncomingHttpHeaders): StoredAnswer | undefined {
    const candidates = (this.#entries.get(this.#keyOf(request)) ?? []).filter(
      (entry) => this.#isFresh(entry) && matches(entry, forwarded),
    );
    const found = candidates.findLast(({ nominated }) => nominated.size > 0) ?? candidates.at(-1);
    return found && { answer: found.answer, age: this.#now - found.storedAt };
  }

  /** Stores an answer in place of what would have been selected until now, and of what is stale. */
  put(request: OnwardRequest, forwarded: IncomingHttpHeaders, answer: OnwardAnswer, lifetime: number): void {
    const names = this.#rules.vary === 'honoured' ? nominatedBy(answer.headers) : [];
    if (lifetime <= 0 || names.includes('*')) return;
    const nominated = new Map(names.map((name) => [name, textOf(forwarded[name])]));
    const entry: Entry = { path: request.url, answer, nominated, storedAt: this.#now, lifetime };
    const key = this.#keyOf(request);
    const others = (this.#entries.get(key) ?? []).filter(
      (other) => this.#isFresh(other) && !isSameVariant(other, entry),
    );
    this.#entries.set(key, [...others, entry]);
  }

  #isFresh({ storedAt, lifetime }: Entry): boolean {
    return this.#now - storedAt < lifetime;
  }

  /** https://www.rfc-editor.org/rfc/rfc9111#section-2: at least method and target URI. */
  #keyOf({ method, url, headers }: OnwardRequest): string {
    const further = this.#rules.cacheKey.map((name) => textOf(headers[name]) ?? null);
    return JSON.stringify([method, withoutDefaultPort(headers.host), url, ...further]);
  }
}

/** `inject` names the port of an absolute URL, a browser leaves a default one out. */
function withoutDefaultPort(host = ''): string {
  return host.replace(/:(80|443)$/, '');
}

/** Lower-case names in Vary; https://www.rfc-editor.org/rfc/rfc9110#section-12.5.5 */
function nominatedBy(headers: OutgoingHttpHeaders): string[] {
  const listed = [headers.vary ?? []].flat().join(',').split(',');
  return [...new Set(listed.map((name) => name.trim().toLowerCase()).filter((name) => name !== ''))].sort();
}

function matches({ nominated }: Entry, forwarded: IncomingHttpHeaders): boolean {
  return [...nominated].every(([name, value]) => textOf(forwarded[name]) === value);
}

function isSameVariant(one: Entry, other: Entry): boolean {
  return JSON.stringify([...one.nominated]) === JSON.stringify([...other.nominated]);
}

function textOf(value: string | string[] | undefined): string | undefined {
  return value === undefined ? undefined : [value].flat().join(', ');
}
