import { describe, expect, it } from 'vitest';
import type { Engine, Profile } from '../browsers/engine.ts';
import type { ProbeReport, ProbeRequest } from '../browsers/probe-words.ts';
import { type ScenarioInput, scenarioSchema } from '../model/scenario.ts';
import type { ObservedOutcome } from '../model/words.ts';
import { createAuthority } from '../network/authority.ts';
import { type EngineRun, runEngine } from './run-engine.ts';

const PAGE = 'https://shop.com';
const INFO = { name: 'chromium', version: '1', build: 'stock', driver: 'cdp', platform: 'test' } as const;
const COOKIE = { url: 'https://api.com', name: 'a', value: 'b' };

/** A browser without a network: every request is refused, and a URL that says "kill" ends it. */
class FakeEngine implements Engine {
  readonly info = INFO;
  #alive = true;

  async newProfile(): Promise<Profile> {
    if (!this.#alive) throw new Error('the browser has gone');
    return {
      goto: async () => {},
      evaluate: async (expression) => this.#answer(expression),
      nextDocument: async () => {},
      close: async () => {},
    };
  }

  #answer(expression: string): string {
    const requests = JSON.parse(/probeAll\((.*), \d+\)$/s.exec(expression)?.[1] ?? '[]') as ProbeRequest[];
    if (requests.some(({ url }) => url.includes('kill'))) this.#alive = false;
    if (!this.#alive) throw new Error('the browser has gone');
    const refused: ProbeReport = { kind: 'error', message: 'refused', origin: PAGE };
    return JSON.stringify(requests.map(() => refused));
  }

  isAlive(): boolean {
    return this.#alive;
  }

  async close(): Promise<void> {
    this.#alive = false;
  }
}

function scenario(id: string, rest: Partial<ScenarioInput> = {}) {
  const steps = [{ request: { url: `https://api.com/${id}` }, server: { response: {} } }];
  return scenarioSchema.parse({ id, page: { origin: PAGE }, steps, ...rest });
}

async function outcomes(ids: readonly ReturnType<typeof scenario>[], given: Partial<EngineRun> = {}) {
  const seen: Record<string, ObservedOutcome[]> = {};
  let launches = 0;
  const run: EngineRun = {
    launch: async () => {
      launches += 1;
      return new FakeEngine();
    },
    authority: await createAuthority(),
    scenarios: ids,
    onResult: ({ id }, observations) => {
      seen[id] = observations.map(({ outcome }) => outcome);
    },
    signal: new AbortController().signal,
    ...given,
  };
  await runEngine(run);
  return { seen, launches };
}

describe('runEngine', () => {
  it('gives every scenario one result, whether it shares a visit or not', async () => {
    const { seen } = await outcomes([scenario('a'), scenario('b', { cookies: [COOKIE] }), scenario('c')]);
    expect(seen).toEqual({ a: ['blocked'], b: ['blocked'], c: ['blocked'] });
  });

  it('loses the scenario that kills the browser, and no other', async () => {
    const { seen, launches } = await outcomes([scenario('a'), scenario('kill'), scenario('c')]);
    expect(seen).toEqual({ a: ['blocked'], kill: ['inconclusive'], c: ['blocked'] });
    expect(launches).toBe(3);
  });

  it('loses only the one among those that have a visit of their own, too', async () => {
    const cookies = [COOKIE];
    const { seen } = await outcomes([
      scenario('kill', { cookies }),
      ...['a', 'b', 'c'].map((id) => scenario(id, { cookies })),
    ]);
    expect(seen.kill).toEqual(['inconclusive']);
    expect(seen.c).toEqual(['blocked']);
  });

  it('gives up on a browser that cannot be started again, and says so for each scenario', async () => {
    let launched = false;
    const launch = async () => {
      if (launched) throw new Error('no more');
      launched = true;
      return new FakeEngine();
    };
    const { seen } = await outcomes([scenario('kill', { cookies: [COOKIE] }), scenario('b', { cookies: [COOKIE] })], {
      launch,
    });
    expect(seen.kill).toEqual(['inconclusive']);
    expect(Object.keys(seen)).toEqual(['kill', 'b']);
  });

  it('stops between two scenarios when it is told to', async () => {
    const controller = new AbortController();
    controller.abort();
    const { seen } = await outcomes([scenario('a'), scenario('b', { cookies: [COOKIE] })], {
      signal: controller.signal,
    });
    expect(seen).toEqual({});
  });

  it('fails when the engine cannot be had', async () => {
    const launch = () => Promise.reject(new Error('not installed'));
    await expect(outcomes([scenario('a')], { launch })).rejects.toThrow('not installed');
  });
});
