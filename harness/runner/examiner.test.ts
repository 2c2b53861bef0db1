import { expect, it } from 'vitest';
import type { Engine, Profile } from '../browsers/engine.ts';
import type { ProbeReport } from '../browsers/probe-words.ts';
import { type Scenario, scenarioSchema } from '../model/scenario.ts';
import { testAuthority } from '../network/testing-client.ts';
import { Examiner } from './examiner.ts';

const PAGE = 'https://shop.com';
const BLOCKED: ProbeReport = { kind: 'error', message: 'refused', origin: PAGE };

/** A browser that blocks everything, and notes for each profile where it went. */
class FakeEngine implements Engine {
  readonly info = { name: 'chromium', version: '1', build: 'stock', driver: 'cdp', platform: 'test' } as const;
  readonly visited: string[][] = [];

  async newProfile(): Promise<Profile> {
    const urls: string[] = [];
    this.visited.push(urls);
    return {
      goto: async (url) => void urls.push(url),
      nextDocument: async () => {},
      evaluate: async (expression) => {
        const requests = JSON.parse(/probeAll\((.*), \d+\)$/s.exec(expression)?.[1] ?? '[]') as unknown[];
        return JSON.stringify(requests.map(() => BLOCKED));
      },
      close: async () => void urls.push('closed'),
    };
  }

  isAlive(): boolean {
    return true;
  }

  async close(): Promise<void> {}
}

const asked = (id: string, cookie?: string): Scenario =>
  scenarioSchema.parse({
    id,
    page: { origin: PAGE },
    cookies: cookie === undefined ? [] : [{ url: 'https://api.com/login', name: cookie, value: '1' }],
    steps: [{ request: { url: `https://api.com/${id}` }, server: { response: {} } }],
  });

it('opens a profile for each set of cookies, and sets them before', async () => {
  const engine = new FakeEngine();
  const examiner = new Examiner(engine, await testAuthority());
  const scenarios = [asked('a'), asked('b', 'x'), asked('c', 'y'), asked('d', 'x'), asked('e')];
  const observations = await examiner.examineAll(scenarios);
  await examiner.close();
  expect(observations.map(([first]) => [first?.outcome, first?.exchanges])).toEqual(Array(5).fill(['blocked', []]));
  const withCookies = ['https://api.com/login', `${PAGE}/`, 'closed'];
  expect(engine.visited).toEqual([[`${PAGE}/`, 'closed'], withCookies, withCookies]);
});

it('opens another profile when the cookies of single scenarios differ', async () => {
  const engine = new FakeEngine();
  const examiner = new Examiner(engine, await testAuthority());
  for (const each of [asked('a', 'x'), asked('b', 'x'), asked('c')]) await examiner.examine(each);
  await examiner.close();
  expect(engine.visited).toHaveLength(2);
});
