import type { EngineName } from '../model/words.ts';

/** How far a check is: requests made, of those that are known to be made. */
export interface CheckProgress {
  readonly who: 'outside' | EngineName;
  readonly done: number;
  readonly total: number;
}

/** Counts requests, and tells whoever wants to know. */
export class Count {
  readonly #counts = new Map<CheckProgress['who'], { done: number; total: number }>();
  readonly #tell: (progress: CheckProgress) => void;

  constructor(tell: (progress: CheckProgress) => void = () => {}) {
    this.#tell = tell;
  }

  /** So many more are to be made. */
  expect(who: CheckProgress['who'], requests: number): void {
    const { done, total } = this.#of(who);
    this.#set(who, done, total + requests);
  }

  /** One was made. */
  readonly add = (who: CheckProgress['who']): void => {
    const { done, total } = this.#of(who);
    this.#set(who, done + 1, Math.max(total, done + 1));
  };

  #of(who: CheckProgress['who']) {
    return this.#counts.get(who) ?? { done: 0, total: 0 };
  }

  #set(who: CheckProgress['who'], done: number, total: number): void {
    this.#counts.set(who, { done, total });
    this.#tell({ who, done, total });
  }
}
