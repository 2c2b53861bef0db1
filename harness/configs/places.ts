import type { Path } from '../model/data-file.ts';

interface Place {
  readonly saidAt: Path;
  /** Whether the parts below have the names there that they have in the rule. */
  readonly sameBelow: boolean;
}

/** Remembers where in a file each part of a rule was said, for rules that are put together from many places. */
export class Places {
  readonly #places = new Map<string, Place>();
  readonly #whole: Path;

  /** @param whole where the rule as a whole stands */
  constructor(whole: Path) {
    this.#whole = whole;
  }

  note(path: Path, saidAt: Path, sameBelow = false): void {
    this.#places.set(JSON.stringify(path), { saidAt, sameBelow });
  }

  /** Where a part was said, or else the smallest part noted that holds it. */
  saidAt(path: Path): Path {
    return this.noted(path) ?? this.#whole;
  }

  /** The same; `undefined` where nothing is noted that holds it. */
  noted(path: Path): Path | undefined {
    for (let length = path.length; length > 0; length--) {
      const place = this.#places.get(JSON.stringify(path.slice(0, length)));
      if (place !== undefined) return place.sameBelow ? [...place.saidAt, ...path.slice(length)] : place.saidAt;
    }
    return undefined;
  }
}
