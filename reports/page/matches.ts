/** What a row says of itself. */
export interface Facets {
  readonly topic: string;
  /** One a column. */
  readonly states: readonly string[];
  /** What is worth a look: `differs`, `executed`, `failed`, `unsure`, `deviates`; those of one column end in `-` and its number. */
  readonly marks: readonly string[];
  readonly claims: readonly string[];
  /** All that stands in it, in lower case. */
  readonly text: string;
}

/** What a reader asks for; empty words and `null` ask for anything. */
export interface Choice {
  readonly topic: string;
  readonly column: number | null;
  readonly state: string;
  readonly mark: string;
  readonly claim: string;
  readonly words: readonly string[];
}

/** Is the row one that was asked for. With an engine chosen, outcome and mark are asked of its column alone. */
export function matches(row: Facets, { topic, column, state, mark, claim, words }: Choice): boolean {
  if (topic !== '' && row.topic !== topic) return false;
  if (claim !== '' && !row.claims.includes(claim)) return false;
  const states = column === null ? row.states : [row.states[column] ?? ''];
  if (column !== null && state === '' && states[0] === 'missing') return false;
  if (state !== '' && !states.includes(state)) return false;
  if (mark !== '' && !row.marks.includes(column === null ? mark : `${mark}-${column}`)) return false;
  return words.every((word) => row.text.includes(word));
}
