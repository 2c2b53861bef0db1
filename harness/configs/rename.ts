import { distance } from 'fastest-levenshtein';
import type { Path } from '../model/data-file.ts';
import type { Remark } from './configured.ts';

/** The names that one tool has for the fields of a rule: theirs to ours. */
export type Names = Readonly<Record<string, string>>;

/** A part of a file in the words of a rule. */
export interface Renamed {
  readonly value: unknown;
  /** Every field that has no name in the rule. */
  readonly remarks: readonly Remark[];
  /** Where in the file a part of the renamed value stands. */
  readonly saidAt: (path: Path) => Path;
}

/**
 * Says a part of a file in other words, through all its levels. What has no other word is named, and left out.
 * @param names one name of ours for one of theirs, wherever it stands
 * @param at where in the file `value` stands
 */
export function rename(value: unknown, names: Names, at: Path): Renamed {
  const remarks: Remark[] = [];
  const theirs = new Map(Object.entries(names).map(([their, our]) => [our, their]));
  const translate = (part: unknown, path: Path): unknown => {
    if (Array.isArray(part)) return part.map((each, index) => translate(each, [...path, index]));
    if (!isRecord(part)) return part;
    const known = Object.entries(part).filter(([name]) => {
      if (Object.hasOwn(names, name)) return true;
      remarks.push(unknownKey([...path, name], Object.keys(names)));
      return false;
    });
    return Object.fromEntries(known.map(([name, each]) => [names[name], translate(each, [...path, name])]));
  };
  return {
    value: translate(value, at),
    remarks,
    saidAt: (path) => [...at, ...path.map((key) => theirs.get(String(key)) ?? key)],
  };
}

/** Every field that is like one of these, and is none: where there are many others, which are of no consequence. */
export function misspeltKeys(
  fields: Readonly<Record<string, unknown>>,
  known: readonly string[],
  at: (name: string) => Path,
): Remark[] {
  return Object.keys(fields)
    .filter((name) => !known.includes(name) && likeOne(name, known) !== undefined)
    .map((name) => unknownKey(at(name), known));
}

function likeOne(name: string, known: readonly string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[_-]/g, '');
  return known.find((each) => distance(plain(each), plain(name)) <= 2);
}

/** Every field that is none of these: an error where it is like one, else only to be said. */
export function otherKeys(
  fields: Readonly<Record<string, unknown>>,
  known: readonly string[],
  at: (name: string) => Path,
): Remark[] {
  return Object.keys(fields)
    .filter((name) => !known.includes(name))
    .map((name) => {
      if (likeOne(name, known) !== undefined) return unknownKey(at(name), known);
      return {
        rule: 'not-emulated',
        path: at(name),
        message: `unknown field ${JSON.stringify(name)}: nobody looked at it`,
      };
    });
}

/** A field that nobody knows. @param known what could have been meant */
export function unknownKey(path: Path, known: readonly string[]): Remark {
  const name = String(path.at(-1));
  const like = likeOne(name, known);
  const hint = like === undefined ? `there are ${known.join(', ')}` : `did you mean ${like}?`;
  return { rule: 'unknown-key', path, message: `unknown field ${JSON.stringify(name)}: ${hint}` };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.getPrototypeOf(value) === Object.prototype
  );
}
