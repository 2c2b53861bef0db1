import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EXIT } from '../../terminal/exit-codes.ts';
import type { Options } from './options.ts';
import { run } from './run.ts';

/** A real Chromium is started. */
const TIMEOUT = { timeout: 120_000 };

let stdout: string;
let stderr: string;
beforeEach(() => {
  [stdout, stderr] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const proof = (options: Partial<Options>, signal = new AbortController().signal) =>
  run({ engines: ['chromium'], only: '', ...options }, signal);

describe('npm run proof', () => {
  it('says how far it is, and counts', TIMEOUT, async () => {
    expect(await proof({ only: 'Second Site was never' })).toBe(EXIT.good);
    expect(stdout).toMatch(
      /^1 of 1 wrong servers found, 0 false alarms in 1 servers \(0 of them right\), in chromium, \d+ s\n$/,
    );
    expect(stderr).toMatch(/^servers 1 to 1 of 1, by one contract\noutside a browser \d+\/\d+ {3}chromium \d+\/\d+\n$/);
  });

  it('counts nothing of what was interrupted', TIMEOUT, async () => {
    expect(await proof({ only: 'Koa' }, AbortSignal.abort())).toBe(EXIT.interrupted);
    expect(stdout).toMatch(/^0 of 0 wrong servers found, 0 false alarms in 0 servers/);
  });

  it('measures nothing where an engine is missing, and says what to do', async () => {
    vi.stubEnv('CROSS_EXAMINE_HIDE', 'webkit');
    expect(await proof({ engines: ['chromium', 'webkit'] })).toBe(EXIT.incomplete);
    expect(stderr).toMatch(/^webkit is missing: .*To cure it: /);
    expect(stdout).toBe('');
  });

  it('refuses to begin with words that are in no name', async () => {
    expect(await proof({ only: 'apache' })).toBe(EXIT.usage);
    expect(stderr).toBe('no server of the table has "apache" in its name\n');
  });
});
