import type { RequestListener } from 'node:http';
import express from 'express';
import { expect, it } from 'vitest';
import type { Server } from '../harness/model/server.ts';
import { askBehind } from './behind.ts';
import { orders } from './orders.ts';
import { listenOnLoopback } from './real/loopback.ts';

const SHOP = { host: 'api.shop.com', origin: 'https://shop.com' };
const ORDERS = { method: 'GET', url: '/orders', body: Buffer.alloc(0) };

function serverOf(routing: RequestListener): Server {
  const app = { ready: async () => {}, routing };
  return { name: 'behind', version: '1', real: false, source: { kind: 'app', app } };
}

it('sends what belongs to the message, and nothing of the connection it came by', async () => {
  const seen: unknown[] = [];
  const echo: RequestListener = (request, response) => {
    seen.push(request.headers);
    response.end();
  };
  const headers = { ...SHOP, connection: 'keep-alive', 'transfer-encoding': 'chunked', accept: '*/*' };
  await askBehind('cdn', serverOf(echo))({ ...ORDERS, headers });
  expect(seen).toEqual([{ ...SHOP, accept: '*/*', connection: 'close' }]);
});

it('asks a Fastify app, with body and headers', async () => {
  const api = orders({ answers: { headers: { 'access-control-allow-origin': '${origin}' } } });
  const headers = { ...SHOP, 'content-type': 'application/json' };
  const body = Buffer.from('{"sku":"ä"}');
  const answer = await askBehind('cdn', api)({ method: 'POST', url: '/orders?a=1', headers, body });
  expect(answer).toMatchObject({ status: 201, headers: { 'access-control-allow-origin': 'https://shop.com' } });
  expect(JSON.parse(answer.body.toString())).toEqual({ done: 'POST /orders?a=1' });
  expect(api.ledger).toMatchObject([{ contentType: 'application/json', body: '{"sku":"ä"}' }]);
});

it('asks an Express app', async () => {
  const app = express();
  app.get('/orders', (request, response) => void response.vary('Origin').send(request.headers.origin));
  const answer = await askBehind('cdn', serverOf(app))({ ...ORDERS, headers: SHOP });
  expect(answer).toMatchObject({ status: 200, headers: { vary: 'Origin' } });
  expect(answer.body.toString()).toBe('https://shop.com');
});

it('keeps a header that came twice', async () => {
  const twice: RequestListener = (_request, response) => {
    response.setHeader('x-served-by', ['a', 'b']).end();
  };
  const { headers } = await askBehind('cdn', serverOf(twice))({ ...ORDERS, headers: SHOP });
  expect(headers['x-served-by']).toEqual(['a', 'b']);
});

it('asks a server that listens', async () => {
  const backend = await listenOnLoopback((request, response) => void response.end(`${request.method} ${request.url}`));
  const source = { kind: 'upstream', address: backend.address } as const;
  const { body } = await askBehind('cdn', { ...serverOf(() => {}), source })({ ...ORDERS, headers: SHOP });
  expect(body.toString()).toBe('GET /orders');
  await backend.close();
});

it('rejects when the server behind breaks off, or fails', async () => {
  const broken = askBehind(
    'cdn',
    serverOf((_request, response) => void response.destroy()),
  );
  await expect(broken({ ...ORDERS, headers: SHOP })).rejects.toThrow('the server behind broke off');
  const failing = askBehind(
    'cdn',
    serverOf(() => {
      throw new Error('a bug');
    }),
  );
  await expect(failing({ ...ORDERS, headers: SHOP })).rejects.toThrow('the server behind broke off');
});

it('refuses a script', () => {
  const source = { kind: 'script', ask: () => undefined } as const;
  const script: Server = { name: 'table', version: '1', real: false, source };
  expect(() => askBehind('cdn', script)).toThrow('"table" is scripted: it cannot stand behind "cdn"');
});
