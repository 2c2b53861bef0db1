import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckReport } from './model/finding.ts';
import { freePort } from './processes/free-port.ts';

const REPOSITORY = fileURLToPath(new URL('..', import.meta.url));
const PAGE = fileURLToPath(new URL('../docs/contract-in-ci.md', import.meta.url));

/** Packing builds, and installing asks the registry. */
const LONG = 300_000;

/** The API of a team that keeps its contract. */
const API = `import { createServer } from 'node:http';

const SITES = ['https://shop.com', 'https://admin.shop.com'];
const isAllowed = (origin) => SITES.includes(origin);

createServer(({ method, url, headers: { origin = '' } }, response) => {
  response.setHeader('ETag', '"1"');
  if (url === '/products') {
    response.setHeader('Access-Control-Allow-Origin', '*');
  } else {
    response.setHeader('Vary', 'Origin');
    if (isAllowed(origin)) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Access-Control-Allow-Credentials', 'true');
      response.setHeader('Access-Control-Expose-Headers', 'ETag');
      response.setHeader('Access-Control-Allow-Methods', 'DELETE');
      response.setHeader('Access-Control-Allow-Headers', 'Authorization');
      response.setHeader('Access-Control-Max-Age', '600');
    }
  }
  response.writeHead(method === 'OPTIONS' ? 204 : 200).end();
}).listen(8080, '127.0.0.1');
`;

/** What a command came to. */
interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Runs a command of npm's, as a user would at a prompt. */
function run(command: 'npm' | 'npx', args: readonly string[], cwd: string): Promise<Ended> {
  // Playwright and vitest tell their children who they are by variables, and a team's run is nobody's child.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST_|PW_|FORCE_COLOR)/.test(name)),
  );
  const shell = process.platform === 'win32';
  return new Promise((resolve) => {
    execFile(command, args, { cwd, env, shell, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, output: `${stdout}${stderr}` });
    });
  });
}

async function runWell(...command: Parameters<typeof run>): Promise<string> {
  const { code, output } = await run(...command);
  if (code !== 0) throw new Error(`${command[0]} ${command[1].join(' ')} ended with ${code}:\n${output}`);
  return output;
}

describe('the package in an empty folder', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cross-examine-team-'));
    await runWell('npm', ['pack', '--pack-destination', folder], REPOSITORY);
    const filename = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
    await writeFile(join(folder, 'package.json'), '{ "name": "a-team", "private": true }\n');
    const install = [
      'install',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
      `./${filename}`,
      '@playwright/test@1.63',
    ];
    await runWell('npm', install, folder);
    await writeProject(folder, await freePort());
  }, LONG);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it(
    'shares the one Playwright that is there',
    async () => {
      const all = await readdir(join(folder, 'node_modules'), { recursive: true });
      const copies = (name: string) =>
        all.filter((path) => join('node_modules', path).endsWith(join('node_modules', name, 'package.json')));
      expect(copies('playwright-core')).toHaveLength(1);
      expect(copies(join('@playwright', 'test'))).toHaveLength(1);
      expect(await runWell('npx', ['playwright', '--version'], folder)).toContain('1.63.');
    },
    LONG,
  );

  it(
    'checks a contract: exit code 0, and a report that says what was asked',
    async () => {
      const { code, output } = await run(
        'npx',
        ['cross-examine', 'check', '--engine', 'chromium', '--json', 'check.json'],
        folder,
      );
      expect(code, output).toBe(0);
      const report: CheckReport = JSON.parse(await readFile(join(folder, 'check.json'), 'utf8'));
      expect(report).toMatchObject({ format: 1, complete: true, findings: [], inconclusive: [] });
      expect(report.checked.routes.map(({ name }) => name)).toEqual([
        'GET /orders',
        'DELETE /orders/1',
        'GET /products',
      ]);
    },
    LONG,
  );

  it(
    'runs contractTests under its Playwright, a test a route and site',
    async () => {
      const { code, output } = await run('npx', ['playwright', 'test', '--project=chromium'], folder);
      expect(output).toContain('9 passed');
      expect(code).toBe(0);
      expect(await readFile(join(folder, 'cors-report', 'index.html'), 'utf8')).toContain('GET /orders');
    },
    LONG,
  );

  it(
    'an API that is down is not measured, and the test fails with what to do',
    async () => {
      const config = await readFile(join(folder, 'playwright.config.ts'), 'utf8');
      await writeFile(join(folder, 'down.config.ts'), config.replace(/^ *webServer:.*$/m, ''));
      const args = [
        'playwright',
        'test',
        '--config=down.config.ts',
        '--project=chromium',
        '--grep=read from https://shop.com',
      ];
      const { code, output } = await run('npx', args, folder);
      expect(output).toContain('inconclusive: GET /orders from https://shop.com');
      expect(output).toContain("webServer: contractServer('cors.contract.yaml')");
      expect(code).toBe(1);
    },
    LONG,
  );

  it(
    'both say what is wrong with another API',
    async () => {
      await changeFile(join(folder, 'api.mjs'), (text) => text.replace('SITES.includes(origin)', 'origin !== ""'));
      const check = await run('npx', ['cross-examine', 'check', '--engine', 'chromium'], folder);
      expect(check.output).toContain('reflected-origin');
      expect(check.code).toBe(1);
      const tests = await run('npx', ['playwright', 'test', '--project=chromium'], folder);
      expect(tests.output).toContain('reflected-origin');
      expect(tests.output).toContain('GET /orders › is read by nobody else');
      expect(tests.code).toBe(1);
    },
    LONG,
  );
});

/** The files that the page of the docs shows, as they stand there, and an API. */
async function writeProject(folder: string, port: number): Promise<void> {
  const files = { ...filesOf(await readFile(PAGE, 'utf8')), 'api.mjs': API };
  await mkdir(join(folder, 'cors'));
  for (const [name, text] of Object.entries(files)) {
    // A team writes one port; several runs of this test need one each.
    await writeFile(join(folder, name), text.replaceAll('8080', String(port)));
  }
}

/** Every block that is introduced by the name of a file. */
function filesOf(page: string): Record<string, string> {
  const blocks = page.matchAll(/^`([\w./-]+)`[^\n`]*:\n\n```\w+\n(.*?)^```$/gms);
  return Object.fromEntries([...blocks].map(([, name = '', text = '']) => [name, text]));
}

async function changeFile(path: string, change: (text: string) => string): Promise<void> {
  await writeFile(path, change(await readFile(path, 'utf8')));
}
