import type { EngineName } from '../harness/model/words.ts';
import { ENGINE_NAMES } from '../harness/model/words.ts';
import type { Change, Changes, Report, Result, Upgrade } from './model.ts';
import { stateOf } from './totals.ts';

/** Holds a report against an earlier one: results of the same id and engine, whatever that engine's version. */
export function changesBetween(earlier: Report, later: Report): Changes {
  const [before, after] = [byPlace(earlier.results), byPlace(later.results)];
  const changed = [...after].flatMap(([key, result]) => changeOf(before.get(key), result) ?? []);
  const gone = [...before]
    .filter(([key]) => !after.has(key))
    .map(([, result]) => change('gone', result, result, undefined));
  return { against: earlier.generatedAt, upgraded: upgrades(earlier, later), changes: [...changed, ...gone] };
}

/** A result that is repeated has a place for each time. */
function byPlace(results: readonly Result[]): Map<string, Result> {
  const times = new Map<string, number>();
  return new Map(
    results.map((result) => {
      const key = JSON.stringify([result.engine, result.id]);
      times.set(key, (times.get(key) ?? 0) + 1);
      return [`${key} ${times.get(key)}`, result];
    }),
  );
}

function changeOf(was: Result | undefined, is: Result): Change | null {
  if (was === undefined) return change('added', is, undefined, is);
  if (was.pass !== is.pass) return change(is.pass ? 'fixed' : 'broken', is, was, is);
  return stateOf(was) === stateOf(is) ? null : change('different', is, was, is);
}

function change(
  kind: Change['kind'],
  { id, title, engine }: Result,
  was: Result | undefined,
  is: Result | undefined,
): Change {
  return { kind, id, title, engine, was: was ? stateOf(was) : null, is: is ? stateOf(is) : null };
}

function upgrades(earlier: Report, later: Report): Upgrade[] {
  return ENGINE_NAMES.flatMap((engine) => {
    const [from, to] = [versions(earlier, engine), versions(later, engine)];
    return from === '' || to === '' || from === to ? [] : [{ engine, from, to }];
  });
}

function versions({ engines }: Report, wanted: EngineName): string {
  const those = engines.filter(({ name }) => name === wanted);
  return those
    .map(({ version, build, driver, platform }) => `${version} (${build}, ${driver}, ${platform})`)
    .join(', ');
}
