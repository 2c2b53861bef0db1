import { describe, expect, it } from 'vitest';
import { pieces, visible } from './visible.ts';

describe('visible', () => {
  it.each([
    ['a right-to-left override', 'a\u202Eb', 'a\\u{202E}b'],
    ['a left-to-right isolate', '\u2066x\u2069', '\\u{2066}x\\u{2069}'],
    ['an Arabic letter mark', '\u061C', '\\u{61C}'],
    ['NUL', '\0', '\\u{0}'],
    ['the escape of a terminal', '\u001b[31m', '\\u{1B}[31m'],
    ['line ends', 'a\r\nb', 'a\\u{D}\\u{A}b'],
    ['a tab', '\t', '\\u{9}'],
    ['DEL and C1', '\u007f\u0085', '\\u{7F}\\u{85}'],
    ['a zero-width space', 'a\u200Bb', 'a\\u{200B}b'],
    ['a byte order mark', '\uFEFF', '\\u{FEFF}'],
    ['a line separator', '\u2028', '\\u{2028}'],
    ['a no-break space', 'a\u00A0b', 'a\\u{A0}b'],
    ['a filler that is a letter to Unicode', '\u3164', '\\u{3164}'],
    ['a tag character beyond the first plane', '\u{E0041}', '\\u{E0041}'],
    ['an unpaired surrogate', 'a\uD800b', 'a\\u{D800}b'],
  ])('shows %s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it.each(['', 'plain ascii: */* "quoted" <b>', 'naïve Ürümqi', '日本語', 'שלום', '🍪'])('leaves %j alone', (text) => {
    expect(visible(text)).toBe(text);
  });
});

describe('pieces', () => {
  it('tells an escape from the same characters written out', () => {
    expect(pieces('\\u{202E}')).toEqual([{ text: '\\u{202E}', codePoint: null }]);
    expect(pieces('a\u202E')).toEqual([
      { text: 'a', codePoint: null },
      { text: '\\u{202E}', codePoint: 'U+202E' },
    ]);
  });

  it('gives a short code point its four digits', () => {
    expect(pieces('\0')[0]?.codePoint).toBe('U+0000');
  });
});
