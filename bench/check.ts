import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Engine } from '../harness/browsers/engine.ts';
import { check } from '../harness/contract/check.ts';
import { checkContract } from '../harness/contract/parse-contract.ts';
import { type EngineSource, ownEngines } from '../harness/contract/witnesses.ts';
import { ENGINE_NAMES, type EngineName } from '../harness/model/words.ts';
import { atMost, type Measurement } from './bench.ts';

const ROUTES = 10;
const SITES = ['https://shop.com', 'https://admin.shop.com'];

/** In seconds, on two quiet cores, with the start of the browsers. */
const MOST_IN_ONE = 15;
const MOST_IN_THREE = 40;
/** So many times the routes, or the sites, in so many times the time, and a little. */
const TIMES = 4;
const MOST_RATIO = 4.4;

/** Allows those that `isAllowed` does, with credentials, whatever they ask. */
function api(isAllowed: (origin: string) => boolean): RequestListener {
  return ({ method, headers: { origin = '' } }, response) => {
    response.setHeader('vary', 'Origin');
    if (isAllowed(origin)) {
      response.setHeader('access-control-allow-origin', origin);
      response.setHeader('access-control-allow-credentials', 'true');
      response.setHeader('access-control-allow-methods', 'DELETE');
      response.setHeader('access-control-allow-headers', 'content-type');
      response.setHeader('access-control-max-age', '600');
    }
    response.statusCode = method === 'OPTIONS' ? 204 : 200;
    response.end();
  };
}

/** Half of them are read, a quarter is posted, a quarter deleted. */
function routes(count: number) {
  const kinds = [
    (path: string) => ({ route: `GET ${path}` }),
    (path: string) => ({ route: `POST ${path}`, headers: { 'content-type': 'application/json' }, body: '{}' }),
    (path: string) => ({ route: `GET ${path}` }),
    (path: string) => ({ route: `DELETE ${path}` }),
  ];
  return Array.from({ length: count }, (_, index) => kinds[index % kinds.length]?.(`/things/${index}`));
}

/** An engine, and where it came from. */
interface Running {
  readonly engine: Engine;
  readonly source: EngineSource;
}

interface Size {
  readonly routes: number;
  readonly sites: readonly string[];
  readonly engines: readonly EngineName[];
}

/** Seconds that a check takes. @throws when it did not come to what it has to */
async function secondsOfCheck(
  listener: RequestListener,
  size: Size,
  rules: readonly string[],
  running?: Running,
): Promise<number> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const written = {
    api: 'https://api.shop.com',
    upstream,
    sites: size.sites,
    credentials: true,
    routes: routes(size.routes),
  };
  const contract = checkContract(written, 'bench');
  if (!contract.ok) throw new Error(JSON.stringify(contract.issues));
  const before = performance.now();
  const { findings, inconclusive } = await check(contract.value, {
    engines: size.engines,
    ...(running && lent(running)),
  });
  const seconds = (performance.now() - before) / 1000;
  server.close();
  server.closeAllConnections();
  const found = [...new Set(findings.map(({ rule }) => rule))].join();
  if (found !== rules.join() || inconclusive.length > 0) throw new Error(`found ${found}: nothing was measured`);
  return seconds;
}

const isSite = (sites: readonly string[]) => api((origin) => sites.includes(origin));
const anybody = api((origin) => origin !== '');

/** How long a check of ten routes takes, right and wrong, and that its time grows with routes and origins alone. */
export async function benchCheck(): Promise<Measurement[]> {
  const size = { routes: ROUTES, sites: SITES };
  const right = isSite(SITES);
  // What engines are capable of is found out once and kept.
  await secondsOfCheck(right, { ...size, routes: 1, engines: ENGINE_NAMES }, []);
  const measurements: Measurement[] = [];
  for (const name of ENGINE_NAMES) {
    const seconds = await secondsOfCheck(right, { ...size, engines: [name] }, []);
    measurements.push(atMost(`check in ${name}, ${ROUTES} routes, 2 sites: seconds`, seconds, MOST_IN_ONE));
  }
  const inThree = await secondsOfCheck(right, { ...size, engines: ENGINE_NAMES }, []);
  const ofWrong = await secondsOfCheck(anybody, { ...size, engines: ENGINE_NAMES }, ['reflected-origin']);
  return [
    ...measurements,
    atMost('check in three engines: seconds', inThree, MOST_IN_THREE),
    atMost('check in three engines, every stranger reads: seconds', ofWrong, MOST_IN_THREE),
    ...(await growth()),
  ];
}

/** In an engine that runs already: what its start takes would hide how the rest grows. */
async function growth(): Promise<Measurement[]> {
  const source = await ownEngines();
  const engine = await source.open('chromium');
  const sites = Array.from({ length: 2 * TIMES }, (_, index) => `https://site${index}.com`);
  const seconds = (count: number, among: readonly string[]) =>
    secondsOfCheck(isSite(among), { routes: count, sites: among, engines: ['chromium'] }, [], { engine, source });
  try {
    const few = sites.slice(0, 2);
    const once = await seconds(ROUTES, few);
    const ofRoutes = await seconds(TIMES * ROUTES, few);
    const ofSites = await seconds(ROUTES, sites);
    return [
      atMost(`check, time of ${TIMES} times the routes`, ofRoutes / once, MOST_RATIO),
      atMost(`check, time of ${TIMES} times the sites`, ofSites / once, MOST_RATIO),
    ];
  } finally {
    await engine.close();
  }
}

/** An engine that runs already, for a check that would end it. */
function lent({ engine, source }: Running): { readonly source: EngineSource } {
  return { source: { authority: source.authority, open: async () => engine, done: async () => {} } };
}
