import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { hasEnded } from './has-ended.ts';

/** What goes when this process has gone. */
export interface Watched {
  readonly pid: number;
  /** With all that it has started: it leads a process group of its own. */
  readonly group?: boolean;
  /** A folder that goes with it. */
  readonly folder?: string | undefined;
}

/** What it has started in turn may write on for a moment, and keep the folder from going. */
const SCRIPT = `
read -r _
kill -s KILL -- "$1" 2>/dev/null
[ -n "$2" ] || exit
for _ in 1 2 3 4 5; do rm -rf -- "$2" && exit; sleep 0.2; done
`;

/**
 * A shell that waits for this process to go, be it by a signal that no handler sees, and then ends another. Its input is
 * a pipe of ours that nobody writes to, so the system itself closes it.
 */
export class Watchdog {
  readonly #shell: ChildProcess;

  constructor({ pid, group = false, folder = '' }: Watched) {
    // Detached, so that a Ctrl-C in the terminal does not take it along.
    this.#shell = spawn('sh', ['-c', SCRIPT, 'sh', String(group ? -pid : pid), folder], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // Where there is no such shell, all goes on without it.
    this.#shell.on('error', () => {});
    this.#shell.unref();
    (this.#shell.stdin as { unref?: () => void } | null)?.unref?.();
  }

  /** There is nothing to watch any more. Waits until it is gone: whoever looks at the machine then finds nothing of ours. */
  async dismiss(): Promise<void> {
    if (this.#shell.pid === undefined || hasEnded(this.#shell)) return;
    this.#shell.ref();
    const gone = once(this.#shell, 'exit');
    this.#shell.kill('SIGKILL');
    await gone;
  }
}
