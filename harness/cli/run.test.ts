import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScenarioInput } from '../model/scenario.ts';

const BIN = fileURLToPath(new URL('./bin.js', import.meta.url));
const TIMEOUT = { timeout: 60_000 };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cross-examine-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real command line; `onOutput` sees standard error as it comes. */
function crossExamine(
  args: readonly string[],
  env = {},
  onStderr?: (text: string, kill: () => void) => void,
): Promise<Ended> {
  const child = spawn(process.execPath, [BIN, ...args], { env: { ...process.env, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
    onStderr?.(stderr, () => child.kill('SIGINT'));
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

const bare = (id: string, expected: NonNullable<ScenarioInput['steps'][number]['expect']>): ScenarioInput => ({
  id,
  page: { origin: 'https://shop.com' },
  steps: [{ request: { url: 'https://api.shop.com/x' }, server: { response: {} }, expect: expected }],
});

describe('cross-examine run', () => {
  it('is good when what was observed is what was expected', TIMEOUT, async () => {
    const file = write('good.json', [bare('a', { outcome: 'blocked', reached: true })]);
    const { code, stdout } = await crossExamine(['run', file, '--check', '--engine', 'chromium']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^a +blocked, but executed$/m);
  });

  it('exits 1 for a mismatch when it checks, and names it', TIMEOUT, async () => {
    const file = write('mismatch.json', [bare('a', { outcome: 'readable' })]);
    const { code, stderr } = await crossExamine(['run', file, '--check', '--engine', 'chromium']);
    expect(code).toBe(1);
    expect(stderr).toContain('a in chromium: outcome: expected "readable", observed "blocked"');
  });

  it(
    'lets a mismatch pass when it does not check, and writes the envelope in the order of the file',
    TIMEOUT,
    async () => {
      const alone = { ...bare('alone', {}), cookies: [{ url: 'https://api.shop.com', name: 'a', value: 'b' }] };
      const file = write('order.json', [alone, bare('b', { outcome: 'readable' })]);
      const out = join(folder, 'out.json');
      const { code } = await crossExamine(['run', file, '--engine', 'chromium', '--json', out]);
      expect(code).toBe(0);
      const envelope = JSON.parse(readFileSync(out, 'utf8'));
      expect(envelope).toMatchObject({ format: 1, complete: true, engines: [{ name: 'chromium' }] });
      expect(envelope.results.map(({ id }: { id: string }) => id)).toEqual(['alone', 'b']);
      expect(envelope.results[1].steps[0]).toMatchObject({
        outcome: 'blocked',
        effects: { 'https://api.shop.com': 1 },
      });
      expect(JSON.stringify(envelope)).not.toContain('cross-examine=');
    },
  );

  it('exits 3 when an engine cannot be had, and says which and what to do', TIMEOUT, async () => {
    const file = write('one.json', [bare('a', {})]);
    const out = join(folder, 'missing.json');
    const { code, stderr } = await crossExamine(['run', file, '--engine', 'webkit', '--json', out], {
      CROSS_EXAMINE_HIDE: 'webkit',
    });
    expect(code).toBe(3);
    expect(stderr).toMatch(/not measured +webkit/);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ complete: false, engines: [], results: [] });
  });

  it('exits 3 when something is inconclusive', TIMEOUT, async () => {
    const [step] = bare('a', {}).steps;
    // The redirect leads where nothing is scripted: nobody can say what would have come of it.
    const headers = [['access-control-allow-origin', '*']];
    const steps = [{ ...step, server: { response: { status: 302, headers, redirectTo: 'https://nowhere.com/' } } }];
    const file = write('inconclusive.json', [{ ...bare('a', {}), steps }]);
    const { code, stderr } = await crossExamine(['run', file, '--check', '--engine', 'chromium']);
    expect(code).toBe(3);
    expect(stderr).toContain('inconclusive  a in chromium: no server is mounted on https://nowhere.com');
  });

  it('keeps what was measured when it is interrupted, in a valid file', TIMEOUT, async () => {
    const slow = Array.from({ length: 60 }, (_, index) => ({
      ...bare(`alone-${index}`, {}),
      // Other cookies each, and so a profile each.
      cookies: [{ url: 'https://api.shop.com', name: `a${index}`, value: 'b' }],
    }));
    const file = write('long.json', [bare('first', {}), ...slow]);
    const out = join(folder, 'interrupted.json');
    const readSoFar = () => {
      try {
        return JSON.parse(readFileSync(out, 'utf8')).results.length;
      } catch {
        return 0;
      }
    };
    const child = spawn(process.execPath, [BIN, 'run', file, '--engine', 'chromium', '--json', out]);
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    while (readSoFar() < 2) await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    const envelope = JSON.parse(readFileSync(out, 'utf8'));
    expect(envelope.complete).toBe(false);
    expect(envelope.results.length).toBeGreaterThanOrEqual(2);
    expect(envelope.results.length).toBeLessThan(61);
  });

  it.each<[string, () => string[], string]>([
    ['a file that is not there', () => ['run', join(folder, 'nope.json')], 'nope.json: cannot be read'],
    [
      'a scenario with an unknown field',
      () => ['run', write('u.json', [{ ...bare('a', {}), x: 1 }])],
      'unknown field "x"',
    ],
    [
      'an engine that is none',
      () => ['run', write('e.json', [bare('a', {})]), '--engine', 'opera'],
      'no engine is called "opera"',
    ],
    [
      'an image in a worker',
      () => {
        const [step] = bare('a', {}).steps;
        const steps = [{ ...step, request: { url: 'https://a.com', api: 'img' } }];
        const page = { origin: 'https://shop.com', context: 'data-url-worker' };
        return ['run', write('b.json', [{ ...bare('a', {}), page, steps }])];
      },
      'steps[0].request.api: img needs a document, and a worker has none: use fetch, xhr, eventsource',
    ],
    [
      'a JSON file that cannot be written',
      () => ['run', write('w.json', [bare('a', {})]), '--json', join(folder, 'no', 'such', 'folder.json')],
      '--json: cannot be written',
    ],
    ['no file at all', () => ['run'], "missing required argument 'file'"],
    ['an unknown option', () => ['run', 'x', '--fast'], "unknown option '--fast'"],
    ['a hostile id', () => ['run', write('h.json', [{ ...bare('a\u001b[31m', {}), x: 1 }])], 'a\\u{1b}[31m'],
  ])('exits 2 for %s, and runs nothing', TIMEOUT, async (_what, args, message) => {
    const { code, stderr, stdout } = await crossExamine(args());
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
  });

  it('says how it is used', TIMEOUT, async () => {
    const { code, stdout } = await crossExamine(['run', '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('Examples:');
    expect(stdout).toContain('Exit codes:');
  });
});
