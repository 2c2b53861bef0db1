import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { afterEach, expect, it, vi } from 'vitest';
import { isRunning } from './testing-processes.ts';

const MODULE = new URL('./child-process.ts', import.meta.url).href;

let parent: ChildProcess | undefined;

afterEach(() => {
  parent?.kill('SIGKILL');
});

/** A process that starts another by startChild, and is told nothing more. @returns the process id of the other */
async function startParent(more = ''): Promise<number> {
  const code = `
    import { startChild } from ${JSON.stringify(MODULE)};
    ${more}
    const child = await startChild('sleep', ['1000'], { stdio: 'ignore' });
    console.log(child.pid);
  `;
  parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: parent.stdout as Readable }), 'line');
  return Number(line);
}

it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  'a process that %s ends takes what it has started with it',
  { timeout: 30_000 },
  async (signal) => {
    const pid = await startParent();
    expect(isRunning(pid)).toBe(true);
    const ended = once(parent as ChildProcess, 'exit');
    parent?.kill(signal);
    expect(await ended).toEqual([null, signal]);
    await vi.waitUntil(() => !isRunning(pid), { timeout: 10_000 });
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
