/** A URL as it stands on the wire: without fragment and userinfo. `undefined` for what cannot be parsed. */
export function wireUrl(url: string, base?: string): string | undefined {
  if (!URL.canParse(url, base)) return undefined;
  const parsed = new URL(url, base);
  parsed.hash = '';
  parsed.username = '';
  parsed.password = '';
  return parsed.href;
}
