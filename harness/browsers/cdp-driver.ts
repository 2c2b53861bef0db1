import type { EngineInfo } from '../model/engine-info.ts';
import { bounded } from './bounded.ts';
import { BrowserProcess } from './browser-process.ts';
import { CdpArrival } from './cdp-arrival.ts';
import { chromiumStart } from './chromium-start.ts';
import { DebuggerConnection, type Message, type Value } from './debugger-connection.ts';
import type { Discovered } from './discover.ts';
import { type Engine, LAUNCH_TIMEOUT_MS, NAVIGATION_TIMEOUT_MS, type Profile, TimeoutError } from './engine.ts';

/** Longest a browser may take to close a tab, or to leave before it is killed. */
const QUIT_TIMEOUT_MS = 5_000;

/** A browser context with one tab. */
class CdpProfile implements Profile {
  readonly #connection: DebuggerConnection;
  readonly #browserContextId: string;
  readonly #session: string;
  readonly #stopListening: () => void;

  constructor(connection: DebuggerConnection, browserContextId: string, session: string) {
    this.#connection = connection;
    this.#browserContextId = browserContextId;
    this.#session = session;
    // Chromium does not answer what was asked of a page that has died meanwhile.
    this.#stopListening = connection.listen({
      onEvent: (method, { sessionId }, theirs) => {
        if (method === 'Inspector.targetCrashed' && theirs === session)
          connection.abandon(session, new Error('the page has crashed'));
        if (method === 'Target.detachedFromTarget' && sessionId === session)
          connection.abandon(session, new Error('the page has been closed'));
      },
      onGone: () => {},
    });
  }

  /** Opens the tab of a context that has none. */
  static async open(connection: DebuggerConnection, browserContextId: string): Promise<CdpProfile> {
    // A tab in the background: one in front costs more, and no request depends on it.
    const tab = { url: 'about:blank', browserContextId, background: true };
    const { targetId } = await connection.send('Target.createTarget', tab);
    const { sessionId } = await connection.send('Target.attachToTarget', { targetId, flatten: true });
    const session = String(sessionId);
    const profile = new CdpProfile(connection, browserContextId, session);
    await Promise.all([
      profile.#send('Page.enable'),
      profile.#send('Page.setLifecycleEventsEnabled', { enabled: true }),
    ]);
    return profile;
  }

  async goto(url: string, timeoutMs = NAVIGATION_TIMEOUT_MS): Promise<void> {
    const arrival = new CdpArrival(this.#connection, this.#session);
    try {
      const navigating = this.#send('Page.navigate', { url });
      await bounded(arrival.of(navigating), timeoutMs, `${url} did not load in time`, TimeoutError);
    } finally {
      arrival.stopListening();
    }
  }

  async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.#send('Runtime.evaluate', {
      expression: `(async () => JSON.stringify(await (${expression})))()`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(wordsOf(exceptionDetails as Value));
    const { value } = result as Value;
    return value === undefined ? undefined : JSON.parse(String(value));
  }

  nextDocument(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        stopListening();
        resolve();
      };
      const timer = setTimeout(end, limitMs);
      const stopListening = this.#connection.listen({
        onEvent: (method, _params, session) => {
          if (method === 'Page.domContentEventFired' && session === this.#session) end();
        },
        onGone: end,
      });
    });
  }

  async close(): Promise<void> {
    this.#stopListening();
    const closing = this.#connection.send('Target.disposeBrowserContext', { browserContextId: this.#browserContextId });
    await bounded(closing, QUIT_TIMEOUT_MS, 'it did not close its tab in time');
  }

  #send(method: string, params: Value = {}): Promise<Value> {
    return this.#connection.send(method, params, this.#session);
  }
}

/** https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#type-ExceptionDetails */
function wordsOf({ text, exception }: Value): string {
  const { description, value } = (exception ?? {}) as Value;
  return [text, description ?? value].filter((each) => each !== undefined).join(' ');
}

class CdpEngine implements Engine {
  readonly info: EngineInfo;
  readonly #connection: DebuggerConnection;
  readonly #process: BrowserProcess;

  constructor(info: EngineInfo, connection: DebuggerConnection, process: BrowserProcess) {
    this.info = info;
    this.#connection = connection;
    this.#process = process;
  }

  async newProfile(proxy: string): Promise<Profile> {
    return bounded(this.#open(proxy), LAUNCH_TIMEOUT_MS, 'it did not open a tab in time');
  }

  async #open(proxyServer: string): Promise<Profile> {
    const { browserContextId } = await this.#connection.send('Target.createBrowserContext', {
      proxyServer,
      // Hosts like localhost go through the router, too.
      proxyBypassList: '<-loopback>',
      disposeOnDetach: true,
    });
    // An answer that a form gets may be a download, which nobody is there to keep.
    await this.#connection.send('Browser.setDownloadBehavior', { behavior: 'deny', browserContextId });
    return CdpProfile.open(this.#connection, String(browserContextId));
  }

  isAlive(): boolean {
    return this.#connection.isOpen && this.#process.isAlive();
  }

  async close(): Promise<void> {
    await leave(this.#connection, this.#process);
  }
}

async function leave(connection: DebuggerConnection, process: BrowserProcess): Promise<void> {
  const leaving = connection.send('Browser.close').catch(() => {});
  await bounded(leaving, QUIT_TIMEOUT_MS, 'it did not answer').catch(() => {});
  connection.close();
  await process.end(QUIT_TIMEOUT_MS);
}

/**
 * Starts a Chromium, stock or of Playwright's, and drives it by the Chrome DevTools Protocol, without its Network and Fetch domains: no
 * request is looked at or held up on its way, so that the wire is the only witness of the network.
 * @param spki hash of the authority's public key, as {@link import('../network/authority.ts').Authority.spki} gives it
 * @returns the engine; rejects when Chromium does not start
 */
export async function launchWithCdp(browser: Discovered, spki: string, platform: string): Promise<Engine> {
  const process = await BrowserProcess.start(browser.executablePath, chromiumStart(spki));
  let connection: DebuggerConnection | undefined;
  try {
    const opening = DebuggerConnection.open(process.url, readMessage);
    connection = await bounded(opening, LAUNCH_TIMEOUT_MS, 'it did not take a connection in time');
    const asking = connection.send('Browser.getVersion');
    const { product } = await bounded(asking, LAUNCH_TIMEOUT_MS, 'it did not say its version in time');
    const version = String(product).replace(/^.*\//, '');
    const { engine: name, build, driver } = browser;
    return new CdpEngine({ name, version, build, driver, platform }, connection, process);
  } catch (error) {
    connection?.close();
    await process.end(0);
    throw error;
  }
}

/** https://www.jsonrpc.org/specification, with sessions */
function readMessage({ id, method, params, result, error, sessionId }: Value): Message {
  if (id === undefined) {
    const event = { kind: 'event', method: String(method), params: (params ?? {}) as Value } as const;
    return sessionId === undefined ? event : { ...event, session: String(sessionId) };
  }
  if (error === undefined) return { kind: 'result', id: id as number, result: result as Value };
  return { kind: 'error', id: id as number, message: String((error as Value).message) };
}
