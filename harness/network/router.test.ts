import { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import type { App, Server } from '../model/server.ts';
import type { Router } from './router.ts';
import { ask, requestBytes, startRouter, TestClient, testServer } from './testing-client.ts';

let router: Router;
afterEach(() => router?.close());

/** Answers with the URL it believes to be asked for. */
const echo: App = {
  ready: async () => {},
  routing: (request, response) => response.end(`${request.headers.host}${request.url}`),
};

const echoServer = (given: Partial<Server> = {}) => testServer({ kind: 'app', app: echo }, given);

/** The first bytes that a TLS client sends. */
function clientHello(servername: string): Promise<string> {
  return new Promise((resolve) => {
    const write = (chunk: Buffer) => resolve(chunk.toString('latin1'));
    connectTls({ servername, socket: new Duplex({ read() {}, write }) });
  });
}

const lastRow = () => router.record.since(0).at(-1) as Exchange;

describe('a router', () => {
  it.each([
    'https://api.shop.com',
    'https://api.shop.com:8443',
    'http://api.shop.com',
    'http://api.shop.com:3000',
    'https://localhost',
    'http://localhost:5173',
    'https://127.0.0.1:8443',
    'http://203.0.113.7',
    'https://[2001:db8::7]',
    'http://[::1]:8080',
    'https://xn--mnchen-3ya.com',
  ])('answers as %s', async (origin) => {
    router = await startRouter({ [origin]: echoServer({ name: 'api' }) });
    const { status, body } = await ask(router, 'GET', `${origin}/x?y=1`);
    expect({ status, body }).toEqual({ status: 200, body: `${new URL(origin).host}/x?y=1` });
    expect(lastRow()).toMatchObject({ method: 'GET', url: `${origin}/x?y=1`, mount: 'api', hop: null });
  });

  it('writes the default port away, however a client writes it', async () => {
    router = await startRouter({ 'http://shop.com': echoServer(), 'https://shop.com': echoServer() });
    const client = await TestClient.bare(router);
    client.send('GET http://SHOP.com:80/x HTTP/1.1\r\nHost: shop.com:80\r\n\r\n');
    expect((await client.answer()).status).toBe(200);
    expect(lastRow().url).toBe('http://shop.com/x');
    expect((await ask(router, 'GET', 'https://shop.com:443/y')).status).toBe(200);
    expect(lastRow().url).toBe('https://shop.com/y');
  });

  it('keeps hosts that differ in scheme or port apart', async () => {
    const said = (text: string) =>
      testServer({ kind: 'app', app: { ...echo, routing: (_request, response) => response.end(text) } });
    const mounts = { 'http://a.com': said('1'), 'https://a.com': said('2'), 'https://a.com:8443': said('3') };
    router = await startRouter(mounts);
    const answers = await Promise.all(Object.keys(mounts).map((origin) => ask(router, 'GET', `${origin}/`)));
    expect(answers.map(({ body }) => body)).toEqual(['1', '2', '3']);
  });

  it('takes an absolute URL that has no path for the root', async () => {
    router = await startRouter({ 'http://a.com': echoServer() });
    const client = await TestClient.bare(router);
    client.send('GET http://a.com?q HTTP/1.1\r\nHost: a.com\r\n\r\n');
    expect((await client.answer()).body).toBe('a.com/?q');
  });

  it('asks for what a URL names, and not for the user that WebKit names in it', async () => {
    router = await startRouter({ 'http://a.com': echoServer() });
    const client = await TestClient.bare(router);
    client.send('GET http://user:secret@a.com/x HTTP/1.1\r\nHost: a.com\r\n\r\n');
    expect((await client.answer()).body).toBe('a.com/x');
    expect(lastRow().url).toBe('http://a.com/x');
  });

  it('answers a plain http: origin through a tunnel too, as WebSockets and some clients ask for it', async () => {
    router = await startRouter({ 'http://a.com:3000': echoServer() });
    const client = await TestClient.bare(router);
    expect((await client.connect('a.com:3000')).status).toBe(200);
    client.send('GET /x HTTP/1.1\r\nHost: a.com:3000\r\n\r\n');
    expect((await client.answer()).body).toBe('a.com:3000/x');
    expect(lastRow().url).toBe('http://a.com:3000/x');
  });

  it('hears what a client says in one breath with CONNECT: a request, or a TLS handshake', async () => {
    router = await startRouter({ 'http://a.com': echoServer(), 'https://a.com': echoServer() });
    const established = 'HTTP/1.1 200 Connection Established\r\n\r\n';
    const firstWords = [
      ['80', 'GET / HTTP/1.1\r\nHost: a.com\r\n\r\n', 'HTTP/1.1 200 OK'],
      ['443', await clientHello('a.com'), '\x16\x03\x03'],
    ] as const;
    for (const [port, words, reply] of firstWords) {
      const client = await TestClient.bare(router);
      client.send(`CONNECT a.com:${port} HTTP/1.1\r\n\r\n${words}`);
      const expected = established + reply;
      expect(await client.take(new RegExp(`^[^]{${expected.length}}`))).toBe(expected);
    }
  });

  it('tells somebody who took it for a web server what it is', async () => {
    router = await startRouter();
    const client = await TestClient.bare(router);
    client.send('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    expect(await client.answer()).toMatchObject({ status: 400, body: expect.stringContaining('as the proxy') });
  });

  it('records the request headers in order and as written, but not what was for the proxy', async () => {
    router = await startRouter({ 'http://a.com': echoServer() });
    await ask(router, 'GET', 'http://a.com/', [
      ['X-B', '1'],
      ['Proxy-Connection', 'keep-alive'],
      ['x-a', '2'],
      ['X-B', '3'],
    ]);
    expect(lastRow().requestHeaders).toEqual([
      ['Host', 'a.com'],
      ['X-B', '1'],
      ['x-a', '2'],
      ['X-B', '3'],
    ]);
  });

  it.each([
    ['OPTIONS', [['Access-Control-Request-Method', 'PUT']], true],
    ['OPTIONS', [['Origin', 'https://shop.com']], false],
    ['GET', [['Access-Control-Request-Method', 'PUT']], false],
  ] as const)('takes %s with %j for a preflight: %s', async (method, headers, preflight) => {
    router = await startRouter({ 'https://a.com': echoServer() });
    await ask(router, method, 'https://a.com/', headers);
    expect(lastRow().preflight).toBe(preflight);
  });
});

describe('where nothing is mounted', () => {
  const refused = { kind: 'refused', reason: expect.stringContaining('no server is mounted on') };

  it('a tunnel is refused with 403, and recorded', async () => {
    router = await startRouter({ 'https://a.com': echoServer() });
    const client = await TestClient.bare(router);
    const answer = await client.connect('evil.com:443');
    expect(answer).toMatchObject({ status: 403, body: expect.stringContaining('https://evil.com') });
    expect(lastRow()).toMatchObject({ method: 'CONNECT', url: 'https://evil.com', mount: null, answer: refused });
  });

  it('a refused tunnel ends when its client ends it', async () => {
    router = await startRouter();
    const client = await TestClient.bare(router);
    await client.connect('evil.com:443');
    client.socket.end();
    await client.closed;
  });

  it('a plain request is refused with 403, and recorded', async () => {
    router = await startRouter({ 'https://a.com': echoServer() });
    expect(await ask(router, 'GET', 'http://a.com/x')).toMatchObject({
      status: 403,
      body: expect.stringContaining('http://a.com:'),
    });
    expect(lastRow()).toMatchObject({ method: 'GET', url: 'http://a.com/x', mount: null, answer: refused });
  });

  it('a refused POST does not cost the connection', async () => {
    router = await startRouter({ 'http://a.com': echoServer() });
    const client = await TestClient.bare(router);
    client.send(requestBytes('POST', 'http://evil.com/', [['Content-Length', '4']], 'body'));
    expect((await client.answer()).status).toBe(403);
    client.send(requestBytes('GET', 'http://a.com/'));
    expect((await client.answer()).status).toBe(200);
  });
});

describe('mounting', () => {
  it.each([
    ['no URL', 'api.com', 'not an http(s) origin'],
    ['an empty text', '', 'not an http(s) origin'],
    ['the opaque origin', 'null', 'not an http(s) origin'],
    ['another scheme', 'ftp://api.com', 'not an http(s) origin'],
    ['a WebSocket origin', 'wss://api.com', 'not an http(s) origin'],
    ['a trailing slash', 'https://api.com/', 'write the origin as https://api.com'],
    ['a path', 'https://api.com/x', 'write the origin as https://api.com'],
    ['upper case', 'https://API.com', 'write the origin as https://api.com'],
    ['the default port', 'https://api.com:443', 'write the origin as https://api.com'],
    ['a name not yet in punycode', 'https://münchen.com', 'write the origin as https://xn--mnchen-3ya.com'],
  ])('is refused with %s', async (_what, origin, said) => {
    router = await startRouter();
    expect(() => router.mount(origin, echoServer())).toThrow(`cannot mount on ${JSON.stringify(origin)}: `);
    expect(() => router.mount(origin, echoServer())).toThrow(said);
    expect(router.mounts.size).toBe(0);
  });

  it('is refused where something is mounted already', async () => {
    router = await startRouter({ 'https://api.com': echoServer({ name: 'the API' }) });
    expect(() => router.mount('https://api.com', echoServer({ name: 'the CDN' }))).toThrow(
      'cannot mount the CDN on https://api.com: the API is mounted there',
    );
  });
});

describe('closing a router', () => {
  it('ends its servers, each once, however many origins it stands on', async () => {
    const [close, closeOther] = [vi.fn(async () => {}), vi.fn(async () => {})];
    const server = echoServer({ close });
    router = await startRouter({ 'https://a.com': server, 'https://b.com': server });
    router.mount('https://c.com', echoServer({ close: closeOther }));
    await Promise.all([router.close(), router.close()]);
    await router.close();
    expect(close).toHaveBeenCalledTimes(1);
    expect(closeOther).toHaveBeenCalledTimes(1);
  });

  it('says so when a server could not be closed, once all else is', async () => {
    const broken = echoServer({ close: () => Promise.reject(new Error('it would not close')) });
    const closeOther = vi.fn(async () => {});
    const failing = await startRouter({ 'https://a.com': broken, 'https://b.com': echoServer({ close: closeOther }) });
    const client = await TestClient.bare(failing);
    await expect(failing.close()).rejects.toThrow('it would not close');
    expect(closeOther).toHaveBeenCalledTimes(1);
    await client.closed;
  });

  it('ends the connections it has, and takes no more', async () => {
    router = await startRouter({ 'https://a.com': echoServer(), 'http://a.com': echoServer() });
    const clients = await Promise.all([
      TestClient.bare(router),
      TestClient.to(router, 'https://a.com'),
      TestClient.to(router, 'http://a.com'),
    ]);
    const { proxy } = router;
    await router.close();
    await Promise.all(clients.map(({ closed }) => closed));
    await expect(TestClient.bare({ proxy })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
