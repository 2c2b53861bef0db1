import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requestSchema } from '../model/scenario.ts';
import type { Server } from '../model/server.ts';
import { ENGINE_NAMES } from '../model/words.ts';
import { type Authority, createAuthority } from '../network/authority.ts';
import type { Engine } from './engine.ts';
import { launch } from './launch.ts';
import { type Network, startNetwork, Visit } from './visit.ts';

/** Browsers take seconds for what takes milliseconds elsewhere, and longer beside other work. */
const TIMEOUT_MS = 120_000;

const API = 'https://api.shop.com';
const SHOP = { origin: 'https://shop.com', path: '/' };

/** What a request shows of all that its profile remembers. */
interface Arrival {
  readonly what: string;
  readonly cookie: string | undefined;
  /** The far end of its connection. */
  readonly port: number | undefined;
}

describe.each(ENGINE_NAMES)('a fresh profile in %s', { timeout: TIMEOUT_MS }, (name) => {
  let authority: Authority;
  let engine: Engine;
  let network: Network;
  let arrivals: Arrival[];

  beforeAll(async () => {
    authority = await createAuthority();
    engine = await launch(name, authority);
  }, TIMEOUT_MS);
  afterAll(() => engine?.close(), TIMEOUT_MS);

  beforeEach(async () => {
    arrivals = [];
    network = await startNetwork(authority);
    network.router.mount(API, rememberMe);
    return () => network.router.close();
  }, TIMEOUT_MS);

  /** All that it answers may be remembered: for ten minutes, with a preflight's permission and a connection. */
  const rememberMe: Server = {
    name: 'the API',
    version: '1',
    real: false,
    source: {
      kind: 'app',
      app: {
        ready: async () => {},
        routing: ({ method, url, headers, socket }, response) => {
          arrivals.push({ what: `${method} ${url}`, cookie: headers.cookie, port: socket.remotePort });
          response.writeHead(200, {
            'cache-control': 'max-age=600',
            'access-control-allow-origin': headers.origin ?? '*',
            'access-control-allow-credentials': 'true',
            'access-control-allow-methods': 'DELETE',
            'access-control-max-age': '600',
          });
          response.end('remember me');
        },
      },
    },
  };

  /** Reads something that may be kept, deletes something, and tells what has arrived. */
  async function readAndDelete(visit: Visit): Promise<Arrival[]> {
    const before = arrivals.length;
    await visit.goto(SHOP);
    const request = { url: `${API}/orders`, credentials: 'include' } as const;
    const more = { context: 'window', limitMs: 30_000 } as const;
    await visit.probe([{ ...requestSchema.parse(request), ...more }]);
    await visit.probe([{ ...requestSchema.parse({ ...request, method: 'DELETE' }), ...more }]);
    return arrivals.slice(before);
  }

  it('knows no cookie, copy, permission or connection of another, be that one still open or not', async () => {
    const first = await Visit.open(engine, network);
    await first.gotoAndGet(`${API}/login`, ['session=ann; Path=/']);
    const inTheFirst = await readAndDelete(first);
    const again = await readAndDelete(first);
    const beside = await Visit.open(engine, network);
    const inTheOneBeside = await readAndDelete(beside);
    await Promise.all([first.close(), beside.close()]);
    const last = await Visit.open(engine, network);
    const inTheLast = await readAndDelete(last);
    await last.close();

    // What would be seen if something were shared: the first finds its own again.
    expect(inTheFirst.map(({ what }) => what)).toEqual(['GET /orders', 'OPTIONS /orders', 'DELETE /orders']);
    expect(inTheFirst[0]?.cookie).toBe('session=ann');
    expect(again.map(({ what }) => what)).not.toContain('OPTIONS /orders');
    expect(portsOf(inTheFirst)).toEqual(expect.arrayContaining(portsOf(again)));

    for (const fresh of [inTheOneBeside, inTheLast]) {
      expect(fresh.map(({ what }) => what)).toEqual(['GET /orders', 'OPTIONS /orders', 'DELETE /orders']);
      expect(fresh.map(({ cookie }) => cookie)).toEqual([undefined, undefined, undefined]);
    }
    const theirs = [inTheFirst.concat(again), inTheOneBeside, inTheLast].map(portsOf);
    expect(new Set(theirs.flat()).size).toBe(theirs.flat().length);
  });
});

/** Each connection once. */
function portsOf(seen: readonly Arrival[]): (number | undefined)[] {
  return [...new Set(seen.map(({ port }) => port))];
}
