import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { Server } from '../model/server.ts';
import type { HeaderPair } from '../model/words.ts';
import type { Router } from './router.ts';
import { ask, requestBytes, startRouter, TestClient, testServer } from './testing-client.ts';

const API = 'https://api.com';
const URL_OF_API = `${API}/x`;

let router: Router;
afterEach(() => router.close());

/** A server that answers all requests with this. */
function scripted(headers: HeaderPair[] = [], { status = 200, redirectTo = null as string | null } = {}): Server {
  const answer = { status, headers: headers as [string, string][], redirectTo };
  return testServer({ kind: 'script', ask: () => ({ answer, api: 'fetch', hop: 0 }) });
}

/** Mounts the server, asks it once, and returns every byte up to the end of its answer. */
async function bytesOf(server: Server, method = 'GET', requestHeaders: HeaderPair[] = []): Promise<string> {
  router = await startRouter({ [API]: server });
  const { head, body } = await ask(router, method, URL_OF_API, requestHeaders);
  return head + body;
}

function recorded(): readonly HeaderPair[] {
  const answer = router.record.since(0).at(-1)?.answer;
  return answer?.kind === 'answered' ? answer.headers : [];
}

const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

describe('a scripted answer', () => {
  it('is, byte for byte, what was told and the length of its body: nothing of Node is added', async () => {
    const bytes = await bytesOf(
      scripted([
        ['X-One', 'a'],
        ['access-control-allow-origin', '*'],
      ]),
    );
    expect(bytes).toBe(
      'HTTP/1.1 200 OK\r\nX-One: a\r\naccess-control-allow-origin: *\r\ncontent-length: 9\r\n\r\nanswered\n',
    );
  });

  it('keeps the order and the repeats of headers, on the wire and in the record', async () => {
    const told: HeaderPair[] = [
      ['b', '1'],
      ['A', '2'],
      ['B', '3'],
      ['set-cookie', 'x=1'],
      ['b', '1'],
      ['Set-Cookie', 'y=2'],
    ];
    const bytes = await bytesOf(scripted(told));
    expect(bytes).toContain('b: 1\r\nA: 2\r\nB: 3\r\nset-cookie: x=1\r\nb: 1\r\nSet-Cookie: y=2\r\n');
    expect(recorded()).toEqual([...told, ['content-length', '9']]);
  });

  it.each([
    ['a NUL in a value', 'x', 'a\0b'],
    ['a VT in a value', 'access-control-allow-origin', '\vhttps://shop.com'],
    ['a FF in a value', 'x', 'a\f'],
    ['a header named *', '*', '*'],
    ['a name with a space', 'x y', '1'],
    ['an empty value', 'x', ''],
    ['spaces around a value', 'x', '  y  '],
    ['UTF-8 in a value', 'x', 'żółć 中 🙂'],
    ['UTF-8 in a name', 'ü', '1'],
  ])('holds %s', async (_what, name, value) => {
    const bytes = await bytesOf(scripted([[name, value]]));
    expect(bytes).toBe(utf8(`HTTP/1.1 200 OK\r\n${name}: ${value}\r\ncontent-length: 9\r\n\r\nanswered\n`));
    expect(recorded()[0]).toEqual([name, value]);
  });

  it.each([
    [201, 'Created'],
    [418, "I'm a Teapot"],
    [599, ''],
    [999, ''],
  ])('has the status %i', async (status, reason) => {
    expect(await bytesOf(scripted([], { status }))).toBe(
      `HTTP/1.1 ${status} ${reason}\r\ncontent-length: 9\r\n\r\nanswered\n`,
    );
  });

  it.each([
    [204, 'No Content'],
    [304, 'Not Modified'],
  ])('has neither a body nor its length where the status is %i', async (status, reason) => {
    expect(await bytesOf(scripted([['x', '1']], { status }))).toBe(`HTTP/1.1 ${status} ${reason}\r\nx: 1\r\n\r\n`);
  });

  it('has the length of the body but no body where the request is HEAD', async () => {
    expect(await bytesOf(scripted(), 'HEAD')).toBe('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n');
  });

  it('has an empty body where the request is a preflight', async () => {
    const bytes = await bytesOf(scripted(), 'OPTIONS', [['Access-Control-Request-Method', 'PUT']]);
    expect(bytes).toBe('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
  });

  it.each([
    ['4', 'answ'],
    ['12', 'answered\n   '],
  ])('has as long a body as a content-length of %s says', async (length, body) => {
    const bytes = await bytesOf(scripted([['content-length', length]]));
    expect(bytes).toBe(`HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\n\r\n${body}`);
  });

  it('ends the connection where a content-length promises more than can be sent', async () => {
    router = await startRouter({ [API]: scripted([['content-length', '999999999']]) });
    const client = await TestClient.to(router, API);
    client.send(requestBytes('GET', URL_OF_API));
    expect(await client.rest()).toBe('HTTP/1.1 200 OK\r\ncontent-length: 999999999\r\n\r\nanswered\n');
  });

  it.each([
    ['a plain head', '1'],
    ['a head with odd bytes', '\0'],
  ])('is chunked where it says so, with %s', async (_what, value) => {
    router = await startRouter({
      [API]: scripted([
        ['transfer-encoding', 'chunked'],
        ['x', value],
      ]),
    });
    const client = await TestClient.to(router, API);
    client.send(requestBytes('GET', URL_OF_API));
    const bytes = await client.take(/\r\n0\r\n\r\n/);
    expect(bytes).toBe(
      `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nx: ${value}\r\n\r\n9\r\nanswered\n\r\n0\r\n\r\n`,
    );
  });

  it('ends the connection after a body whose transfer-encoding does not tell its end', async () => {
    router = await startRouter({ [API]: scripted([['transfer-encoding', 'identity']]) });
    const client = await TestClient.to(router, API);
    client.send(requestBytes('GET', URL_OF_API));
    expect(await client.rest()).toBe('HTTP/1.1 200 OK\r\ntransfer-encoding: identity\r\n\r\nanswered\n');
  });

  it('ends the connection where it says so', async () => {
    router = await startRouter({ [API]: scripted([['Connection', 'close']]) });
    const client = await TestClient.to(router, API);
    client.send(requestBytes('GET', URL_OF_API));
    expect(await client.rest()).toMatch(/^HTTP\/1.1 200 OK\r\nConnection: close\r\n.*answered\n$/s);
  });

  it('is encoded as it says', async () => {
    const bytes = await bytesOf(scripted([['content-encoding', 'gzip']]));
    const [, body = ''] = bytes.split('\r\n\r\n');
    expect(gunzipSync(Buffer.from(body, 'latin1')).toString()).toBe('answered\n');
  });

  it('names where it redirects to', async () => {
    const bytes = await bytesOf(scripted([['x', '1']], { status: 302, redirectTo: 'https://b.com/ü' }));
    expect(bytes).toContain(utf8('HTTP/1.1 302 Found\r\nx: 1\r\nlocation: https://b.com/ü\r\n'));
    expect(recorded()).toContainEqual(['location', 'https://b.com/ü']);
  });
});

describe('a scripted server', () => {
  it.each([
    ['plain answers', [['x', '1']]],
    ['odd bytes', [['x', '\0']]],
    ['a chunked body', [['transfer-encoding', 'chunked']]],
  ] as [string, HeaderPair[]][])(
    'answers one request after the other on one connection, with %s',
    async (_what, headers) => {
      router = await startRouter({ [API]: scripted(headers) });
      const client = await TestClient.to(router, API);
      for (const path of ['/1', '/2', '/3']) {
        client.send(requestBytes('GET', `${API}${path}`));
        expect(await client.answer()).toMatchObject({ status: 200, body: 'answered\n' });
      }
      expect(router.record.since(0).map(({ url }) => new URL(url).pathname)).toEqual(['/1', '/2', '/3']);
    },
  );

  it('answers a request once it has been sent to its end', async () => {
    router = await startRouter({ [API]: scripted() });
    const client = await TestClient.to(router, API);
    client.send(requestBytes('POST', URL_OF_API, [['Content-Length', '8']], 'half'));
    await router.record.until(() => router.record.mark() === 1, 5_000);
    expect(router.record.since(0)[0]?.answer.kind).toBe('pending');
    client.send('half');
    expect((await client.answer()).status).toBe(200);
  });

  it('says which hop it played', async () => {
    const answer = { status: 200, headers: [], redirectTo: null };
    await bytesOf(testServer({ kind: 'script', ask: () => ({ answer, api: 'fetch', hop: 3 }) }));
    expect(router.record.since(0)[0]).toMatchObject({ hop: 3 });
  });

  it('is asked with method, URL and whether it is a preflight', async () => {
    const asked: unknown[] = [];
    const answer = { status: 200, headers: [], redirectTo: null };
    const server = testServer({
      kind: 'script',
      ask(question) {
        asked.push(question);
        return { answer, api: 'fetch', hop: 0 };
      },
    });
    await bytesOf(server, 'OPTIONS', [['Access-Control-Request-Method', 'PUT']]);
    expect(asked).toEqual([{ method: 'OPTIONS', url: URL_OF_API, preflight: true }]);
  });

  it.each([
    ['says nothing about a request', () => undefined, 'says nothing about GET https://api.com/x'],
    [
      'throws',
      () => {
        throw new Error('the script is broken');
      },
      'the script is broken',
    ],
  ])('that %s breaks the connection off, and the record says why', async (_what, say, reason) => {
    router = await startRouter({ [API]: testServer({ kind: 'script', ask: say }), 'https://ok.com': scripted() });
    const client = await TestClient.to(router, API);
    client.send(requestBytes('GET', URL_OF_API));
    expect(await client.rest()).toBe('');
    expect(router.record.since(0)[0]?.answer).toEqual({ kind: 'failed', reason: expect.stringContaining(reason) });
    expect((await ask(router, 'GET', 'https://ok.com/')).status).toBe(200);
  });
});
