import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Server } from '../../harness/model/server.ts';
import { freePort } from '../../harness/processes/free-port.ts';
import { assets } from '../assets.ts';
import { orders } from '../orders.ts';
import { listenOnLoopback } from './loopback.ts';
import { nginx } from './nginx.ts';
import { addressOf, processesOf } from './testing-traces.ts';
import { type VarnishConfig, varnish } from './varnish.ts';
import { ask } from './wire-client.ts';

const SHOP = { Origin: 'https://shop.com' };
const ADMIN = { Origin: 'https://admin.shop.com' };
const ECHO = { 'access-control-allow-origin': '${origin}' };
const CACHEABLE = { 'cache-control': 'max-age=600' };
/** Says of every answer whether it was a hit: https://varnish-cache.org/docs/7.1/reference/vcl-var.html#obj-hits */
const MARKED = 'sub vcl_deliver { if (obj.hits > 0) { set resp.http.X-Cache = "HIT"; } }';

/** Everything Varnish starts with lies in here, so what it leaves behind is seen. */
let temp: string;
const running: Server[] = [];

beforeEach(async () => {
  temp = await mkdtemp(join(tmpdir(), 'cross-examine-test-'));
  vi.stubEnv('TMPDIR', temp);
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close?.()));
  vi.unstubAllEnvs();
  await rm(temp, { recursive: true, force: true });
});

async function start(config: VarnishConfig, takePort?: () => Promise<number>): Promise<Server> {
  const server = await varnish(config, takePort);
  running.push(server);
  return server;
}

describe('Varnish', { timeout: 60_000 }, () => {
  it('passes an answer of its backend on and keeps it, and leaves neither process nor folder', async () => {
    const server = await varnish({ backend: assets({ answers: { headers: CACHEABLE } }), vcl: MARKED });
    expect(server).toMatchObject({ name: 'varnish', real: true });
    expect(server.version).toMatch(/^\d+\.\d+\.\d+$/);
    const first = await ask(addressOf(server), 'GET', '/data.json');
    const second = await ask(addressOf(server), 'GET', '/data.json');
    expect([first.status, first.headers['x-cache'], second.headers['x-cache']]).toEqual([200, undefined, ['HIT']]);
    expect((await processesOf(temp)).length).toBeGreaterThan(0);
    await server.close?.();
    expect(await processesOf(temp)).toEqual([]);
    expect(await readdir(temp)).toEqual([]);
    await expect(ask(addressOf(server), 'GET', '/')).rejects.toThrow('ECONNREFUSED');
  });

  it('keeps a variant for each Origin when Vary says so', async () => {
    const headers = { ...CACHEABLE, ...ECHO, vary: 'Origin' };
    const server = await start({ backend: assets({ answers: { headers } }), vcl: MARKED });
    const read = async (request: Record<string, string>) =>
      (await ask(addressOf(server), 'GET', '/data.json', request)).headers;
    await read(SHOP);
    const [again, other] = [await read(SHOP), await read(ADMIN)];
    expect(again).toMatchObject({ 'x-cache': ['HIT'], 'access-control-allow-origin': [SHOP.Origin] });
    expect(other).toMatchObject({ 'access-control-allow-origin': [ADMIN.Origin] });
    expect(other).not.toHaveProperty('x-cache');
  });

  // https://github.com/varnishcache/varnish-cache at 27d2ce1, bin/varnishd/builtin.vcl
  it('keeps answers apart by URL and host, and none that varies by everything', async () => {
    const kept = await start({ backend: assets({ answers: { headers: CACHEABLE } }), vcl: MARKED });
    const isHit = async (server: Server, path: string, host: string) =>
      'x-cache' in (await ask(addressOf(server), 'GET', path, { Host: host })).headers;
    expect(await isHit(kept, '/data.json', 'a.com')).toBe(false);
    expect(await isHit(kept, '/data.json', 'b.com')).toBe(false);
    expect(await isHit(kept, '/data.json?a=b', 'a.com')).toBe(false);
    expect(await isHit(kept, '/data.json', 'a.com')).toBe(true);
    const byAll = await start({ backend: assets({ answers: { headers: { ...CACHEABLE, vary: '*' } } }), vcl: MARKED });
    for (let time = 0; time < 3; time += 1) expect(await isHit(byAll, '/data.json', 'a.com')).toBe(false);
  });

  it('passes OPTIONS through, and counts what its backend has done', async () => {
    const preflight = { status: 204, headers: ECHO };
    const server = await start({ backend: orders({ preflight }), vcl: MARKED });
    for (const origin of [SHOP, ADMIN]) {
      const { headers } = await ask(addressOf(server), 'OPTIONS', '/orders/1', origin);
      expect(headers).toMatchObject({ 'access-control-allow-origin': [origin.Origin] });
    }
    expect(server.effects?.()).toBe(0);
    await ask(addressOf(server), 'DELETE', '/orders/1');
    expect(server.effects?.()).toBe(1);
  });

  it('stands in front of nginx too, and ends it', async () => {
    const backend = await nginx({ server: "location / { return 200 'of nginx'; }" });
    const server = await start({ backend });
    expect((await ask(addressOf(server), 'GET', '/')).body).toBe('of nginx');
    await server.close?.();
    expect(await processesOf(temp)).toEqual([]);
  });
});

describe('Varnish that cannot start', { timeout: 60_000 }, () => {
  it('says in its own words what is wrong with the VCL, and leaves nothing', async () => {
    const started = varnish({ backend: assets(), vcl: 'sub vcl_recv { set req.htp.Origin = "x"; }' });
    await expect(started).rejects.toThrow(/varnishd did not start\. It printed:\n.*Symbol not found: 'req\.htp/s);
    expect(await processesOf(temp)).toEqual([]);
    expect(await readdir(temp)).toEqual([]);
  });

  it('says how to get Varnish when there is none, and closes the backend', async () => {
    const backend = assets();
    const close = vi.spyOn(backend, 'close');
    await expect(varnish({ backend, binary: '/nowhere/varnishd' })).rejects.toThrow(
      'no varnishd at /nowhere/varnishd: install it with `npm run servers`, or `apt-get install varnish`',
    );
    expect(close).toHaveBeenCalled();
  });

  it('refuses a backend that cannot listen', async () => {
    const backend: Server = { ...assets(), name: 'table', source: { kind: 'script', ask: () => undefined } };
    await expect(varnish({ backend })).rejects.toThrow('"table" is scripted: Varnish needs a server that listens');
  });

  it('takes another port when somebody has taken the first', async () => {
    const other = await listenOnLoopback((_request, response) => void response.end('somebody else'));
    const ports = [Number(other.address.port), await freePort()];
    const server = await start({ backend: assets() }, async () => ports.shift() ?? 0);
    expect((await ask(addressOf(server), 'GET', '/data.json')).status).toBe(200);
    expect(ports).toEqual([]);
    await other.close();
  });
});

it('Varnish does not outlive a process that is killed', { timeout: 90_000 }, async () => {
  const module = new URL('./varnish.ts', import.meta.url).href;
  const backend = new URL('../assets.ts', import.meta.url).href;
  const script = `Promise.all([import(${JSON.stringify(module)}), import(${JSON.stringify(backend)})]).then(
    ([v, a]) => v.varnish({ backend: a.assets() })).then(() => {
    setInterval(() => {}, 1000); console.log('started');
  });`;
  const owner = spawn(process.execPath, ['--import', 'tsx', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(owner.stdout, 'data');
  expect((await processesOf(temp)).length).toBeGreaterThan(0);
  owner.kill('SIGKILL');
  await vi.waitFor(async () => {
    expect(await processesOf(temp)).toEqual([]);
    expect((await readdir(temp)).filter((name) => name.startsWith('cross-examine-varnish-'))).toEqual([]);
  }, 10_000);
});
