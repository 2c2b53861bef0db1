import { describe, expect, it } from 'vitest';
import { CdpArrival } from './cdp-arrival.ts';
import { hasSettled, navigation, TAB } from './testing-arrivals.ts';

function cdpNavigation() {
  const { tell, ...rest } = navigation((...tab) => new CdpArrival(...tab));
  const lifecycle = (name: string, loaderId: string, session = TAB) =>
    tell('Page.lifecycleEvent', { name, loaderId }, session);
  return { ...rest, tell: lifecycle };
}

describe('where a navigation of a tab has led to', () => {
  it('is there when its own document has loaded', async () => {
    const { arrival, tell } = cdpNavigation();
    const arriving = arrival.of(Promise.resolve({ loaderId: 'new' }));
    tell('load', 'old');
    tell('DOMContentLoaded', 'new');
    tell('load', 'new', 'another tab');
    expect(await hasSettled(arriving)).toBe(false);
    tell('load', 'new');
    expect(await hasSettled(arriving)).toBe(true);
  });

  it('is there though its end was told before its begin', async () => {
    const { arrival, tell } = cdpNavigation();
    tell('load', 'new');
    await arrival.of(Promise.resolve({ loaderId: 'new' }));
  });

  it('is there at once when the document stays', async () => {
    await cdpNavigation().arrival.of(Promise.resolve({ frameId: 'f' }));
  });

  it('is an error in the browser’s words when there is no document', async () => {
    const answer = Promise.resolve({ loaderId: 'new', errorText: 'net::ERR_FAILED' });
    await expect(cdpNavigation().arrival.of(answer)).rejects.toThrow('net::ERR_FAILED');
  });

  it('is an error when the browser goes', async () => {
    const { arrival, go } = cdpNavigation();
    const arriving = arrival.of(Promise.resolve({ loaderId: 'new' }));
    await hasSettled(arriving.catch(() => {}));
    go();
    await expect(arriving).rejects.toThrow('gone');
  });
});
