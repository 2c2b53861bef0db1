import type { ChildProcess } from 'node:child_process';

/** Is it gone, by itself or killed. */
export function hasEnded({ exitCode, signalCode }: Pick<ChildProcess, 'exitCode' | 'signalCode'>): boolean {
  return exitCode !== null || signalCode !== null;
}
