import { type Browser, type BrowserContext, type BrowserType, firefox, type Page, webkit } from '@playwright/test';
import type { EngineInfo } from '../model/engine-info.ts';
import type { EngineName } from '../model/words.ts';
import type { Discovered } from './discover.ts';
import { type Engine, LAUNCH_TIMEOUT_MS, NAVIGATION_TIMEOUT_MS, type Profile } from './engine.ts';

/** The engines of Playwright's that it has to drive itself; Chromium speaks a protocol of its own. */
type Played = Exclude<EngineName, 'chromium'>;

const BROWSER_TYPES: Record<Played, BrowserType> = { firefox, webkit };

type LaunchOptions = NonNullable<Parameters<BrowserType['launch']>[0]>;

/** What each engine needs so that every host, localhost included, goes through the router. */
const LAUNCH_OPTIONS: Record<Played, LaunchOptions> = {
  firefox: { firefoxUserPrefs: { 'network.proxy.allow_hijacking_localhost': true } },
  webkit: {},
};

/**
 * Inside Playwright's test runner, `use` options that are not given here are taken from the configuration, and its
 * default locale overrides an Accept-Language that script sets. What falsifies CORS is named, so that it is not taken.
 */
const NOTHING_FROM_THE_RUNNER = {
  locale: undefined,
  userAgent: undefined,
  extraHTTPHeaders: undefined,
  httpCredentials: undefined,
  storageState: undefined,
  offline: undefined,
  bypassCSP: undefined,
  serviceWorkers: undefined,
  // Emulating a window's size is a tenth of what a fresh profile costs, and no request depends on it.
  viewport: null,
} as object;

/** A browser context with one page. */
class PlaywrightProfile implements Profile {
  readonly #context: BrowserContext;
  readonly #page: Page;

  constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.#page = page;
  }

  async goto(url: string, timeoutMs = NAVIGATION_TIMEOUT_MS): Promise<void> {
    await this.#page.goto(url, { timeout: timeoutMs });
  }

  evaluate(expression: string): Promise<unknown> {
    return this.#page.evaluate(expression);
  }

  async nextDocument(limitMs: number): Promise<void> {
    // Never rejects: that nothing came, or that the page has died, is for the next navigation to say.
    await this.#page.waitForEvent('domcontentloaded', { timeout: limitMs }).catch(() => {});
  }

  async close(): Promise<void> {
    await this.#context.close();
  }
}

class PlaywrightEngine implements Engine {
  readonly info: EngineInfo;
  readonly #browser: Browser;

  constructor(info: EngineInfo, browser: Browser) {
    this.info = info;
    this.#browser = browser;
  }

  async newProfile(proxy: string): Promise<Profile> {
    const context = await this.#browser.newContext({
      ...NOTHING_FROM_THE_RUNNER,
      proxy: { server: proxy },
      ignoreHTTPSErrors: true,
    });
    try {
      return new PlaywrightProfile(context, await context.newPage());
    } catch (error) {
      await context.close().catch(() => {});
      throw error;
    }
  }

  isAlive(): boolean {
    return this.#browser.isConnected();
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}

/**
 * Starts a browser of Playwright's own.
 * @returns the engine; rejects when the browser does not start
 */
export async function launchWithPlaywright(browser: Discovered, platform: string): Promise<Engine> {
  const played = browser.engine as Played;
  const instance = await BROWSER_TYPES[played].launch({
    ...LAUNCH_OPTIONS[played],
    executablePath: browser.executablePath,
    timeout: LAUNCH_TIMEOUT_MS,
  });
  const { engine: name, build, driver } = browser;
  return new PlaywrightEngine({ name, version: instance.version(), build, driver, platform }, instance);
}
