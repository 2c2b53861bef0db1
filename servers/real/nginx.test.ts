import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freePort } from '../../harness/processes/free-port.ts';
import { listenOnLoopback } from './loopback.ts';
import { nginx } from './nginx.ts';
import { addressOf, processesOf } from './testing-traces.ts';
import { ask } from './wire-client.ts';

const HELLO = { server: "location / { return 200 'hello'; }" };

/** Everything nginx starts with lies in here, so what it leaves behind is seen. */
let temp: string;

beforeEach(async () => {
  temp = await mkdtemp(join(tmpdir(), 'cross-examine-test-'));
  vi.stubEnv('TMPDIR', temp);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(temp, { recursive: true, force: true });
});

describe('nginx', () => {
  it('answers as it is told, and leaves neither process nor folder', async () => {
    const server = await nginx(HELLO);
    expect(server).toMatchObject({ name: 'nginx', real: true });
    expect(server.version).toMatch(/^\d+\.\d+\.\d+/);
    const answer = await ask(addressOf(server), 'GET', '/');
    expect(answer).toMatchObject({ status: 200, body: 'hello', headers: { server: [`nginx/${server.version}`] } });
    expect((await processesOf(temp)).length).toBeGreaterThan(0);
    await server.close?.();
    expect(await processesOf(temp)).toEqual([]);
    expect(await readdir(temp)).toEqual([]);
    await expect(ask(addressOf(server), 'GET', '/')).rejects.toThrow('ECONNREFUSED');
  });

  it('runs several at once', async () => {
    const servers = await Promise.all([nginx(HELLO), nginx(HELLO), nginx(HELLO)]);
    const answers = await Promise.all(servers.map((server) => ask(addressOf(server), 'GET', '/')));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    await Promise.all(servers.map((server) => server.close?.()));
    expect(await processesOf(temp)).toEqual([]);
  });

  it('takes what belongs into the http block', async () => {
    const http = "map $http_origin $allowed { default ''; https://shop.com $http_origin; }";
    const server = await nginx({ http, server: "location / { return 200 '<$allowed>'; }" });
    const bodies = ['https://shop.com', 'https://evil.com'].map(
      async (Origin) => (await ask(addressOf(server), 'GET', '/', { Origin })).body,
    );
    expect(await Promise.all(bodies)).toEqual(['<https://shop.com>', '<>']);
    await server.close?.();
  });

  it('repeats an Access-Control-Allow-Origin that the backend has sent already', async () => {
    const backend = await listenOnLoopback((_request, response) => {
      response.setHeader('Access-Control-Allow-Origin', 'https://shop.com').end();
    });
    const location = `add_header Access-Control-Allow-Origin $http_origin always; proxy_pass ${backend.address.origin};`;
    const server = await nginx({ server: `location / { ${location} }` });
    const { headers } = await ask(addressOf(server), 'GET', '/', { Origin: 'https://shop.com' });
    expect(headers['access-control-allow-origin']).toEqual(['https://shop.com', 'https://shop.com']);
    await server.close?.();
    await backend.close();
  });
});

describe('nginx that cannot start', () => {
  it('says in its own words what is wrong with the configuration, and leaves nothing', async () => {
    const started = nginx({ server: 'location / { add_heder Vary Origin; }' });
    await expect(started).rejects.toThrow(
      /nginx did not start\. It printed:\n.*\[emerg\].* unknown directive "add_heder" in .*nginx\.conf:\d+/,
    );
    expect(await processesOf(temp)).toEqual([]);
    expect(await readdir(temp)).toEqual([]);
  });

  it('says how to get nginx when there is none', async () => {
    await expect(nginx({ ...HELLO, binary: '/nowhere/nginx' })).rejects.toThrow('install it with `npm run servers`');
  });

  it('takes another port when somebody has taken the first', async () => {
    const other = await listenOnLoopback((_request, response) => void response.end('somebody else'));
    const ports = [Number(other.address.port), await freePort()];
    const server = await nginx(HELLO, async () => ports.shift() ?? 0);
    expect((await ask(addressOf(server), 'GET', '/')).body).toBe('hello');
    expect(ports).toEqual([]);
    await server.close?.();
    await other.close();
  });

  it('gives up when every port is taken', async () => {
    const other = await listenOnLoopback((_request, response) => void response.end());
    await expect(nginx(HELLO, async () => Number(other.address.port))).rejects.toThrow('Address already in use');
    expect(await processesOf(temp)).toEqual([]);
    await other.close();
  });
});

it('nginx does not outlive a process that is killed', { timeout: 20_000 }, async () => {
  const module = new URL('./nginx.ts', import.meta.url).href;
  const script = `import(${JSON.stringify(module)}).then((m) => m.nginx(${JSON.stringify(HELLO)})).then(() => {
    setInterval(() => {}, 1000); console.log('started');
  });`;
  const owner = spawn(process.execPath, ['--import', 'tsx', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(owner.stdout, 'data');
  expect((await processesOf(temp)).length).toBeGreaterThan(0);
  owner.kill('SIGKILL');
  await vi.waitFor(async () => {
    expect(await processesOf(temp)).toEqual([]);
    expect((await readdir(temp)).filter((name) => name.startsWith('cross-examine-nginx-'))).toEqual([]);
  }, 5_000);
});
