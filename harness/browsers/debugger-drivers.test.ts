import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAuthority } from '../network/authority.ts';
import { Router } from '../network/router.ts';
import { descendants, isRunning } from '../processes/testing-processes.ts';
import type { Engine } from './engine.ts';
import { launch } from './launch.ts';

const TIMEOUT_MS = 120_000;

const DRIVERS = [
  { name: 'chromium', driver: 'cdp', notThere: /net::ERR_/, noUrl: 'invalid URL' },
  { name: 'firefox', driver: 'webdriver-bidi', notThere: /NS_ERROR|neterror/i, noUrl: 'invalid argument' },
] as const;

const isBrowser = ({ command }: { command: string }) =>
  command.includes('--remote-debugging-port') && !command.includes('--type=');

const inTemporary = (folder: string) => join(tmpdir(), folder);

describe.each(DRIVERS)('$name behind $driver', { timeout: TIMEOUT_MS }, ({ name, driver, notThere, noUrl }) => {
  let router: Router;
  let engine: Engine;

  beforeEach(async () => {
    const authority = await createAuthority();
    router = await Router.start(authority);
    engine = await launch(name, authority);
  }, TIMEOUT_MS);
  afterEach(async () => {
    await engine.close();
    await router.close();
  }, TIMEOUT_MS);

  it('says which browser it is', () => {
    expect(engine.info).toMatchObject({ name, driver });
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

  it('rejects a page that does not load, with what the browser says of it', async () => {
    const profile = await engine.newProfile(router.proxy);
    await expect(profile.goto('https://nobody.com/')).rejects.toThrow(notThere);
    await expect(profile.goto('no URL at all')).rejects.toThrow(noUrl);
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
    const [browser] = descendants().filter(isBrowser);
    process.kill(browser?.pid as number, 'SIGKILL');
    await expect(waiting).rejects.toThrow('the browser did not answer: it has gone');
    await noDocument;
    await expect.poll(() => engine.isAlive()).toBe(false);
    await expect(engine.newProfile(router.proxy)).rejects.toThrow('it has gone');
  });

  it('leaves neither a process nor a folder', async () => {
    await engine.newProfile(router.proxy);
    const browsers = descendants().filter(isBrowser);
    const folders = browsers.map(({ command }) => /\S+\/(cross-examine-\w+-\w+)/.exec(command)?.[1] ?? '');
    expect(folders).toEqual([expect.stringContaining(name)]);
    expect(folders.map(inTemporary).map(existsSync)).toEqual([true]);
    await engine.close();
    await expect.poll(() => browsers.filter(({ pid }) => isRunning(pid)), { timeout: 10_000 }).toEqual([]);
    expect(folders.map(inTemporary).map(existsSync)).toEqual([false]);
  });
});

describe('a page of Chromium that crashes', { timeout: TIMEOUT_MS }, () => {
  it('is told to whoever waits, and its browser goes on', async () => {
    const authority = await createAuthority();
    const router = await Router.start(authority);
    const engine = await launch('chromium', authority);
    try {
      const profile = await engine.newProfile(router.proxy);
      const waiting = profile.evaluate('new Promise(() => {})');
      const pages = descendants().filter(({ command }) => command.includes('--type=renderer'));
      expect(pages).not.toEqual([]);
      for (const { pid } of pages) process.kill(pid, 'SIGKILL');
      await expect(waiting).rejects.toThrow('the page has crashed');
      await expect(profile.evaluate('1 + 1')).rejects.toThrow('the page has crashed');
      const next = await engine.newProfile(router.proxy);
      expect(await next.evaluate('1 + 1')).toBe(2);
    } finally {
      await engine.close();
      await router.close();
    }
  });
});
