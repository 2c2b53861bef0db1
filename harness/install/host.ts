import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { type CommandResult, runCommand } from './run-command.ts';

/** What the installers ask of the machine, so that their tests need not install anything. */
export interface Host {
  readonly isRoot: boolean;
  readonly hasApt: boolean;
  /** Debian itself: its relatives keep browsers under other names, or as snaps. */
  readonly isDebian: boolean;
  /** As `runCommand`: never rejects; without a limit in milliseconds it is never killed. */
  run(argv: readonly string[], limit?: number): Promise<CommandResult>;
  /** What a command that asks for a version prints, on either stream; `''` when it fails or takes too long. */
  read(argv: readonly string[]): Promise<string>;
  say(line: string): void;
}

const VERSION_LIMIT = 10_000;

/** The machine this process runs on. */
export const thisHost: Host = {
  isRoot: process.getuid?.() === 0,
  hasApt: existsSync('/usr/bin/apt-get'),
  isDebian: /^ID="?debian"?$/m.test(textOf('/etc/os-release')),
  run: runCommand,
  read,
  say: (line) => console.log(line),
};

function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

async function read(argv: readonly string[]): Promise<string> {
  const [program = '', ...args] = argv;
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, { timeout: VERSION_LIMIT });
    return (stdout || stderr).trim();
  } catch {
    return '';
  }
}
