import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Router } from './router.ts';
import { ask, requestBytes, startRouter, TestClient, testServer } from './testing-client.ts';

const SECURE = 'https://secure.com';
const PLAIN = 'http://plain.com';
const APP = 'https://app.com';
const script = testServer({
  kind: 'script',
  ask: () => ({ answer: { status: 200, headers: [['x-said', 'yes']], redirectTo: null }, api: 'fetch', hop: 0 }),
});

let router: Router;
beforeEach(async () => {
  const app = Fastify();
  router = await startRouter({ [SECURE]: script, [PLAIN]: script, [APP]: testServer({ kind: 'app', app }) });
});
afterEach(() => router.close());

const methodsSeen = () =>
  router.record
    .since(0)
    .filter(({ method }) => method !== 'CONNECT')
    .map(({ method, answer }) => [method, answer.kind]);

describe('a method that the parser does not know', () => {
  it.each([
    'CHICKEN',
    'patch',
    'pUt',
    'Delete',
    'GETX',
    'PATCHX',
    'a-method',
    "!#$%&'*+.^_`|~09",
    'SEARCH',
    'QUERY',
    'PURGE',
    'LINK',

    'SOURCE',
    'X',
    'HTTP',
    'x'.repeat(300),
  ])('%s is answered, and recorded as it was sent', async (method) => {
    for (const origin of [SECURE, PLAIN]) {
      const answer = await ask(router, method, `${origin}/x`);
      expect(answer).toMatchObject({ status: 200, headers: expect.arrayContaining([['x-said', 'yes']]) });
    }
    expect(methodsSeen()).toEqual([
      [method, 'answered'],
      [method, 'answered'],
    ]);
  });

  it.each([SECURE, PLAIN])('may come with a body, between others, on one connection to %s', async (origin) => {
    const client = await TestClient.to(router, origin);
    for (const method of ['GET', 'CHICKEN', 'PUT', 'patch', 'POST', 'CHICKEN']) {
      client.send(requestBytes(method, `${origin}/x`, [['Content-Length', '3']], 'abc'));
      expect((await client.answer()).status).toBe(200);
    }
    expect(methodsSeen().map(([method]) => method)).toEqual(['GET', 'CHICKEN', 'PUT', 'patch', 'POST', 'CHICKEN']);
    client.socket.destroy();
  });

  it('may come in pieces', async () => {
    const client = await TestClient.to(router, SECURE);
    for (const piece of [
      'CHI',
      'CK',
      'EN ',
      '/x HTT',
      'P/1.1\r\nHost: secure.com\r\n',
      'Content-Length: 2\r\n\r\na',
      'b',
    ]) {
      client.send(piece);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await client.answer()).status).toBe(200);
    expect(methodsSeen()).toEqual([['CHICKEN', 'answered']]);
    client.socket.destroy();
  });

  it('is for an app to answer as it likes', async () => {
    expect((await ask(router, 'CHICKEN', `${APP}/x`)).status).toBe(404);
    expect(methodsSeen()).toEqual([['CHICKEN', 'answered']]);
  });

  it('goes upstream as it came', async () => {
    let first = '';
    const upstream = createServer().on('connection', (socket) => {
      socket.removeAllListeners('data');
      socket.on('data', (bytes) => {
        first = bytes.toString('latin1').split('\r\n')[0] ?? '';
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
      });
    });
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    const address = new URL(`http://127.0.0.1:${(upstream.address() as AddressInfo).port}`);
    router.mount('https://up.com', testServer({ kind: 'upstream', address }));
    expect((await ask(router, 'CHICKEN', 'https://up.com/x')).status).toBe(200);
    expect(first).toBe('CHICKEN /x HTTP/1.1');
    upstream.close();
  });
});

describe('what is no method', () => {
  it.each(['\0\x01 /x HTTP/1.1\r\n\r\n', 'CHI(KEN /x HTTP/1.1\r\n\r\n', 'CHI\r\nCKEN /x HTTP/1.1\r\n\r\n'])(
    '%j is a failure, and recorded',
    async (bytes) => {
      const client = await TestClient.to(router, SECURE);
      client.send(bytes);
      expect(await client.rest()).toBe('');
      expect(router.record.since(0).at(-1)).toMatchObject({ method: 'CONNECT', answer: { kind: 'failed' } });
    },
  );
});
