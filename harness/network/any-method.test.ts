import { METHODS } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../model/server.ts';
import type { Router } from './router.ts';
import { ask, requestBytes, startRouter, TestClient, testServer } from './testing-client.ts';

const SECURE = 'https://secure.com';
const PLAIN = 'http://plain.com';
const APP = 'https://app.com';

const script = testServer({
  kind: 'script',
  ask: () => ({ answer: { status: 200, headers: [['X-One', 'a']], redirectTo: null }, api: 'fetch', hop: 0 }),
});
const ANSWER = 'HTTP/1.1 200 OK\r\nX-One: a\r\ncontent-length: 9\r\n\r\nanswered\n';

/** Says at once what it was asked, and hears no body. */
const echo: App = {
  ready: async () => {},
  routing: (request, response) => {
    response.end(`${request.method} ${request.url}`);
  },
};

let router: Router;
beforeEach(async () => {
  router = await startRouter({
    [SECURE]: script,
    [PLAIN]: script,
    [APP]: testServer({ kind: 'app', app: echo }),
  });
});
afterEach(() => router.close());

const recorded = () => router.record.since(0).map(({ method, url }) => `${method} ${url}`);
const failures = () => router.record.since(0).filter(({ answer }) => answer.kind === 'failed');

/** Methods that Node's parser does not know. */
const UNKNOWN = [
  'CHICKEN',
  'patch',
  'pUt',
  'get',
  'head',
  'query',
  'connect',
  'a-custom-method',
  "!#$%&'*+-.^_`|~09",
  'x'.repeat(1000),
  // Others' beginnings, and others with something behind them.
  'P',
  'OPTION',
  'GETX',
  'PUTS',
  'M-SEARCHES',
  // Methods of other protocols, which its parser knows and refuses.
  'DESCRIBE',
  'ANNOUNCE',
  'SETUP',
  'PLAY',
  'PAUSE',
  'TEARDOWN',
  'GET_PARAMETER',
  'SET_PARAMETER',
  'REDIRECT',
  'RECORD',
  'FLUSH',
];

describe.each([SECURE, PLAIN])('at %s', (origin) => {
  it.each([...UNKNOWN, ...METHODS.filter((method) => method !== 'CONNECT' && method !== 'HEAD')])(
    '%s is served and recorded as it was asked, and the answer is what was told',
    async (method) => {
      const { head, body } = await ask(router, method, `${origin}/x`);
      expect(head + body).toBe(ANSWER);
      expect(recorded()).toEqual([`${method} ${origin}/x`]);
    },
  );

  it('a body arrives', async () => {
    const client = await TestClient.to(router, origin);
    client.send(requestBytes('CHICKEN', `${origin}/x`, [['Content-Length', '8']], 'half'));
    await router.record.until(() => router.record.mark() === 1, 4_000);
    expect(router.record.since(0)[0]?.answer.kind).toBe('pending');
    client.send('half');
    expect((await client.answer()).status).toBe(200);
  });

  it.each(['CHICKEN', 'PUDDING', 'DESCRIBE'])('the head of %s may come byte by byte', async (method) => {
    const client = await TestClient.to(router, origin);
    client.socket.setNoDelay(true);
    const arrivals = client.socket;
    for (const byte of requestBytes(method, `${origin}/x`, [['X-Two', 'b']])) {
      await new Promise<void>((resolve) => arrivals.write(byte, () => setImmediate(resolve)));
    }
    expect((await client.answer()).status).toBe(200);
    expect(recorded()).toEqual([`${method} ${origin}/x`]);
    expect(router.record.since(0)[0]?.requestHeaders).toContainEqual(['X-Two', 'b']);
  });

  it('one connection serves methods of both kinds, in turn', async () => {
    const client = await TestClient.to(router, origin);
    const methods = ['GET', 'CHICKEN', 'PUT', 'patch', 'patch', 'POST', 'DESCRIBE', 'GET'];
    for (const [index, method] of methods.entries()) {
      client.send(requestBytes(method, `${origin}/${index}`, [['Content-Length', '4']], 'body'));
      const { head, body } = await client.answer(method);
      expect(head + body).toBe(ANSWER);
    }
    expect(recorded()).toEqual(methods.map((method, index) => `${method} ${origin}/${index}`));
  });

  it('a client that resets in the middle is recorded as any other', async () => {
    const client = await TestClient.to(router, origin);
    client.send(requestBytes('CHICKEN', `${origin}/x`, [['Content-Length', '10']], 'half'));
    await router.record.until(() => router.record.mark() > 0, 4_000);
    client.reset();
    await router.record.until(() => failures().length > 0, 4_000);
    expect(failures()).toMatchObject([{ method: 'CHICKEN', answer: { reason: 'the browser broke off its request' } }]);
  });

  it.each(['CHICK', 'CHICKEN /x HTTP/1.1\r\nHos'])(
    'a client that stalls after %j does not keep the router from closing',
    async (bytes) => {
      const client = await TestClient.to(router, origin);
      client.send(bytes);
      expect((await ask(router, 'GET', `${origin}/after`)).status).toBe(200);
      await router.close();
      await client.closed;
    },
  );

  it.each([
    ['a method that is no token', 'CHIC@EN /x HTTP/1.1\r\n\r\n'],
    ['a line that is no request line', 'CHICKEN\r\n\r\n'],
    ['a method with a tab behind it', 'CHICKEN\t/x HTTP/1.1\r\n\r\n'],
    ['a method without end', 'x'.repeat(5000)],
    ['the method that begins HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['the method that begins HTTP/2, in a request', 'PRI /x HTTP/1.1\r\nHost: secure.com\r\n\r\n'],
    ['a method and nothing that was ever HTTP', 'what is this\r\n\r\n'],
    ['a header that is none', 'CHICKEN / HTTP/1.1\r\nX Y\r\n\r\n'],
    ['a head that is too long', `CHICKEN / HTTP/1.1\r\nX: ${'x'.repeat(300 * 1024)}\r\n\r\n`],
  ])('%s stays what it is: no HTTP', async (_what, bytes) => {
    const client = await TestClient.to(router, origin);
    client.send(bytes);
    expect(await client.rest()).toBe('');
    expect(failures()).toMatchObject(
      origin === SECURE ? [{ method: 'CONNECT', url: SECURE, answer: { reason: /Parse Error/ } }] : [],
    );
  });
});

it('what comes behind a request before its answer is not guessed at', async () => {
  const client = await TestClient.to(router, SECURE);
  const first = requestBytes('POST', `${SECURE}/1`, [['Content-Length', '4']], 'body');
  client.send(first + requestBytes('CHICKEN', `${SECURE}/2`));
  await client.closed;
  expect(recorded()).not.toContain(`CHICKEN ${SECURE}/2`);
  expect(failures()).toContainEqual(expect.objectContaining({ method: 'CONNECT' }));
});

describe('an app', () => {
  it('sees the method', async () => {
    expect((await ask(router, 'CHICKEN', `${APP}/x`)).body).toBe('CHICKEN /x');
  });

  it('that answered before the body was sent gets the next request with its own method', async () => {
    const client = await TestClient.to(router, APP);
    client.send(requestBytes('POST', `${APP}/1`, [['Content-Length', '4']]));
    expect((await client.answer()).body).toBe('POST /1');
    client.send('four');
    client.send(requestBytes('GET', `${APP}/2`));
    expect((await client.answer()).body).toBe('GET /2');
    client.send(requestBytes('CHICKEN', `${APP}/3`));
    expect((await client.answer()).body).toBe('CHICKEN /3');
  });
});
