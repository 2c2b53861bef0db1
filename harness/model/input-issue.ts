/** Something wrong in a file that a user wrote. */
export interface InputIssue {
  readonly file: string;
  /** Counted from 1; `null` where no line can be named. */
  readonly line: number | null;
  /** The entry of the file, as in `scenario api/put`, or `scenario #3` where it has no id; `null` for the file as a whole. */
  readonly entry: string | null;
  /** As in `steps[0].request.url`; `null` for the entry as a whole. */
  readonly field: string | null;
  readonly message: string;
}

/** What reading an input came to: errors in a file are data, and all are named at once. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly InputIssue[] };

/** One issue in one line: `cases.yaml:12: scenario api/put, steps[0].request.url: …`. */
export function describeIssue({ file, line, entry, field, message }: InputIssue): string {
  const place = line === null ? file : `${file}:${line}`;
  const where = [entry, field].filter((part) => part !== null).join(', ');
  return `${place}: ${where === '' ? '' : `${where}: `}${message}`;
}
