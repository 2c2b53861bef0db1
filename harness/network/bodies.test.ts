import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Api, HeaderPair } from '../model/words.ts';
import { fittingBody, SCRIPT_MESSAGE } from './bodies.ts';

const body = (headers: HeaderPair[] = [], api: Api = 'fetch', preflight = false) =>
  fittingBody(
    { answer: { status: 200, headers: headers as [string, string][], redirectTo: null }, api, hop: 0 },
    preflight,
  );

describe('the body that goes with a scripted answer', () => {
  it('is a text for script that reads, and a PNG for <img>', () => {
    expect(body().toString()).toBe('answered\n');
    expect(body([], 'img').subarray(0, 4).toString('latin1')).toBe('\x89PNG');
  });

  it('is a script that says that it was read, and a document for a form', () => {
    expect(() => new Function(body([], 'script').toString())()).toThrow(SCRIPT_MESSAGE);
    expect(body([], 'form').toString()).toContain('<!doctype html>');
  });

  it('is what modules, style sheets, fonts and event streams are made of', () => {
    expect(body([], 'module').toString()).toBe('export {};\n');
    expect(body([], 'style').toString()).toMatch(/^\.scripted \{.*\}\n$/);
    expect(body([], 'font').subarray(0, 4).toString('latin1')).toBe('OTTO');
    expect(body([], 'eventsource').toString()).toBe('data: answered\n\n');
  });

  it('is empty for a preflight, whatever asks', () => {
    expect(body([], 'img', true)).toHaveLength(0);
  });

  it.each([
    ['gzip', gunzipSync],
    ['deflate', inflateSync],
    ['br', brotliDecompressSync],
  ])('is encoded as content-encoding: %s says', (coding, decode) => {
    expect(decode(body([['Content-Encoding', ` ${coding} `]])).toString()).toBe('answered\n');
  });

  it.each(['identity', 'constructor', 'toString', 'gzip, br'])('is left alone under content-encoding: %s', (coding) => {
    expect(body([['content-encoding', coding]]).toString()).toBe('answered\n');
  });

  it('is cut to a content-length that is shorter, and filled with spaces to one that is longer', () => {
    expect(body([['Content-Length', '4']]).toString()).toBe('answ');
    expect(body([['content-length', ' 12 ']]).toString()).toBe('answered\n   ');
    expect(body([['content-length', '3']], 'fetch', true).toString()).toBe('   ');
  });

  it.each(['', '-1', '1e3', 'nine', '9, 9'])('ignores a content-length of %j, which is no number', (length) => {
    expect(body([['content-length', length]]).toString()).toBe('answered\n');
  });

  it('is not made as long as a content-length that would fill memory', () => {
    expect(body([['content-length', '999999999']]).toString()).toBe('answered\n');
  });
});
