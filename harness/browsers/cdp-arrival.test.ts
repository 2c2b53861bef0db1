import { describe, expect, it } from 'vitest';
import { CdpArrival } from './cdp-arrival.ts';
import type { DebuggerListener } from './debugger-connection.ts';

/** A navigation, and the browser that tells of it. */
function navigation() {
  let browser: DebuggerListener | undefined;
  const listen = (listener: DebuggerListener) => {
    browser = listener;
    return () => {};
  };
  const arrival = new CdpArrival({ listen }, 'tab');
  const tell = (name: string, loaderId: string, session = 'tab') =>
    browser?.onEvent('Page.lifecycleEvent', { name, loaderId }, session);
  return { arrival, tell, go: () => browser?.onGone(new Error('gone')) };
}

/** Whether it has settled by the time that everything told so far was heard. */
async function hasSettled(arriving: Promise<void>): Promise<boolean> {
  let settled = false;
  arriving.then(() => {
    settled = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

describe('where a navigation of a tab has led to', () => {
  it('is there when its own document has loaded', async () => {
    const { arrival, tell } = navigation();
    const arriving = arrival.of(Promise.resolve({ loaderId: 'new' }));
    tell('load', 'old');
    tell('DOMContentLoaded', 'new');
    tell('load', 'new', 'another tab');
    expect(await hasSettled(arriving)).toBe(false);
    tell('load', 'new');
    expect(await hasSettled(arriving)).toBe(true);
  });

  it('is there though its end was told before its begin', async () => {
    const { arrival, tell } = navigation();
    tell('load', 'new');
    await arrival.of(Promise.resolve({ loaderId: 'new' }));
  });

  it('is there at once when the document stays', async () => {
    await navigation().arrival.of(Promise.resolve({ frameId: 'f' }));
  });

  it('is an error in the browser’s words when there is no document', async () => {
    const answer = Promise.resolve({ loaderId: 'new', errorText: 'net::ERR_FAILED' });
    await expect(navigation().arrival.of(answer)).rejects.toThrow('net::ERR_FAILED');
  });

  it('is an error when the browser goes', async () => {
    const { arrival, go } = navigation();
    const arriving = arrival.of(Promise.resolve({ loaderId: 'new' }));
    await hasSettled(arriving.catch(() => {}));
    go();
    await expect(arriving).rejects.toThrow('gone');
  });
});
