/** Text that the page shows is cut at this length; report.json has it whole. */
const LONGEST_TEXT = 2_000;
const HEAD = new RegExp(`^.{0,${LONGEST_TEXT}}`, 'su');

/**
 * A value as a table in which everything that is alike stands once: answers of three engines share nearly all of their
 * headers. `values[i]` is a string, a number, a boolean or null as it is, or a list of numbers: first a shape, then the
 * places of the members. Shape 0 is an array, any other the fields of an object. The last value is the whole.
 */
export interface Packed {
  readonly shapes: readonly (readonly string[])[];
  readonly values: readonly (string | number | boolean | null | readonly number[])[];
}

/** Packs a value of JSON; texts are cut where they are too long for the page, with a note. */
export function pack(value: unknown): Packed {
  const packer = new Packer();
  packer.place(value);
  return { shapes: packer.shapes, values: packer.values };
}

class Packer {
  readonly shapes: string[][] = [[]];
  readonly values: (string | number | boolean | null | number[])[] = [];
  readonly #scalars = new Map<unknown, number>();
  readonly #lists = new Map<string, number>();
  readonly #shapes = new Map<string, number>();

  /** The place of `value` in the table. */
  place(value: unknown): number {
    if (typeof value === 'string') return this.#scalar(shortened(value));
    if (typeof value !== 'object' || value === null) return this.#scalar((value as number | boolean) ?? null);
    if (Array.isArray(value)) return this.#list([0, ...value.map((item) => this.place(item))]);
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    const shape = this.#shape(fields.map(([name]) => shortened(name)));
    return this.#list([shape, ...fields.map(([, field]) => this.place(field))]);
  }

  #scalar(value: string | number | boolean | null): number {
    return this.#once(this.#scalars, value, value);
  }

  #list(places: number[]): number {
    return this.#once(this.#lists, places.join(), places);
  }

  #once<Key>(known: Map<Key, number>, key: Key, value: Packer['values'][number]): number {
    const place = known.get(key);
    if (place !== undefined) return place;
    known.set(key, this.values.length);
    return this.values.push(value) - 1;
  }

  #shape(names: string[]): number {
    const key = JSON.stringify(names);
    const known = this.#shapes.get(key);
    if (known !== undefined) return known;
    this.#shapes.set(key, this.shapes.length);
    return this.shapes.push(names) - 1;
  }
}

/** Cut between code points, never within one. */
function shortened(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  return `${HEAD.exec(text)?.[0] ?? ''} … cut here: ${text.length.toLocaleString('en')} characters in all, whole in report.json`;
}
