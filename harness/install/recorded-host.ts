import type { Host } from './host.ts';

/** A host for tests: it notes what it is told to run and to say, and installs nothing. */
export interface RecordedHost extends Host {
  readonly ran: string[];
  readonly limits: (number | undefined)[];
  readonly said: string[];
}

/**
 * A Debian on which every command succeeds, except as told.
 * @param onRun called with each command line; false makes the command fail
 */
export function recordedHost(
  overrides: Partial<Host> = {},
  onRun: (line: string) => boolean = () => true,
): RecordedHost {
  const ran: string[] = [];
  const limits: (number | undefined)[] = [];
  const said: string[] = [];
  return {
    isRoot: true,
    hasApt: true,
    isDebian: true,
    read: async () => '1.0',
    say: (line) => said.push(line),
    run: async (argv, limit) => {
      const line = argv.join(' ').replace(/^.*@playwright\/test\/cli\.js/, 'playwright');
      ran.push(line);
      limits.push(limit);
      return onRun(line) ? { ok: true, how: 'ended with 0' } : { ok: false, how: 'ended with 1' };
    },
    ...overrides,
    ran,
    limits,
    said,
  };
}
