import { spawn } from 'node:child_process';
import { once } from 'node:events';
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
  `;
  const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: parent.stdout }), 'line');
  const grandchild = Number(line);
  expect(isRunning(grandchild)).toBe(true);
  parent.kill('SIGKILL');
  await vi.waitUntil(() => !isRunning(grandchild), { timeout: 10_000 });
});
