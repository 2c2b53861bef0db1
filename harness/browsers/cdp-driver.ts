import { CdpArrival } from './cdp-arrival.ts';
import { chromiumStart } from './chromium-start.ts';
import type { DebuggerConnection, Message, Value } from './debugger-connection.ts';
import { type DebuggerProtocol, launchWithDebugger } from './debugger-engine.ts';
import type { Tab } from './debugger-profile.ts';
import type { Discovered } from './discover.ts';
import type { Engine } from './engine.ts';

/**
 * Starts a Chromium, stock or of Playwright's, and drives it by the Chrome DevTools Protocol, without its Network and
 * Fetch domains: no request is looked at or held up on its way, so that the wire is the only witness of the network.
 * @param spki hash of the authority's public key, as {@link import('../network/authority.ts').Authority.spki} gives it
 * @returns the engine; rejects when Chromium does not start
 */
export function launchWithCdp(browser: Discovered, spki: string, platform: string): Promise<Engine> {
  return launchWithDebugger(browser, chromiumStart(spki), CDP, platform);
}

const CDP: DebuggerProtocol = {
  endpoint: (listening) => listening,
  read: readMessage,
  begin: async (connection) => {
    const { product } = await connection.send('Browser.getVersion');
    return String(product).replace(/^.*\//, '');
  },
  openContext,
  openTab,
  closeContext: (connection, browserContextId) => connection.send('Target.disposeBrowserContext', { browserContextId }),
  quit: 'Browser.close',
};

async function openContext(connection: DebuggerConnection, proxyServer: string): Promise<string> {
  const { browserContextId } = await connection.send('Target.createBrowserContext', {
    proxyServer,
    // Hosts like localhost go through the router, too.
    proxyBypassList: '<-loopback>',
    disposeOnDetach: true,
  });
  // An answer that a form gets may be a download, which nobody is there to keep.
  await connection.send('Browser.setDownloadBehavior', { behavior: 'deny', browserContextId });
  return String(browserContextId);
}

async function openTab(connection: DebuggerConnection, browserContextId: string): Promise<Tab> {
  // A tab in the background: one in front costs more, and no request depends on it.
  const params = { url: 'about:blank', browserContextId, background: true };
  const { targetId } = await connection.send('Target.createTarget', params);
  const { sessionId } = await connection.send('Target.attachToTarget', { targetId, flatten: true });
  const session = String(sessionId);
  await Promise.all([
    connection.send('Page.enable', {}, session),
    connection.send('Page.setLifecycleEventsEnabled', { enabled: true }, session),
  ]);
  return new CdpTab(connection, session);
}

class CdpTab implements Tab {
  readonly #connection: DebuggerConnection;
  readonly #session: string;
  readonly stopListening: () => void;

  constructor(connection: DebuggerConnection, session: string) {
    this.#connection = connection;
    this.#session = session;
    // Chromium does not answer what is asked of a page that has died.
    this.stopListening = connection.listen({
      onEvent: (method, { sessionId }, theirs) => {
        if (method === 'Inspector.targetCrashed' && theirs === session)
          connection.abandon(session, new Error('the page has crashed'));
        if (method === 'Target.detachedFromTarget' && sessionId === session)
          connection.abandon(session, new Error('the page has been closed'));
      },
      onGone: () => {},
    });
  }

  arrival(): CdpArrival {
    return new CdpArrival(this.#connection, this.#session);
  }

  navigate(url: string): Promise<Value> {
    return this.#connection.send('Page.navigate', { url }, this.#session);
  }

  async evaluate(expression: string): Promise<unknown> {
    const params = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await this.#connection.send('Runtime.evaluate', params, this.#session);
    if (exceptionDetails !== undefined) throw new Error(wordsOf(exceptionDetails as Value));
    return (result as Value).value;
  }

  isNewDocument(method: string, _params: Value, session: string | undefined): boolean {
    return method === 'Page.domContentEventFired' && session === this.#session;
  }
}

/** https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#type-ExceptionDetails */
function wordsOf({ text, exception }: Value): string {
  const { description, value } = (exception ?? {}) as Value;
  return [text, description ?? value].filter((each) => each !== undefined).join(' ');
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
