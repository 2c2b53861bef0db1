/** Something wrong in a file that a user wrote. */
export interface InputIssue {
  readonly file: string;
  /** Counted from 1; `null` where no line can be named. */
  readonly line: number | null;
  /** The id of the scenario, or `#3` for the third where it has none; `null` for the file as a whole. */
  readonly scenario: string | null;
  /** As in `steps[0].request.url`; `null` for the scenario as a whole. */
  readonly field: string | null;
  readonly message: string;
}

/** What reading an input came to: errors in a file are data, and all are named at once. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly InputIssue[] };

/** One issue in one line: `cases.yaml:12: scenario api/put, steps[0].request.url: …`. */
export function describeIssue({ file, line, scenario, field, message }: InputIssue): string {
  const place = line === null ? file : `${file}:${line}`;
  const where = [scenario === null ? '' : `scenario ${scenario}`, field ?? ''].filter(Boolean).join(', ');
  return `${place}: ${where === '' ? '' : `${where}: `}${message}`;
}
