import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hopScripts, lineOf, serialisedOrigin } from '../model/hop-script.ts';
import { requestSchema, type ScenarioPage } from '../model/scenario.ts';
import type { Server } from '../model/server.ts';
import { type Api, CONTEXTS, type Context, ENGINE_NAMES } from '../model/words.ts';
import { createAuthority } from '../network/authority.ts';
import type { Engine } from './engine.ts';
import { launch } from './launch.ts';
import type { ProbeRequest } from './probe-words.ts';
import { type Network, startNetwork, Visit } from './visit.ts';

/** Browsers take seconds for what takes milliseconds elsewhere, and longer beside other work. */
const TIMEOUT_MS = 120_000;

const PAGE = { origin: 'https://shop.com', path: '/dir/cart?q#top' };
const REFERRER = 'https://shop.com/dir/cart?q';

const DOCUMENT_APIS: readonly Api[] = ['img', 'script', 'module', 'style', 'font', 'beacon'];
const ANYWHERE_APIS: readonly Api[] = ['fetch', 'xhr', 'eventsource'];
const apisOf = (context: Context) =>
  context.endsWith('worker') ? ANYWHERE_APIS : [...ANYWHERE_APIS, ...DOCUMENT_APIS];

const TYPES: Readonly<Partial<Record<Api, string>>> = {
  module: 'text/javascript',
  style: 'text/css',
  eventsource: 'text/event-stream',
};

/** Answers whoever asks by `/<api>`, and lets the page read it unless the path goes on. */
const answering = (page: ScenarioPage): Server => ({
  name: 'the API',
  version: '1',
  real: false,
  source: {
    kind: 'script',
    ask: ({ url, preflight }) => {
      const [api = 'fetch', ...rest] = new URL(url).pathname.slice(1).split('/') as [Api];
      const type = TYPES[api];
      const headers: [string, string][] = [
        ...(rest.length > 0 ? [] : ([['access-control-allow-origin', '${page.origin}']] as [string, string][])),
        ['access-control-allow-headers', 'content-type'],
        ...(type === undefined ? [] : ([['content-type', type]] as [string, string][])),
      ];
      const response = { status: 200, headers, redirectTo: null };
      const step = { request: requestSchema.parse({ url }), server: { preflight: null, response, hops: [] } };
      return lineOf(hopScripts(page, { waitMsBefore: 0, expect: {}, ...step }), 0, preflight, api);
    },
  },
});

describe.each(ENGINE_NAMES)('in %s', { timeout: TIMEOUT_MS }, (name) => {
  let engine: Engine;
  let network: Network;
  let visit: Visit;

  beforeAll(async () => {
    const authority = await createAuthority();
    engine = await launch(name, authority);
    network = await startNetwork(authority);
    for (const context of CONTEXTS) {
      network.router.mount(`https://${context}.com`, answering({ ...PAGE, context }));
    }
    network.router.mount(PAGE.origin, answering({ ...PAGE, context: 'window' }));
    visit = await Visit.open(engine, network);
    await visit.goto(PAGE);
  }, TIMEOUT_MS);
  afterAll(async () => {
    await visit?.close();
    await network?.router.close();
    await engine?.close();
  }, TIMEOUT_MS);

  const asking = (context: Context, api: Api, path = ''): ProbeRequest => ({
    ...requestSchema.parse({ url: `https://${context}.com/${api}${path}`, api }),
    context,
    limitMs: 10_000,
  });

  describe.each(CONTEXTS)('a %s', (context) => {
    it('reads what it may read by every way of asking, and says where it is', async () => {
      const apis = apisOf(context);
      const reports = await visit.probe(apis.map((api) => asking(context, api)));
      const origin = serialisedOrigin({ ...PAGE, context });
      for (const [index, api] of apis.entries()) {
        const seen = api === 'beacon' ? 'queued' : api === 'fetch' || api === 'xhr' ? 'response' : 'loaded';
        expect({ api, ...reports[index] }).toMatchObject({ api, kind: seen, origin });
        if (seen === 'loaded') expect({ api, ...reports[index] }).toMatchObject({ api, readable: true });
      }
    });

    it('is refused what it may not read', async () => {
      const apis = apisOf(context).filter((api) => api !== 'beacon' && api !== 'font');
      const reports = await visit.probe(apis.map((api) => asking(context, api, '/refused')));
      const kinds = new Set(reports.map(({ kind }) => kind));
      expect([...kinds]).toEqual(['error']);
    });
  });

  it('a worker tells the URL of its page as its referrer, and is started before anyone asks for that URL', async () => {
    const { record } = network.router;
    const mark = record.mark();
    const own = (context: Context): ProbeRequest => ({
      ...requestSchema.parse({ url: REFERRER }),
      context,
      limitMs: 10_000,
    });
    await visit.goto({ ...PAGE, path: '/elsewhere' });
    await visit.goto(PAGE);
    await visit.probe([own('worker'), own('window')], 2);
    const asked = record.since(mark).filter(({ url, mount }) => url === REFERRER && mount === 'the API');
    const referrers = asked.map(({ requestHeaders }) => requestHeaders.find(([header]) => header === 'Referer')?.[1]);
    expect(referrers).toEqual([REFERRER, REFERRER]);
  });

  it('a page that differs from the one before in its fragment alone is another page', async () => {
    const { record } = network.router;
    await visit.goto({ ...PAGE, path: '/fragments' });
    const mark = record.mark();
    await visit.goto({ ...PAGE, path: '/fragments#one' });
    await visit.goto({ ...PAGE, path: '/fragments#two' });
    const asked = record.since(mark).filter(({ url }) => url === 'https://shop.com/fragments');
    expect(asked).toHaveLength(2);
    expect(await visit.origin()).toBe(PAGE.origin);
  });

  it('round trips take place, each on a connection of its own', async () => {
    const mark = network.router.record.mark();
    await visit.roundTrips();
    const trips = network.router.record.since(mark).filter(({ url }) => url.endsWith('/.cross-examine/round-trip'));
    expect(trips.length).toBeGreaterThan(1);
  });
});
