import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Handler, SHOP, startTestApi, type TestApi } from '../contract/testing-api.ts';
import type { CheckReport } from '../model/finding.ts';
import { freePort } from '../processes/free-port.ts';

const BIN = fileURLToPath(new URL('./bin.js', import.meta.url));
const TIMEOUT = { timeout: 120_000 };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cross-examine-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const apis: TestApi[] = [];
afterEach(() => {
  for (const api of apis.splice(0)) api.close();
});

async function serve(handle: Handler): Promise<TestApi> {
  const api = await startTestApi(handle);
  apis.push(api);
  return api;
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real command line in a folder of its own. */
function run(args: readonly string[], env = {}): Promise<Ended> {
  const child = spawn(process.execPath, [BIN, 'check', ...args], { cwd: folder, env: { ...process.env, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

const allowing =
  (allowed: string): Handler =>
  (_request, response) => {
    response.setHeader('access-control-allow-origin', allowed).setHeader('x-powered-by', 'Express').end('ok');
  };

const options = (address: string, ...more: string[]) => [
  ...['--api', 'https://api.shop.com', '--upstream', address, '--site', SHOP, '--route', 'GET /orders'],
  ...['--engine', 'chromium', ...more],
];

describe('cross-examine check', () => {
  it('finds nothing wrong with a right API, and says what it asked', TIMEOUT, async () => {
    const { address } = await serve(allowing(SHOP));
    const { code, stdout, stderr } = await run(options(address));
    expect(stdout).toBe('');
    expect(stderr).toMatch(/1 routes asked from \d\d+ origins · 0 errors · 0 warnings · 0 notes/);
    expect(stderr).toMatch(/^chromium .* build/m);
    expect(code).toBe(0);
  });

  it('tells a finding with its cure, in the table, as JSON and as a report', TIMEOUT, async () => {
    const { address } = await serve(allowing('*'));
    const [json, html] = [join(folder, 'found.json'), join(folder, 'report')];
    const { code, stdout } = await run(options(address, '--json', json, '--html', html));
    expect(stdout).toMatch(
      /^error +reflected-origin +GET \/orders +https:\/\/cross-examine-stranger\.com +\(chromium\)$/m,
    );
    expect(stdout).toMatch(/^ +to cure it: Express: /m);
    expect(stdout).not.toContain('\u001b');
    expect(code).toBe(1);
    const report = JSON.parse(readFileSync(json, 'utf8')) as CheckReport;
    expect(report).toMatchObject({ format: 1, complete: true, engines: [{ name: 'chromium' }], inconclusive: [] });
    expect(report.findings.map(({ rule, severity, engines }) => ({ rule, severity, engines }))).toEqual([
      { rule: 'reflected-origin', severity: 'error', engines: ['chromium'] },
    ]);
    expect(readFileSync(join(html, 'index.html'), 'utf8')).toContain('reflected-origin');
  });

  it('reads the contract of the folder, and lets it lower a rule', TIMEOUT, async () => {
    const { address } = await serve(allowing('*'));
    const own = join(folder, 'team');
    mkdirSync(own);
    const contract = {
      api: 'https://api.shop.com',
      upstream: address,
      sites: [SHOP],
      routes: [{ route: 'GET /orders' }],
    };
    const file = join(own, 'cors.contract.yaml');
    writeFileSync(file, JSON.stringify({ ...contract, rules: { 'reflected-origin': 'warn' } }));
    const { code, stdout } = await run([file, '--engine', 'chromium']);
    expect(stdout).toMatch(/^warn +reflected-origin/m);
    expect(code).toBe(0);
  });

  it('prints what a target says without letting it steer the terminal', TIMEOUT, async () => {
    const { address } = await serve((_request, response) => {
      response.setHeader('access-control-allow-origin', '\u009b31m https://shop.com').end();
    });
    const { stdout } = await run(options(address));
    expect(stdout).toMatch(/invalid-allow-origin/);
    for (const character of ['\u009b', '\u001b']) expect(stdout).not.toContain(character);
  });

  it('is incomplete when the target is down, or an engine is missing', TIMEOUT, async () => {
    const json = join(folder, 'down.json');
    const address = `http://127.0.0.1:${await freePort()}`;
    const { code, stderr } = await run(options(address, '--json', json), { CROSS_EXAMINE_CHROMIUM: '/nowhere' });
    expect(stderr).toMatch(/inconclusive +GET \/orders from https:\/\/shop\.com: .*nothing listens there/);
    expect(stderr).toMatch(/chromium is missing/);
    expect(code).toBe(3);
    expect((JSON.parse(readFileSync(json, 'utf8')) as CheckReport).inconclusive).not.toEqual([]);
  });

  it.each<[string, string[], RegExp]>([
    ['without a contract', [], /there is none in this folder/],
    ['with a site and no API', ['--site', SHOP], /--site: goes with --api/],
    ['with an unknown engine', options('http://127.0.0.1:1', '--engine', 'gecko'), /no engine is called "gecko"/],
    ['with a rate that is none', options('http://127.0.0.1:1', '--rate', 'often'), /--rate: "often" is no number/],
    ['with a file that is not there', ['nowhere.yaml'], /nowhere\.yaml: cannot be read/],
    [
      'with a site that is no origin',
      [...options('http://127.0.0.1:1'), '--site', 'shop.com'],
      /--site: .*not an origin/,
    ],
  ])('refuses to begin %s', TIMEOUT, async (_, args, message) => {
    const { code, stderr } = await run(args);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  it('prints every request of a dry run, and makes none', TIMEOUT, async () => {
    const api = await serve(allowing(SHOP));
    const { code, stdout } = await run([...options(api.address, '--dry-run'), '--route', 'DELETE /orders/1']);
    expect(stdout).toContain('GET https://api.shop.com/orders from https://shop.com × 5, chromium');
    expect(stdout).toContain('OPTIONS https://api.shop.com/orders/1 from https://evilshop.com, outside a browser');
    expect(stdout).toContain('GET https://api.shop.com/orders without an Origin, outside a browser');
    expect(api.requests).toEqual([]);
    expect(code).toBe(0);
  });

  it('leaves a valid file when it is interrupted', TIMEOUT, async () => {
    const json = join(folder, 'interrupted.json');
    let interrupt = () => {};
    const { address } = await serve((request, response) => {
      if (request.headers.origin === SHOP) interrupt();
      allowing(SHOP)(request, response);
    });
    const child = spawn(process.execPath, [BIN, 'check', ...options(address, '--json', json)], { cwd: folder });
    interrupt = () => child.kill('SIGINT');
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(130);
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ format: 1, complete: false });
  });
});
