import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../browsers/engine.ts';
import { launch } from '../browsers/launch.ts';
import { type ScenarioInput, scenarioSchema } from '../model/scenario.ts';
import { ENGINE_NAMES } from '../model/words.ts';
import { type Authority, createAuthority } from '../network/authority.ts';
import { examineAlone } from './isolated-visit.ts';

const TIMEOUT_MS = 120_000;
const PERMITTED: [string, string][] = [
  ['access-control-allow-origin', 'https://shop.com'],
  ['access-control-allow-credentials', 'true'],
  ['access-control-allow-headers', 'content-type'],
];
const JSON_BODY = { contentType: 'application/json', body: '{}' };

describe.each(ENGINE_NAMES)('a beacon in %s', { timeout: TIMEOUT_MS }, (name) => {
  let authority: Authority;
  let engine: Engine;
  beforeAll(async () => {
    authority = await createAuthority();
    engine = await launch(name, authority);
  }, TIMEOUT_MS);
  afterAll(() => engine?.close(), TIMEOUT_MS);

  async function send(request: object, server: ScenarioInput['steps'][number]['server']) {
    const step = { request: { url: 'https://api.com/x', api: 'beacon' as const, ...request }, server };
    const scenario = scenarioSchema.parse({ id: 'a', page: { origin: 'https://shop.com' }, steps: [step] });
    const [observation] = await examineAlone(engine, authority, scenario);
    return observation;
  }

  it('is waited for through its preflight and a redirect, until it has arrived', async () => {
    const response = { status: 307, headers: PERMITTED, redirectTo: 'https://api.com/y' };
    const last = { url: 'https://api.com/y', response: { headers: PERMITTED } };
    const seen = await send(JSON_BODY, { preflight: { headers: PERMITTED }, response, hops: [last] });
    expect(seen).toMatchObject({ outcome: 'opaque', preflight: 'sent', reached: true, reachedHops: [0, 1] });
  });

  it('is at rest when its preflight was refused, and that takes no seconds', async () => {
    const begun = performance.now();
    const seen = await send(JSON_BODY, { preflight: {}, response: { headers: PERMITTED } });
    expect(seen).toMatchObject({ outcome: 'opaque', preflight: 'sent', reached: false });
    // A profile of its own takes most of this, and more on a busy machine; a limit that ran out would be five seconds.
    expect(performance.now() - begun).toBeLessThan(4_500);
  });

  it('is at rest when nothing is sent at all', async () => {
    const seen = await send({ url: 'https://api.com:6000/x' }, { response: {} });
    expect(seen).toMatchObject({ preflight: 'none', reached: false });
    expect(['opaque', 'blocked']).toContain(seen?.outcome);
  });
});
