import type { DebuggerConnection, DebuggerListener, Value } from './debugger-connection.ts';
import type { Arrival } from './debugger-profile.ts';

/** The tab whose navigation is heard. */
export const TAB = 'tab';

/** A navigation, and the browser that tells of it. */
export function navigation(listenFor: (connection: Pick<DebuggerConnection, 'listen'>, tab: string) => Arrival) {
  let browser: DebuggerListener | undefined;
  const listen = (listener: DebuggerListener) => {
    browser = listener;
    return () => {};
  };
  const arrival = listenFor({ listen }, TAB);
  const tell = (method: string, params: Value, session?: string) => browser?.onEvent(method, params, session);
  return { arrival, tell, go: () => browser?.onGone(new Error('gone')) };
}

/** Whether it has settled by the time that everything told so far was heard. */
export async function hasSettled(arriving: Promise<void>): Promise<boolean> {
  let settled = false;
  arriving.then(() => {
    settled = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}
