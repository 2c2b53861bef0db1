import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type DaemonCommand, startDaemon } from './daemon.ts';

/** A process of Node's that runs `script`, and is ready when the file `ready` is there. */
async function command(script: string): Promise<DaemonCommand> {
  const folder = await mkdtemp(join(tmpdir(), 'cross-examine-daemon-'));
  await writeFile(join(folder, 'run.mjs'), `import { writeFileSync } from 'node:fs';\n${script}`);
  const isReady = async () => existsSync(join(folder, 'ready'));
  return { name: 'it', path: process.execPath, args: ['run.mjs'], folder, isReady };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const STAY = "setInterval(() => {}, 1000); writeFileSync('ready', '');";

it('is there when it has started and gone when it has stopped, its folder too', async () => {
  const it = await command(STAY);
  const daemon = await startDaemon(it);
  expect(isRunning(daemon.pid)).toBe(true);
  await daemon.stop();
  expect(isRunning(daemon.pid)).toBe(false);
  expect(existsSync(it.folder)).toBe(false);
});

it('may be known to be ready by what it prints', async () => {
  const it = await command("setInterval(() => {}, 1000); console.log('here I am');");
  const daemon = await startDaemon({ ...it, isReady: async (printed) => printed.includes('here I am') });
  expect(isRunning(daemon.pid)).toBe(true);
  await daemon.stop();
});

it('can be stopped when it has ended by itself', async () => {
  const it = await command(STAY);
  const daemon = await startDaemon(it);
  process.kill(daemon.pid, 'SIGKILL');
  await daemon.stop();
  expect(existsSync(it.folder)).toBe(false);
});

it('is given up as soon as it prints that there is no hope', async () => {
  const it = await command("setInterval(() => {}, 1000); console.log('hopeless');");
  await expect(startDaemon({ ...it, hopeless: /hopeless/ })).rejects.toThrow('hopeless');
  expect(existsSync(it.folder)).toBe(false);
});

it('shows what it printed when it does not start, and leaves no folder', async () => {
  const it = await command("console.log('one'); console.error('two'); process.exitCode = 1;");
  await expect(startDaemon(it)).rejects.toThrow(/^it did not start. It printed:\n(one\ntwo|two\none)$/);
  expect(existsSync(it.folder)).toBe(false);
});

it('says why when the program cannot be run at all', async () => {
  const it = await command('');
  await expect(startDaemon({ ...it, path: '/nowhere/it' })).rejects.toThrow('spawn /nowhere/it ENOENT');
  expect(existsSync(it.folder)).toBe(false);
});
