import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server as NetServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Router } from './router.ts';
import { ask, requestBytes, startRouter, TestClient, testAuthority, testServer } from './testing-client.ts';

const API = 'https://api.com';

let router: Router;
let upstream: NetServer;
const sockets = new Set<Socket>();
afterEach(async () => {
  await router.close();
  for (const socket of sockets) socket.destroy();
  upstream.close();
});

/** Mounts a server that really listens, at `scheme` on a port of its own. */
async function mountUpstream(server: NetServer, scheme = 'http'): Promise<void> {
  upstream = server.listen(0, '127.0.0.1');
  upstream.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  await once(upstream, 'listening');
  const address = new URL(`${scheme}://127.0.0.1:${(upstream.address() as AddressInfo).port}`);
  router = await startRouter({ [API]: testServer({ kind: 'upstream', address }) });
}

/** An upstream that says the same to everyone, byte for byte. */
function saying(answer: string, then: (socket: Socket) => void = () => {}): NetServer {
  return createServer((socket) => {
    socket.once('data', () => socket.write(answer, 'latin1', () => then(socket)));
  });
}

const lastAnswer = () => router.record.since(0).at(-1)?.answer;
const settled = () => router.record.until(() => lastAnswer()?.kind !== 'pending', 4_000);

describe('a server that listens elsewhere', () => {
  it('gets the request as the browser sent it: method, path, Host, order and repeats of headers, body', async () => {
    let head: unknown;
    let body = '';
    const server = createHttpServer(async (request, response) => {
      head = { method: request.method, url: request.url, headers: request.rawHeaders };
      for await (const chunk of request) body += chunk;
      response.end();
    });
    await mountUpstream(server);
    const headers = [
      ['X-B', '1'],
      ['x-a', '2'],
      ['X-B', '3'],
      ['Origin', 'https://shop.com'],
    ] as const;
    await ask(router, 'PATCH', `${API}/x?y=%20`, headers, 'the body');
    expect(body).toBe('the body');
    expect(head).toEqual({
      method: 'PATCH',
      url: '/x?y=%20',
      headers: ['Host', 'api.com', ...headers.flat(), 'Content-Length', '8', 'Connection', 'close'],
    });
  });

  it.each([
    ['PATCH', ['Content-Length', '0']],
    ['DELETE', []],
    ['GET', []],
  ])('gets a %s that has no body with no more than %j added', async (method, added) => {
    let headers: string[] = [];
    const server = createHttpServer((request, response) => {
      headers = request.rawHeaders;
      response.end();
    });
    await mountUpstream(server);
    await ask(router, method, `${API}/`);
    expect(headers.map((text) => text.toLowerCase())).toEqual(
      ['host', 'api.com', ...added, 'connection', 'close'].map((text) => text.toLowerCase()),
    );
  });

  it.each(['CHICKEN', 'patch', 'query', 'a-custom-method', 'connect', 'head', 'QUERY'])(
    'gets the method %s as it was asked, with a body and without',
    async (method) => {
      await mountUpstream(saying('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
      const heads: string[] = [];
      upstream.on('connection', (socket: Socket) => socket.once('data', (bytes) => heads.push(bytes.toString())));
      for (const body of ['', 'the body']) expect((await ask(router, method, `${API}/x`, [], body)).body).toBe('ok');
      expect(heads).toEqual([
        `${method} /x HTTP/1.1\r\nHost: api.com\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
        expect.stringContaining(`${method} /x HTTP/1.1\r\nHost: api.com\r\nContent-Length: 8\r\n`),
      ]);
    },
  );

  it('that is of Node, too, says of a method that it does not know what it says to everybody', async () => {
    await mountUpstream(createHttpServer((_request, response) => response.end()));
    expect((await ask(router, 'CHICKEN', `${API}/`)).status).toBe(400);
  });

  it('gets a body that comes in chunks', async () => {
    let body = '';
    const server = createHttpServer(async (request, response) => {
      for await (const chunk of request) body += chunk;
      response.end();
    });
    await mountUpstream(server);
    const client = await TestClient.to(router, API);
    client.send(requestBytes('POST', `${API}/`, [['Transfer-Encoding', 'chunked']], '5\r\nhello\r\n0\r\n\r\n'));
    expect((await client.answer()).status).toBe(200);
    expect(body).toBe('hello');
  });

  it('answers as it likes, and nothing of the router is added', async () => {
    const answer = 'HTTP/1.1 299 Fine\r\nB: 1\r\nA: \xc3\xbc\r\nb: 2\r\nContent-Length: 2\r\n\r\nok';
    await mountUpstream(saying(answer));
    const { head, body, headers } = await ask(router, 'GET', `${API}/`);
    expect(head + body).toBe(answer);
    await settled();
    expect(lastAnswer()).toMatchObject({ kind: 'answered', status: 299, headers });
  });

  it.each([
    ['whose end is told by chunks', 'Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n'],
    ['whose end is the end of the connection', '\r\nok'],
  ])('answers with a body %s', async (_what, rest) => {
    await mountUpstream(saying(`HTTP/1.1 200 OK\r\n${rest}`, (socket) => socket.end()));
    expect((await ask(router, 'GET', `${API}/`)).body).toBe('ok');
  });

  it.each([204, 304])('answers %i without a body', async (status) => {
    await mountUpstream(saying(`HTTP/1.1 ${status} X\r\nA: 1\r\n\r\n`));
    expect((await ask(router, 'GET', `${API}/`)).head).toBe(`HTTP/1.1 ${status} X\r\nA: 1\r\n\r\n`);
  });

  it('is heard from its head on: an event stream need not say anything more for long', async () => {
    await mountUpstream(saying('HTTP/1.1 200 OK\r\nX: \xc3\xbc\r\nTransfer-Encoding: chunked\r\n\r\n'));
    const client = await TestClient.to(router, API);
    client.send(requestBytes('GET', `${API}/events`));
    expect(await client.take(/\r\n\r\n/)).toBe('HTTP/1.1 200 OK\r\nX: \xc3\xbc\r\nTransfer-Encoding: chunked\r\n\r\n');
  });

  it('is asked on a new connection each time: an old one may have died unseen', async () => {
    let connections = 0;
    const server = createHttpServer((_request, response) => response.end('ok'));
    server.on('connection', () => {
      connections += 1;
    });
    await mountUpstream(server);
    const client = await TestClient.to(router, API);
    for (let count = 1; count <= 2; count++) {
      client.send(requestBytes('GET', `${API}/`));
      expect((await client.answer()).body).toBe('ok');
    }
    expect(connections).toBe(2);
  });
});

describe('a server that listens elsewhere and fails', () => {
  const breaksOff = {
    kind: 'failed',
    reason: expect.stringMatching(/^upstream http:\/\/127\.0\.0\.1:\d+\/ did not answer: ./),
  };

  async function askInVain(): Promise<void> {
    const client = await TestClient.to(router, API);
    client.send(requestBytes('GET', `${API}/`));
    expect(await client.rest()).toBe('');
    await settled();
  }

  it('is down', async () => {
    await mountUpstream(createServer());
    await new Promise((resolve) => upstream.close(resolve));
    await askInVain();
    expect(lastAnswer()).toEqual(breaksOff);
  });

  it.each([
    ['resets before its head', () => createServer((socket) => socket.once('data', () => socket.resetAndDestroy()))],
    ['ends before its head', () => createServer((socket) => socket.once('data', () => socket.end()))],
    ['breaks off inside its head', () => saying('HTTP/1.1 200 OK\r\nA: ', (socket) => socket.destroy())],
    ['speaks no HTTP', () => saying('220 mail.shop.com ESMTP\r\n\r\n')],
    ['has a status that is none', () => saying('HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n')],
    [
      'changes protocols',
      () => saying('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
    ],
  ])('%s', async (_what, make) => {
    await mountUpstream(make());
    await askInVain();
    expect(lastAnswer()).toEqual(breaksOff);
  });

  it('speaks TLS, and no authority that is known vouches for it', async () => {
    await mountUpstream(createHttpsServer(await (await testAuthority()).leaf('127.0.0.1')), 'https');
    await askInVain();
    expect(lastAnswer()).toEqual({ kind: 'failed', reason: expect.stringContaining('self-signed certificate') });
  });

  it('breaks off in the middle of its body: the client sees that too, and the head stands in the record', async () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n';
    await mountUpstream(saying(`${head}half`, (socket) => socket.destroy()));
    const client = await TestClient.to(router, API);
    client.send(requestBytes('GET', `${API}/`));
    expect(await client.rest()).toBe(`${head}half`);
    await settled();
    expect(lastAnswer()).toMatchObject({ kind: 'answered', status: 200, headers: [['Content-Length', '10']] });
  });

  it('is let go when the browser does not wait for its answer', async () => {
    const arrived = new Promise<Socket>((resolve) => {
      upstream = createServer((socket) => socket.once('data', () => resolve(socket)));
    });
    await mountUpstream(upstream);
    const client = await TestClient.to(router, API);
    client.send(requestBytes('GET', `${API}/`));
    const socket = await arrived;
    client.reset();
    await once(socket, 'close');
    await settled();
    expect(lastAnswer()?.kind).toBe('failed');
  });

  it('is let go when the router closes', async () => {
    const arrived = new Promise<Socket>((resolve) => {
      upstream = createServer((socket) => socket.once('data', () => resolve(socket)));
    });
    await mountUpstream(upstream);
    const client = await TestClient.to(router, API);
    client.send(requestBytes('GET', `${API}/`));
    const gone = once(await arrived, 'close');
    await router.close();
    await gone;
  });
});
