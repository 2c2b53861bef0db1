import { afterAll, beforeAll, expect, it } from 'vitest';
import { DRIFTED, fleet } from '../../servers/fleet.ts';
import { type LoopbackServer, listenOnLoopback } from '../../servers/real/loopback.ts';
import { check } from './check.ts';
import { checkContract } from './parse-contract.ts';

const TIMEOUT_MS = 240_000;

let services: readonly (readonly [name: string, listening: LoopbackServer])[];

beforeAll(async () => {
  services = await Promise.all(
    Object.entries(fleet(DRIFTED)).map(async ([name, { source }]) => {
      if (source.kind !== 'app') throw new Error(`${name} is no app`);
      await source.app.ready();
      return [name, await listenOnLoopback((request, response) => source.app.routing(request, response))] as const;
    }),
  );
});

afterAll(() => Promise.all(services.map(([, listening]) => listening.close())));

it('finds and names, among fifty services, those that have drifted', { timeout: TIMEOUT_MS }, async () => {
  const parsed = checkContract(
    {
      api: services.map(([name, { address }]) => ({ api: `https://${name}.shop.com`, upstream: address.origin })),
      sites: ['https://shop.com', 'https://admin.shop.com'],
      credentials: true,
      routes: [{ route: 'GET /orders' }],
    },
    'the test',
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const { findings, inconclusive } = await check(parsed.value, { engines: ['chromium'] });
  const errors = findings.filter(({ severity }) => severity === 'error');
  expect(inconclusive).toEqual([]);
  const named = new Set(errors.map(({ route }) => /service-\d+/.exec(route)?.[0]));
  expect([...named].sort()).toEqual(Object.keys(DRIFTED));
});
