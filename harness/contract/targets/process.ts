import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { hasEnded } from '../../processes/has-ended.ts';
import { Watchdog } from '../../processes/watchdog.ts';

/** So much of what a process says is kept for messages, in characters. */
const KEPT_OUTPUT = 2_000;

/** How long a process may take to go after it was asked to, in milliseconds. */
const STOP_MS = 3_000;

/** The process that a contract starts: with whatever it starts in turn, it ends with the check, however that ends. */
export class ApiProcess {
  readonly #child: ChildProcess;
  readonly #watchdog: Watchdog | undefined;
  readonly #ended: Promise<void>;
  #output = '';
  #failure: string | null = null;

  /**
   * @param command a line for the shell
   * @param folder where it runs
   */
  constructor(command: string, folder: string) {
    // A group of its own: the shell's children are reached by it, too.
    this.#child = spawn(command, { shell: true, cwd: folder, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const { pid } = this.#child;
    this.#watchdog = pid === undefined ? undefined : new Watchdog({ pid, group: true });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#output = (this.#output + chunk.toString('utf8')).slice(-KEPT_OUTPUT);
      });
    }
    this.#ended = new Promise((resolve) => {
      this.#child.once('exit', () => resolve());
      this.#child.once('error', (error) => {
        this.#failure = error.message;
        resolve();
      });
    });
  }

  /** Why it runs no more; `null` while it does. */
  get ending(): string | null {
    if (this.#failure !== null) return `could not be started: ${this.#failure}`;
    if (!hasEnded(this.#child)) return null;
    return `ended with ${this.#child.exitCode ?? this.#child.signalCode}`;
  }

  /** The last that it said, for a message. */
  get said(): string {
    return this.#output.trim() === '' ? 'It said nothing.' : `It said:\n${this.#output.trim()}`;
  }

  signal(name: NodeJS.Signals): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, name);
    } catch {
      // It has gone, or this system has no process groups.
      this.#child.kill(name);
    }
  }

  /** Ends it, gently first, and what it has started; waits until it is gone. */
  async stop(): Promise<void> {
    this.signal('SIGTERM');
    await Promise.race([this.#ended, wait(STOP_MS)]);
    this.signal('SIGKILL');
    await this.#ended;
    await this.#watchdog?.dismiss();
  }
}
