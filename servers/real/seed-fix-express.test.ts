import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CountedServer } from './listening.ts';
import { seedFixExpress } from './seed-fix-express.ts';
import { addressOf } from './testing-traces.ts';
import { ask, corsOf, preflight } from './wire-client.ts';

const APP = 'https://app.yourplatform.com';
const LISTED = {
  'access-control-allow-origin': [APP],
  'access-control-allow-credentials': ['true'],
  vary: ['Origin'],
};

describe('the printed fix for reflection', () => {
  let server: CountedServer;

  beforeAll(async () => {
    server = await seedFixExpress();
  });
  afterAll(() => server.close?.());

  it('permits a listed site', async () => {
    const answer = await ask(addressOf(server), 'GET', '/user/export', { Origin: APP });
    expect([answer.status, corsOf(answer)]).toEqual([200, LISTED]);
  });

  it.each(['https://evil.com', 'null', 'http://app.yourplatform.com', 'https://app.yourplatform.com.evil.com'])(
    'says nothing at all to %s, Vary neither',
    async (origin) => {
      const answer = await ask(addressOf(server), 'GET', '/user/export', { Origin: origin });
      expect([answer.status, corsOf(answer)]).toEqual([200, {}]);
    },
  );

  it('has no word on methods and headers: Express answers OPTIONS as it does without CORS', async () => {
    const answer = await preflight(addressOf(server), '/user', APP, 'DELETE');
    expect([answer.status, answer.headers.allow, corsOf(answer)]).toEqual([200, ['DELETE, POST'], LISTED]);
  });

  it('lets everybody execute', async () => {
    await ask(addressOf(server), 'POST', '/user', { Origin: 'https://evil.com' });
    expect(server.effects()).toBe(1);
  });
});
