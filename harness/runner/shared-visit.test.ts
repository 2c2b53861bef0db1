import { afterEach, expect, it } from 'vitest';
import type { Engine, Profile } from '../browsers/engine.ts';
import type { ProbeReport, ProbeRequest } from '../browsers/probe-words.ts';
import { type Scenario, scenarioSchema } from '../model/scenario.ts';
import { TestClient, testAuthority } from '../network/testing-client.ts';
import { SharedVisit } from './shared-visit.ts';

const PAGE = 'https://shop.com';

/** What one request does to the network before the page hears that it was refused. */
type Deed = (proxy: string) => Promise<void>;

/** A browser that blocks every request, and does with each what its path says, so many at once as it is asked for. */
class FakeEngine implements Engine {
  readonly info = { name: 'chromium', version: '1', build: 'stock', driver: 'cdp', platform: 'test' } as const;
  /** The paths that each probe asked for. */
  readonly asked: string[][] = [];
  readonly #deeds: Readonly<Record<string, Deed>>;

  constructor(deeds: Readonly<Record<string, Deed>>) {
    this.#deeds = deeds;
  }

  async newProfile(proxy: string): Promise<Profile> {
    return {
      goto: async () => {},
      nextDocument: async () => {},
      evaluate: (expression) => this.#probe(proxy, expression),
      close: async () => {},
    };
  }

  async #probe(proxy: string, expression: string): Promise<string> {
    const requests = JSON.parse(/probeAll\((.*), \d+\)$/s.exec(expression)?.[1] ?? '[]') as ProbeRequest[];
    const paths = requests.map(({ url }) => new URL(url).pathname.slice(1));
    this.asked.push(paths);
    for (const path of paths) await this.#deeds[path]?.(proxy);
    const report: ProbeReport = { kind: 'error', message: 'refused', origin: PAGE };
    return JSON.stringify(requests.map(() => report));
  }

  isAlive(): boolean {
    return true;
  }

  async close(): Promise<void> {}
}

const tunnel = (authority: string, bytes: string) => async (proxy: string) => {
  const client = await TestClient.bare({ proxy });
  client.send(`CONNECT ${authority} HTTP/1.1\r\n\r\n`);
  await client.take(/\r\n\r\n/);
  client.send(bytes);
  await client.rest();
};
/** The router notes that it failed before it ends the connection. */
const noTls = tunnel('api.com:443', 'no TLS at all\r\n\r\n');
const refused = tunnel('nobody.com:443', '');

const once = (deed: Deed): Deed => {
  let isDone = false;
  return async (proxy) => {
    if (!isDone) await deed(proxy);
    isDone = true;
  };
};

function scenario(path: string, host = 'api.com'): Scenario {
  const steps = [{ request: { url: `https://${host}/${path}` }, server: { response: {} } }];
  return scenarioSchema.parse({ id: path, page: { origin: PAGE }, steps });
}

let visit: SharedVisit;
afterEach(() => visit.close());

async function outcomes(deeds: Readonly<Record<string, Deed>>, scenarios: readonly Scenario[]) {
  const engine = new FakeEngine(deeds);
  visit = await SharedVisit.open(engine, await testAuthority());
  const observed = await visit.examine(scenarios);
  return { asked: engine.asked, outcomes: observed.flat().map(({ outcome }) => outcome) };
}

it('a tunnel that failed counts for the case whose it is, and for no other of its host', async () => {
  const cases = [scenario('quiet'), scenario('broken'), scenario('elsewhere', 'other.com')];
  expect(await outcomes({ broken: noTls }, cases)).toEqual({
    outcomes: ['blocked', 'inconclusive', 'blocked'],
    asked: [['quiet', 'broken', 'elsewhere'], ['quiet'], ['broken']],
  });
});

it('what a case says by itself counts', async () => {
  expect(await outcomes({ broken: once(noTls) }, [scenario('quiet'), scenario('broken')])).toMatchObject({
    outcomes: ['blocked', 'blocked'],
  });
});

it('a case that was by itself is not asked again', async () => {
  expect(await outcomes({ broken: noTls }, [scenario('broken')])).toEqual({
    outcomes: ['inconclusive'],
    asked: [['broken']],
  });
});

it('a tunnel to where no case goes is nobody’s', async () => {
  expect(await outcomes({ lost: refused }, [scenario('quiet'), scenario('lost')])).toEqual({
    outcomes: ['blocked', 'blocked'],
    asked: [['quiet', 'lost']],
  });
});
