import { EventEmitter } from 'node:events';
import type { Answer, Exchange } from '../model/exchange.ts';

/** An exchange that is under way: the router settles it once. */
export interface OpenExchange {
  readonly exchange: Exchange;
  /** Says what became of it. The first word counts; later ones are ignored. */
  settle(answer: Answer): void;
}

type Row = { -readonly [field in keyof Exchange]: Exchange[field] };

/**
 * Everything that arrived at one router, preflights included, in order of arrival. This, and not a browser's events,
 * is the evidence of what was sent.
 */
export class WireRecord {
  readonly #rows = new Map<number, Row>();
  readonly #events = new EventEmitter().setMaxListeners(0);
  readonly #startedAt = performance.now();
  #lastId = 0;

  /** Milliseconds since the record began. */
  now(): number {
    return Math.round((performance.now() - this.#startedAt) * 10) / 10;
  }

  /** Notes an arrival. */
  open(arrival: Omit<Exchange, 'id' | 'startedAt' | 'answer'>): OpenExchange {
    this.#lastId += 1;
    const row: Row = { id: this.#lastId, startedAt: this.now(), answer: { kind: 'pending' }, ...arrival };
    this.#rows.set(row.id, row);
    this.#events.emit('opened', row);
    return {
      exchange: row,
      settle: (answer) => {
        if (row.answer.kind !== 'pending') return;
        row.answer = answer;
        this.#events.emit('settled', row);
      },
    };
  }

  /** A point in time, to ask {@link since} about. */
  mark(): number {
    return this.#lastId;
  }

  /** Copies of the exchanges that arrived after `mark`, as they stand now. */
  since(mark: number): Exchange[] {
    const rows: Exchange[] = [];
    for (let id = mark + 1; id <= this.#lastId; id++) {
      const row = this.#rows.get(id);
      if (row) rows.push({ ...row });
    }
    return rows;
  }

  /** Calls `listener` for each arrival; returns the function that stops it. The exchange it gets changes as it settles. */
  onArrival(listener: (exchange: Exchange) => void): () => void {
    this.#events.on('opened', listener);
    return () => this.#events.off('opened', listener);
  }

  /** Calls `listener` once for each exchange, as it settles; returns the function that stops it. */
  onAnswer(listener: (exchange: Exchange) => void): () => void {
    this.#events.on('settled', listener);
    return () => this.#events.off('settled', listener);
  }

  /** Forgets these exchanges, so that a run of many thousands stays small. */
  forget(exchanges: readonly Exchange[]): void {
    for (const { id } of exchanges) this.#rows.delete(id);
  }

  /**
   * Waits until `done` holds; it is asked now and after each arrival and each answer.
   * @returns whether it came to hold within `timeoutMs`
   */
  async until(done: () => boolean, timeoutMs: number): Promise<boolean> {
    if (done()) return true;
    return new Promise((resolve) => {
      const finish = (held: boolean) => {
        clearTimeout(timer);
        this.#events.off('opened', ask).off('settled', ask);
        resolve(held);
      };
      const ask = () => done() && finish(true);
      const timer = setTimeout(finish, timeoutMs, false);
      this.#events.on('opened', ask).on('settled', ask);
    });
  }
}
