import { ARRIVAL_EVENTS, BidiArrival } from './bidi-arrival.ts';
import type { DebuggerConnection, Message, Value } from './debugger-connection.ts';
import { type DebuggerProtocol, launchWithDebugger } from './debugger-engine.ts';
import type { Tab } from './debugger-profile.ts';
import type { Discovered } from './discover.ts';
import type { Engine } from './engine.ts';
import { FIREFOX } from './firefox-start.ts';

/** https://w3c.github.io/webdriver-bidi/#event-browsingContext-domContentLoaded */
const NEW_DOCUMENT = 'browsingContext.domContentLoaded';

/**
 * Starts a stock Firefox and drives it by WebDriver BiDi. Nothing is subscribed to but new documents: no request is
 * looked at or held up on its way, so that the wire is the only witness of the network.
 * @returns the engine; rejects when Firefox does not start
 */
export function launchWithBidi(browser: Discovered, platform: string): Promise<Engine> {
  return launchWithDebugger(browser, FIREFOX, BIDI, platform);
}

/** A visitor's context is a user context, which is Firefox's container. */
const BIDI: DebuggerProtocol = {
  endpoint: (listening) => `${listening}/session`,
  read: readMessage,
  begin: async (connection) => {
    const { capabilities } = await connection.send('session.new', { capabilities: {} });
    await connection.send('session.subscribe', { events: [NEW_DOCUMENT, ...ARRIVAL_EVENTS] });
    return String((capabilities as Value).browserVersion);
  },
  openContext: async (connection, proxy) => {
    const { host } = new URL(proxy);
    const { userContext } = await connection.send('browser.createUserContext', {
      acceptInsecureCerts: true,
      proxy: { proxyType: 'manual', httpProxy: host, sslProxy: host },
    });
    return String(userContext);
  },
  openTab: async (connection, userContext) => {
    // A tab in the background: a window of its own costs a third of a second, and no request depends on it.
    const params = { type: 'tab', background: true, userContext };
    const { context } = await connection.send('browsingContext.create', params);
    return new BidiTab(connection, String(context));
  },
  closeContext: (connection, userContext) => connection.send('browser.removeUserContext', { userContext }),
  quit: 'browser.close',
};

class BidiTab implements Tab {
  readonly #connection: DebuggerConnection;
  readonly #context: string;

  constructor(connection: DebuggerConnection, context: string) {
    this.#connection = connection;
    this.#context = context;
  }

  arrival(): BidiArrival {
    return new BidiArrival(this.#connection, this.#context);
  }

  /**
   * The command does not wait by itself: where a form has just taken the page along, Firefox counts one navigation twice,
   * and the command would wait for the one that never ends.
   */
  navigate(url: string): Promise<Value> {
    return this.#connection.send('browsingContext.navigate', { context: this.#context, url, wait: 'none' });
  }

  async evaluate(expression: string): Promise<unknown> {
    const params = { expression, target: { context: this.#context }, awaitPromise: true };
    const { type, result, exceptionDetails } = await this.#connection.send('script.evaluate', params);
    if (type !== 'success') throw new Error(String((exceptionDetails as Value).text));
    return (result as Value).value;
  }

  isNewDocument(method: string, { context }: Value): boolean {
    return method === NEW_DOCUMENT && context === this.#context;
  }

  stopListening(): void {}
}

/** https://w3c.github.io/webdriver-bidi/#protocol-definition */
function readMessage(json: Value): Message {
  const { type, id, method, params, result, error, message } = json;
  if (type === 'event') return { kind: 'event', method: String(method), params: params as Value };
  if (type === 'success') return { kind: 'result', id: id as number, result: result as Value };
  return { kind: 'error', id: id as number | null, message: `${error}: ${message}` };
}
