import type { BrowserContext, Page } from '@playwright/test';
import { expect, it } from 'vitest';
import { PlaywrightProfile } from './playwright-driver.ts';

const SHOP = 'https://shop.com/';

/** A page whose driver says this of a navigation. */
function profileAt(told: string): { profile: PlaywrightProfile; waitedFor: string[] } {
  const waitedFor: string[] = [];
  const page = {
    goto: () => Promise.reject(new Error(told)),
    waitForURL: async (url: string) => void waitedFor.push(url),
  };
  return { profile: new PlaywrightProfile({} as BrowserContext, page as unknown as Page), waitedFor };
}

it('waits for its navigation where the driver takes it for another one that interrupts it', async () => {
  const told = `page.goto: Navigation to "${SHOP}" is interrupted by another navigation to "${SHOP}"`;
  const { profile, waitedFor } = profileAt(told);
  await profile.goto(SHOP);
  expect(waitedFor).toEqual([SHOP]);
});

it.each([
  `page.goto: Navigation to "${SHOP}" is interrupted by another navigation to "https://evil.com/"`,
  'page.goto: net::ERR_CONNECTION_RESET',
])('does not load when the driver says: %s', async (told) => {
  const { profile, waitedFor } = profileAt(told);
  await expect(profile.goto(SHOP)).rejects.toThrow(told);
  expect(waitedFor).toEqual([]);
});
