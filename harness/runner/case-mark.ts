import { wireUrl } from '../model/wire-url.ts';

/** Which case and which of its hops a URL on the wire belongs to, where many cases share one visit. */
export interface CaseMark {
  readonly number: number;
  readonly hop: number;
}

const MARK = /[?&]cross-examine=(\d+)\.(\d+)/;

/** Makes a URL unique by one more query parameter; the rest stays as it is written, fragment and odd characters too. */
export function markUrl(url: string, { number, hop }: CaseMark): string {
  const [beforeFragment = '', ...fragment] = url.split('#');
  const separator = beforeFragment.includes('?') ? '&' : '?';
  return [`${beforeFragment}${separator}cross-examine=${number}.${hop}`, ...fragment].join('#');
}

/** The mark of a URL on the wire; `undefined` when it has none. */
export function readMark(url: string): CaseMark | undefined {
  const found = MARK.exec(url);
  return found ? { number: Number(found[1]), hop: Number(found[2]) } : undefined;
}

/** Takes marks out of any text, so that URLs show as the scenario writes them. */
export function unmark(text: string): string {
  return text.replaceAll(new RegExp(MARK, 'g'), '');
}

/** Marks where a scripted redirect leads, when that is somewhere a server can be. */
export function markRedirect(redirectTo: string, base: string, mark: CaseMark): string {
  const target = wireUrl(redirectTo, base);
  return target !== undefined && /^https?:/.test(target) ? markUrl(redirectTo, mark) : redirectTo;
}
