import { once } from 'node:events';
import { request } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAuthority } from '../network/authority.ts';
import { type Engine, type Profile, TimeoutError } from './engine.ts';
import { type Network, startNetwork, Visit } from './visit.ts';

const PAGE = { origin: 'http://www.page.com', path: '/dir#part' };

let network: Network;

beforeEach(async () => {
  network = await startNetwork(await createAuthority());
});
afterEach(() => network.router.close());

/** A visitor whose page never tells that it has loaded, whatever `goto` does before. */
function visitorLate(goto: () => Promise<void>): Promise<Visit> {
  const profile: Partial<Profile> = {
    goto: async (url) => {
      await goto();
      throw new TimeoutError(`${url} did not load in time`);
    },
  };
  const engine: Partial<Engine> = { newProfile: async () => profile as Profile };
  return Visit.open(engine as Engine, network);
}

async function askForThePage(): Promise<void> {
  const { hostname: host, port } = new URL(network.router.proxy);
  const asking = request({ host, port, path: 'http://www.page.com/dir', headers: { host: 'www.page.com' } }).end();
  const [answer] = await once(asking, 'response');
  await once(answer.resume(), 'end');
}

it('says of a page that did not load in time that no request for it has arrived', async () => {
  const visit = await visitorLate(async () => {});
  await expect(visit.goto(PAGE)).rejects.toMatchObject({
    name: 'TimeoutError',
    message: 'http://www.page.com/dir#part did not load in time: no request for it has arrived',
  });
});

it('says so, too, where it was asked for', async () => {
  const visit = await visitorLate(askForThePage);
  await expect(visit.goto(PAGE)).rejects.toThrow('did not load in time: it was asked for');
});
