import type { AskBehind, OnwardAnswer, OnwardRequest } from '../behind.ts';
import { freshnessLifetime } from './cache-control.ts';
import type { ParsedCdnRules } from './rules.ts';
import { Store } from './store.ts';

/** What a cache did with a request, as its answer says in X-Cache. */
type Handling = 'hit' | 'miss' | 'pass';

/** They ask for less than the whole answer, and only whole answers are stored. */
const OF_CONDITIONS_AND_PARTS = [
  'if-none-match',
  'if-modified-since',
  'if-match',
  'if-unmodified-since',
  'range',
  'if-range',
];

/** https://www.rfc-editor.org/rfc/rfc9111#section-4, as far as the rules do not say otherwise. */
export class SharedCache {
  readonly store: Store;
  readonly counts: Record<Handling, number> = { hit: 0, miss: 0, pass: 0 };
  readonly #rules: ParsedCdnRules;
  readonly #lifetime: typeof freshnessLifetime;

  /** @param lifetime for how many seconds an answer is kept, where RFC 9111 does not decide that */
  constructor(rules: ParsedCdnRules, lifetime = freshnessLifetime) {
    this.store = new Store(rules);
    this.#rules = rules;
    this.#lifetime = lifetime;
  }

  /** Answers from the store where it may, and lets the origin server answer where not. */
  async handle(request: OnwardRequest, ask: AskBehind): Promise<OnwardAnswer> {
    const forwarded = without(request, this.#rules.withheld);
    if (!this.#mayReuse(request)) return this.#marked('pass', await ask(forwarded));
    const stored = this.store.select(request, forwarded.headers);
    if (stored) return this.#marked('hit', stored.answer, { age: String(stored.age) });
    const answer = await ask(without(forwarded, OF_CONDITIONS_AND_PARTS));
    this.store.put(request, forwarded.headers, answer, this.#lifetime(request, answer, this.#rules));
    return this.#marked('miss', answer);
  }

  #mayReuse({ method }: OnwardRequest): boolean {
    return !this.#rules.disabled && (this.#rules.stores as readonly string[]).includes(method);
  }

  #marked(handling: Handling, answer: OnwardAnswer, more: Readonly<Record<string, string>> = {}): OnwardAnswer {
    this.counts[handling] += 1;
    return { ...answer, headers: { ...answer.headers, 'x-cache': handling.toUpperCase(), ...more } };
  }
}

function without(request: OnwardRequest, names: readonly string[]): OnwardRequest {
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !names.includes(name)));
  return { ...request, headers };
}
