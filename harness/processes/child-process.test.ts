import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startChild } from './child-process.ts';
import { descendants, isRunning } from './testing-processes.ts';

const MODULE = new URL('./child-process.ts', import.meta.url).href;

let parent: ChildProcess | undefined;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cross-examine-child-'));
  await writeFile(join(folder, 'profile'), 'what a browser keeps');
});
afterEach(async () => {
  parent?.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** A process that starts another by startChild, and is told nothing more. @returns the process id of the other */
async function startParent(more = ''): Promise<number> {
  const code = `
    import { startChild } from ${JSON.stringify(MODULE)};
    ${more}
    const child = await startChild('sleep', ['1000'], { stdio: 'ignore' }, ${JSON.stringify(folder)});
    console.log(child.pid);
  `;
  parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: parent.stdout as Readable }), 'line');
  return Number(line);
}

it.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL'] as const)(
  'a process that %s ends takes what it has started with it, and the folder of that',
  { timeout: 30_000 },
  async (signal) => {
    const pid = await startParent();
    expect(isRunning(pid)).toBe(true);
    const ended = once(parent as ChildProcess, 'exit');
    parent?.kill(signal);
    expect(await ended).toEqual([null, signal]);
    await vi.waitUntil(() => !isRunning(pid) && !existsSync(folder), { timeout: 10_000 });
  },
);

it('a process that does otherwise with the signal decides by itself', { timeout: 30_000 }, async () => {
  const pid = await startParent("process.on('SIGTERM', () => console.log('not yet'));");
  const said = once(createInterface({ input: parent?.stdout as Readable }), 'line');
  parent?.kill('SIGTERM');
  expect(await said).toEqual(['not yet']);
  expect(isRunning(pid)).toBe(true);
  parent?.kill('SIGKILL');
  process.kill(pid, 'SIGKILL');
});

it('a process that has ended by itself leaves nobody to watch it', { timeout: 30_000 }, async () => {
  const child = await startChild('sleep', ['0'], { stdio: 'ignore' }, folder);
  await once(child, 'exit');
  const watching = () => descendants().filter(({ command }) => command.includes(folder));
  await vi.waitUntil(() => watching().length === 0, { timeout: 10_000 });
  expect(existsSync(folder)).toBe(true);
});
