import { describe, expect, it } from 'vitest';
import type { Machine } from '../browsers/machine.ts';
import { ensureServers } from './ensure-servers.ts';
import { recordedHost } from './recorded-host.ts';

const INSTALL = 'env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends';
const VARNISH = '/usr/sbin/varnishd';
const REDIS = '/usr/bin/redis-server';

function machineWith(programs: readonly string[]): Machine {
  return {
    env: { PATH: '/usr/bin' },
    isExecutable: async (path) => programs.includes(path),
    list: async () => [],
    playwrightPath: async () => undefined,
  };
}

describe('ensureServers', () => {
  it.each([
    ['/usr/bin/nginx', '/usr/bin/varnishd'],
    ['/usr/sbin/nginx', '/usr/local/sbin/varnishd'],
  ])('uses %s and %s and runs nothing', async (nginx, varnish) => {
    const host = recordedHost();
    const found = await ensureServers(host, machineWith([nginx, varnish, REDIS]));
    expect(found).toMatchObject([{ path: nginx }, { path: varnish }, { path: REDIS }]);
    expect(host.ran).toEqual([]);
  });

  it('installs what is missing in one go, and leaves none of it running as a service', async () => {
    const programs: string[] = [];
    const host = recordedHost({}, (line) => {
      if (line === `${INSTALL} nginx varnish redis-server`) programs.push('/usr/sbin/nginx', VARNISH, REDIS);
      return true;
    });
    const found = await ensureServers(host, machineWith(programs));
    expect(found).toMatchObject([{ path: '/usr/sbin/nginx' }, { path: VARNISH }, { path: REDIS }]);
    expect(host.ran).toEqual([
      'apt-get update -q',
      `${INSTALL} nginx varnish redis-server`,
      expect.stringContaining('systemctl disable --now nginx;'),
      expect.stringContaining('systemctl disable --now varnish;'),
      expect.stringContaining('systemctl disable --now varnishncsa;'),
      expect.stringContaining('systemctl disable --now redis-server;'),
    ]);
    expect(new Set(host.limits)).toEqual(new Set([undefined]));
  });

  it('installs one when the other is there, and stops no service of the other', async () => {
    const host = recordedHost();
    await ensureServers(host, machineWith([VARNISH, REDIS]));
    expect(host.ran).toEqual([
      'apt-get update -q',
      `${INSTALL} nginx`,
      expect.stringContaining('systemctl disable --now nginx;'),
    ]);
  });

  it('gives the remedy when apt fails, and stops no service', async () => {
    const host = recordedHost({ isRoot: false }, () => false);
    const found = await ensureServers(host, machineWith([]));
    expect(found).toMatchObject([
      { path: undefined, remedy: expect.stringMatching(/apt-get install .*nginx/) },
      { path: undefined, remedy: expect.stringMatching(/apt-get install .*varnish$/) },
      { path: undefined, remedy: expect.stringMatching(/apt-get install .*redis-server$/) },
    ]);
    expect(host.ran).toEqual(['sudo -n apt-get update -q', `sudo -n ${INSTALL} nginx varnish redis-server`]);
  });

  it('runs nothing where there is no apt', async () => {
    const host = recordedHost({ hasApt: false });
    expect(await ensureServers(host, machineWith([]))).toMatchObject([
      { path: undefined },
      { path: undefined },
      { path: undefined },
    ]);
    expect(host.ran).toEqual([]);
  });
});
