import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect, it, vi } from 'vitest';
import { isRunning } from './testing-processes.ts';

const MODULE = new URL('./watchdog.ts', import.meta.url).href;

it('takes a whole group along where its process is killed', { timeout: 30_000 }, async () => {
  const code = `
    import { spawn } from 'node:child_process';
    import { Watchdog } from ${JSON.stringify(MODULE)};
    const child = spawn('sh', ['-c', 'sleep 1000 & echo $!; wait'], { detached: true, stdio: ['ignore', 'inherit', 'ignore'] });
    new Watchdog({ pid: child.pid, group: true });
    console.log('watched');
  `;
  const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  createInterface({ input: parent.stdout }).on('line', (line) => lines.push(line));
  // Either may come first, and one that is not watched yet would stay.
  await vi.waitUntil(() => lines.length === 2, { timeout: 10_000 });
  const grandchild = Number(lines.find((line) => line !== 'watched'));
  expect(isRunning(grandchild)).toBe(true);
  parent.kill('SIGKILL');
  await vi.waitUntil(() => !isRunning(grandchild), { timeout: 10_000 });
});
