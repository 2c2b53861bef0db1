import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { headersFor, headersSchema, parseRules } from './rules.ts';

describe('headersFor', () => {
  const headers = { 'Access-Control-Allow-Origin': '${origin}', 'Cache-Control': 'no-store' };

  it('fills in the Origin of the request', () => {
    expect(headersFor(headers, 'https://shop.com')).toEqual({
      'Access-Control-Allow-Origin': 'https://shop.com',
      'Cache-Control': 'no-store',
    });
  });

  it('leaves a header out that needs an Origin when there is none', () => {
    expect(headersFor(headers, undefined)).toEqual({ 'Cache-Control': 'no-store' });
  });

  it('takes the Origin literally', () => {
    expect(headersFor({ 'X-Seen': 'by ${origin}' }, "$&$'")).toEqual({ 'X-Seen': "by $&$'" });
  });
});

describe('parseRules', () => {
  const schema = z.strictObject({ headers: headersSchema, status: z.int() });

  it('gives correct rules out', () => {
    const rules = { headers: { Vary: 'Origin' }, status: 200 };
    expect(parseRules('x', schema, rules)).toEqual(rules);
  });

  it('names every wrong field', () => {
    const wrong = { headers: { 'a b': '1', Vary: 'a\r\nb' }, status: '200' };
    expect(() => parseRules('x', schema, wrong)).toThrow(
      'the rules of "x" are wrong: headers.Vary: holds a character that no header value may hold; ' +
        'headers.a b: is not a header name; status: Invalid input: expected number, received string',
    );
  });

  it('says so when the rules are not an object at all', () => {
    expect(() => parseRules('x', schema, null)).toThrow('rules: Invalid input: expected object, received null');
  });
});
