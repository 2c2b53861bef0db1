import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../model/server.ts';
import type { Router } from './router.ts';
import { ask, requestBytes, startRouter, TestClient, testServer } from './testing-client.ts';

const SECURE = 'https://secure.com';
const PLAIN = 'http://plain.com';
const SILENT = 'https://silent.com';

const script = testServer({
  kind: 'script',
  ask: () => ({ answer: { status: 200, headers: [], redirectTo: null }, api: 'fetch', hop: 0 }),
});
const silent: App = { ready: async () => {}, routing: () => {} };

let router: Router;
beforeEach(async () => {
  router = await startRouter({
    [SECURE]: script,
    [PLAIN]: script,
    [SILENT]: testServer({ kind: 'app', app: silent }),
  });
});
afterEach(() => router.close());

/** What a client may do wrong, up to the moment from which the router is on its own. */
const MISBEHAVIOURS: Record<string, () => Promise<TestClient>> = {
  async 'closes at once'() {
    const client = await TestClient.bare(router);
    client.socket.end();
    return client;
  },
  async 'resets at once'() {
    const client = await TestClient.bare(router);
    client.reset();
    return client;
  },
  async 'asks for a tunnel and resets'() {
    const client = await TestClient.bare(router);
    client.send('CONNECT secure.com:443 HTTP/1.1\r\n\r\n');
    await once(client.socket, 'data');
    client.reset();
    return client;
  },
  async 'asks for a refused tunnel and resets'() {
    const client = await TestClient.bare(router);
    client.send('CONNECT evil.com:443 HTTP/1.1\r\n\r\n');
    client.reset();
    return client;
  },
  async 'sends garbage instead of HTTP'() {
    const client = await TestClient.bare(router);
    client.send('\x16\x03\x01\x02\x00 what is this\r\n\r\n');
    return client;
  },
  async 'sends garbage instead of TLS'() {
    const client = await TestClient.bare(router);
    await client.connect('secure.com:443');
    client.send('GET / HTTP/1.1\r\n\r\n');
    return client;
  },
  async 'sends garbage inside TLS'() {
    const client = await TestClient.to(router, SECURE);
    client.send('\0\x01\x02 what is this\r\n\r\n');
    return client;
  },
  async 'sends a head that is too long'() {
    const client = await TestClient.to(router, SECURE);
    client.send(requestBytes('GET', `${SECURE}/`, [['X-Long', 'x'.repeat(300 * 1024)]]));
    return client;
  },
  async 'sends a head that is too long to the proxy'() {
    const client = await TestClient.bare(router);
    client.send(requestBytes('GET', `${PLAIN}/`, [['X-Long', 'x'.repeat(300 * 1024)]]));
    return client;
  },
  async 'stalls with half a request head'() {
    const client = await TestClient.to(router, SECURE);
    client.send('GET / HTTP/1.1\r\nHost: secu');
    return client;
  },
  async 'stalls with half a CONNECT'() {
    const client = await TestClient.bare(router);
    client.send('CONNECT secure.com:443 HT');
    return client;
  },
  async 'stalls before its TLS handshake'() {
    const client = await TestClient.bare(router);
    await client.connect('secure.com:443');
    return client;
  },
  async 'stalls with half a body'() {
    const client = await TestClient.to(router, SECURE);
    client.send(requestBytes('POST', `${SECURE}/`, [['Content-Length', '10']], 'half'));
    await arrival();
    return client;
  },
  async 'resets in the middle of its request'() {
    const client = await TestClient.to(router, SECURE);
    client.send(requestBytes('POST', `${SECURE}/`, [['Content-Length', '10']], 'half'));
    await arrival();
    client.reset();
    return client;
  },
  async 'resets before it is answered'() {
    const client = await TestClient.to(router, SILENT);
    client.send(requestBytes('GET', `${SILENT}/`));
    await arrival();
    client.reset();
    return client;
  },
  async 'waits for an answer that never comes'() {
    const client = await TestClient.to(router, SILENT);
    client.send(requestBytes('GET', `${SILENT}/`));
    await arrival();
    return client;
  },
  async 'asks for a tunnel inside a tunnel'() {
    const client = await TestClient.to(router, SECURE);
    client.send('CONNECT secure.com:443 HTTP/1.1\r\nHost: secure.com:443\r\n\r\n');
    return client;
  },
  ...Object.fromEntries(
    ['::::', '', '/', 'secure.com:99999', '@', 'http://plain.com/'].map((target) => [
      `asks for a tunnel to ${JSON.stringify(target)}`,
      async () => {
        const client = await TestClient.bare(router);
        client.send(`CONNECT ${target} HTTP/1.1\r\n\r\n`);
        return client;
      },
    ]),
  ),
  ...Object.fromEntries(
    ['*', 'https://secure.com/', '@evil.com/', 'x', ':x', '//['].map((target) => [
      `asks for ${JSON.stringify(target)} inside a tunnel`,
      async () => {
        const client = await TestClient.to(router, SECURE);
        client.send(`OPTIONS ${target} HTTP/1.1\r\nHost: secure.com\r\n\r\n`);
        return client;
      },
    ]),
  ),
  ...Object.fromEntries(
    ['http://', 'http://[/', 'https://secure.com/', '*'].map((target) => [
      `asks the proxy for ${JSON.stringify(target)}`,
      async () => {
        const client = await TestClient.bare(router);
        client.send(`OPTIONS ${target} HTTP/1.1\r\nHost: x\r\n\r\n`);
        return client;
      },
    ]),
  ),
};

async function arrival(): Promise<void> {
  expect(await router.record.until(() => router.record.mark() > 0, 4_000)).toBe(true);
}

describe.each(Object.entries(MISBEHAVIOURS))('a client that %s', (_what, misbehave) => {
  it('keeps the router from nothing', async () => {
    const client = await misbehave();
    expect((await ask(router, 'GET', `${SECURE}/after`)).status).toBe(200);
    expect((await ask(router, 'GET', `${PLAIN}/after`)).status).toBe(200);
    client.socket.destroy();
  });

  it('does not keep the router from closing', async () => {
    const client = await misbehave();
    await router.close();
    await client.closed;
  });
});

describe('the record of a client that misbehaves', () => {
  const firstRow = async () => {
    await router.record.until(() => router.record.since(0).some(({ answer }) => answer.kind !== 'pending'), 4_000);
    return router.record.since(0)[0];
  };

  it('says that it broke off its request', async () => {
    await MISBEHAVIOURS['resets in the middle of its request']?.();
    expect(await firstRow()).toMatchObject({
      method: 'POST',
      answer: { kind: 'failed', reason: 'the browser broke off its request' },
    });
  });

  it('says that it did not wait for its answer', async () => {
    await MISBEHAVIOURS['resets before it is answered']?.();
    expect(await firstRow()).toMatchObject({
      url: `${SILENT}/`,
      answer: { kind: 'failed', reason: 'the browser closed the connection before the server had answered' },
    });
  });

  it('says that there was no TLS with it', async () => {
    await MISBEHAVIOURS['sends garbage instead of TLS']?.();
    expect(await firstRow()).toMatchObject({
      method: 'CONNECT',
      url: SECURE,
      answer: { kind: 'failed', reason: expect.stringContaining('no TLS with the browser') },
    });
  });

  it.each([
    ['sends garbage', (client: TestClient) => client.send('GET / HTTP/1.1\r\n\r\n')],
    ['hangs up', (client: TestClient) => client.reset()],
  ])('says once that there was no TLS when it %s', async (_what, misbehave) => {
    const client = await TestClient.bare(router);
    await client.connect('secure.com:443');
    misbehave(client);
    await client.closed;
    await firstRow();
    await ask(router, 'GET', `${SECURE}/after`);
    expect(router.record.since(0).map(({ method }) => method)).toEqual(['CONNECT', 'GET']);
  });

  it('says that it spoke no HTTP, as one does that wants TLS where http: is mounted', async () => {
    const client = await TestClient.bare(router);
    await client.connect('plain.com:80');
    client.send('\x16\x03\x01\x02\x00 a TLS handshake');
    await client.rest();
    expect(await firstRow()).toMatchObject({
      method: 'CONNECT',
      url: PLAIN,
      answer: { kind: 'failed', reason: expect.stringContaining('no HTTP with the browser') },
    });
  });

  it('says that its request head was too long', async () => {
    await MISBEHAVIOURS['sends a head that is too long']?.();
    expect(await firstRow()).toMatchObject({
      url: SECURE,
      answer: { kind: 'failed', reason: expect.stringContaining('Header overflow') },
    });
  });

  it('says nothing of what names no URL', async () => {
    await MISBEHAVIOURS['asks for a tunnel to "::::"']?.();
    await MISBEHAVIOURS['asks for "*" inside a tunnel']?.();
    await ask(router, 'GET', `${SECURE}/after`);
    expect(router.record.since(0).map(({ url }) => url)).toEqual([`${SECURE}/after`]);
  });
});
