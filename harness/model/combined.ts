import type { HeaderPair } from './words.ts';

/**
 * Every header once: its name in lower case, and its values joined as
 * https://fetch.spec.whatwg.org/#concept-header-list-get and https://www.rfc-editor.org/rfc/rfc9110#section-5.2 say.
 */
export function combined(headers: readonly HeaderPair[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = values.get(key);
    values.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return values;
}
