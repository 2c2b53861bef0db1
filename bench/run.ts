import type { Engine, Profile } from '../harness/browsers/engine.ts';
import { launch } from '../harness/browsers/launch.ts';
import { startNetwork } from '../harness/browsers/visit.ts';
import { type Scenario, scenarioSchema } from '../harness/model/scenario.ts';
import type { Server } from '../harness/model/server.ts';
import { ENGINE_NAMES, type EngineName } from '../harness/model/words.ts';
import { type Authority, createAuthority } from '../harness/network/authority.ts';
import { runEngine } from '../harness/runner/run-engine.ts';
import { atLeast, atMost, type Measurement } from './bench.ts';
import { median } from './cpu-time.ts';

const CASES = 4_000;
const IN_FLIGHT = 30;
/** Pairs of a bare loop and a run; the best pair counts, for what else the machine does only takes away. */
const PAIRS = 3;

/** Of the rate of a bare loop. */
const LEAST_SHARE = 0.5;
/** Ten times the cases in ten times the time, and a little. */
const MOST_RATIO = 10.5;

const PAGE = 'https://shop.com';
const API = 'https://api.shop.com';

/** What a loop of fetch() asks, and what a page may read. */
const BARE: Server = {
  name: 'bare',
  version: '1',
  real: false,
  source: {
    kind: 'script',
    ask: () => ({
      answer: { status: 200, headers: [['access-control-allow-origin', PAGE]], redirectTo: null },
      api: 'fetch',
      hop: 0,
    }),
  },
};

function readableCases(count: number): Scenario[] {
  return Array.from({ length: count }, (_, index) =>
    scenarioSchema.parse({
      id: `case ${index}`,
      page: { origin: PAGE },
      steps: [
        {
          request: { url: `${API}/x?n=${index}` },
          server: { response: { headers: [['access-control-allow-origin', '*']] } },
        },
      ],
    }),
  );
}

/** How fast `run` is beside a bare loop of fetch() in the same engine, and that its time grows with the cases alone. */
export async function benchRun(): Promise<Measurement[]> {
  const authority = await createAuthority();
  const measurements: Measurement[] = [];
  for (const name of ENGINE_NAMES) measurements.push(...(await benchEngine(name, authority)));
  return measurements;
}

async function benchEngine(name: EngineName, authority: Authority): Promise<Measurement[]> {
  const engine = await launch(name, authority);
  try {
    const pairs: { readonly bare: number; readonly run: number }[] = [];
    for (let pair = 0; pair < PAIRS; pair += 1) {
      say(`${name}: a bare loop beside a run, ${pair + 1} of ${PAIRS}`);
      const bare = await secondsOfBareLoop(engine, authority, CASES);
      pairs.push({ bare, run: await secondsOfRun(engine, authority, CASES) });
    }
    say(`${name}: ten times the cases`);
    const many = await secondsOfRun(engine, authority, 10 * CASES);
    // Before and after, for the machine may have changed meanwhile.
    const few = median([...pairs.map(({ run }) => run), await secondsOfRun(engine, authority, CASES)]);
    const shares = pairs.map(({ bare, run }) => bare / run);
    return [
      atLeast(
        `run in ${name}, ${CASES} cases, rate beside a bare loop`,
        100 * Math.max(...shares),
        100 * LEAST_SHARE,
        '%',
      ),
      atMost(`run in ${name}, time of ten times the cases`, many / few, MOST_RATIO),
    ];
  } finally {
    await engine.close();
  }
}

/** Progress, apart from the table: some minutes pass before it. */
function say(what: string): void {
  process.stderr.write(`${what}\n`);
}

/** Without the launch: what a run of one case takes, for it opens as many profiles, is taken away. */
async function secondsOfRun(engine: Engine, authority: Authority, count: number): Promise<number> {
  return (await secondsOfWholeRun(engine, authority, count)) - (await secondsOfWholeRun(engine, authority, 1));
}

async function secondsOfWholeRun(engine: Engine, authority: Authority, count: number): Promise<number> {
  const scenarios = readableCases(count);
  let readable = 0;
  const seconds = await timed(() =>
    runEngine({
      launch: async () => staying(engine),
      authority,
      scenarios,
      onResult: (_scenario, [observation]) => {
        if (observation?.outcome === 'readable') readable += 1;
      },
      signal: new AbortController().signal,
    }),
  );
  if (readable !== count) throw new Error(`only ${readable} of ${count} cases were readable: nothing was measured`);
  return seconds;
}

/** The engine, for a run that would end it. */
function staying(engine: Engine): Engine {
  return {
    info: engine.info,
    newProfile: (proxy) => engine.newProfile(proxy),
    isAlive: () => engine.isAlive(),
    close: async () => {},
  };
}

async function secondsOfBareLoop(engine: Engine, authority: Authority, count: number): Promise<number> {
  const network = await startNetwork(authority);
  network.router.mount(API, BARE);
  const profile = await engine.newProfile(network.router.proxy);
  try {
    network.pages.expect(`${PAGE}/`);
    await profile.goto(`${PAGE}/`);
    await profile.evaluate(loop(IN_FLIGHT));
    return await timed(() => profile.evaluate(loop(count)));
  } finally {
    await end(profile);
    await network.router.close();
  }
}

const loop = (count: number) => `(async () => {
  let next = 0;
  const lane = async () => {
    while (next < ${count}) await (await fetch('${API}/x?n=' + next++)).text();
  };
  await Promise.all(Array.from({ length: ${IN_FLIGHT} }, lane));
})()`;

async function end(profile: Profile): Promise<void> {
  await profile.close().catch(() => {});
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return (performance.now() - before) / 1000;
}
