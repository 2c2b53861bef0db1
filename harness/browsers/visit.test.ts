import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requestSchema } from '../model/scenario.ts';
import type { Server } from '../model/server.ts';
import { ENGINE_NAMES, type EngineName } from '../model/words.ts';
import { type Authority, createAuthority } from '../network/authority.ts';
import { type Descendant, descendants, isRunning } from '../processes/testing-processes.ts';
import type { Engine } from './engine.ts';
import { launch } from './launch.ts';
import type { ProbeRequest } from './probe-words.ts';
import { type Network, startNetwork, Visit } from './visit.ts';

/** Browsers take seconds for what takes milliseconds elsewhere, and longer beside other work. */
const TIMEOUT_MS = 120_000;

const api: Server = {
  name: 'the API',
  version: '1',
  real: false,
  source: {
    kind: 'script',
    ask: () => ({
      answer: { status: 200, headers: [['access-control-allow-origin', 'https://shop.com']], redirectTo: null },
      api: 'fetch',
      hop: 0,
    }),
  },
};

const silent: Server = {
  name: 'silence',
  version: '1',
  real: false,
  source: { kind: 'app', app: { ready: async () => {}, routing: () => {} } },
};

const probe = (url: string, given: Partial<ProbeRequest> = {}): ProbeRequest => ({
  ...requestSchema.parse({ url }),
  context: 'window',
  limitMs: 10_000,
  ...given,
});

/** The process that is the browser itself, whose end is the end of all its pages. */
const BROWSER_PROCESS: Record<EngineName, RegExp> = {
  chromium: /^(?!.*--type=).*--remote-debugging-port/,
  firefox: /^(?!.*-contentproc).*--remote-debugging-port/,
  webkit: /MiniBrowser/,
};

function browserProcess(engine: EngineName): Descendant {
  const found = descendants().filter(({ command }) => BROWSER_PROCESS[engine].test(command));
  expect(found).toHaveLength(1);
  return found[0] as Descendant;
}

describe.each(ENGINE_NAMES)('a visit in %s', { timeout: TIMEOUT_MS }, (name) => {
  let authority: Authority;
  let engine: Engine;
  let network: Network;
  let visit: Visit;

  beforeAll(async () => {
    authority = await createAuthority();
    engine = await launch(name, authority);
  }, TIMEOUT_MS);
  afterAll(() => engine?.close(), TIMEOUT_MS);

  beforeEach(async () => {
    network = await startNetwork(authority);
    network.router.mount('https://api.shop.com', api);
    network.router.mount('https://silent.com', silent);
    visit = await Visit.open(engine, network);
  }, TIMEOUT_MS);
  afterEach(async () => {
    await visit.close();
    await network.router.close();
  }, TIMEOUT_MS);

  /** Begins a request that is never answered, and waits until it has arrived. */
  async function beginInVain(): Promise<{ rejected: Promise<unknown> }> {
    await visit.goto({ origin: 'https://shop.com', path: '/' });
    const rejected = visit.probe([probe('https://silent.com/')]).catch((error: unknown) => error);
    const { record } = network.router;
    const arrived = () => record.since(0).some(({ url }) => url === 'https://silent.com/');
    expect(await record.until(arrived, TIMEOUT_MS / 2)).toBe(true);
    return { rejected };
  }

  it('lets page and wire see one and the same request', async () => {
    await visit.goto({ origin: 'https://shop.com', path: '/cart' });
    const reports = await visit.probe([probe('https://api.shop.com/x')]);
    expect(reports).toMatchObject([{ kind: 'response', type: 'cors', status: 200, origin: 'https://shop.com' }]);
    const asked = network.router.record.since(0).filter(({ mount }) => mount === 'the API');
    expect(asked).toMatchObject([{ method: 'GET', url: 'https://api.shop.com/x', answer: { kind: 'answered' } }]);
    expect(asked[0]?.requestHeaders).toContainEqual(['Origin', 'https://shop.com']);
  });

  it('takes place at any origin: http:, with a port, an IP address, localhost', async () => {
    const origins = ['http://shop.com', 'https://127.0.0.1:8443', 'https://[2001:db8::7]', 'http://localhost:5173'];
    for (const origin of origins) {
      await visit.goto({ origin, path: '/a?b' });
      const [report] = await visit.probe([probe('https://api.shop.com/x')]);
      expect(report).toMatchObject({ kind: 'error', origin });
      const [last] = network.router.record.since(0).slice(-1);
      expect(last?.requestHeaders).toContainEqual(['Origin', origin]);
    }
  });

  it('stays at its origin where a path begins with two slashes, and goes to a fragment', async () => {
    for (const path of ['//evil.com/x', '/a#b']) {
      await visit.goto({ origin: 'https://shop.com', path });
      expect(await visit.probe([probe('https://api.shop.com/x')])).toMatchObject([{ origin: 'https://shop.com' }]);
    }
  });

  it('tells where it comes to stand at an odd host, or that it comes nowhere, and goes on', async () => {
    await visit.goto({ origin: 'https://shop.com', path: '/' });
    expect(await visit.originAt('https://SHOP.com.:443')).toBe('https://shop.com.');
    const odd = await visit.originAt('https://shop.com!.evil.com');
    expect(odd).toBe(name === 'firefox' ? null : 'https://shop.com!.evil.com');
    await expect(visit.originAt('https://shop.com{.evil.com')).rejects.toThrow("gets through Node's parser");
    await visit.goto({ origin: 'https://shop.com', path: '/' });
    expect(await visit.probe([probe('https://api.shop.com/x')])).toMatchObject([{ status: 200 }]);
  });

  // The profile is of no further use: stock WebKit may still wait for the first page when it is sent to a second.
  it('gives up a page that never loads', async () => {
    const profile = await engine.newProfile(network.router.proxy);
    try {
      await expect(profile.goto('https://silent.com/', 300)).rejects.toThrow();
    } finally {
      await profile.close();
    }
  });

  it('fails where nothing answers as the page, rather than asking from somewhere else', async () => {
    const profile = await engine.newProfile(network.router.proxy);
    const stranger = profile.goto('https://nobody.com/').then(() => profile.evaluate('crossExamine.probeAll([], 1)'));
    await expect(stranger).rejects.toThrow();
    await profile.close();
  });

  it.each(['fetch', 'xhr', 'img'] as const)('reports that %s got no answer within the limit', async (asker) => {
    await visit.goto({ origin: 'https://shop.com', path: '/' });
    const reports = await visit.probe([probe('https://silent.com/', { api: asker, limitMs: 200 })]);
    expect(reports).toEqual([{ kind: 'timeout', origin: 'https://shop.com' }]);
  });

  it('comes back each time that a form has taken its page away', async () => {
    for (let round = 0; round < 5; round += 1) {
      await visit.goto({ origin: 'https://shop.com', path: '/' });
      const form = { api: 'form', method: 'POST', body: `round=${round}` } as const;
      expect(await visit.probe([probe('https://api.shop.com/cart', form)])).toMatchObject([{ kind: 'submitted' }]);
      const { record } = network.router;
      const arrived = () =>
        record.since(0).filter(({ method, answer }) => method === 'POST' && answer.kind === 'answered');
      expect(await record.until(() => arrived().length > round, TIMEOUT_MS / 2)).toBe(true);
    }
    await visit.goto({ origin: 'https://shop.com', path: '/' });
    expect(await visit.probe([probe('https://api.shop.com/x')])).toMatchObject([{ status: 200 }]);
  });

  it('does not disturb another visit that is open meanwhile, nor share its cookies', async () => {
    const other = await Visit.open(engine, network);
    const page = { origin: 'https://api.shop.com', path: '/page' };
    await other.gotoAndGet('https://api.shop.com/login', ['session=1']);
    await Promise.all([visit.goto(page), other.goto(page)]);
    const mark = network.router.record.mark();
    for (const each of [visit, other])
      expect(await each.probe([probe('https://api.shop.com/x')])).toMatchObject([{ status: 200 }]);
    const cookies = network.router.record
      .since(mark)
      .map(({ requestHeaders }) => requestHeaders.find(([header]) => header === 'Cookie')?.[1]);
    expect(cookies).toEqual([undefined, 'session=1']);
    await other.close();
  });

  it('ends with an error, and not never, when its profile is closed in the middle of a probe', async () => {
    const { rejected } = await beginInVain();
    await visit.close();
    expect(await rejected).toBeInstanceOf(Error);
  });
});

describe.each(ENGINE_NAMES)('%s, when it goes', { timeout: TIMEOUT_MS }, (name) => {
  let engine: Engine;
  let network: Network;
  let visit: Visit;
  let asked: Promise<unknown>;

  /** A visit in the middle of a probe. */
  beforeEach(async () => {
    const authority = await createAuthority();
    engine = await launch(name, authority);
    network = await startNetwork(authority);
    network.router.mount('https://silent.com', silent);
    visit = await Visit.open(engine, network);
    await visit.goto({ origin: 'https://shop.com', path: '/' });
    asked = visit.probe([probe('https://silent.com/')]).catch((error: unknown) => error);
    const arrived = () => network.router.record.since(0).some(({ url }) => url === 'https://silent.com/');
    expect(await network.router.record.until(arrived, TIMEOUT_MS / 2)).toBe(true);
  }, TIMEOUT_MS);
  afterEach(async () => {
    await visit.close();
    await network.router.close();
    await engine.close();
  }, TIMEOUT_MS);

  it('is killed: the probe ends with an error that says something', async () => {
    process.kill(browserProcess(name).pid, 'SIGKILL');
    const error = await asked;
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toMatch(/\w+ \w+/);
  });

  it('is closed: the probe ends with an error, no profile can be opened, and no process is left', async () => {
    const pids = descendants().map(({ pid }) => pid);
    await engine.close();
    expect(await asked).toBeInstanceOf(Error);
    expect(engine.isAlive()).toBe(false);
    await expect(Visit.open(engine, network)).rejects.toThrow();
    await expect.poll(() => pids.filter(isRunning), { timeout: 10_000 }).toEqual([]);
  });
});
