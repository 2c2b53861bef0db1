const MARK = /[?&]cross-examine=(\d+)/;

/**
 * Makes a URL unique by one more query parameter, where many cases share one visit; the rest stays as it is written,
 * fragment and odd characters too. A URL that is not fetched over http(s) stays as it is: nobody else can see it.
 */
export function markUrl(url: string, number: number): string {
  if (!/^https?:/i.test(url)) return url;
  return withMark(url, number);
}

/**
 * Marks where a scripted redirect leads. What leads nowhere but here (an empty Location, a fragment) has the mark
 * already, and what leads to no http(s) URL needs none.
 * @param base the marked URL that redirects
 */
export function markRedirect(redirectTo: string, base: string, number: number): string {
  if (redirectTo === '' || redirectTo.startsWith('#') || !URL.canParse(redirectTo, base)) return redirectTo;
  return /^https?:$/.test(new URL(redirectTo, base).protocol) ? withMark(redirectTo, number) : redirectTo;
}

function withMark(url: string, number: number): string {
  const [beforeFragment = '', ...fragment] = url.split('#');
  const separator = beforeFragment.includes('?') ? '&' : '?';
  return [`${beforeFragment}${separator}cross-examine=${number}`, ...fragment].join('#');
}

/** The number of the case that a URL on the wire belongs to; `undefined` when it has no mark. */
export function readMark(url: string): number | undefined {
  const found = MARK.exec(url);
  return found ? Number(found[1]) : undefined;
}

/** Takes marks out of any text, so that URLs show as the scenario writes them. */
export function unmark(text: string): string {
  return text.replaceAll(new RegExp(MARK, 'g'), '');
}
