import { describe, expect, it } from 'vitest';
import type { Machine } from '../browsers/machine.ts';
import { ensureServers } from './ensure-servers.ts';
import { recordedHost } from './recorded-host.ts';

const INSTALL = 'env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends nginx';

function machineWith(programs: readonly string[]): Machine {
  return {
    env: { PATH: '/usr/bin' },
    isExecutable: async (path) => programs.includes(path),
    list: async () => [],
    playwrightPath: async () => undefined,
  };
}

describe('ensureServers', () => {
  it.each(['/usr/bin/nginx', '/usr/sbin/nginx'])('uses %s and runs nothing', async (path) => {
    const host = recordedHost();
    expect(await ensureServers(host, machineWith([path]))).toMatchObject([{ path }]);
    expect(host.ran).toEqual([]);
  });

  it('installs nginx and does not leave it running as a service', async () => {
    const programs: string[] = [];
    const host = recordedHost({}, (line) => {
      if (line === INSTALL) programs.push('/usr/sbin/nginx');
      return true;
    });
    expect(await ensureServers(host, machineWith(programs))).toMatchObject([{ path: '/usr/sbin/nginx' }]);
    expect(host.ran).toEqual(['apt-get update -q', INSTALL, expect.stringContaining('systemctl disable --now nginx')]);
    expect(host.limits).toEqual([undefined, undefined, undefined]);
  });

  it('gives the remedy when apt fails, and stops no service', async () => {
    const host = recordedHost({ isRoot: false }, () => false);
    const [nginx] = await ensureServers(host, machineWith([]));
    expect(nginx).toMatchObject({ path: undefined, remedy: expect.stringContaining('apt-get install') });
    expect(host.ran).toEqual(['sudo -n apt-get update -q', `sudo -n ${INSTALL}`]);
  });

  it('runs nothing where there is no apt', async () => {
    const host = recordedHost({ hasApt: false });
    expect(await ensureServers(host, machineWith([]))).toMatchObject([{ path: undefined }]);
    expect(host.ran).toEqual([]);
  });
});
