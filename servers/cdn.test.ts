import { afterEach, describe, expect, it } from 'vitest';
import type { Server } from '../harness/model/server.ts';
import { type AssetsRules, assets } from './assets.ts';
import { type CdnRules, type CdnServer, cdn } from './cdn.ts';
import { orders } from './orders.ts';

const SHOP = 'https://shop.com';
const ADMIN = 'https://admin.shop.com';
const ECHO = { 'access-control-allow-origin': '${origin}' };
const KEEP = { 'cache-control': 'max-age=600' };

const open: CdnServer[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => server.close?.())));

function inFrontOf(origin: Server, rules?: CdnRules): CdnServer {
  const server = cdn(origin, rules);
  open.push(server);
  return server;
}

/** A cache in front of files that say these headers always. */
const beforeFiles = (headers: Record<string, string>, rules?: CdnRules) =>
  inFrontOf(assets({ answers: { headers } }), rules);

/** In short what came of a read: how it was handled, and whom the answer allows. */
async function read(server: CdnServer, origin?: string, more: Record<string, string> = {}): Promise<string> {
  const { headers } = await server.app.inject({ url: '/data.json', headers: { ...(origin && { origin }), ...more } });
  return `${headers['x-cache']} ${headers['access-control-allow-origin'] ?? '(nobody)'}`;
}

describe('a shared cache', () => {
  it('stores an answer and gives it to the next, as it came', async () => {
    const server = beforeFiles({ ...KEEP, ...ECHO });
    const [first, second] = [await server.app.inject('/data.json'), await server.app.inject('/data.json')];
    expect(second.json()).toEqual({ name: 'data', value: 42 });
    expect(second.headers).toMatchObject({ 'x-cache': 'HIT', age: '0', etag: first.headers.etag });
    expect(first.headers).toMatchObject({ 'x-cache': 'MISS', 'content-type': 'application/json; charset=utf-8' });
    expect(first.headers).not.toHaveProperty('age');
    expect([server.hits, server.misses, server.passes, server.entries()]).toEqual([1, 1, 0, 1]);
  });

  it.each(['/data.json?v=2', '/hello.js'])('keeps %s apart', async (url) => {
    const server = beforeFiles(KEEP);
    await server.app.inject('/data.json');
    expect((await server.app.inject(url)).headers['x-cache']).toBe('MISS');
    expect(server.entries()).toBe(2);
  });

  it('keeps hosts and methods apart', async () => {
    const server = beforeFiles(KEEP);
    await server.app.inject('https://cdn.shop.com/data.json');
    expect((await server.app.inject('https://cdn.evil.com/data.json')).headers['x-cache']).toBe('MISS');
    const headers = { host: 'cdn.shop.com' };
    expect((await server.app.inject({ url: '/data.json', headers })).headers['x-cache']).toBe('HIT');
    const head = await server.app.inject({ method: 'HEAD', url: 'https://cdn.shop.com/data.json' });
    expect(head).toMatchObject({ statusCode: 200, body: '', headers: { 'x-cache': 'MISS' } });
  });

  it('passes what is not stored, and counts what was done behind it', async () => {
    const server = inFrontOf(orders(), {});
    for (const method of ['POST', 'POST'] as const) {
      const answer = await server.app.inject({ method, url: '/orders', payload: 'sku=a' });
      expect(answer).toMatchObject({ statusCode: 201, headers: { 'x-cache': 'PASS' } });
    }
    expect(server.effects?.()).toBe(2);
    expect([server.passes, server.entries()]).toEqual([2, 0]);
  });

  it('fetches the whole answer where a browser asks for less', async () => {
    const server = beforeFiles(KEEP);
    const etag = String((await server.app.inject('/data.json')).headers.etag);
    server.purge();
    for (const headers of [{ 'if-none-match': etag }, { range: 'bytes=0-1' }]) {
      const answer = await server.app.inject({ url: '/data.json', headers });
      expect([answer.statusCode, answer.json()]).toEqual([200, { name: 'data', value: 42 }]);
    }
  });

  it('answers 502 when its origin server does not answer', async () => {
    const app = {
      ready: async () => {},
      routing: (_: unknown, response: { destroy(): unknown }) => void response.destroy(),
    };
    const broken: Server = { name: 'broken', version: '1', real: false, source: { kind: 'app', app } };
    const answer = await inFrontOf(broken).app.inject('/');
    expect([answer.statusCode, answer.json()]).toEqual([
      502,
      { message: 'no answer: Error: the server behind broke off' },
    ]);
  });
});

describe('what a cache replays', () => {
  it.each([
    ['an answer to nobody', undefined, SHOP, 'HIT (nobody)'],
    ["another one's", SHOP, ADMIN, `HIT ${SHOP}`],
    ['one made for a page to a direct hit', SHOP, undefined, `HIT ${SHOP}`],
  ])('without Vary: %s', async (_what, first, second, seen) => {
    const server = beforeFiles({ ...KEEP, ...ECHO });
    await read(server, first);
    expect(await read(server, second)).toBe(seen);
    expect(server.entries()).toBe(1);
  });

  it.each([
    ['Vary: Origin', { vary: 'Origin' }, {}],
    ['Vary with Origin among others', { vary: 'accept-encoding, ORIGIN' }, {}],
    ['Origin in the cache key', {}, { cacheKey: ['Origin'] }],
  ])('with %s: its own to each', async (_what, headers, rules) => {
    const server = beforeFiles({ ...KEEP, ...ECHO, ...headers }, rules);
    const seen = [await read(server), await read(server, SHOP), await read(server, ADMIN)];
    expect(seen).toEqual(['MISS (nobody)', `MISS ${SHOP}`, `MISS ${ADMIN}`]);
    expect([await read(server), await read(server, SHOP)]).toEqual(['HIT (nobody)', `HIT ${SHOP}`]);
    expect(server.entries()).toBe(3);
  });

  it('with Vary ignored: the first to all', async () => {
    const server = beforeFiles({ ...KEEP, ...ECHO, vary: 'Origin' }, { vary: 'ignored' });
    expect([await read(server, SHOP), await read(server, ADMIN)]).toEqual([`MISS ${SHOP}`, `HIT ${SHOP}`]);
  });

  it('with Vary: * nothing', async () => {
    const server = beforeFiles({ ...KEEP, vary: '*' });
    expect([await read(server), await read(server)]).toEqual(['MISS (nobody)', 'MISS (nobody)']);
  });

  it('with Origin withheld: an answer to nobody, one entry', async () => {
    const server = beforeFiles({ ...KEEP, ...ECHO, vary: 'Origin' }, { withheld: ['Origin'] });
    expect([await read(server, SHOP), await read(server, ADMIN)]).toEqual(['MISS (nobody)', 'HIT (nobody)']);
    expect(server.entries()).toBe(1);
  });

  it('with Vary on a match only: the bare answer to whoever comes later', async () => {
    const rules: AssetsRules = {
      answers: { headers: KEEP },
      answersWithOrigin: { headers: { ...ECHO, vary: 'Origin' } },
    };
    const server = inFrontOf(assets(rules));
    expect([await read(server), await read(server, SHOP)]).toEqual(['MISS (nobody)', 'HIT (nobody)']);
  });

  it('with Vary on a match only: what was stored with Vary is preferred to a bare one that came later', async () => {
    const rules: AssetsRules = {
      answers: { headers: KEEP },
      answersWithOrigin: { headers: { ...ECHO, vary: 'Origin' } },
    };
    const server = inFrontOf(assets(rules));
    expect([await read(server, SHOP), await read(server)]).toEqual([`MISS ${SHOP}`, 'MISS (nobody)']);
    expect([await read(server, SHOP), await read(server, ADMIN)]).toEqual([`HIT ${SHOP}`, 'HIT (nobody)']);
  });
});

describe('OPTIONS', () => {
  const preflight = { status: 204, headers: { ...ECHO, ...KEEP } };
  const ask = async (server: CdnServer, origin: string) => {
    const request = { method: 'OPTIONS', url: '/orders/1', headers: { origin } } as const;
    const { headers } = await server.app.inject(request);
    return `${headers['x-cache']} ${headers['access-control-allow-origin']}`;
  };

  it('is passed', async () => {
    const server = inFrontOf(orders({ preflight }));
    expect([await ask(server, SHOP), await ask(server, ADMIN)]).toEqual([`PASS ${SHOP}`, `PASS ${ADMIN}`]);
  });

  it('is stored when the rules say so', async () => {
    const server = inFrontOf(orders({ preflight }), { stores: ['GET', 'OPTIONS'] });
    expect([await ask(server, SHOP), await ask(server, ADMIN)]).toEqual([`MISS ${SHOP}`, `HIT ${SHOP}`]);
  });
});

describe('time', () => {
  it('passes when it is told to: an answer has an age, and goes stale', async () => {
    const server = beforeFiles(KEEP);
    await read(server);
    server.advance(599);
    expect((await server.app.inject('/data.json')).headers).toMatchObject({ 'x-cache': 'HIT', age: '599' });
    server.advance(1);
    expect(server.entries()).toBe(0);
    expect(await read(server)).toBe('MISS (nobody)');
    expect(server.entries()).toBe(1);
  });

  it.each([
    ['max-age=60', 60],
    ['max-age=60, s-maxage=10', 10],
    ['S-MaxAge="10"', 10],
    ['public', 120],
    ['max-age=never', 0],
    ['no-store', 0],
    ['private, max-age=60', 0],
    ['no-cache', 0],
  ])('an answer with Cache-Control: %s is fresh for %i seconds', async (value, seconds) => {
    const server = beforeFiles({ 'cache-control': value });
    await read(server);
    expect(server.entries()).toBe(seconds > 0 ? 1 : 0);
    server.advance(Math.max(seconds - 1, 0));
    expect(server.entries()).toBe(seconds > 0 ? 1 : 0);
    server.advance(1);
    expect(server.entries()).toBe(0);
  });

  it('goes by the default alone where Cache-Control is ignored', async () => {
    const server = beforeFiles({ 'cache-control': 'no-store' }, { cacheControl: 'ignored', defaultTtl: 5 });
    expect([await read(server), await read(server)]).toEqual(['MISS (nobody)', 'HIT (nobody)']);
    server.advance(5);
    expect(await read(server)).toBe('MISS (nobody)');
  });

  it('keeps what was asked for with Authorization only where the answer allows that', async () => {
    const authorization = { authorization: 'Bearer 1' };
    const silent = beforeFiles({ 'cache-control': 'max-age=60' });
    await read(silent, undefined, authorization);
    expect(silent.entries()).toBe(0);
    const allowing = beforeFiles({ 'cache-control': 'public, max-age=60' });
    await read(allowing, undefined, authorization);
    expect(allowing.entries()).toBe(1);
  });

  it('keeps a 404, and no 503 of which nothing says how long to keep it', async () => {
    const server = inFrontOf(orders());
    await server.app.inject('/nothing');
    expect(server.entries()).toBe(1);
    const app = {
      ready: async () => {},
      routing: (_: unknown, response: { writeHead(status: number): { end(): void } }) => response.writeHead(503).end(),
    };
    const failing = inFrontOf({ name: 'failing', version: '1', real: false, source: { kind: 'app', app } });
    await failing.app.inject('/');
    expect(failing.entries()).toBe(0);
  });
});

describe('the operator', () => {
  it('purges one path, or all', async () => {
    const server = beforeFiles(KEEP);
    for (const url of ['/data.json', '/hello.js', '/pixel.png']) await server.app.inject(url);
    server.purge('/data.json');
    expect(server.entries()).toBe(2);
    expect(await read(server)).toBe('MISS (nobody)');
    server.purge();
    expect(server.entries()).toBe(0);
  });

  it('may disable it', async () => {
    const server = beforeFiles(KEEP, { disabled: true });
    expect([await read(server), await read(server)]).toEqual(['PASS (nobody)', 'PASS (nobody)']);
    expect([server.passes, server.entries()]).toEqual([2, 0]);
  });

  it('is told which rule is wrong', () => {
    const wrong = { vary: true, cacheKey: ['not a name'], defaultTtl: -1, ttl: 3 } as unknown as CdnRules;
    expect(() => cdn(assets(), wrong)).toThrow(
      /the rules of "cdn" are wrong: vary: .*; cacheKey.0: is not a header name; defaultTtl: .*; rules: Unrecognized key: "ttl"/,
    );
  });
});
