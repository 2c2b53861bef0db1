import type { EngineInfo } from '../model/engine-info.ts';
import { bounded } from './bounded.ts';
import { BrowserProcess, type BrowserStart } from './browser-process.ts';
import { DebuggerConnection, type ReadMessage } from './debugger-connection.ts';
import { DebuggerProfile, type Tab } from './debugger-profile.ts';
import type { Discovered } from './discover.ts';
import { type Engine, LAUNCH_TIMEOUT_MS, type Profile } from './engine.ts';

/** Longest a browser may take to leave before it is killed. */
const QUIT_TIMEOUT_MS = 5_000;

/** What one protocol calls what every browser with a debugger is asked to do. */
export interface DebuggerProtocol {
  /** Where it takes a connection, from where the browser says that it listens. */
  readonly endpoint: (listening: string) => string;
  readonly read: ReadMessage;
  /** What a connection begins with; returns the version of the browser. */
  readonly begin: (connection: DebuggerConnection) => Promise<string>;
  /** Makes what keeps a visitor's cookies and caches from others', behind the proxy at `proxy`, and returns its id. */
  readonly openContext: (connection: DebuggerConnection, proxy: string) => Promise<string>;
  /** Opens the one tab of a context. */
  readonly openTab: (connection: DebuggerConnection, context: string) => Promise<Tab>;
  /** Ends a context with its tab. */
  readonly closeContext: (connection: DebuggerConnection, context: string) => Promise<unknown>;
  /** The command that ends the browser. */
  readonly quit: string;
}

/** A browser that a debugger drives. */
class DebuggerEngine implements Engine {
  readonly info: EngineInfo;
  readonly #protocol: DebuggerProtocol;
  readonly #connection: DebuggerConnection;
  readonly #process: BrowserProcess;

  constructor(info: EngineInfo, protocol: DebuggerProtocol, connection: DebuggerConnection, process: BrowserProcess) {
    this.info = info;
    this.#protocol = protocol;
    this.#connection = connection;
    this.#process = process;
  }

  async newProfile(proxy: string): Promise<Profile> {
    const opening = this.#protocol.openContext(this.#connection, proxy);
    const context = await bounded(opening, LAUNCH_TIMEOUT_MS, 'it did not open a profile in time');
    const closeContext = () => this.#protocol.closeContext(this.#connection, context);
    try {
      const openingTab = this.#protocol.openTab(this.#connection, context);
      const tab = await bounded(openingTab, LAUNCH_TIMEOUT_MS, 'it did not open a tab in time');
      return new DebuggerProfile(this.#connection, tab, closeContext);
    } catch (error) {
      // Nobody waits for this: a browser that opens no tab may not answer here, either.
      closeContext().catch(() => {});
      throw error;
    }
  }

  isAlive(): boolean {
    return this.#connection.isOpen && this.#process.isAlive();
  }

  async close(): Promise<void> {
    const leaving = this.#connection.send(this.#protocol.quit);
    await bounded(leaving, QUIT_TIMEOUT_MS, 'it did not answer').catch(() => {});
    this.#connection.close();
    await this.#process.end(QUIT_TIMEOUT_MS);
  }
}

/**
 * Starts a browser that listens for a debugger, and connects to it.
 * @returns the engine; rejects when the browser does not start, and nothing is left of it then
 */
export async function launchWithDebugger(
  browser: Discovered,
  start: BrowserStart,
  protocol: DebuggerProtocol,
  platform: string,
): Promise<Engine> {
  const process = await BrowserProcess.start(browser.executablePath, start);
  let connection: DebuggerConnection | undefined;
  try {
    const opening = DebuggerConnection.open(protocol.endpoint(process.url), protocol.read);
    connection = await bounded(opening, LAUNCH_TIMEOUT_MS, 'it did not take a connection in time');
    const version = await bounded(protocol.begin(connection), LAUNCH_TIMEOUT_MS, 'it did not say its version in time');
    const { engine: name, build, driver } = browser;
    return new DebuggerEngine({ name, version, build, driver, platform }, protocol, connection, process);
  } catch (error) {
    connection?.close();
    await process.end(0);
    throw error;
  }
}
