import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { endChild, startChild } from '../processes/child-process.ts';
import { hasEnded } from '../processes/has-ended.ts';
import { bounded } from './bounded.ts';
import { LAUNCH_TIMEOUT_MS } from './engine.ts';

/** A virtual display. */
export interface Display {
  /** As `DISPLAY` wants it: `:7`. */
  readonly name: string;
  isAlive(): boolean;
  close(): Promise<void>;
}

const ARGUMENTS = [
  '-displayfd',
  '3',
  '-screen',
  '0',
  '1280x800x24',
  '-nolisten',
  'tcp',
  // It would begin anew whenever its last client leaves, and turn away who comes in that moment: a browser in 300.
  '-noreset',
];

/** Starts Xvfb on a display number that it finds free itself. Rejects with what Xvfb said when it cannot. */
export async function startXvfb(): Promise<Display> {
  const child = await startChild('Xvfb', ARGUMENTS, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  const close = () => endChild(child);
  try {
    const number = await bounded(displayNumber(child), LAUNCH_TIMEOUT_MS, 'Xvfb did not name its display');
    return { name: `:${number}`, isAlive: () => !hasEnded(child), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function displayNumber(child: ChildProcess): Promise<string> {
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdio[3] as Readable }).once('line', (line) => resolve(line.trim()));
    child.once('exit', () => reject(new Error(`Xvfb did not start: ${said.trim()}`)));
  });
}
