import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inLanes, Turnstile } from './lanes.ts';

it('works on so many at a time, and keeps the order', async () => {
  let [atWork, most] = [0, 0];
  const results = await inLanes([5, 1, 3, 2, 4], 2, async (item) => {
    atWork += 1;
    most = Math.max(most, atWork);
    for (let time = 0; time < item; time += 1) await turn();
    atWork -= 1;
    return item * 10;
  });
  expect(results).toEqual([50, 10, 30, 20, 40]);
  expect(most).toBe(2);
});

it('lets one pass at a time, and the next after one that failed', async () => {
  const turnstile = new Turnstile();
  const passed: string[] = [];
  const pass = (name: string, fails = false) =>
    turnstile.pass(async () => {
      passed.push(`${name} in`);
      await turn();
      passed.push(`${name} out`);
      if (fails) throw new Error(name);
    });
  const [first, second] = [pass('first', true), pass('second')];
  await expect(first).rejects.toThrow('first');
  await second;
  expect(passed).toEqual(['first in', 'first out', 'second in', 'second out']);
});
