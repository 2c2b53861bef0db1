import { arch, platform } from 'node:os';
import type { EngineName } from '../model/words.ts';
import type { Authority } from '../network/authority.ts';
import { launchWithBidi } from './bidi-driver.ts';
import { launchWithCdp } from './cdp-driver.ts';
import { type Discovered, discover, type Missing } from './discover.ts';
import type { Engine } from './engine.ts';
import { launchWithPlaywright } from './playwright-driver.ts';
import { launchWithWebDriver } from './webdriver-driver.ts';

/** An engine that cannot be had here: it fails a run, and is never skipped in silence. */
export class EngineMissingError extends Error {
  override readonly name = 'EngineMissingError';

  constructor({ engine, missing, remedy }: Missing) {
    super(`${engine} is missing: ${missing}. To cure it: ${remedy}`);
  }
}

/**
 * Finds and starts an engine.
 * @throws {EngineMissingError} when no browser for it is installed
 * @throws Error when it is installed and does not start, with what it said
 */
export async function launch(engine: EngineName, authority: Authority): Promise<Engine> {
  const result = await discover(engine);
  if (!result.found) throw new EngineMissingError(result.reason);
  const here = `${platform()} ${arch()}`;
  try {
    return await start(result.browser, authority, here);
  } catch (error) {
    throw new Error(`${engine} (${result.browser.executablePath}) did not start: ${(error as Error).message}`);
  }
}

function start(browser: Discovered, authority: Authority, platform: string): Promise<Engine> {
  switch (browser.driver) {
    case 'webdriver':
      return launchWithWebDriver(browser, platform);
    case 'cdp':
      return launchWithCdp(browser, authority.spki, platform);
    case 'webdriver-bidi':
      return launchWithBidi(browser, platform);
    case 'playwright':
      return launchWithPlaywright(browser, platform);
  }
}
