import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../browsers/engine.ts';
import { launch } from '../browsers/launch.ts';
import type { Visit } from '../browsers/visit.ts';
import { requestSchema, type ScenarioInput, scenarioSchema } from '../model/scenario.ts';
import { ENGINE_NAMES } from '../model/words.ts';
import { type Authority, createAuthority } from '../network/authority.ts';
import { WireRecord } from '../network/wire-record.ts';
import { ask } from './ask.ts';
import { examineAlone } from './isolated-visit.ts';

const TIMEOUT_MS = 120_000;

/** A page that sent a beacon, before a wire on which `onRoundTrips` lets things happen. */
function pageWithBeacon(onRoundTrips: (record: WireRecord, round: number) => void, isGreeting = () => false) {
  const record = new WireRecord();
  let rounds = 0;
  const visit = {
    router: {
      record,
      get isGreeting() {
        return isGreeting();
      },
    },
    probe: async () => [{ kind: 'queued', origin: 'https://shop.com' }],
    roundTrips: async () => {
      rounds += 1;
      onRoundTrips(record, rounds);
    },
  } as unknown as Visit;
  const request = { ...requestSchema.parse({ url: 'https://api.com/x', api: 'beacon' }), context: 'window' as const };
  return { asked: ask(visit, { ...request, limitMs: 1_000 }), rounds: () => rounds };
}

/** A preflight or a request of the beacon that arrives, and is answered. */
function arrive(record: WireRecord, preflight: boolean): void {
  const method = preflight ? 'OPTIONS' : 'POST';
  const arrival = { method, url: 'https://api.com/x', requestHeaders: [], preflight, mount: 'script', hop: 0 };
  record.open(arrival).settle({ kind: 'answered', status: 204, headers: [], endedAt: 1 });
}

describe('a beacon', () => {
  it('that has arrived is at rest at once', async () => {
    const { asked, rounds } = pageWithBeacon((record, round) => round === 1 && arrive(record, false));
    expect((await asked).exchanges).toHaveLength(1);
    expect(rounds()).toBe(1);
  });

  it('whose preflight was answered is waited for: each thing new begins the count anew', async () => {
    const { asked, rounds } = pageWithBeacon((record, round) => round === 2 && arrive(record, true));
    expect((await asked).exchanges).toHaveLength(1);
    expect(rounds()).toBe(4);
  });

  it('is not given up while a TLS handshake is under way', async () => {
    let round = 0;
    const { asked, rounds } = pageWithBeacon(
      (_record, each) => {
        round = each;
      },
      () => round < 10,
    );
    expect((await asked).exchanges).toEqual([]);
    expect(rounds()).toBe(14);
  });
});
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

  it('is at rest when its preflight was refused', async () => {
    const seen = await send(JSON_BODY, { preflight: {}, response: { headers: PERMITTED } });
    expect(seen).toMatchObject({ outcome: 'opaque', preflight: 'sent', reached: false });
  });

  it('is at rest when nothing is sent at all', async () => {
    const seen = await send({ url: 'https://api.com:6000/x' }, { response: {} });
    expect(seen).toMatchObject({ preflight: 'none', reached: false });
    expect(['opaque', 'blocked']).toContain(seen?.outcome);
  });
});
