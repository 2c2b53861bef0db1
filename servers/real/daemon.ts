import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Watchdog } from '../../harness/processes/watchdog.ts';

/** How to start a server that is a process of its own. */
export interface DaemonCommand {
  readonly name: string;
  readonly path: string;
  readonly args: readonly string[];
  /** What it writes is in here, and goes when it ends. */
  readonly folder: string;
  /** Asked again and again until it says that the server takes connections; gets all that was printed so far. */
  readonly isReady: (printed: string) => Promise<boolean>;
  /** What it prints when there is no use in waiting longer, though it has not ended yet. */
  readonly hopeless?: RegExp;
  /** How long it may take, in milliseconds, when ten seconds are not enough on a busy machine. */
  readonly startLimit?: number;
}

/** A server that is a process of its own. */
export interface Daemon {
  readonly pid: number;
  /** Ends the process, waits until it has, and removes its folder. */
  stop(): Promise<void>;
}

const START_LIMIT = 10_000;
const STOP_LIMIT = 5_000;
const POLL_INTERVAL = 10;
const LOG_LIMIT = 64 * 1024;

/** One process, what it has printed, and how it ended. */
interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  hasEnded: boolean;
  log: string;
}

/**
 * Starts a server and waits until it is ready. It never outlives this process, however that ends.
 * @returns the daemon; rejects with all that the server printed when it ends first or is not ready in time,
 * and then leaves neither process nor folder behind
 */
export async function startDaemon(command: DaemonCommand): Promise<Daemon> {
  const run = spawnRun(command);
  const { pid } = run.child;
  const watchdog = pid === undefined ? undefined : new Watchdog({ pid, folder: command.folder });
  const stop = () => stopRun(run, watchdog, command.folder);
  if (pid !== undefined && (await becomesReady(run, command))) {
    letGo(run.child);
    return { pid, stop };
  }
  await stop();
  throw new Error(`${command.name} did not start. It printed:\n${run.log.trim() || '(nothing)'}`);
}

function spawnRun({ path, args, folder }: DaemonCommand): Run {
  const child = spawn(path, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const run: Run = { child, ended, hasEnded: false, log: '' };
  const note = (text: unknown) => {
    run.log = `${run.log}${text}`.slice(-LOG_LIMIT);
  };
  child.stdout?.on('data', note);
  child.stderr?.on('data', note);
  child.once('error', note);
  child.once('close', () => {
    run.hasEnded = true;
  });
  return run;
}

async function becomesReady(
  run: Run,
  { isReady, hopeless, startLimit = START_LIMIT }: DaemonCommand,
): Promise<boolean> {
  const limit = Date.now() + startLimit;
  while (!run.hasEnded && !hopeless?.test(run.log) && Date.now() < limit) {
    if (await isReady(run.log)) return true;
    await delay(POLL_INTERVAL);
  }
  return false;
}

async function stopRun(run: Run, watchdog: Watchdog | undefined, folder: string): Promise<void> {
  run.child.ref();
  run.child.kill('SIGTERM');
  const timer = setTimeout(() => run.child.kill('SIGKILL'), STOP_LIMIT);
  await run.ended;
  clearTimeout(timer);
  await watchdog?.dismiss();
  await rm(folder, { recursive: true, force: true });
}

/** Does not keep this process alive for the sake of a child. */
function letGo(child: ChildProcess): void {
  child.unref();
  for (const stream of [child.stdout, child.stderr]) (stream as { unref?: () => void } | null)?.unref?.();
}
