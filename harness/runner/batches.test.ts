import { describe, expect, it } from 'vitest';
import { type Scenario, type ScenarioInput, scenarioSchema } from '../model/scenario.ts';
import { batches } from './batches.ts';

function scenario(id: string, { origin = 'https://shop.com', waits = [0], cookie = '' } = {}): Scenario {
  const steps: ScenarioInput['steps'] = waits.map((waitMsBefore) => ({
    waitMsBefore,
    request: { url: 'https://api.com/x' },
    server: { response: {} },
  }));
  const cookies = cookie === '' ? [] : [{ url: 'https://api.com', name: cookie, value: '1' }];
  return scenarioSchema.parse({ id, page: { origin }, cookies, steps });
}

const ids = (scenarios: readonly Scenario[]) => batches(scenarios).map((batch) => batch.map(({ id }) => id));
const many = (count: number, waits: number[]) => Array.from({ length: count }, (_, at) => scenario(`${at}`, { waits }));

describe('batches', () => {
  it('keeps pages apart, in the order in which they first appear', () => {
    expect(ids([scenario('a'), scenario('b', { origin: 'https://b.com' }), scenario('c')])).toEqual([
      ['a', 'c'],
      ['b'],
    ]);
  });

  it('keeps those with other cookies apart, and together whose visit is one', () => {
    const mixed = [
      scenario('a', { cookie: 'x' }),
      scenario('b'),
      scenario('c', { cookie: 'x', origin: 'https://b.com' }),
      scenario('d', { cookie: 'x' }),
      scenario('e', { cookie: 'y' }),
    ];
    expect(ids(mixed)).toEqual([['a', 'd'], ['c'], ['b'], ['e']]);
  });

  it('keeps apart what does not go step by step at one time', () => {
    const scenarios = [scenario('a'), scenario('b', { waits: [0, 0] }), scenario('c', { waits: [0, 50] })];
    expect(ids(scenarios)).toEqual([['a'], ['b'], ['c']]);
  });

  it('lets a form and a beacon be by themselves', () => {
    const inTurn = (id: string, api: 'form' | 'beacon'): Scenario => {
      const request = { url: 'https://api.com/x', method: 'POST', api };
      return scenarioSchema.parse({
        id,
        page: { origin: 'https://shop.com' },
        steps: [{ request, server: { response: {} } }],
      });
    };
    const scenarios = [scenario('a'), inTurn('b', 'form'), inTurn('c', 'beacon'), inTurn('d', 'beacon'), scenario('e')];
    expect(ids(scenarios)).toEqual([['a', 'e'], ['b'], ['c'], ['d']]);
  });

  it('takes few of several steps at once, and loses none', () => {
    const several = batches(many(30, [0, 0])).map((batch) => batch.length);
    expect(several).toEqual([12, 12, 6]);
    expect(batches(many(450, [0])).flat()).toHaveLength(450);
  });

  it('makes nothing of nothing', () => {
    expect(batches([])).toEqual([]);
  });
});
