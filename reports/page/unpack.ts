import type { Packed } from '../pack.ts';

/** Reads a packed value; lists of the same place are read once, and shared. */
export class Unpacker {
  readonly #packed: Packed;
  readonly #read: unknown[] = [];

  constructor(packed: Packed) {
    this.#packed = packed;
  }

  /** Everything that was packed. Nobody may change what comes of it. */
  whole<T>(): T {
    const { values } = this.#packed;
    for (const [place, value] of values.entries()) this.#read[place] = this.#value(value);
    return this.#read[values.length - 1] as T;
  }

  /** Members stand before the lists that hold them. */
  #value(value: Packed['values'][number]): unknown {
    if (!Array.isArray(value)) return value;
    const [shape = 0, ...places] = value as readonly number[];
    if (shape === 0) return places.map((each) => this.#read[each]);
    const names = this.#packed.shapes[shape] ?? [];
    return Object.fromEntries(names.map((name, at) => [name, this.#read[places[at] as number]]));
  }
}
