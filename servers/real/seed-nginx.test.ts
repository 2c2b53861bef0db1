import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Server } from '../../harness/model/server.ts';
import { listenOnLoopback } from './loopback.ts';
import { nginx } from './nginx.ts';
import { seedNginx, seedServerBlock } from './seed-nginx.ts';
import { addressOf } from './testing-traces.ts';
import { ask, corsOf, preflight } from './wire-client.ts';

const SHOP = 'https://shop.com';
const EVIL = 'https://evil.com';

/** What the block sends with whatever is not OPTIONS: the origin that asked, whoever it is. */
const open = (origin: string) => ({
  'access-control-allow-origin': [origin],
  'access-control-allow-credentials': ['true'],
  vary: ['Origin'],
});

describe('the printed nginx block', () => {
  let server: Server;
  let address: URL;

  beforeAll(async () => {
    server = await seedNginx();
    address = addressOf(server);
  });
  afterAll(() => server.close?.());

  it.each([SHOP, EVIL])('answers a preflight from %s without any Access-Control-Allow-Origin', async (origin) => {
    const answer = await preflight(address, '/api/orders/1', origin, 'DELETE');
    expect(answer.status).toBe(204);
    expect(corsOf(answer)).toEqual({
      'access-control-allow-methods': ['GET, POST, DELETE, OPTIONS'],
      'access-control-allow-headers': ['Authorization, Content-Type'],
      'access-control-max-age': ['86400'],
    });
    expect(server.effects?.()).toBe(0);
  });

  it.each([SHOP, EVIL, 'null'])('lets %s read with credentials', async (origin) => {
    const answer = await ask(address, 'GET', '/api/orders', { Origin: origin });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toHaveLength(2);
    expect(corsOf(answer)).toEqual(open(origin));
  });

  it('sends Vary and Credentials, but no Allow-Origin, when there is no Origin', async () => {
    const answer = await ask(address, 'GET', '/api/orders');
    expect(corsOf(answer)).toEqual({ 'access-control-allow-credentials': ['true'], vary: ['Origin'] });
  });

  it('lets a 404 of the backend be read', async () => {
    const answer = await ask(address, 'GET', '/api/nothing', { Origin: SHOP });
    expect(answer.status).toBe(404);
    expect(corsOf(answer)).toEqual(open(SHOP));
  });

  it('lets the backend execute what anybody sends without a preflight', async () => {
    const before = server.effects?.() ?? 0;
    const headers = { Origin: EVIL, 'Content-Type': 'text/plain' };
    const answer = await ask(address, 'POST', '/api/cart', headers, 'a teapot');
    expect(answer.status).toBe(200);
    expect(corsOf(answer)).toEqual(open(EVIL));
    expect(server.effects?.()).toBe(before + 1);
  });

  it('sends nothing of CORS outside its location', async () => {
    const answer = await ask(address, 'GET', '/', { Origin: SHOP });
    expect(corsOf(answer)).toEqual({});
  });
});

it('sends CORS headers with a 502 of its own, when there is no backend', async () => {
  const gone = await listenOnLoopback(() => {});
  await gone.close();
  const server = await nginx({ server: await seedServerBlock(gone.address) });
  const answer = await ask(addressOf(server), 'GET', '/api/orders', { Origin: SHOP });
  expect(answer.status).toBe(502);
  expect(corsOf(answer)).toEqual(open(SHOP));
  await server.close?.();
});

describe('what runs', () => {
  it('differs from what was printed in the address of the backend only', async () => {
    const printed = await readFile(new URL('./seed-nginx.conf', import.meta.url), 'utf8');
    const running = await seedServerBlock(new URL('http://127.0.0.1:1234'));
    expect(running.replace('127.0.0.1:1234', 'app:8080')).toBe(`    proxy_set_header Host app:8080;\n${printed}`);
  });

  it.each([
    ['no upstream', '', 'host not found in upstream "app"'],
    ['an upstream of that name', 'upstream app { server 127.0.0.1:1; }', 'upstream "app" may not have port 8080'],
    ['an upstream with the port', 'upstream app:8080 { server 127.0.0.1:1; }', 'host not found in upstream "app"'],
  ])('could not be the printed block itself: %s', async (_what, http, words) => {
    const server = await readFile(new URL('./seed-nginx.conf', import.meta.url), 'utf8');
    await expect(nginx({ http, server })).rejects.toThrow(words);
  });

  it('gives the backend the Host it would get by the printed name', async () => {
    const backend = await listenOnLoopback((request, response) => void response.end(request.headers.host));
    const server = await nginx({ server: await seedServerBlock(backend.address) });
    expect((await ask(addressOf(server), 'GET', '/api/orders')).body).toBe('app:8080');
    await server.close?.();
    await backend.close();
  });
});
