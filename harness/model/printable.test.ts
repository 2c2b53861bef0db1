import { expect, it } from 'vitest';
import { printable } from './printable.ts';

it.each([
  ['plain ünïcode ✓', 'plain ünïcode ✓'],
  ['\u001b[31mred', '\\u{1b}[31mred'],
  ['a\u202eb', 'a\\u{202e}b'],
  ['line\nbreak\u2028', 'line\\u{a}break\\u{2028}'],
])('%j is printed as %j', (text, expected) => {
  expect(printable(text)).toBe(expected);
});
