import type { ChildProcess } from 'node:child_process';
import { Builder, Capabilities, type WebDriver } from 'selenium-webdriver';
import type { EngineInfo } from '../model/engine-info.ts';
import { endChild, freePort, startChild } from './child-process.ts';
import type { Discovered } from './discover.ts';
import { type Engine, LAUNCH_TIMEOUT_MS, NAVIGATION_TIMEOUT_MS, type Profile } from './engine.ts';
import { type Display, startXvfb } from './xvfb.ts';

/** One WebKitWebDriver process: it holds one session at a time. */
interface DriverProcess {
  readonly address: string;
  end(): Promise<void>;
}

/** Longest a script may take: the probe bounds itself; this is for a page that died. */
const SCRIPT_TIMEOUT_MS = 10 * 60_000;
const START_POLL_MS = 20;

async function isUp(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/status`)).ok;
  } catch {
    return false;
  }
}

async function waitUntilUp(address: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + LAUNCH_TIMEOUT_MS;
  while (!(await isUp(address))) {
    if (child.exitCode !== null) throw new Error(`WebKitWebDriver ended with code ${child.exitCode}`);
    if (Date.now() > deadline) throw new Error(`WebKitWebDriver did not listen on ${address}`);
    await new Promise((resolve) => setTimeout(resolve, START_POLL_MS));
  }
}

async function startDriver(display: string): Promise<DriverProcess> {
  const port = await freePort();
  const child = await startChild('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: display },
  });
  const address = `http://127.0.0.1:${port}`;
  await waitUntilUp(address, child);
  return { address, end: () => endChild(child) };
}

/** The proxy goes in by the argument only: by the `proxy` capability WebKit would speak TLS to the proxy itself. */
function capabilities(executablePath: string, proxy: string): Capabilities {
  return new Capabilities({
    browserName: 'MiniBrowser',
    acceptInsecureCerts: true,
    timeouts: { script: SCRIPT_TIMEOUT_MS, pageLoad: NAVIGATION_TIMEOUT_MS },
    'webkitgtk:browserOptions': { binary: executablePath, args: ['--automation', `--proxy=${proxy}`] },
  });
}

class WebDriverProfile implements Profile {
  readonly #driver: WebDriver;
  /** Gives the driver process back; one whose session did not quit is of no further use. */
  readonly #release: (reusable: boolean) => Promise<void>;

  constructor(driver: WebDriver, release: (reusable: boolean) => Promise<void>) {
    this.#driver = driver;
    this.#release = release;
  }

  async goto(url: string): Promise<void> {
    await this.#driver.get(url);
  }

  async evaluate(expression: string): Promise<unknown> {
    const answer = await this.#driver.executeAsyncScript<{ value?: unknown; error?: string }>(
      `const done = arguments[0];
       Promise.resolve().then(() => (${expression})).then((value) => done({ value }), (error) => done({ error: String(error) }));`,
    );
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  }

  async close(): Promise<void> {
    const quit = await this.#driver.quit().then(
      () => true,
      () => false,
    );
    await this.#release(quit);
  }
}

class WebDriverEngine implements Engine {
  readonly info: EngineInfo;
  readonly #executablePath: string;
  readonly #display: Display;
  readonly #processes: Set<DriverProcess>;
  readonly #idle: DriverProcess[];

  constructor(info: EngineInfo, executablePath: string, display: Display, firstProcess: DriverProcess) {
    this.info = info;
    this.#executablePath = executablePath;
    this.#display = display;
    this.#processes = new Set([firstProcess]);
    this.#idle = [firstProcess];
  }

  async newProfile(proxy: string): Promise<Profile> {
    const process = this.#idle.pop() ?? (await this.#start());
    const driver = await openSession(process, this.#executablePath, proxy);
    return new WebDriverProfile(driver, async (reusable) => {
      if (reusable) this.#idle.push(process);
      else await process.end();
    });
  }

  /** Each profile is a browser of its own: one that dies takes no other with it. */
  isAlive(): boolean {
    return true;
  }

  async #start(): Promise<DriverProcess> {
    const process = await startDriver(this.#display.name);
    this.#processes.add(process);
    return process;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#processes].map((process) => process.end()));
    await this.#display.close();
  }
}

function openSession(process: DriverProcess, executablePath: string, proxy: string): Promise<WebDriver> {
  return Promise.resolve(
    new Builder().usingServer(process.address).withCapabilities(capabilities(executablePath, proxy)).build(),
  );
}

/** A port where nothing answers: the session that tells the version loads nothing. */
const NO_PROXY_THERE = 'http://127.0.0.1:9';

async function versionOf(process: DriverProcess, executablePath: string): Promise<string> {
  const driver = await openSession(process, executablePath, NO_PROXY_THERE);
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
  try {
    const process = await startDriver(display.name);
    const version = await versionOf(process, browser.executablePath);
    const { engine: name, build, driver, executablePath } = browser;
    return new WebDriverEngine({ name, version, build, driver, platform }, executablePath, display, process);
  } catch (error) {
    await display.close();
    throw error;
  }
}
