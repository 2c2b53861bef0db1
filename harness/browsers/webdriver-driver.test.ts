import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAuthority } from '../network/authority.ts';
import { Router } from '../network/router.ts';
import { descendants, isRunning } from '../processes/testing-processes.ts';
import type { Engine, Profile } from './engine.ts';
import { launch } from './launch.ts';

const TIMEOUT_MS = 120_000;

/** What this test started, and what it is a test of. */
const running = (program: string) => descendants().filter(({ command }) => command.startsWith(`${program} `));

async function kill(program: string): Promise<void> {
  const pids = running(program).map(({ pid }) => pid);
  expect(pids).not.toEqual([]);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  await expect.poll(() => pids.filter(isRunning), { timeout: 10_000 }).toEqual([]);
}

describe('WebKit behind W3C WebDriver', { timeout: TIMEOUT_MS }, () => {
  let router: Router;
  let engine: Engine;

  beforeEach(async () => {
    const authority = await createAuthority();
    router = await Router.start(authority);
    engine = await launch('webkit', authority);
  }, TIMEOUT_MS);
  afterEach(async () => {
    await engine.close();
    await router.close();
  }, TIMEOUT_MS);

  const open = (): Promise<Profile> => engine.newProfile(router.proxy);
  const works = (profile: Profile) => profile.evaluate('6 * 7');

  it('gives a driver process that has served one profile to the next', async () => {
    for (let count = 1; count <= 2; count++) {
      const profile = await open();
      expect(await works(profile)).toBe(42);
      await profile.close();
    }
    expect(running('WebKitWebDriver')).toHaveLength(1);
  });

  it('has a driver process for each profile that is open', async () => {
    const profiles = await Promise.all([open(), open()]);
    expect(await Promise.all(profiles.map(works))).toEqual([42, 42]);
    expect(running('WebKitWebDriver')).toHaveLength(2);
  });

  it('outlives its driver processes: the next profile gets a new one', async () => {
    const profile = await open();
    await kill('WebKitWebDriver');
    await expect(works(profile)).rejects.toThrow('the browser did not answer: ');
    await profile.close();
    expect(await works(await open())).toBe(42);
  });

  it('does not outlive its display, and says so', async () => {
    await kill('Xvfb');
    await expect.poll(() => engine.isAlive()).toBe(false);
    await expect(open()).rejects.toThrow('the virtual display has gone');
  });

  it('leaves nothing behind when it is closed while a profile is being opened', async () => {
    const opening = open();
    await engine.close();
    await expect(works(await opening)).rejects.toThrow();
    await expect(open()).rejects.toThrow('the engine is closed');
    await expect.poll(() => [...running('WebKitWebDriver'), ...running('Xvfb')], { timeout: 10_000 }).toEqual([]);
  });

  it('closes a profile once, however often it is told to', async () => {
    const profile = await open();
    await Promise.all([profile.close(), profile.close()]);
    await profile.close();
    expect(await works(await open())).toBe(42);
  });
});
