import { describe, expect, it } from 'vitest';
import { markRedirect, markUrl, readMark, unmark } from './case-mark.ts';

const MARK = 7;

describe('a mark', () => {
  it.each([
    'https://api.com',
    'https://api.com/',
    'https://api.com/x?y=1',
    'https://api.com/x?',
    'https://api.com/x#f',
    'https://api.com/x?y#f?g',
    'https://user:pw@api.com:8443/%00?a=b&c',
  ])('in %s can be read, changes neither origin nor path, and leaves no trace', (url) => {
    const marked = markUrl(url, MARK);
    expect(readMark(new URL(marked).href)).toBe(MARK);
    expect(new URL(marked).origin).toBe(new URL(url).origin);
    expect(new URL(marked).pathname).toBe(new URL(url).pathname);
    expect(unmark(marked)).toBe(url);
  });

  it.each(['data:,x', 'about:blank', 'shop:x'])('is not put on %s, which no router sees', (url) => {
    expect(markUrl(url, MARK)).toBe(url);
  });

  it('is not seen where there is none', () => {
    expect(readMark('https://api.com/cross-examine=7')).toBeUndefined();
  });
});

describe('markRedirect', () => {
  it.each([
    ['/y', '/y?cross-examine=7'],
    ['https://b.com/y?z', 'https://b.com/y?z&cross-examine=7'],
    ['data:,x', 'data:,x'],
    ['', ''],
    ['#f', '#f'],
    ['http://[', 'http://['],
  ])('%s becomes %s', (redirectTo, expected) => {
    expect(markRedirect(redirectTo, 'https://a.com/x', MARK)).toBe(expected);
  });
});
