import type { HeaderPair } from '../model/words.ts';

/** https://fetch.spec.whatwg.org/#concept-header-list: names as given, values as isomorphic strings. */
export type HeaderList = readonly HeaderPair[];

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** HTTP tab or space at either end. */
const AROUND = /^[\t ]+|[\t ]+$/g;

const NOT_ASCII = /[^\0-\x7f]/;

/** An element of a list: a comma inside an HTTP quoted string does not end it. */
const ELEMENT = /^(?:[^",]|"(?:[^"\\]|\\[\s\S])*(?:"|\\?$))*/;

/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

export function isNamed([own]: HeaderPair, name: string): boolean {
  return own === name || (own.length === name.length && own.toLowerCase() === name.toLowerCase());
}

/** The values of every header of this name, in order. */
export function valuesOf(list: HeaderList, name: string): string[] {
  const values: string[] = [];
  for (const pair of list) if (isNamed(pair, name)) values.push(pair[1]);
  return values;
}

/** https://fetch.spec.whatwg.org/#header-list-contains */
export function contains(list: HeaderList, name: string): boolean {
  return list.some((pair) => isNamed(pair, name));
}

/** https://fetch.spec.whatwg.org/#concept-header-list-get */
export function get(list: HeaderList, name: string): string | null {
  const values = valuesOf(list, name);
  return values.length === 0 ? null : values.join(', ');
}

/** https://fetch.spec.whatwg.org/#concept-header-list-delete */
export function without(list: HeaderList, names: ReadonlySet<string>): HeaderList {
  return list.filter(([name]) => !names.has(name.toLowerCase()));
}

/** https://fetch.spec.whatwg.org/#concept-header-list-append */
export function append(list: HeaderList, name: string, value: string): HeaderList {
  return [...list, [name, value]];
}

/** https://fetch.spec.whatwg.org/#header-value-get-decode-and-split */
export function decodeAndSplit(value: string): string[] {
  const values: string[] = [];
  let position = 0;
  do {
    const element = ELEMENT.exec(value.slice(position))?.[0] ?? '';
    values.push(element.replace(AROUND, ''));
    position += element.length + 1;
  } while (value[position - 1] === ',');
  return values;
}

/**
 * https://fetch.spec.whatwg.org/#extract-header-list-values for the list headers of the CORS protocol, all of which
 * are lists of tokens (https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1 lets a recipient ignore empty elements).
 * @returns the values; `null` when there is no such header; `failure` when one does not parse
 */
export function extractTokens(list: HeaderList, name: string): readonly string[] | null | 'failure' {
  const values = valuesOf(list, name);
  if (values.length === 0) return null;
  const elements = values.flatMap((value) => value.split(',')).map((element) => element.replace(AROUND, ''));
  const tokens = elements.filter((element) => element !== '');
  return tokens.every(isToken) ? tokens : 'failure';
}

/** The same for Access-Control-Max-Age, whose ABNF is one `delta-seconds`. */
export function extractDeltaSeconds(list: HeaderList, name: string): number | null | 'failure' {
  const values = valuesOf(list, name);
  const [value] = values;
  if (value === undefined) return null;
  return values.length === 1 && /^\d+$/.test(value) ? Number(value) : 'failure';
}

/**
 * What a header value said in a scenario is to a browser: its UTF-8 bytes, one code point each, without the white space
 * around it (https://www.rfc-editor.org/rfc/rfc9112#section-5).
 */
export function asReceived(headers: readonly HeaderPair[]): HeaderList {
  return asOnTheWire(headers.map(([name, value]) => [name, asUtf8(value)]));
}

function asUtf8(text: string): string {
  return NOT_ASCII.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text;
}

/** What a recorded header is to a browser: its bytes are told as they are, and only the white space around them goes. */
export function asOnTheWire(headers: readonly HeaderPair[]): HeaderList {
  return headers.map(([name, value]) => [name, value.replace(AROUND, '')]);
}
