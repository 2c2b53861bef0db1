import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheFolder, kept } from './user-cache.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cross-examine-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const isText = (value: unknown): value is string => typeof value === 'string';

describe('the cache of a user', () => {
  it.each<[string, Record<string, string>, string, string]>([
    ['linux', {}, '/home/me', '/home/me/.cache/cross-examine'],
    ['linux', { XDG_CACHE_HOME: '/cache' }, '/home/me', '/cache/cross-examine'],
    ['linux', { XDG_CACHE_HOME: '' }, '/home/me', '/home/me/.cache/cross-examine'],
    ['darwin', {}, '/Users/me', '/Users/me/Library/Caches/cross-examine'],
    ['win32', { LOCALAPPDATA: '/local' }, '/me', '/local/cross-examine'],
  ])('on %s with %j', (platform, env, home, expected) => {
    expect(cacheFolder(env, platform, home)).toBe(expected);
  });

  it('keeps what was found out', async () => {
    const inside = join(folder, 'not', 'there', 'yet');
    let times = 0;
    const findOut = async () => `found ${++times}`;
    expect(await kept('a', isText, findOut, inside)).toBe('found 1');
    expect(await kept('a', isText, findOut, inside)).toBe('found 1');
  });

  it.each([
    ['is no JSON', '{ "half'],
    ['is of another shape', '[1, 2]'],
    ['is empty', ''],
  ])('finds out anew where what is kept %s', async (_, content) => {
    writeFileSync(join(folder, 'a.json'), content);
    expect(await kept('a', isText, async () => 'anew', folder)).toBe('anew');
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('"anew"');
  });

  it('does without a folder that cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '');
    const impossible = join(folder, 'file', 'below');
    expect(await kept('a', isText, async () => 'found', impossible)).toBe('found');
    expect(existsSync(impossible)).toBe(false);
  });
});
