import type { EngineInfo } from '../model/engine-info.ts';
import type { EngineName } from '../model/words.ts';
import { aptCommand, DEBIAN_PACKAGES } from './debian-packages.ts';
import { findSystemBrowser } from './find-system-browser.ts';
import { type Machine, thisMachine } from './machine.ts';

/** A browser that is there, and how it is driven. */
export type Discovered = {
  readonly engine: EngineName;
  readonly build: EngineInfo['build'];
  /** For a stock WebKit this is MiniBrowser, the browser that WebKitWebDriver starts. */
  readonly executablePath: string;
  readonly driver: EngineInfo['driver'];
};

/** Why an engine cannot be used, and what cures it. */
export type Missing = {
  readonly engine: EngineName;
  readonly missing: string;
  readonly remedy: string;
  /** False when installing something would not help: the environment says otherwise. */
  readonly installable: boolean;
};

export type Discovery =
  | { readonly found: true; readonly browser: Discovered }
  | { readonly found: false; readonly reason: Missing };

/** The variable that hides engines, as in `CROSS_EXAMINE_HIDE=webkit,firefox`: it shows what a missing engine does. */
const HIDE = 'CROSS_EXAMINE_HIDE';

/** The variable that names the browser to use: CROSS_EXAMINE_CHROMIUM, _FIREFOX or _WEBKIT (the path of MiniBrowser). */
const pathVariable = (engine: EngineName) => `CROSS_EXAMINE_${engine.toUpperCase()}`;

/** By the protocol that a build speaks of itself; Playwright's Firefox and WebKit speak only its own. */
const DRIVERS: Readonly<Record<EngineInfo['build'], Readonly<Record<EngineName, EngineInfo['driver']>>>> = {
  stock: { chromium: 'cdp', firefox: 'webdriver-bidi', webkit: 'webdriver' },
  playwright: { chromium: 'cdp', firefox: 'playwright', webkit: 'playwright' },
};

/**
 * Finds the browser of one engine: the path that the environment names, else Playwright's own build, else the
 * system's. It starts nothing. A browser that is not there is an answer with its remedy, never a rejection.
 */
export async function discover(engine: EngineName, machine: Machine = thisMachine): Promise<Discovery> {
  if (isHidden(engine, machine)) {
    return environmentForbids(engine, `${HIDE} hides it`, `take ${engine} out of ${HIDE}`);
  }
  if (machine.env[pathVariable(engine)]) return discoverExplicit(engine, machine);
  const own = await machine.playwrightPath(engine);
  if (own !== undefined && (await machine.isExecutable(own))) return playwrightBuild(engine, own);
  return discoverSystem(engine, machine);
}

function isHidden(engine: EngineName, machine: Machine): boolean {
  const hidden = (machine.env[HIDE] ?? '').split(',').map((name) => name.trim());
  return hidden.includes(engine);
}

async function discoverExplicit(engine: EngineName, machine: Machine): Promise<Discovery> {
  const variable = pathVariable(engine);
  const path = machine.env[variable] ?? '';
  if (!(await machine.isExecutable(path))) {
    const missing = `${variable} names ${path}, which is no program`;
    return environmentForbids(engine, missing, `correct ${variable}, or unset it to let the browser be found`);
  }
  if (path === (await machine.playwrightPath(engine))) return playwrightBuild(engine, path);
  return discoverSystem(engine, machine, path);
}

async function discoverSystem(engine: EngineName, machine: Machine, explicit?: string): Promise<Discovery> {
  const system = await findSystemBrowser(engine, machine, explicit);
  if (system.path === undefined) return absent(engine, system.missing);
  const driver = DRIVERS.stock[engine];
  return { found: true, browser: { engine, build: 'stock', executablePath: system.path, driver } };
}

function playwrightBuild(engine: EngineName, executablePath: string): Discovery {
  return { found: true, browser: { engine, build: 'playwright', executablePath, driver: DRIVERS.playwright[engine] } };
}

function environmentForbids(engine: EngineName, missing: string, remedy: string): Discovery {
  return { found: false, reason: { engine, missing, remedy, installable: false } };
}

function absent(engine: EngineName, parts: readonly string[]): Discovery {
  const missing = `Playwright's own build is not installed, and of the system's ${engine} there is no ${parts.join(', no ')}`;
  const remedy = `npx playwright install --with-deps ${engine}, or on Debian: ${aptCommand(DEBIAN_PACKAGES[engine])}`;
  return { found: false, reason: { engine, missing, remedy, installable: true } };
}
