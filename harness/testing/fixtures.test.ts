import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PLAYWRIGHT = createRequire(import.meta.url).resolve('@playwright/test/cli');
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
// Named apart: the inline spec is another file's, and its imports are not this one's.
const PACKAGE = 'cross-examine';
const SERVERS = '../../../servers';
const TIMEOUT = { timeout: 90_000 };

let folder: string;
beforeAll(() => {
  // Inside the repository, so that 'cross-examine' is found as a spec finds it.
  mkdirSync(join(ROOT, 'test-results'), { recursive: true });
  folder = mkdtempSync(join(ROOT, 'test-results/inline-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly code: number | null;
  readonly output: string;
}

/** Runs one test body through the real runner. */
async function runInline(body: string, { engine = 'chromium', env = {} } = {}): Promise<Run> {
  const place = mkdtempSync(join(folder, 'run-'));
  const config = `export default { testDir: '.', outputDir: './out', reporter: 'line', projects: [{ name: '${engine}', use: { engineName: '${engine}' } }] };`;
  writeFileSync(join(place, 'playwright.config.ts'), config);
  writeFileSync(
    join(place, 'inline.spec.ts'),
    `import { expect, test } from '${PACKAGE}';\nimport { orders } from '${SERVERS}/orders.ts';\n${body}`,
  );
  const child = spawn(process.execPath, [PLAYWRIGHT, 'test', '-c', place], {
    cwd: place,
    env: { ...process.env, FORCE_COLOR: '0', ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

describe('a spec', () => {
  it('passes when it tells the truth', TIMEOUT, async () => {
    const { code, output } = await runInline(`
      test('refused, and carried out', async ({ serve, visit }) => {
        const api = serve('https://api.shop.com', orders());
        const page = await visit('https://shop.com');
        expect(await page.fetch('https://api.shop.com/cart', { method: 'POST', body: 'a=b' })).toBeBlocked();
        expect(api).toHaveEffects(1);
      });`);
    expect(output).toContain('1 passed');
    expect(code).toBe(0);
  });

  it('has a visitor who takes cookies along to the next page', TIMEOUT, async () => {
    const { code, output } = await runInline(`
      test('from page to page', async ({ serve, visit }) => {
        const api = orders({ answers: { headers: { 'set-cookie': 'session=ann; Path=/' } } });
        serve('https://shop.com', api);
        const page = await visit('https://shop.com');
        expect(await page.fetch('/orders')).toHaveSentHeader('Cookie', null);
        await page.goto('https://www.shop.com', { path: '/elsewhere' });
        const read = await page.fetch('https://shop.com/orders', { credentials: 'include', referrerPolicy: 'unsafe-url' });
        expect(read).toHaveSentHeader('Origin', 'https://www.shop.com');
        expect(read).toHaveSentHeader('Referer', 'https://www.shop.com/elsewhere');
        expect(read).toHaveSentHeader('Cookie', 'session=ann');
      });`);
    expect(output).toContain('1 passed');
    expect(code).toBe(0);
  });

  it('has a visitor who asks in every way a page can', TIMEOUT, async () => {
    const { code, output } = await runInline(`
      const TYPES = { '/sheet.css': ['text/css', 'a {}'], '/events': ['text/event-stream', 'data: a\\n\\n'] };
      const app = {
        ready: async () => {},
        routing: ({ url, headers }, response) => {
          const [type, body] = TYPES[url] ?? ['text/plain', ''];
          const permission = url === '/cart' ? {} : { 'access-control-allow-origin': headers.origin ?? '*' };
          response.writeHead(200, { 'content-type': type, ...permission }).end(body);
        },
      };
      test('ways of asking', async ({ serve, visit }) => {
        serve('https://api.shop.com', { name: 'api', version: '1', real: false, source: { kind: 'app', app } });
        const page = await visit('https://shop.com');
        expect(await page.style('https://api.shop.com/sheet.css')).toBeOpaque();
        expect(await page.style('https://api.shop.com/sheet.css', { mode: 'cors' })).toBeReadable();
        expect(await page.eventsource('https://api.shop.com/events')).toBeReadable();
        const beacon = await page.beacon('https://api.shop.com/cart', { body: 'sku=a' });
        expect(beacon).toBeOpaque();
        expect(beacon.requestHeadersSeenByServer[':method']).toBe('POST');
        const asking = await page.beacon('https://api.shop.com/cart', { body: '{}', contentType: 'application/json' });
        expect(asking).toHavePreflight();
        expect(asking).not.toHaveReachedTheServer();
      });`);
    expect(output).toContain('1 passed');
    expect(code).toBe(0);
  });

  it('fails when it asks an origin where nothing is mounted, even if it asserts nothing', TIMEOUT, async () => {
    const { code, output } = await runInline(`
      test('nobody there', async ({ visit }) => {
        const page = await visit('https://shop.com');
        await page.fetch('https://api.shop.com/x');
      });`);
    expect(code).toBe(1);
    expect(output).toContain('inconclusive, so nothing was shown');
    expect(output).toContain('no server is mounted on https://api.shop.com');
  });

  it('fails when its server throws: that is no CORS failure', TIMEOUT, async () => {
    const { code, output } = await runInline(`
      test('a server that throws', async ({ serve, visit }) => {
        const app = { ready: async () => {}, routing() { throw new Error('out of order'); } };
        serve('https://api.shop.com', { name: 'broken', version: '1', real: false, source: { kind: 'app', app } });
        const page = await visit('https://shop.com');
        expect(await page.fetch('https://api.shop.com/x')).toBeBlocked();
      });`);
    expect(code).toBe(1);
    expect(output).toContain('was not answered: out of order');
  });

  it('fails when the engine dies under it, and nothing hangs', TIMEOUT, async () => {
    const { code, output } = await runInline(`
      test('a dying engine', async ({ serve, visit, engine }) => {
        serve('https://api.shop.com', orders());
        const page = await visit('https://shop.com');
        await engine.close();
        expect(await page.fetch('https://api.shop.com/orders')).toBeBlocked();
      });`);
    expect(code).toBe(1);
    expect(output).toContain('the page was lost');
  });

  it('fails when its engine is not there, saying which and what to do', TIMEOUT, async () => {
    const body = `test('no engine', async ({ visit }) => { await visit('https://shop.com'); });`;
    const { code, output } = await runInline(body, { engine: 'webkit', env: { CROSS_EXAMINE_HIDE: 'webkit' } });
    expect(code).toBe(1);
    expect(output).toContain('webkit is missing');
  });

  it('fails when a scenario does not meet its expectation', TIMEOUT, async () => {
    const { code, output } = await runInline(`
      test('wrong', ({ examine }) => examine({
        id: 'a', page: { origin: 'https://shop.com' },
        steps: [{ request: { url: 'https://api.shop.com' }, server: { response: {} }, expect: { outcome: 'readable' } }],
      }));`);
    expect(code).toBe(1);
    expect(output).toContain('outcome: expected "readable", observed "blocked"');
  });

  it('fails when one scenario of a table does not, and tells the others apart', TIMEOUT, async () => {
    const { code, output } = await runInline(`
      const asking = (id, outcome) => ({
        id, page: { origin: 'https://shop.com' },
        steps: [{ request: { url: 'https://api.shop.com' }, server: { response: {} }, expect: { outcome } }],
      });
      test('table', ({ examineAll }) => examineAll([asking('good', 'blocked'), asking('wrong', 'readable')]));
      test('repeated', ({ examineAll }) => examineAll([asking('a', 'blocked'), asking('a', 'blocked')]));`);
    expect(code).toBe(1);
    expect(output).toContain('1 of 2 scenarios are not as expected');
    expect(output).toContain('the expectation stands alone');
    expect(output).toContain('two scenarios have the id a');
  });

  it('fails when a scenario or a mount is malformed, and says how', TIMEOUT, async () => {
    const { code, output } = await runInline(`
      test('scenario', ({ examine }) => examine({ id: 'a', page: { origin: 'shop.com' }, steps: [] }));
      test('mount', ({ serve }) => { serve('https://api.shop.com/', orders()); });
      test('request', async ({ visit }) => {
        await (await visit('https://shop.com')).fetch('/x', { credentials: 'some' });
      });`);
    expect(code).toBe(1);
    expect(output).toContain('3 failed');
    expect(output).toContain('the scenario a is malformed');
    expect(output).toContain('write the origin as https://api.shop.com');
    expect(output).toContain('the request for /x is malformed');
  });
});
