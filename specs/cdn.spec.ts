import { expect, test } from 'cross-examine';
import { type AssetsServer, assets } from '../servers/assets.ts';
import { type CdnServer, cdn } from '../servers/cdn.ts';
import { orders } from '../servers/orders.ts';
import { expressOnMatch } from '../servers/real/express-on-match.ts';

const SHOP = 'https://shop.com';
const ADMIN = 'https://admin.shop.com';
const CDN = 'https://cdn.shop.com';
const DATA = `${CDN}/data.json`;

/**
 * The CDN may keep an answer for ten minutes; a browser asks again each time, so that its own cache stays out of this.
 * This CDN answers with the whole answer then, so that one visitor may go from site to site.
 */
const KEEP = { 'cache-control': 'max-age=0, s-maxage=600' };
const ALLOW = { 'access-control-allow-origin': '${origin}' };
const VARY = { vary: 'Origin' };

/** Allows whoever asks, by name, and forgets that its answer depends on who asks. */
const forgetful = () => assets({ answers: { headers: { ...KEEP, ...ALLOW } } });
/** Says Vary with every answer. */
const careful = () => assets({ answers: { headers: { ...KEEP, ...ALLOW, ...VARY } } });
/** Says Vary only where there is an Origin to allow. */
const carefulOnMatch = () =>
  assets({ answers: { headers: KEEP }, answersWithOrigin: { headers: { ...ALLOW, ...VARY } } });

test.describe('A CDN stores an answer without Access-Control-Allow-Origin', { tag: '@C09' }, () => {
  test('somebody came directly, and the shop is refused', async ({ serve, visit }) => {
    const edge = cdn(forgetful());
    serve(CDN, edge);
    const page = await visit(CDN);
    expect(await page.fetch(DATA)).toHaveSentHeader('Origin', null);
    await page.goto(SHOP);
    expect(await page.fetch(DATA)).toBeBlocked();
    expect(edge.hits).toBe(1);
  });

  test('the shop came first, and both read', async ({ serve, visit }) => {
    const edge = cdn(forgetful());
    serve(CDN, edge);
    const page = await visit(SHOP);
    expect(await page.fetch(DATA)).toBeReadable();
    await page.goto(CDN);
    expect(await page.fetch(DATA)).toBeReadable();
    await page.goto(SHOP);
    expect(await page.fetch(DATA)).toBeReadable();
    expect(edge.hits).toBe(2);
  });

  test('an <img> of the shop itself came first, and its fetch() is refused', async ({ serve, visit }) => {
    serve(CDN, cdn(forgetful()));
    const shop = await visit(SHOP);
    expect(await shop.img(`${CDN}/pixel.png`)).toBeOpaque();
    expect(await shop.fetch(`${CDN}/pixel.png`)).toBeBlocked();
  });

  test('a purge helps the shop until the next one comes directly', async ({ serve, visit }) => {
    const edge = cdn(forgetful());
    serve(CDN, edge);
    await edge.app.inject(DATA);
    const shop = await visit(SHOP);
    expect(await shop.fetch(DATA)).toBeBlocked();
    edge.purge('/data.json');
    expect(await shop.fetch(DATA)).toBeReadable();
    edge.purge('/data.json');
    await edge.app.inject(DATA);
    expect(await shop.fetch(DATA)).toBeBlocked();
  });

  test('ten minutes later the shop reads, and nobody has changed anything', async ({ serve, visit }) => {
    const edge = cdn(forgetful());
    serve(CDN, edge);
    await edge.app.inject(DATA);
    const shop = await visit(SHOP);
    edge.advance(599);
    expect(await shop.fetch(DATA)).toBeBlocked();
    edge.advance(1);
    expect(await shop.fetch(DATA)).toBeReadable();
  });
});

test.describe('A CDN replays what it stored for another origin', { tag: '@C12' }, () => {
  test('made for the shop, replayed to admin, who is refused', async ({ serve, visit }) => {
    serve(CDN, cdn(forgetful()));
    const page = await visit(SHOP);
    expect(await page.fetch(DATA)).toBeReadable();
    await page.goto(ADMIN);
    expect(await page.fetch(DATA)).toBeBlocked();
    await page.goto(SHOP);
    expect(await page.fetch(DATA)).toBeReadable();
  });

  test('made for admin, replayed to the shop, which is refused', async ({ serve, visit }) => {
    serve(CDN, cdn(forgetful()));
    const page = await visit(ADMIN);
    expect(await page.fetch(DATA)).toBeReadable();
    await page.goto(SHOP);
    expect(await page.fetch(DATA)).toBeBlocked();
  });

  test('a permission for everybody can be replayed to everybody', async ({ serve, visit }) => {
    const edge = cdn(assets({ answers: { headers: { ...KEEP, 'access-control-allow-origin': '*' } } }));
    serve(CDN, edge);
    await edge.app.inject(DATA);
    const page = await visit(SHOP);
    for (const origin of [SHOP, ADMIN]) {
      await page.goto(origin);
      expect(await page.fetch(DATA)).toBeReadable();
    }
    expect(edge.entries()).toBe(1);
  });

  test("the shop's preflight answer is replayed to admin, whose DELETE is never sent", async ({ serve, visit }) => {
    const preflight = { status: 204, headers: { ...KEEP, ...ALLOW, 'access-control-allow-methods': 'DELETE' } };
    const origin = orders({ preflight, answers: { headers: ALLOW } });
    const api = serve(CDN, cdn(origin, { stores: ['GET', 'OPTIONS'] }));
    const page = await visit(SHOP);
    expect(await page.fetch(`${CDN}/orders/1`, { method: 'DELETE' })).toBeReadable();
    await page.goto(ADMIN);
    const deletion = await page.fetch(`${CDN}/orders/1`, { method: 'DELETE' });
    expect(deletion).toBeBlocked();
    expect(deletion).not.toHaveReachedTheServer();
    expect(api).toHaveEffects(1);
  });

  test('a preflight answer that is not stored is made for each', async ({ serve, visit }) => {
    const preflight = { status: 204, headers: { ...KEEP, ...ALLOW, 'access-control-allow-methods': 'DELETE' } };
    const api = serve(CDN, cdn(orders({ preflight, answers: { headers: ALLOW } })));
    const page = await visit(SHOP);
    for (const origin of [SHOP, ADMIN]) {
      await page.goto(origin);
      expect(await page.fetch(`${CDN}/orders/1`, { method: 'DELETE' })).toBeReadable();
    }
    expect(api).toHaveEffects(2);
  });
});

test.describe('Vary: Origin on every answer', { tag: '@C10' }, () => {
  test('somebody came directly, then the shop, then admin: all read', async ({ serve, visit }) => {
    const edge = cdn(careful());
    serve(CDN, edge);
    const page = await visit(CDN);
    for (const origin of [CDN, SHOP, ADMIN]) {
      await page.goto(origin);
      expect(await page.fetch(DATA)).toBeReadable();
    }
    expect(edge.entries()).toBe(3);
  });

  test('admin came first, then the shop, then somebody directly: all read', async ({ serve, visit }) => {
    const edge = cdn(careful());
    serve(CDN, edge);
    const page = await visit(ADMIN);
    for (const origin of [ADMIN, SHOP, CDN]) {
      await page.goto(origin);
      expect(await page.fetch(DATA)).toBeReadable();
    }
    expect(edge.entries()).toBe(3);
  });

  test('who comes again gets the stored answer, and reads it', async ({ serve, visit }) => {
    const edge = cdn(careful());
    serve(CDN, edge);
    await edge.app.inject(DATA);
    const shop = await visit(SHOP);
    expect(await shop.fetch(DATA)).toBeReadable();
    expect(await shop.fetch(DATA)).toBeReadable();
    expect([edge.hits, edge.misses]).toEqual([1, 2]);
  });

  test('a cache that ignores Vary replays the bare answer all the same', {
    tag: ['@C30', '@C34'],
  }, async ({ serve, visit }) => {
    const edge = cdn(careful(), { vary: 'ignored' });
    serve(CDN, edge);
    await edge.app.inject(DATA);
    const shop = await visit(SHOP);
    expect(await shop.fetch(DATA)).toBeBlocked();
  });
});

test.describe('Vary: Origin only on a match', { tag: '@C52' }, () => {
  test('the bare answer without Vary came first, and fits everybody: the shop is refused', async ({ serve, visit }) => {
    const edge = cdn(carefulOnMatch());
    serve(CDN, edge);
    await edge.app.inject(DATA);
    const shop = await visit(SHOP);
    expect(await shop.fetch(DATA)).toBeBlocked();
    expect(edge.hits).toBe(1);
  });

  test('the shop came first and reads on, but who comes after the bare answer is refused', async ({ serve, visit }) => {
    const edge = cdn(carefulOnMatch());
    serve(CDN, edge);
    const page = await visit(SHOP);
    expect(await page.fetch(DATA)).toBeReadable();
    await edge.app.inject(DATA);
    await page.goto(ADMIN);
    expect(await page.fetch(DATA)).toBeBlocked();
    await page.goto(SHOP);
    expect(await page.fetch(DATA)).toBeReadable();
  });

  test('Express with cors and an allow-list: somebody came directly, and the shop is refused', async ({
    serve,
    visit,
  }) => {
    const edge = cdn(expressOnMatch([SHOP]));
    serve(CDN, edge);
    await edge.app.inject(`${CDN}/products`);
    const shop = await visit(SHOP);
    expect(await shop.fetch(`${CDN}/products`)).toBeBlocked();
  });

  test('Express with cors and an allow-list: a stranger came first, and the shop is refused', async ({
    serve,
    visit,
  }) => {
    serve(CDN, cdn(expressOnMatch([SHOP])));
    const page = await visit('https://evil.com');
    expect(await page.fetch(`${CDN}/products`)).toBeBlocked();
    await page.goto(SHOP);
    expect(await page.fetch(`${CDN}/products`)).toBeBlocked();
  });
});

test.describe('What the CDN tells its origin server, and what it goes by', () => {
  test('with Origin in the cache key nobody needs Vary', { tag: '@C31' }, async ({ serve, visit }) => {
    const edge = cdn(forgetful(), { cacheKey: ['Origin'], vary: 'ignored' });
    serve(CDN, edge);
    await edge.app.inject(DATA);
    const page = await visit(SHOP);
    for (const origin of [SHOP, ADMIN]) {
      await page.goto(origin);
      expect(await page.fetch(DATA)).toBeReadable();
    }
    expect(edge.entries()).toBe(3);
  });

  test('with Origin in the key and not told to the origin server, each has an answer to nobody', {
    tag: '@C31',
  }, async ({ serve, visit }) => {
    const edge = cdn(careful(), { cacheKey: ['Origin'], withheld: ['Origin'] });
    serve(CDN, edge);
    const page = await visit(SHOP);
    for (const origin of [SHOP, ADMIN]) {
      await page.goto(origin);
      expect(await page.fetch(DATA)).toBeBlocked();
    }
    expect(edge.entries()).toBe(2);
  });

  test('an origin server that is not told the Origin allows nobody, whatever Vary says', {
    tag: '@C30',
  }, async ({ serve, visit }) => {
    const edge = cdn(careful(), { withheld: ['Origin'] });
    serve(CDN, edge);
    const page = await visit(SHOP);
    for (const origin of [SHOP, ADMIN]) {
      await page.goto(origin);
      expect(await page.fetch(DATA)).toBeBlocked();
    }
    expect(edge.entries()).toBe(1);
  });

  test('to a CDN that goes by its key alone Vary says nothing: only the key keeps answers apart', {
    tag: '@C34',
  }, async ({ serve, visit }) => {
    const byKeyAlone = (origin: AssetsServer, cacheKey: string[]) => cdn(origin, { vary: 'ignored', cacheKey });
    const edges = [
      { host: 'https://key-and-vary.shop.com', edge: byKeyAlone(careful(), ['Origin']), entries: 2 },
      { host: 'https://key.shop.com', edge: byKeyAlone(forgetful(), ['Origin']), entries: 2 },
      { host: 'https://vary.shop.com', edge: byKeyAlone(careful(), []), entries: 1 },
      { host: 'https://neither.shop.com', edge: byKeyAlone(forgetful(), []), entries: 1 },
    ];
    for (const { host, edge } of edges) serve(host, edge);
    const page = await visit(ADMIN);
    for (const { host, edge, entries } of edges) {
      await edge.app.inject({ url: `${host}/data.json`, headers: { origin: SHOP } });
      const read = await page.fetch(`${host}/data.json`);
      expect(read.outcome).toBe(entries === 2 ? 'readable' : 'blocked');
      expect(edge.entries()).toBe(entries);
    }
  });

  test('with the cache disabled every request reaches the origin server', { tag: '@C32' }, async ({
    serve,
    visit,
    measure,
  }) => {
    const edge = cdn(forgetful(), { disabled: true });
    serve(CDN, edge);
    const page = await visit(CDN);
    for (const origin of [CDN, SHOP, ADMIN]) {
      await page.goto(origin);
      expect(await page.fetch(DATA)).toBeReadable();
    }
    const values = { requests: 3, forwarded: edge.passes, entries: edge.entries() };
    measure('cdn/disabled', 'one browser at three origins, the cache disabled', values);
    expect(values).toEqual({ requests: 3, forwarded: 3, entries: 0 });
  });

  test('with the cache disabled a browser may keep its own copy, and not even ask', { tag: '@C32' }, async ({
    serve,
    visit,
    measure,
    engine,
  }) => {
    const headers = { 'cache-control': 'max-age=600', 'access-control-allow-origin': '*' };
    const edge = cdn(assets({ answers: { headers } }), { disabled: true });
    serve(CDN, edge);
    const page = await visit(SHOP);
    expect(await page.fetch(DATA)).toBeReadable();
    expect(await page.fetch(DATA)).toBeReadable();
    measure('cdn/disabled-and-kept-by-the-browser', 'one page reads twice, the cache disabled', {
      requests: 2,
      forwarded: edge.passes,
    });
    // WebKitGTK keeps no cache while it is driven.
    expect(edge.passes).toBe(engine.info.name === 'webkit' ? 2 : 1);
  });
});

test.describe('What it costs', { tag: '@C11' }, () => {
  const REQUESTS = 200;
  const FOR_ALL = () => assets({ answers: { headers: { ...KEEP, 'access-control-allow-origin': '*' } } });

  for (const origins of [1, 3, 10, 100]) {
    test(`hit rate and entries for ${origins} origins`, async ({ measure }) => {
      const visitors = Array.from({ length: origins }, (_, at) => `https://site-${at}.com`);
      for (const [policy, edge] of [
        ['vary-origin', cdn(careful())],
        ['wildcard', cdn(FOR_ALL())],
      ] as const) {
        await readInTurn(edge, visitors, REQUESTS);
        const [hits, entries] = [edge.hits, edge.entries()];
        const values = { cache: 'emulated CDN', policy, origins, requests: REQUESTS, hits, entries };
        measure(`cdn/hit-rate/${policy}/${origins}`, 'plain requests to the emulated CDN, one URL, in turn', values);
        expect(entries).toBe(policy === 'vary-origin' ? origins : 1);
        await edge.close?.();
      }
    });
  }

  test('who comes directly, and who is allowed nothing, have an entry of their own too', async ({ measure }) => {
    const edge = cdn(careful());
    await readInTurn(edge, [undefined, SHOP, 'null', 'https://evil.com'], 8);
    const values = { hits: edge.hits, entries: edge.entries() };
    measure('cdn/entries-of-others', 'plain requests: directly, from the shop, from null, from evil.com', values);
    expect(values).toEqual({ hits: 4, entries: 4 });
    await edge.close?.();
  });

  test('browsers from three origins, each twice', async ({ serve, visit, measure }) => {
    const edge = cdn(careful());
    serve(CDN, edge);
    const visitor = await visit(SHOP);
    for (const origin of [SHOP, ADMIN, 'https://blog.com', SHOP, ADMIN, 'https://blog.com']) {
      await visitor.goto(origin);
      expect(await visitor.fetch(DATA)).toBeReadable();
    }
    const values = { requests: 6, hits: edge.hits, entries: edge.entries() };
    measure('cdn/hit-rate-of-browsers', 'one browser at three origins, twice at each', values);
    expect(values).toEqual({ requests: 6, hits: 3, entries: 3 });
  });
});

/** Plain requests, without a browser: a hundred origins would take a hundred pages. */
async function readInTurn(edge: CdnServer, origins: readonly (string | undefined)[], requests: number): Promise<void> {
  for (let at = 0; at < requests; at += 1) {
    const origin = origins[at % origins.length];
    await edge.app.inject({ url: DATA, headers: origin === undefined ? {} : { origin } });
  }
}
