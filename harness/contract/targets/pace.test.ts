import { beforeEach, describe, expect, it } from 'vitest';
import { type Clock, Pace } from './pace.ts';
import { Target } from './target.ts';

/** A clock that goes as the tests say, and knows how long it was asked to wait; 0 for nobody. */
class TestClock implements Clock {
  at = 1000;
  readonly waits: number[] = [];

  now(): number {
    return this.at;
  }

  async wait(ms: number): Promise<void> {
    this.waits.push(ms);
  }
}

let clock: TestClock;
beforeEach(() => {
  clock = new TestClock();
});

/** How long so many requests wait that are made now, but for those that go at once. */
async function waitsOf(pace: Pace, requests: number): Promise<number[]> {
  clock.waits.length = 0;
  await Promise.all(Array.from({ length: requests }, () => pace.turn()));
  return [...clock.waits];
}

describe('so many requests a second', () => {
  it('go evenly, however many are made at once', async () => {
    expect(await waitsOf(new Pace(4, clock), 5)).toEqual([250, 500, 750, 1000]);
  });

  it('keep their distance to those before', async () => {
    const pace = new Pace(4, clock);
    await waitsOf(pace, 2);
    clock.at += 300;
    expect(await waitsOf(pace, 2)).toEqual([200, 450]);
  });

  it('do not make up for a time in which there were none', async () => {
    const pace = new Pace(4, clock);
    await waitsOf(pace, 2);
    clock.at += 60_000;
    expect(await waitsOf(pace, 3)).toEqual([250, 500]);
  });

  it('may be fewer than one', async () => {
    expect(await waitsOf(new Pace(0.5, clock), 3)).toEqual([2000, 4000]);
  });
});

describe('a target', () => {
  /** Says that somebody waits, and lets nobody go: nothing must leave this machine in a test. */
  class Barrier extends Pace {
    override async turn(): Promise<void> {
      throw new Error('it waits for its turn');
    }
  }

  const REQUEST = { method: 'GET', path: '/', rawHeaders: [], body: null };
  const api = (upstream: string | null) => ({
    origin: 'https://api.shop.com',
    upstream: upstream === null ? null : new URL(upstream),
  });

  it.each([null, 'http://10.0.0.1:8080', 'https://127.evil.com'])(
    'waits for its turn before anything is sent to %s',
    async (upstream) => {
      const target = new Target(api(upstream), {}, new Barrier(1));
      await expect(target.ask(REQUEST)).rejects.toThrow('it waits for its turn');
    },
  );

  it.each(['http://127.0.0.1:1', 'http://[::1]:1', 'http://localhost:1'])(
    'on this machine, at %s, is asked at once',
    async (upstream) => {
      const target = new Target(api(upstream), {}, new Barrier(1));
      await expect(target.ask(REQUEST)).rejects.toThrow('nothing listens there');
    },
  );
});
