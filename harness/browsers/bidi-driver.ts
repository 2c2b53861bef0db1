import type { EngineInfo } from '../model/engine-info.ts';
import { ARRIVAL_EVENTS, type Begun, BidiArrival } from './bidi-arrival.ts';
import { bounded } from './bounded.ts';
import { BrowserProcess } from './browser-process.ts';
import { DebuggerConnection, type Message, type Value } from './debugger-connection.ts';
import type { Discovered } from './discover.ts';
import { type Engine, LAUNCH_TIMEOUT_MS, NAVIGATION_TIMEOUT_MS, type Profile, TimeoutError } from './engine.ts';
import { FIREFOX } from './firefox-start.ts';

/** Longest a browser may take to close a tab, or to leave before it is killed. */
const QUIT_TIMEOUT_MS = 5_000;

/** https://w3c.github.io/webdriver-bidi/#event-browsingContext-domContentLoaded */
const NEW_DOCUMENT = 'browsingContext.domContentLoaded';

/** A user context, which is Firefox's container, with one tab. */
class BidiProfile implements Profile {
  readonly #connection: DebuggerConnection;
  readonly #userContext: string;
  readonly #context: string;

  constructor(connection: DebuggerConnection, userContext: string, context: string) {
    this.#connection = connection;
    this.#userContext = userContext;
    this.#context = context;
  }

  /**
   * The command does not wait by itself: where a form has just taken the page along, Firefox counts one navigation twice,
   * and the command would wait for the one that never ends.
   */
  async goto(url: string, timeoutMs = NAVIGATION_TIMEOUT_MS): Promise<void> {
    const arrival = new BidiArrival(this.#connection, this.#context);
    try {
      await bounded(arrival.of(this.#navigate(url)), timeoutMs, `${url} did not load in time`, TimeoutError);
    } finally {
      arrival.stopListening();
    }
  }

  async #navigate(url: string): Promise<Begun> {
    const params = { context: this.#context, url, wait: 'none' };
    const { navigation, url: written } = await this.#connection.send('browsingContext.navigate', params);
    return { navigation, url: written };
  }

  async evaluate(expression: string): Promise<unknown> {
    const { type, result, exceptionDetails } = await this.#connection.send('script.evaluate', {
      expression: `(async () => JSON.stringify(await (${expression})))()`,
      target: { context: this.#context },
      awaitPromise: true,
    });
    if (type !== 'success') throw new Error(String((exceptionDetails as Value).text));
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
        onEvent: (method, { context }) => {
          if (method === NEW_DOCUMENT && context === this.#context) end();
        },
        onGone: end,
      });
    });
  }

  async close(): Promise<void> {
    const closing = this.#connection.send('browser.removeUserContext', { userContext: this.#userContext });
    await bounded(closing, QUIT_TIMEOUT_MS, 'it did not close its tab in time');
  }
}

class BidiEngine implements Engine {
  readonly info: EngineInfo;
  readonly #connection: DebuggerConnection;
  readonly #process: BrowserProcess;

  constructor(info: EngineInfo, connection: DebuggerConnection, process: BrowserProcess) {
    this.info = info;
    this.#connection = connection;
    this.#process = process;
  }

  async newProfile(proxy: string): Promise<Profile> {
    const { host } = new URL(proxy);
    return bounded(this.#open(host), LAUNCH_TIMEOUT_MS, 'it did not open a tab in time');
  }

  async #open(proxyHost: string): Promise<Profile> {
    const { userContext } = await this.#connection.send('browser.createUserContext', {
      acceptInsecureCerts: true,
      proxy: { proxyType: 'manual', httpProxy: proxyHost, sslProxy: proxyHost },
    });
    // A tab in the background: a window of its own costs a third of a second, and no request depends on it.
    const params = { type: 'tab', background: true, userContext };
    const { context } = await this.#connection.send('browsingContext.create', params);
    return new BidiProfile(this.#connection, String(userContext), String(context));
  }

  isAlive(): boolean {
    return this.#connection.isOpen && this.#process.isAlive();
  }

  async close(): Promise<void> {
    await leave(this.#connection, this.#process);
  }
}

async function leave(connection: DebuggerConnection, process: BrowserProcess): Promise<void> {
  const leaving = connection.send('browser.close').catch(() => {});
  await bounded(leaving, QUIT_TIMEOUT_MS, 'it did not answer').catch(() => {});
  connection.close();
  await process.end(QUIT_TIMEOUT_MS);
}

/**
 * Starts a stock Firefox and drives it by WebDriver BiDi. Nothing is subscribed to but new documents: no request is
 * looked at or held up on its way, so that the wire is the only witness of the network.
 * @returns the engine; rejects when Firefox does not start
 */
export async function launchWithBidi(browser: Discovered, platform: string): Promise<Engine> {
  const process = await BrowserProcess.start(browser.executablePath, FIREFOX);
  let connection: DebuggerConnection | undefined;
  try {
    connection = await bounded(
      DebuggerConnection.open(`${process.url}/session`, readMessage),
      LAUNCH_TIMEOUT_MS,
      'it did not take a connection in time',
    );
    const version = await bounded(startSession(connection), LAUNCH_TIMEOUT_MS, 'it did not open a session in time');
    const { engine: name, build, driver } = browser;
    return new BidiEngine({ name, version, build, driver, platform }, connection, process);
  } catch (error) {
    connection?.close();
    await process.end(0);
    throw error;
  }
}

/** @returns the version of the browser */
async function startSession(connection: DebuggerConnection): Promise<string> {
  const { capabilities } = await connection.send('session.new', { capabilities: {} });
  await connection.send('session.subscribe', { events: [NEW_DOCUMENT, ...ARRIVAL_EVENTS] });
  return String((capabilities as Value).browserVersion);
}

/** https://w3c.github.io/webdriver-bidi/#protocol-definition */
function readMessage(json: Value): Message {
  const { type, id, method, params, result, error, message } = json;
  if (type === 'event') return { kind: 'event', method: String(method), params: params as Value };
  if (type === 'success') return { kind: 'result', id: id as number, result: result as Value };
  return { kind: 'error', id: id as number | null, message: `${error}: ${message}` };
}
