import { expect, it } from 'vitest';
import { whatIsNotOffered } from '../runner/offered.ts';
import { draw } from './draw.ts';

const scenarios = (cases: number, seed: number) => draw(cases, seed).map(({ scenario }) => scenario);

it('draws the same scenarios for the same seed, and others for another', () => {
  expect(scenarios(300, 7)).toEqual(scenarios(300, 7));
  expect(scenarios(300, 7)).not.toEqual(scenarios(300, 8));
});

it.each([1, 50, 333])('draws as many as it is told: %d', (cases) => {
  expect(draw(cases, 1)).toHaveLength(cases);
});

it('gives every scenario an id of its own, and asks only for what the probe offers', () => {
  const drawn = scenarios(500, 3);
  expect(new Set(drawn.map(({ id }) => id)).size).toBe(500);
  expect(drawn.flatMap((scenario) => whatIsNotOffered(scenario, ''))).toEqual([]);
});

it('shrinks to scenarios that shrink on', () => {
  const [first] = draw(500, 3).filter(({ theme }) => theme === 'anything');
  let [current, steps] = [first, 0];
  for (let next = first; next !== undefined && steps < 100; steps += 1) {
    current = next;
    [next] = current.smaller(() => `smaller/${steps}`);
  }
  expect(steps).toBeLessThan(100);
  expect(current?.scenario.steps[0]).toMatchObject({ request: { method: 'GET', headers: [] }, server: { hops: [] } });
});
