import { type ChildProcess, spawn } from 'node:child_process';

export interface CommandResult {
  readonly ok: boolean;
  /** How it ended, as in `ended with 100`, for a message. */
  readonly how: string;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a command and shows its output. It never rejects: a command that cannot be started is not ok.
 *
 * The command gets a process group of its own, so that Ctrl-C does not reach it: a package manager that is killed
 * half-way leaves a broken system behind. Without a limit a signal waits for the command's end and is obeyed then;
 * with a limit the command may be killed, so a signal or the limit ends it and all it started.
 * @param limit milliseconds; without it nothing ends the command
 */
export async function runCommand(argv: readonly string[], limit?: number): Promise<CommandResult> {
  let stop = () => {};
  // Before the start: a signal between the two would leave the command behind.
  const letSignalsGo = holdSignals(() => {
    if (limit === undefined) process.stderr.write(`waiting for the end of: ${argv.join(' ')}\n`);
    else stop();
  });
  const child = start(argv);
  stop = () => killGroup(child);
  const result = await ending(child, limit);
  letSignalsGo();
  return result;
}

function start([program = '', ...args]: readonly string[]): ChildProcess {
  return spawn(program, args, { detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
}

/** Waits for the end, and brings it about when the limit is reached. */
function ending(child: ChildProcess, limit: number | undefined): Promise<CommandResult> {
  return new Promise((resolve) => {
    let timedOut = false;
    const expire = () => {
      timedOut = true;
      killGroup(child);
    };
    const timer = limit === undefined ? undefined : setTimeout(expire, limit);
    const end = (how: string, ok = false) => {
      clearTimeout(timer);
      resolve({ ok, how: timedOut ? `was stopped after ${limit} ms` : how });
    };
    child.on('error', (error) => end(`could not be started: ${error.message}`));
    child.on('exit', (code, signal) => end(`ended with ${code ?? signal}`, code === 0));
  });
}

/** Holds signals back. The returned function lets them go: one that came in the meantime then takes effect. */
function holdSignals(onSignal: () => void): () => void {
  let held: NodeJS.Signals | undefined;
  const hold = (signal: NodeJS.Signals) => {
    held = signal;
    onSignal();
  };
  for (const signal of SIGNALS) process.on(signal, hold);
  return () => {
    for (const signal of SIGNALS) process.off(signal, hold);
    if (held !== undefined) process.kill(process.pid, held);
  };
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}
