/** A piece of text that shows as it is, or the escape of one character that does not. */
export interface Piece {
  readonly text: string;
  /** As in `U+202E`; `null` for text that stands for itself. */
  readonly codePoint: string | null;
}

/**
 * Characters that would not show, or that would show something else in their place: controls, bidirectional and other
 * format characters, unpaired surrogates, private and unassigned ones, and every space but the ordinary one.
 */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu;

/** Splits `text` at every character that a reader could not see; what an outsider wrote is shown through this alone. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(UNSEEN)) {
    if (match.index > from) found.push({ text: text.slice(from, match.index), codePoint: null });
    found.push(escapeOf(match[0]));
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ text: text.slice(from), codePoint: null });
  return found;
}

/** `text` with `\u{202E}` and the like in place of what a reader could not see: for places that hold only text. */
export function visible(text: string): string {
  return pieces(text)
    .map((piece) => piece.text)
    .join('');
}

function escapeOf(character: string): Piece {
  const hexadecimal = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return { text: `\\u{${hexadecimal}}`, codePoint: `U+${hexadecimal.padStart(4, '0')}` };
}
