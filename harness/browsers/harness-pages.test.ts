import { afterEach, describe, expect, it } from 'vitest';
import type { Server } from '../model/server.ts';
import type { Router } from '../network/router.ts';
import { ask, startRouter, TestClient } from '../network/testing-client.ts';
import { HarnessPages } from './harness-pages.ts';

const SHOP = 'https://shop.com';

const shop: Server = {
  name: 'the shop',
  version: '1',
  real: false,
  source: {
    kind: 'app',
    app: { ready: async () => {}, routing: (request, response) => response.end(`the shop at ${request.url}`) },
  },
};

/** What the page, its frames and its workers load. */
const SCRIPTS = [
  'ask',
  'ask-by-element',
  'ask-by-style',
  'ask-by-event-source',
  'ask-by-beacon',
  'answer',
  'frame',
  'worker',
  'shared-worker',
  'places',
  'probe',
];

const pages = () => new HarnessPages();

let router: Router;
afterEach(() => router.close());

const isHarnessPage = ({ status, body }: { status: number; body: string }) =>
  status === 200 && body.includes('{ crossExamine: {');

describe('a page of the harness', () => {
  it('answers the visit that was announced, once, and leaves the rest to what is mounted there', async () => {
    const overlay = pages();
    router = await startRouter({ [SHOP]: shop }, overlay);
    overlay.expect(`${SHOP}/cart?x=1`);
    expect((await ask(router, 'GET', `${SHOP}/cart`)).body).toBe('the shop at /cart');
    expect((await ask(router, 'POST', `${SHOP}/cart?x=1`)).body).toBe('the shop at /cart?x=1');
    expect(await ask(router, 'GET', `${SHOP}/cart?x=1`)).toSatisfy(isHarnessPage);
    expect((await ask(router, 'GET', `${SHOP}/cart?x=1`)).body).toBe('the shop at /cart?x=1');
  });

  it('comes whole: no script of its own is asked for by itself', async () => {
    const overlay = pages();
    router = await startRouter({}, overlay);
    overlay.expect(`${SHOP}/`);
    const { body } = await ask(router, 'GET', `${SHOP}/`);
    expect(body).not.toContain('<script src="/');
    expect(body.match(/<\/script>/g)).toHaveLength(7);
  });

  it('answers each of two visitors who were announced for one URL', async () => {
    const overlay = pages();
    router = await startRouter({}, overlay);
    overlay.expect(`${SHOP}/`);
    overlay.expect(`${SHOP}/`);
    expect(await ask(router, 'GET', `${SHOP}/`)).toSatisfy(isHarnessPage);
    expect(await ask(router, 'GET', `${SHOP}/`)).toSatisfy(isHarnessPage);
    expect((await ask(router, 'GET', `${SHOP}/`)).status).toBe(403);
  });

  it('stands beside the script of its worker, at the same URL, which is told once more', async () => {
    const overlay = pages();
    router = await startRouter({ [SHOP]: shop }, overlay);
    overlay.expect(`${SHOP}/cart#top`);
    expect(await ask(router, 'GET', `${SHOP}/cart`)).toSatisfy(isHarnessPage);
    overlay.expectWorker(`${SHOP}/cart#top`);
    const { body, headers } = await ask(router, 'GET', `${SHOP}/cart`);
    expect(body).toContain('importScripts(');
    expect(headers).toContainEqual(['cache-control', 'no-store']);
    expect((await ask(router, 'GET', `${SHOP}/cart`)).body).toBe('the shop at /cart');
  });

  it('does not answer a visitor who was taken back', async () => {
    const overlay = pages();
    router = await startRouter({ [SHOP]: shop }, overlay);
    overlay.expect(`${SHOP}/`)();
    expect((await ask(router, 'GET', `${SHOP}/`)).body).toBe('the shop at /');
  });

  it('knows a visit to a URL with a fragment, which is not sent', async () => {
    const overlay = pages();
    router = await startRouter({}, overlay);
    overlay.expect(`${SHOP}/cart#top`);
    expect(await ask(router, 'GET', `${SHOP}/cart`)).toSatisfy(isHarnessPage);
  });

  it('carries the headers it was given, whatever characters are in them, and is never cached', async () => {
    const overlay = pages();
    router = await startRouter({}, overlay);
    overlay.expect(`${SHOP}/`, [
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=ü中; Path=/'],
    ]);
    const { headers } = await ask(router, 'GET', `${SHOP}/`);
    expect(headers.filter(([name]) => name === 'set-cookie')).toEqual([
      ['set-cookie', 'a=1'],
      ['set-cookie', `b=${Buffer.from('ü中').toString('latin1')}; Path=/`],
    ]);
    expect(headers).toContainEqual(['cache-control', 'no-store']);
  });

  it('fails alone when a header cannot be sent, and the record says why', async () => {
    const overlay = pages();
    router = await startRouter({ [SHOP]: shop }, overlay);
    overlay.expect(`${SHOP}/`, [['set-cookie', 'a=\0']]);
    const client = await TestClient.to(router, SHOP);
    client.send('GET / HTTP/1.1\r\nHost: shop.com\r\n\r\n');
    await client.rest();
    const failed = { kind: 'failed', reason: expect.stringContaining('Invalid character') };
    expect(router.record.since(0)).toMatchObject([{ url: `${SHOP}/`, mount: '(page)', answer: failed }]);
    expect((await ask(router, 'GET', `${SHOP}/`)).body).toBe('the shop at /');
  });

  it('stands on http: and on any port too', async () => {
    const overlay = pages();
    router = await startRouter({}, overlay);
    for (const url of ['http://shop.com/', 'https://shop.com:8443/', 'http://127.0.0.1:3000/']) {
      overlay.expect(url);
      expect(await ask(router, 'GET', url)).toSatisfy(isHarnessPage);
    }
  });
});

describe('the scripts of the harness', () => {
  it('are there where a page is, in the name of the page, and nowhere else', async () => {
    const overlay = pages();
    router = await startRouter({ 'https://api.com': shop }, overlay);
    overlay.expect(`${SHOP}/`);
    for (const name of SCRIPTS) {
      const { status, headers } = await ask(router, 'GET', `${SHOP}/.cross-examine/${name}.js`);
      expect(status).toBe(200);
      expect(headers).toContainEqual(['content-type', expect.stringContaining('javascript')]);
    }
    expect((await ask(router, 'GET', 'https://api.com/.cross-examine/ask.js')).body).toContain('the shop at');
    expect(router.record.since(0).map(({ mount }) => mount)).toContain('(page)');
  });

  it('come with a round trip whose connection ends with it, and which no cache answers', async () => {
    const overlay = pages();
    router = await startRouter({}, overlay);
    overlay.expect(`${SHOP}/`);
    const { status, headers } = await ask(router, 'GET', `${SHOP}/.cross-examine/round-trip`);
    expect(status).toBe(200);
    expect(headers).toContainEqual(['connection', 'close']);
  });

  it('are the only files there', async () => {
    const overlay = pages();
    router = await startRouter({}, overlay);
    overlay.expect(`${SHOP}/`);
    for (const path of ['none.js', '%2e%2e/visit.ts', '..%2fvisit.ts', '']) {
      const { status } = await ask(router, 'GET', `${SHOP}/.cross-examine/${path}`);
      expect([403, 404]).toContain(status);
    }
  });

  it('leave what is mounted nowhere refused', async () => {
    const overlay = pages();
    router = await startRouter({}, overlay);
    overlay.expect(`${SHOP}/`);
    expect((await ask(router, 'GET', `${SHOP}/other`)).status).toBe(403);
    expect(router.record.since(0)).toMatchObject([{ url: `${SHOP}/other`, answer: { kind: 'refused' } }]);
  });
});
