import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { hasEnded } from './has-ended.ts';
import { Watchdog } from './watchdog.ts';

/**
 * Starts a process that never outlives this one, however that ends. Rejects when it cannot be started.
 * @param folder goes with it where this process goes first
 */
export async function startChild(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
  folder?: string,
): Promise<ChildProcess> {
  const child = spawn(command, args, options);
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve).once('error', reject);
  });
  const watchdog = new Watchdog({ pid: child.pid as number, folder });
  child.once('exit', () => watchdog.dismiss());
  return child;
}

/** Ends a process and waits until it is gone. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
