import { type ChildProcess, execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Builder, Capabilities, type WebDriver } from 'selenium-webdriver';
import { endChild, startChild } from '../processes/child-process.ts';
import { freePort } from '../processes/free-port.ts';
import { hasEnded } from '../processes/has-ended.ts';
import { bounded } from './bounded.ts';
import { LAUNCH_TIMEOUT_MS, NAVIGATION_TIMEOUT_MS } from './engine.ts';
import { withoutTrustStore } from './trust-store.ts';

/** Longest a script may take: the probe bounds itself; this is for a page that died. */
const SCRIPT_TIMEOUT_MS = 10 * 60_000;
const START_POLL_MS = 20;

/** Nobody looks at these windows, and no request depends on what is left out: all that follows is time saved. */
const LEAN = {
  // Without compositing a page costs a fifth less.
  WEBKIT_DISABLE_COMPOSITING_MODE: '1',
  WEBKIT_DISABLE_DMABUF_RENDERER: '1',
  // Without OpenGL in the toolkit, settings of a desktop, assistive technology and its file systems a twentieth less.
  GDK_GL: 'disable',
  GSETTINGS_BACKEND: 'memory',
  NO_AT_BRIDGE: '1',
  GIO_USE_VFS: 'local',
};

/** The proxy goes in by the argument only: by the `proxy` capability WebKit would speak TLS to the proxy itself. */
function capabilities(executablePath: string, proxy: string): Capabilities {
  return new Capabilities({
    browserName: 'MiniBrowser',
    acceptInsecureCerts: true,
    timeouts: { script: SCRIPT_TIMEOUT_MS, pageLoad: NAVIGATION_TIMEOUT_MS },
    'webkitgtk:browserOptions': { binary: executablePath, args: ['--automation', `--proxy=${proxy}`] },
  });
}

/** Rejects when the browser does not even tell its version: WebKitWebDriver would wait for its window without an end. */
export async function checkStarts(executablePath: string, display: string): Promise<void> {
  const env = { ...process.env, DISPLAY: display };
  await promisify(execFile)(executablePath, ['--version'], { env, timeout: LAUNCH_TIMEOUT_MS });
}

/** One WebKitWebDriver process: it holds one session at a time. */
export class DriverProcess {
  readonly #child: ChildProcess;
  readonly #address: string;

  private constructor(child: ChildProcess, address: string) {
    this.#child = child;
    this.#address = address;
  }

  /** Starts one that opens its windows on `display`. Rejects when it does not come up. */
  static async start(display: string): Promise<DriverProcess> {
    const port = await freePort();
    // Certificates are accepted whoever signed them, so those of the system need not be read.
    const command = withoutTrustStore('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1']);
    const child = await startChild(...command, {
      stdio: 'ignore',
      env: { ...process.env, ...LEAN, DISPLAY: display },
    });
    const started = new DriverProcess(child, `http://127.0.0.1:${port}`);
    try {
      await started.#untilUp();
      return started;
    } catch (error) {
      await started.end();
      throw error;
    }
  }

  /** Opens a browser whose whole network is `proxy`. Ends the process and rejects when that cannot be done in time. */
  async openSession(executablePath: string, proxy: string): Promise<WebDriver> {
    const builder = new Builder().usingServer(this.#address).withCapabilities(capabilities(executablePath, proxy));
    const opening = Promise.resolve(builder.build());
    try {
      return await bounded(opening, LAUNCH_TIMEOUT_MS, `${executablePath} did not open a window in time`);
    } catch (error) {
      await this.end();
      throw error;
    }
  }

  isAlive(): boolean {
    return !hasEnded(this.#child);
  }

  end(): Promise<void> {
    return endChild(this.#child);
  }

  async #untilUp(): Promise<void> {
    const deadline = Date.now() + LAUNCH_TIMEOUT_MS;
    while (!(await this.#isUp())) {
      if (!this.isAlive())
        throw new Error(`WebKitWebDriver ended with ${this.#child.exitCode ?? this.#child.signalCode}`);
      if (Date.now() > deadline) throw new Error(`WebKitWebDriver did not listen on ${this.#address}`);
      await new Promise((resolve) => setTimeout(resolve, START_POLL_MS));
    }
  }

  async #isUp(): Promise<boolean> {
    try {
      return (await fetch(`${this.#address}/status`)).ok;
    } catch {
      return false;
    }
  }
}
