import { describe, expect, it } from 'vitest';
import { ENGINE_NAMES, type EngineName } from '../model/words.ts';
import { type Discovery, discover } from './discover.ts';
import type { Machine } from './machine.ts';

const MINI_BROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
const WEBKIT = ['/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb', MINI_BROWSER];
const DEBIAN = ['/usr/bin/chromium', '/usr/bin/firefox-esr', '/usr/bin/firefox', ...WEBKIT];

const own = (engine: EngineName) => `/cache/ms-playwright/${engine}`;

/** A machine on which exactly these programs are installed. */
function machineWith(programs: readonly string[], env: Record<string, string> = {}): Machine {
  return {
    env: { PATH: '/usr/local/bin:/usr/bin', ...env },
    isExecutable: async (path) => programs.includes(path),
    list: async (folder) => (folder === '/usr/lib' ? ['python3', 'x86_64-linux-gnu'] : []),
    playwrightPath: async (engine) => own(engine),
  };
}

function browserOf(discovery: Discovery) {
  if (!discovery.found) throw new Error(discovery.reason.missing);
  return discovery.browser;
}

function reasonOf(discovery: Discovery) {
  if (discovery.found) throw new Error(`found ${discovery.browser.executablePath}`);
  return discovery.reason;
}

describe('the order in which a browser is looked for', () => {
  it.each(ENGINE_NAMES)("takes Playwright's own %s before the system's", async (engine) => {
    const found = browserOf(await discover(engine, machineWith([...DEBIAN, own(engine)])));
    const driver = engine === 'chromium' ? 'cdp' : 'playwright';
    expect(found).toEqual({ engine, build: 'playwright', executablePath: own(engine), driver });
  });

  it('takes an explicit path before both', async () => {
    const machine = machineWith([...DEBIAN, own('firefox'), '/opt/firefox'], { CROSS_EXAMINE_FIREFOX: '/opt/firefox' });
    const found = browserOf(await discover('firefox', machine));
    expect(found).toMatchObject({ executablePath: '/opt/firefox', build: 'stock', driver: 'webdriver-bidi' });
  });

  it("knows Playwright's own build when the explicit path names it", async () => {
    const machine = machineWith([own('webkit')], { CROSS_EXAMINE_WEBKIT: own('webkit') });
    expect(browserOf(await discover('webkit', machine))).toMatchObject({ build: 'playwright', driver: 'playwright' });
  });
});

describe("the system's browsers", () => {
  it.each([
    ['chromium', '/usr/bin/chromium', 'cdp'],
    ['firefox', '/usr/bin/firefox-esr', 'webdriver-bidi'],
    ['webkit', MINI_BROWSER, 'webdriver'],
  ] as const)('finds Debian %s at %s and drives it by %s', async (engine, executablePath, driver) => {
    const found = browserOf(await discover(engine, machineWith(DEBIAN)));
    expect(found).toEqual({ engine, build: 'stock', executablePath, driver });
  });

  it('finds browsers under the other names they have', async () => {
    const machine = machineWith(['/usr/local/bin/google-chrome', '/usr/bin/firefox']);
    expect(browserOf(await discover('chromium', machine)).executablePath).toBe('/usr/local/bin/google-chrome');
    expect(browserOf(await discover('firefox', machine)).executablePath).toBe('/usr/bin/firefox');
  });

  it("does without Playwright's own build where Playwright has none for the system", async () => {
    const machine = { ...machineWith(DEBIAN), playwrightPath: async () => undefined };
    expect((await discover('webkit', machine)).found).toBe(true);
  });
});

describe('an engine that is missing', () => {
  it.each(ENGINE_NAMES)('says what is missing of %s and how to get it', async (engine) => {
    const reason = reasonOf(await discover(engine, machineWith([])));
    expect(reason).toMatchObject({ engine, installable: true });
    expect(reason.remedy).toContain(`npx playwright install --with-deps ${engine}`);
    expect(reason.remedy).toContain('sudo apt-get install --no-install-recommends');
  });

  it.each(WEBKIT)('is WebKit without %s, and only that is named', async (part) => {
    const { missing } = reasonOf(await discover('webkit', machineWith(WEBKIT.filter((path) => path !== part))));
    const named = WEBKIT.filter((path) => missing.includes(path.slice(path.lastIndexOf('/') + 1)));
    expect(named).toEqual([part]);
  });

  it('is an explicit path that leads nowhere: the variable is named and nothing else is tried', async () => {
    const machine = machineWith(DEBIAN, { CROSS_EXAMINE_CHROMIUM: '/opt/none' });
    const reason = reasonOf(await discover('chromium', machine));
    expect(reason).toMatchObject({ installable: false });
    expect(reason.missing).toContain('CROSS_EXAMINE_CHROMIUM names /opt/none');
  });

  it('is an explicit MiniBrowser without the driver and the display it needs', async () => {
    const machine = machineWith(['/opt/MiniBrowser'], { CROSS_EXAMINE_WEBKIT: '/opt/MiniBrowser' });
    const { missing } = reasonOf(await discover('webkit', machine));
    expect(missing).toContain('WebKitWebDriver');
    expect(missing).toContain('Xvfb');
    expect(missing).not.toContain('MiniBrowser');
  });

  it('is one that CROSS_EXAMINE_HIDE hides, though it is installed', async () => {
    const machine = machineWith(DEBIAN, { CROSS_EXAMINE_HIDE: 'webkit, firefox' });
    expect(reasonOf(await discover('webkit', machine))).toMatchObject({ installable: false });
    expect(reasonOf(await discover('firefox', machine)).missing).toBe('CROSS_EXAMINE_HIDE hides it');
    expect((await discover('chromium', machine)).found).toBe(true);
  });
});
