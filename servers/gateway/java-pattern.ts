/**
 * A regular expression as API Gateway takes it: Java's `matches`, which is for the whole text.
 * @throws when it is none
 */
export function wholePattern(source: string): RegExp {
  return new RegExp(`^(?:${source})$`);
}

/** Whether {@link wholePattern} would take it. */
export function isPattern(source: string): boolean {
  try {
    wholePattern(source);
    return true;
  } catch {
    return false;
  }
}
