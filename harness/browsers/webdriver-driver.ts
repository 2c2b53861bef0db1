import type { WebDriver } from 'selenium-webdriver';
import type { EngineInfo } from '../model/engine-info.ts';
import { bounded } from './bounded.ts';
import type { Discovered } from './discover.ts';
import { checkStarts, DriverProcess } from './driver-process.ts';
import { type Engine, NAVIGATION_TIMEOUT_MS, type Profile } from './engine.ts';
import { type Display, startXvfb } from './xvfb.ts';

/** Longest a browser may take to close its window before it is killed. */
const QUIT_TIMEOUT_MS = 5_000;

class WebDriverProfile implements Profile {
  readonly #driver: WebDriver;
  readonly #process: DriverProcess;
  /** Told once when the profile has ended. */
  readonly #onClosed: () => void;
  /** The time-out that the session has now; it began with the capabilities' own. */
  #pageLoadMs = NAVIGATION_TIMEOUT_MS;
  #closing: Promise<void> | undefined;

  constructor(driver: WebDriver, process: DriverProcess, onClosed: () => void) {
    this.#driver = driver;
    this.#process = process;
    this.#onClosed = onClosed;
  }

  async goto(url: string, timeoutMs = NAVIGATION_TIMEOUT_MS): Promise<void> {
    if (timeoutMs !== this.#pageLoadMs) {
      await this.#driver.manage().setTimeouts({ pageLoad: timeoutMs });
      this.#pageLoadMs = timeoutMs;
    }
    await this.#driver.get(url);
  }

  async evaluate(expression: string): Promise<unknown> {
    const answer = await this.#run(
      `const done = arguments[0];
       Promise.resolve().then(() => (${expression})).then((value) => done({ value }), (error) => done({ error: String(error) }));`,
    );
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  }

  async #run(script: string): Promise<{ value?: unknown; error?: string }> {
    try {
      return await this.#driver.executeAsyncScript(script);
    } catch (error) {
      // The driver says nothing at all when its browser has gone.
      throw new Error(`the browser did not answer: ${(error as Error).message || 'it has gone'}`);
    }
  }

  /** At once: the driver lets a navigation that is under way end before it begins another. */
  async nextDocument(): Promise<void> {}

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** A driver process whose browser did not go properly is of no further use. */
  async #close(): Promise<void> {
    try {
      await bounded(this.#driver.quit(), QUIT_TIMEOUT_MS, 'the browser did not close its window');
    } catch {
      await this.#process.end();
    }
    this.#onClosed();
  }
}

class WebDriverEngine implements Engine {
  readonly info: EngineInfo;
  readonly #executablePath: string;
  readonly #display: Display;
  readonly #idle: DriverProcess[];
  readonly #opening = new Set<Promise<Profile>>();
  readonly #profiles = new Set<Profile>();
  #isClosed = false;

  constructor(info: EngineInfo, executablePath: string, display: Display, firstProcess: DriverProcess) {
    this.info = info;
    this.#executablePath = executablePath;
    this.#display = display;
    this.#idle = [firstProcess];
  }

  async newProfile(proxy: string): Promise<Profile> {
    if (!this.isAlive()) throw new Error(this.#isClosed ? 'the engine is closed' : 'the virtual display has gone');
    const opening = this.#open(proxy);
    this.#opening.add(opening);
    try {
      return await opening;
    } finally {
      this.#opening.delete(opening);
    }
  }

  async #open(proxy: string): Promise<Profile> {
    const process = this.#idleProcess() ?? (await DriverProcess.start(this.#display.name));
    const driver = await process.openSession(this.#executablePath, proxy);
    const profile = new WebDriverProfile(driver, process, () => {
      this.#profiles.delete(profile);
      this.#idle.push(process);
    });
    this.#profiles.add(profile);
    return profile;
  }

  /** Each profile is a browser of its own: one that dies takes no other with it. They share the display. */
  isAlive(): boolean {
    return !this.#isClosed && this.#display.isAlive();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    // A window that is about to open would wait for a display that has gone.
    await Promise.allSettled(this.#opening);
    await Promise.all([...this.#profiles].map((profile) => profile.close()));
    await Promise.all(this.#idle.map((process) => process.end()));
    await this.#display.close();
  }

  #idleProcess(): DriverProcess | undefined {
    for (let process = this.#idle.pop(); process; process = this.#idle.pop()) if (process.isAlive()) return process;
    return undefined;
  }
}

/** A port where nothing answers: the session that tells the version loads nothing. */
const NO_PROXY_THERE = 'http://127.0.0.1:9';

async function versionOf(process: DriverProcess, executablePath: string): Promise<string> {
  const driver = await process.openSession(executablePath, NO_PROXY_THERE);
  const version = (await driver.getCapabilities()).get('browserVersion');
  await driver.quit();
  return String(version);
}

/**
 * Starts what the stock WebKitGTK needs: a virtual display, and a WebKitWebDriver process a profile.
 * @returns the engine; rejects when a session cannot be opened
 */
export async function launchWithWebDriver(browser: Discovered, platform: string): Promise<Engine> {
  const display = await startXvfb();
  let process: DriverProcess | undefined;
  try {
    await checkStarts(browser.executablePath, display.name);
    process = await DriverProcess.start(display.name);
    const version = await versionOf(process, browser.executablePath);
    const { engine: name, build, driver, executablePath } = browser;
    return new WebDriverEngine({ name, version, build, driver, platform }, executablePath, display, process);
  } catch (error) {
    await process?.end();
    await display.close();
    throw error;
  }
}
