import { describe, expect, it } from 'vitest';
import { BidiArrival } from './bidi-arrival.ts';
import { hasSettled, navigation, TAB } from './testing-arrivals.ts';

const LOADED = 'browsingContext.load';
const FAILED = 'browsingContext.navigationFailed';
const URL = 'https://evil.com/';
const BEGUN = { navigation: 'n2', url: URL };

function bidiNavigation() {
  const { tell, ...rest } = navigation((...tab) => new BidiArrival(...tab));
  const tellOfTab = (method: string, params: Record<string, string>) =>
    tell(method, { context: TAB, navigation: 'n2', ...params });
  return { ...rest, tell: tellOfTab };
}

describe('an arrival', () => {
  it('is the load of the URL that was navigated to', async () => {
    const { arrival, tell } = bidiNavigation();
    const arriving = arrival.of(Promise.resolve(BEGUN));
    expect(await hasSettled(arriving)).toBe(false);
    tell(LOADED, { url: URL });
    await arriving;
  });

  it('is not that of the page which is about to be left, whatever id it is told with', async () => {
    const { arrival, tell } = bidiNavigation();
    const arriving = arrival.of(Promise.resolve(BEGUN));
    tell(LOADED, { url: 'https://mybank.com/cart' });
    expect(await hasSettled(arriving)).toBe(false);
    tell(LOADED, { url: URL });
    await arriving;
  });

  it('is heard of before the command is answered, and under another id', async () => {
    const { arrival, tell } = bidiNavigation();
    tell(LOADED, { url: URL, navigation: 'n1' });
    await arrival.of(Promise.resolve(BEGUN));
  });

  it('is not that of another tab', async () => {
    const { arrival, tell } = bidiNavigation();
    const arriving = arrival.of(Promise.resolve(BEGUN));
    tell(LOADED, { url: URL, context: 'another' });
    expect(await hasSettled(arriving)).toBe(false);
  });

  it('fails with what the browser says', async () => {
    const { arrival, tell } = bidiNavigation();
    const arriving = arrival.of(Promise.resolve(BEGUN));
    tell(FAILED, { url: URL, message: 'NS_ERROR_NET_RESET' });
    await expect(arriving).rejects.toThrow('NS_ERROR_NET_RESET');
  });

  it('does not fail for the navigation that it interrupts', async () => {
    const { arrival, tell } = bidiNavigation();
    const arriving = arrival.of(Promise.resolve(BEGUN));
    tell(FAILED, { url: 'https://mybank.com/cart', navigation: 'n1', message: 'NS_BINDING_ABORTED' });
    tell(LOADED, { url: URL });
    await arriving;
  });

  it('fails when the browser goes', async () => {
    const { arrival, go } = bidiNavigation();
    const arriving = arrival.of(Promise.resolve(BEGUN));
    await Promise.resolve();
    go();
    await expect(arriving).rejects.toThrow('gone');
  });
});
