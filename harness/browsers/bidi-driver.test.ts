import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAuthority } from '../network/authority.ts';
import { Router } from '../network/router.ts';
import type { Engine } from './engine.ts';
import { launch } from './launch.ts';
import { descendants, isRunning } from './testing-processes.ts';

const TIMEOUT_MS = 120_000;
const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('cross-examine-firefox-'));
const isFirefox = ({ command }: { command: string }) => /--remote-debugging-port/.test(command);

describe('Firefox behind WebDriver BiDi', { timeout: TIMEOUT_MS }, () => {
  let router: Router;
  let engine: Engine;
  let foldersBefore: string[];

  beforeEach(async () => {
    foldersBefore = folders();
    const authority = await createAuthority();
    router = await Router.start(authority);
    engine = await launch('firefox', authority);
  }, TIMEOUT_MS);
  afterEach(async () => {
    await engine.close();
    await router.close();
  }, TIMEOUT_MS);

  it('says which browser it is', () => {
    expect(engine.info).toMatchObject({ name: 'firefox', driver: 'webdriver-bidi' });
    expect(engine.info.version).toMatch(/^\d+\./);
  });

  it('brings values back by way of JSON, and what was thrown as an error', async () => {
    const profile = await engine.newProfile(router.proxy);
    expect(await profile.evaluate('({ a: [1, null, "x"] })')).toEqual({ a: [1, null, 'x'] });
    expect(await profile.evaluate('Promise.resolve(6 * 7)')).toBe(42);
    expect(await profile.evaluate('undefined')).toBeUndefined();
    await expect(profile.evaluate('Promise.reject(new TypeError("no"))')).rejects.toThrow('TypeError: no');
    await expect(profile.evaluate('(')).rejects.toThrow('SyntaxError');
  });

  it('rejects a page that does not load, with what Firefox says of it', async () => {
    const profile = await engine.newProfile(router.proxy);
    await expect(profile.goto('https://nobody.com/')).rejects.toThrow(/NS_ERROR|neterror/i);
    await expect(profile.goto('no URL at all')).rejects.toThrow('invalid argument');
  });

  it('says that time ran out', async () => {
    const profile = await engine.newProfile(router.proxy);
    await expect(profile.goto('https://nobody.com/', 0)).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('waits no longer than it was told for a document that never comes', async () => {
    const profile = await engine.newProfile(router.proxy);
    await expect(profile.nextDocument(1)).resolves.toBeUndefined();
  });

  it('does not outlive its process, and tells whoever waits', async () => {
    const profile = await engine.newProfile(router.proxy);
    const waiting = profile.evaluate('new Promise(() => {})');
    const noDocument = profile.nextDocument(TIMEOUT_MS);
    const [firefox] = descendants().filter(isFirefox);
    process.kill(firefox?.pid as number, 'SIGKILL');
    await expect(waiting).rejects.toThrow('the browser did not answer: it has gone');
    await noDocument;
    await expect.poll(() => engine.isAlive()).toBe(false);
    await expect(engine.newProfile(router.proxy)).rejects.toThrow('it has gone');
  });

  it('leaves neither a process nor a folder', async () => {
    await engine.newProfile(router.proxy);
    const pids = descendants()
      .filter(isFirefox)
      .map(({ pid }) => pid);
    expect(pids).not.toEqual([]);
    await engine.close();
    await expect.poll(() => pids.filter(isRunning), { timeout: 10_000 }).toEqual([]);
    expect(folders()).toEqual(foldersBefore);
  });
});
