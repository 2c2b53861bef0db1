/** One thing that is needed: where it is, or what is missing and what to do. */
export type Row =
  | {
      readonly name: string;
      readonly path: string;
      /** As its program prints it; some print a copyright notice below. */
      readonly version: string;
    }
  | { readonly name: string; readonly missing: string; readonly remedy: string };

/** Everything is there. */
export const EXIT_COMPLETE = 0;
/** Something cannot be had; the table says what, and the remedy. */
export const EXIT_MISSING = 3;

/** The rows as aligned lines of text; a missing one takes a second line for its remedy. */
export function renderTable(rows: readonly Row[]): string {
  const width = Math.max(...rows.map((row) => row.name.length));
  const lines = rows.flatMap((row) => {
    const name = row.name.padEnd(width);
    if ('path' in row) return [`${name}  ${row.path}  ${row.version.split('\n', 1)}`.trimEnd()];
    return [`${name}  MISSING: ${row.missing}`, `${' '.repeat(width)}  to cure it: ${row.remedy}`];
  });
  return lines.join('\n');
}

/** The exit code that tells whether all rows are there. */
export function exitCodeOf(rows: readonly Row[]): number {
  return rows.every((row) => 'path' in row) ? EXIT_COMPLETE : EXIT_MISSING;
}
