import { readdirSync, readFileSync } from 'node:fs';

/** A process that descends from this one, for tests that count or kill. */
export interface Descendant {
  readonly pid: number;
  readonly command: string;
}

interface Process extends Descendant {
  readonly parent: number;
}

/** `undefined` for a process that has gone meanwhile, or that has ended and only waits to be reaped. */
function read(pid: number): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z') return undefined;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { pid, parent: Number(parent), command };
  } catch {
    return undefined;
  }
}

/** Is this process there, whoever its parent is by now. */
export function isRunning(pid: number): boolean {
  return read(pid) !== undefined;
}

function readProcesses(): Process[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => read(Number(pid)) ?? []);
}

/** The processes that this one started, those that they started, and so on. */
export function descendants(): readonly Descendant[] {
  const processes = readProcesses();
  const of = (parent: number): Process[] =>
    processes.filter((each) => each.parent === parent).flatMap((each) => [each, ...of(each.pid)]);
  return of(process.pid);
}
