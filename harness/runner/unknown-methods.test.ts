import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../browsers/engine.ts';
import { launch } from '../browsers/launch.ts';
import { type ScenarioInput, scenarioSchema } from '../model/scenario.ts';
import { ENGINE_NAMES } from '../model/words.ts';
import { type Authority, createAuthority } from '../network/authority.ts';
import { Examiner } from './examiner.ts';

/** Browsers take seconds for what takes milliseconds elsewhere, and longer beside other work. */
const TIMEOUT_MS = 120_000;

const ANYONE: [string, string] = ['access-control-allow-origin', '*'];
/** What cannot share a visit is asked by itself. */
const ALONE: Pick<ScenarioInput, 'cookies'> = { cookies: [{ url: 'https://api.com', name: 'a', value: 'b' }] };

/** A page that asks `origin` with a method, where the preflight allows another or the same. */
function asking(method: string, allowed: string, origin: string, rest: Partial<ScenarioInput> = {}) {
  const server = {
    preflight: { headers: [ANYONE, ['access-control-allow-methods', allowed] as [string, string]] },
    response: { headers: [ANYONE] },
  };
  const steps = [{ request: { url: `${origin}/x`, method, body: 'egg' }, server }];
  return scenarioSchema.parse({ id: 'a', page: { origin: 'http://shop.com' }, steps, ...rest });
}

describe.each(ENGINE_NAMES)('a method that Node does not know, in %s', { timeout: TIMEOUT_MS }, (name) => {
  let engine: Engine;
  let authority: Authority;
  let examiner: Examiner;

  beforeAll(async () => {
    authority = await createAuthority();
    engine = await launch(name, authority);
    examiner = new Examiner(engine, authority);
  }, TIMEOUT_MS);
  afterAll(async () => {
    await examiner?.close();
    await engine?.close();
  }, TIMEOUT_MS);

  it.each([
    ['in a tunnel', 'https://api.com', {}],
    ['without one', 'http://api.com', {}],
    ['in a visit of its own', 'https://api.com', ALONE],
  ])('is measured as any other, %s', async (_what, origin, rest) => {
    const methods = ['CHICKEN', 'patch', 'CHICKEN'];
    const observed = await examiner.examineAll([
      ...methods.map((method) => asking(method, method, origin, rest)),
      asking('CHICKEN', 'PUT', origin, rest),
    ]);
    expect(observed.flat()).toMatchObject([
      ...methods.map((method) => ({
        outcome: 'readable',
        preflight: 'sent',
        requestHeadersSeenByServer: { ':method': method, 'content-length': '3' },
      })),
      {
        outcome: 'blocked',
        reached: false,
        preflightHeadersSeenByServer: { 'access-control-request-method': 'CHICKEN' },
      },
    ]);
  });
});
