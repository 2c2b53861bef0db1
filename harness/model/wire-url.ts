/** A URL as it stands on the wire: without fragment and userinfo. `undefined` for what cannot be parsed. */
export function wireUrl(url: string, base?: string): string | undefined {
  if (!URL.canParse(url, base)) return undefined;
  const parsed = new URL(url, base);
  // Setting a part parses the whole again, so only what is there is taken away.
  if (parsed.hash !== '') parsed.hash = '';
  if (parsed.username !== '') parsed.username = '';
  if (parsed.password !== '') parsed.password = '';
  return parsed.href.endsWith('#') ? parsed.href.slice(0, -1) : parsed.href;
}
