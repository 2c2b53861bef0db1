import { describe, expect, it } from 'vitest';
import { type Discovery, discover } from '../browsers/discover.ts';
import type { Machine } from '../browsers/machine.ts';
import type { EngineName } from '../model/words.ts';
import { DOWNLOAD_LIMIT, ensureBrowsers } from './ensure-browsers.ts';
import { recordedHost } from './recorded-host.ts';

const APT = 'env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends';
const DEBIAN: Readonly<Record<EngineName, readonly string[]>> = {
  chromium: ['/usr/bin/chromium'],
  firefox: ['/usr/bin/firefox-esr'],
  webkit: ['/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb', '/usr/lib/webkit2gtk-4.1/MiniBrowser'],
};
const ALL = Object.values(DEBIAN).flat();

const own = (engine: EngineName) => `/cache/${engine}`;

/** The engines as found on a machine whose programs may grow while it is looked at. */
function findOn(programs: string[], env: Record<string, string> = {}) {
  const machine: Machine = {
    env: { PATH: '/usr/bin', ...env },
    isExecutable: async (path) => programs.includes(path),
    list: async () => [],
    playwrightPath: async (engine) => own(engine),
  };
  return (engine: EngineName) => discover(engine, machine);
}

const builds = (all: readonly Discovery[]) => all.map((one) => (one.found ? one.browser.build : 'missing'));

describe('ensureBrowsers', () => {
  it('uses what is there and runs nothing', async () => {
    const host = recordedHost();
    const found = await ensureBrowsers(host, findOn([...ALL]));
    expect(builds(found)).toEqual(['stock', 'stock', 'stock']);
    expect(host.ran).toEqual([]);
    expect(host.said).toContain('firefox: found /usr/bin/firefox-esr');
  });

  it('downloads only the missing engine, bounded in time, and then its libraries, unbounded', async () => {
    const programs = [...DEBIAN.chromium, ...DEBIAN.webkit];
    const host = recordedHost({}, (line) => {
      if (line === 'playwright install firefox') programs.push(own('firefox'));
      return true;
    });
    const found = await ensureBrowsers(host, findOn(programs));
    expect(builds(found)).toEqual(['stock', 'playwright', 'stock']);
    expect(host.ran).toEqual(['playwright install firefox', 'playwright install-deps firefox']);
    expect(host.limits).toEqual([DOWNLOAD_LIMIT, undefined]);
  });

  it('goes to apt when the download fails, without install-deps and without a limit', async () => {
    const programs = [...DEBIAN.chromium];
    const host = recordedHost({}, (line) => {
      if (line.startsWith(APT)) programs.push(...ALL);
      return !line.startsWith('playwright');
    });
    const found = await ensureBrowsers(host, findOn(programs));
    expect(builds(found)).toEqual(['stock', 'stock', 'stock']);
    expect(host.ran).toEqual([
      'playwright install firefox webkit',
      'apt-get update -q',
      `${APT} firefox-esr webkit2gtk-driver xvfb xauth`,
    ]);
    expect(host.limits).toEqual([DOWNLOAD_LIMIT, undefined, undefined]);
    expect(host.said).toContain('npx playwright install ended with 1');
  });

  it('installs even when the package lists cannot be refreshed, and says so', async () => {
    const host = recordedHost({}, (line) => !line.startsWith('playwright') && line !== 'apt-get update -q');
    await ensureBrowsers(host, findOn([]));
    expect(host.ran.at(-1)).toBe(`${APT} chromium firefox-esr webkit2gtk-driver xvfb xauth`);
    expect(host.said).toContain('apt-get update -q: ended with 1');
  });

  it('takes sudo without a password when it is not root', async () => {
    const host = recordedHost({ isRoot: false }, (line) => !line.startsWith('playwright'));
    await ensureBrowsers(host, findOn([...DEBIAN.chromium, ...DEBIAN.webkit]));
    expect(host.ran.slice(1)).toEqual(['sudo -n apt-get update -q', `sudo -n ${APT} firefox-esr`]);
  });

  it('leaves apt alone where the system is not Debian, and gives the remedy', async () => {
    const host = recordedHost({ isDebian: false }, () => false);
    const [chromium] = await ensureBrowsers(host, findOn([]));
    expect(host.ran).toEqual(['playwright install chromium firefox webkit']);
    expect(chromium).toMatchObject({
      found: false,
      reason: { remedy: expect.stringContaining('npx playwright install') },
    });
  });

  it('installs nothing for an engine that the environment hides or misplaces', async () => {
    const host = recordedHost();
    const find = findOn([...ALL], { CROSS_EXAMINE_HIDE: 'webkit', CROSS_EXAMINE_FIREFOX: '/opt/none' });
    expect(builds(await ensureBrowsers(host, find))).toEqual(['stock', 'missing', 'missing']);
    expect(host.ran).toEqual([]);
  });

  it('reports what is still missing when everything fails', async () => {
    const host = recordedHost({}, () => false);
    expect(builds(await ensureBrowsers(host, findOn([])))).toEqual(['missing', 'missing', 'missing']);
  });
});
