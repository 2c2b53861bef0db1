import type { FinishedTest } from './input.ts';

/** One test, whatever the project: a row of the report, or several when it makes several requests. */
export interface Case {
  readonly id: string;
  readonly title: string;
  readonly topic: string;
  readonly file: string;
}

interface Sighting {
  readonly key: string;
  readonly test: FinishedTest;
  /** The place among the tests of its file and project: tests from a table share one line. */
  readonly place: number;
}

/** The cases behind `tests`, by {@link caseKey}, in the order of the report; every id is unique. */
export function casesOf(tests: readonly FinishedTest[]): ReadonlyMap<string, Case> {
  const firsts = [...firstSightings(tests).values()].sort(byPlace);
  const ids = uniqueIds(firsts.map(({ test }) => `${fileSlug(test.file)}/${slug(test.title)}`));
  return new Map(firsts.map(({ key, test }, at) => [key, describeCase(test, ids[at] as string)]));
}

/** What tells one case from another: the same in every project. */
export function caseKey(test: FinishedTest): string {
  return JSON.stringify([test.file, ...test.describes, test.title]);
}

/** A title as part of an id: letters and digits of any script, the rest are hyphens; no longer than a file name may be. */
function slug(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  return words?.join('-').match(/^.{1,200}/u)?.[0] ?? 'untitled';
}

function fileSlug(file: string): string {
  return bareFile(file).split('/').map(slug).join('/');
}

function bareFile(file: string): string {
  return file.replace(/^specs\//, '').replace(/\.spec\.[cm]?[jt]sx?$/, '');
}

function describeCase(test: FinishedTest, id: string): Case {
  const topic = test.describes.find((title) => title !== '') ?? bareFile(test.file).split('/').at(-1) ?? test.file;
  return { id, title: test.title, topic, file: test.file };
}

function firstSightings(tests: readonly FinishedTest[]): Map<string, Sighting> {
  const sightings = new Map<string, Sighting>();
  const seen = new Map<string, number>();
  for (const test of tests) {
    const where = JSON.stringify([test.file, test.project]);
    const place = seen.get(where) ?? 0;
    seen.set(where, place + 1);
    const sighting = { key: caseKey(test), test, place };
    const known = sightings.get(sighting.key);
    if (known === undefined || byPlace(sighting, known) < 0) sightings.set(sighting.key, sighting);
  }
  return sightings;
}

/** By file, then by line, then by place; the key at last, so that shards may be merged in any order. */
function byPlace(a: Sighting, b: Sighting): number {
  return compare(a.test.file, b.test.file) || a.test.line - b.test.line || a.place - b.place || compare(a.key, b.key);
}

/** Code unit order: the same on every machine, whatever its locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The first to bear an id keeps it; later ones get `-2`, `-3`, never one that somebody else bears by nature. */
function uniqueIds(wanted: readonly string[]): string[] {
  const taken = new Set<string>();
  return wanted.map((id) => {
    const unique = taken.has(id) ? nextFree(id, taken, wanted) : id;
    taken.add(unique);
    return unique;
  });
}

function nextFree(id: string, taken: ReadonlySet<string>, wanted: readonly string[]): string {
  for (let number = 2; ; number += 1) {
    const candidate = `${id}-${number}`;
    if (!taken.has(candidate) && !wanted.includes(candidate)) return candidate;
  }
}
