import { EXIT, type ExitCode } from '../terminal/exit-codes.ts';

/** One thing that is needed: where it is, or what is missing and what to do. */
export type Row =
  | {
      readonly name: string;
      readonly path: string;
      /** As its program prints it; some print a copyright notice below. */
      readonly version: string;
    }
  | { readonly name: string; readonly missing: string; readonly remedy: string };

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

/** The exit code that tells whether all rows are there; where one is not, the table says what, and the remedy. */
export function exitCodeOf(rows: readonly Row[]): ExitCode {
  return rows.every((row) => 'path' in row) ? EXIT.good : EXIT.incomplete;
}
