import type { Expectation } from '../model/scenario.ts';
import type { Deviation, JudgedStep } from './deviation.ts';

/** What is wrong with a ledger, whatever the steps are that it is held against; none when all is well. */
export function faultsOf(ledger: readonly Deviation[]): string[] {
  const repeated = ledger.filter(({ id }, index) => ledger.findIndex((each) => each.id === id) !== index);
  const without = ledger.filter(
    ({ engines }) => !Object.values(engines).some((version) => /^\d+(\.\d+)*$/.test(version)),
  );
  return [
    ...repeated.map(({ id }) => `${id}: there are two of this id`),
    ...ledger
      .filter(({ id }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
      .map(({ id }) => `${id}: the id is not in kebab case`),
    ...without.map(({ id }) => `${id}: no engine is named with its version`),
  ];
}

/** What is wrong with a row, seen from the steps of the case that is to show it. */
export function faultsShown(row: Deviation, steps: readonly JudgedStep[] | undefined): string[] {
  if (steps === undefined) return [`${row.id}: there is no case ${row.shownBy}`];
  const applicable = steps.filter((judged) => row.applies(judged));
  if (applicable.length === 0) return [`${row.id}: it applies to no step of ${row.shownBy}`];
  const shown = new Set(applicable.flatMap((judged) => Object.keys(row.shows(judged)) as (keyof Expectation)[]));
  if (shown.size === 0) return [`${row.id}: it shows nothing`];
  return [...shown].filter((field) => !row.covers.includes(field)).map((field) => `${row.id}: ${field} is not covered`);
}
