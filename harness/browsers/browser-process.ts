import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { endChild, startChild } from '../processes/child-process.ts';
import { hasEnded } from '../processes/has-ended.ts';
import { bounded } from './bounded.ts';
import { LAUNCH_TIMEOUT_MS } from './engine.ts';

/** How a browser is started that listens for a debugger. */
export interface BrowserStart {
  /** In the name of its folder. */
  readonly name: string;
  readonly args: (folder: string) => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Puts into its folder what it is to find there. */
  readonly prepare?: (folder: string) => Promise<void>;
  /** Finds in a line of what it says where it listens, as a WebSocket URL: the first group. */
  readonly address: RegExp;
}

/** How many lines of what a browser said are told when it does not start. */
const LINES_TOLD = 5;

/** A browser that listens for a debugger, with a folder of its own that goes with it. */
export class BrowserProcess {
  readonly #child: ChildProcess;
  readonly #folder: string;
  /** Where it listens, as it says: `ws://127.0.0.1:1234/…`. */
  readonly url: string;

  private constructor(child: ChildProcess, folder: string, url: string) {
    this.#child = child;
    this.#folder = folder;
    this.url = url;
  }

  /** Rejects with what the browser said when it does not listen in time; nothing is left then. */
  static async start(executablePath: string, start: BrowserStart): Promise<BrowserProcess> {
    const folder = await mkdtemp(join(tmpdir(), `cross-examine-${start.name}-`));
    let child: ChildProcess | undefined;
    try {
      await start.prepare?.(folder);
      const options: SpawnOptions = { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...start.env } };
      child = await startChild(executablePath, start.args(folder), options, folder);
      const url = await bounded(
        addressOf(child, start.address),
        LAUNCH_TIMEOUT_MS,
        'it did not listen for a debugger in time',
      );
      return new BrowserProcess(child, folder, url);
    } catch (error) {
      if (child) await endChild(child);
      await removeFolder(folder);
      throw error;
    }
  }

  isAlive(): boolean {
    return !hasEnded(this.#child);
  }

  /** Waits until it has ended by itself, as it was asked to; kills it after `limitMs`. */
  async end(limitMs: number): Promise<void> {
    if (this.isAlive()) {
      const ended = new Promise<void>((resolve) => this.#child.once('exit', () => resolve()));
      await bounded(ended, limitMs, 'it did not end').catch(() => endChild(this.#child));
    }
    await removeFolder(this.#folder);
  }
}

function addressOf(child: ChildProcess, pattern: RegExp): Promise<string> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    // Read to its end, or the browser would wait with what it has to say.
    createInterface({ input: child.stderr as Readable }).on('line', (line) => {
      const address = pattern.exec(line)?.[1];
      if (address !== undefined) resolve(address);
      said.push(line);
      if (said.length > LINES_TOLD) said.shift();
    });
    child.once('close', (code, signal) => {
      reject(new Error([`it ended with ${code ?? signal}`, ...said].join('\n')));
    });
  });
}

/** A process of a page may still write while its folder goes. */
async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}
