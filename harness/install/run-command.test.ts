import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { runCommand } from './run-command.ts';

const MODULE = JSON.stringify(new URL('./run-command.ts', import.meta.url).href);

/** Another process runs a shell command by `runCommand`, and is sent SIGINT once the command has said `started`. */
async function interrupt(shell: string, limit: number | undefined) {
  const script = `const { runCommand } = await import(${MODULE}); await runCommand(['sh', '-c', ${JSON.stringify(shell)}], ${limit});`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
    if (String(chunk).includes('started')) child.kill('SIGINT');
  });
  const [, signal] = await once(child, 'close');
  return { output, signal };
}

describe('runCommand', () => {
  it('tells success from failure', async () => {
    expect(await runCommand(['sh', '-c', 'exit 0'])).toEqual({ ok: true, how: 'ended with 0' });
    expect(await runCommand(['sh', '-c', 'exit 7'])).toEqual({ ok: false, how: 'ended with 7' });
  });

  it('does not reject when there is no such command', async () => {
    const result = await runCommand(['/no/such/command']);
    expect(result).toMatchObject({ ok: false, how: expect.stringContaining('could not be started') });
  });

  it('ends a command that exceeds its limit, with all it started', async () => {
    const before = Date.now();
    expect(await runCommand(['sh', '-c', 'sleep 30 & wait'], 100)).toEqual({
      ok: false,
      how: 'was stopped after 100 ms',
    });
    expect(Date.now() - before).toBeLessThan(5000);
  });

  it('lets a command without a limit finish before it obeys SIGINT', async () => {
    const { output, signal } = await interrupt('echo started; sleep 0.5; echo finished', undefined);
    expect(output).toContain('finished');
    expect(signal).toBe('SIGINT');
  });

  it('ends a command with a limit at once on SIGINT', async () => {
    const { output, signal } = await interrupt('echo started; sleep 5; echo finished', 60_000);
    expect(output).not.toContain('finished');
    expect(signal).toBe('SIGINT');
  });
});
