import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { render } from '../reports/render.ts';
import { hostileReport, hostileStrings } from '../reports/testing/hostile.ts';
import { SAMPLE_COUNTS, sampleReport } from '../reports/testing/sample-report.ts';
import { writeReport } from '../reports/write.ts';
import { discover } from './browsers/discover.ts';

const TIMEOUT_MS = 120_000;
const PAGES = ['overview', 'changes', 'contract', 'matrix', 'beliefs', 'deviations', 'caches', 'run'];
const BARE = 'reads/simple/a-bare-answer-is-blocked-and-the-order-made';

let browser: Browser;
let folder: string;

beforeAll(async () => {
  const found = await discover('chromium');
  if (!found.found) throw new Error(`${found.reason.missing}. To cure it: ${found.reason.remedy}`);
  browser = await chromium.launch({ executablePath: found.browser.executablePath });
  folder = mkdtempSync(join(tmpdir(), 'report-page-'));
  writeReport(sampleReport(), join(folder, 'sample'));
}, TIMEOUT_MS);

afterAll(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true });
});

/** A page of a report, opened from the disk; whatever it complains of, or asks the network for, fails the test. */
async function open(hash = '', options: BrowserContextOptions = {}, name = 'sample'): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const heard: string[] = [];
  page.on('console', (message) => heard.push(message.text()));
  page.on('pageerror', (error) => heard.push(String(error)));
  page.on('dialog', (dialog) => {
    heard.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) heard.push(`asked for ${request.url()}`);
  });
  onTestFinished(async () => {
    await context.close();
    expect(heard).toEqual([]);
  });
  await page.goto(`${pathToFileURL(join(folder, name, 'index.html'))}#${hash}`);
  return page;
}

const current = (page: Page) => page.locator('.page.current');
const shownRows = (page: Page) => page.locator('.matrix .row:not([hidden])').count();

describe('a reader', { timeout: TIMEOUT_MS }, () => {
  it('sees the overview first, and any other page by its link', async () => {
    const page = await open();
    expect(await current(page).getAttribute('id')).toBe('overview');
    const links = await page.locator('.pages a').all();
    expect(await Promise.all(links.map((link) => link.getAttribute('href')))).toEqual(PAGES.map((id) => `#${id}`));
    for (const link of links) {
      await link.click();
      await expect.poll(async () => `#${await current(page).getAttribute('id')}`).toBe(await link.getAttribute('href'));
      expect(await link.getAttribute('aria-current')).toBe('page');
    }
  });

  it('gets somewhere by every link within the file', async () => {
    const page = await open();
    const hashes = await page.evaluate(() => [
      ...new Set([...document.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')].map(({ hash }) => hash)),
    ]);
    expect(hashes.length).toBeGreaterThan(80);
    const lost = await page.evaluate(async (all) => {
      const failures: string[] = [];
      for (const hash of all) {
        const heard = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
        location.hash = hash;
        await heard;
        const shown = document.querySelector('.page.current');
        const target = document.getElementById(decodeURIComponent(hash.slice(1)));
        const isCase = shown?.id === 'case' && document.querySelector('#case-page h2') !== null;
        if (!isCase && !(target && shown?.contains(target))) failures.push(hash);
      }
      return failures;
    }, hashes);
    expect(lost).toEqual([]);
  });

  it.each(['no-such-thing', '%', 'case', 'data', '__proto__'])(
    'who follows #%s gets a page all the same',
    async (hash) => {
      const page = await open(hash);
      expect(await current(page).count()).toBe(1);
    },
  );

  it('opens a cell from outside, and finds his way back to where he stood', async () => {
    const page = await open('matrix');
    // Playwright's own click would scroll first.
    const stood = await page.evaluate(async () => {
      scrollTo(0, 300);
      // What comes into sight is laid out with a frame, and takes less than was held free for it: the page ends earlier.
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      const { scrollY: y } = window;
      document.querySelectorAll<HTMLElement>('.matrix a.cell')[9]?.click();
      return y;
    });
    expect(stood).toBeGreaterThan(0);
    await expect.poll(() => current(page).getAttribute('id')).toBe('case');
    await page.goBack();
    await expect.poll(() => current(page).getAttribute('id')).toBe('matrix');
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(stood);
  });

  it('gets along without a mouse', async () => {
    const page = await open();
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    const tabTo = async (wanted: string) => {
      for (let at = 0; at < 60 && !(await focused()).startsWith(wanted); at += 1) await page.keyboard.press('Tab');
      expect(await focused()).toMatch(new RegExp(`^${wanted}`));
    };
    await tabTo('Matrix');
    await page.keyboard.press('Enter');
    await expect.poll(() => current(page).getAttribute('id')).toBe('matrix');
    await page.keyboard.press('Tab');
    const field = () => page.evaluate(() => (document.activeElement as HTMLInputElement).name);
    for (let at = 0; at < 60 && (await field()) !== 'text'; at += 1) await page.keyboard.press('Tab');
    await page.keyboard.type('row 19');
    await expect.poll(() => shownRows(page)).toBe(1);
    await tabTo('Chromium');
    await page.keyboard.press('Enter');
    await expect.poll(() => current(page).locator('h2').textContent()).toBe('row 19');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
  });

  it('without script has every page but those of the cases', async () => {
    const page = await open('', { javaScriptEnabled: false });
    for (const id of PAGES) expect(await page.locator(`#${id}`).isVisible()).toBe(true);
    expect(await page.locator('form.filters').isVisible()).toBe(false);
  });

  it('who prints gets the page and no controls', async () => {
    const page = await open('matrix');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.filters').isVisible()).toBe(false);
    expect(await page.locator('.matrix .row').first().isVisible()).toBe(true);
  });

  it.each([...PAGES, `${BARE}:chromium`])('with 400 pixels has no need to scroll sideways: %s', async (hash) => {
    const page = await open(hash, { viewport: { width: 400, height: 800 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
  });
});

describe('filters', { timeout: TIMEOUT_MS }, () => {
  it.each([
    ['show', 'differs', SAMPLE_COUNTS.differs],
    ['show', 'executed', SAMPLE_COUNTS.executed],
    ['show', 'deviates', SAMPLE_COUNTS.deviates],
    ['show', 'failed', SAMPLE_COUNTS.failed],
    ['outcome', 'blockedButExecuted', SAMPLE_COUNTS.executed],
    ['claim', 'C47', SAMPLE_COUNTS.C47],
    ['topic', '2', SAMPLE_COUNTS.table],
    ['engine', '2', SAMPLE_COUNTS.all - 1],
  ] as const)('%s = %s', async (name, value, count) => {
    const page = await open('matrix');
    expect(await shownRows(page)).toBe(SAMPLE_COUNTS.all);
    await page.locator(`[name=${name}]`).selectOption(value);
    expect(await shownRows(page)).toBe(count);
    expect(await page.locator('#shown').textContent()).toBe(`${count} of ${SAMPLE_COUNTS.all} cases`);
    await page.locator('button[type=reset]').click();
    await expect.poll(() => shownRows(page)).toBe(SAMPLE_COUNTS.all);
  });

  it('an engine alone is asked alone: what the others do is no match, and their columns go', async () => {
    const page = await open('matrix');
    await page.locator('[name=engine]').selectOption('2');
    await page.locator('[name=outcome]').selectOption('blocked');
    expect(await shownRows(page)).toBe(0);
    await page.locator('[name=engine]').selectOption('0');
    expect(await shownRows(page)).toBe(1);
    expect(await page.locator('.matrix .row:not([hidden]) td:visible').count()).toBe(1);
  });

  it('the text finds titles, URLs and ids, all words together, and opens what is folded', async () => {
    const page = await open('matrix');
    await page.locator('[name=text]').fill('CORS-CHECK/ROW-11 orders');
    expect(await shownRows(page)).toBe(1);
    expect(await page.locator('.matrix .row:not([hidden])').isVisible()).toBe(true);
    await page.locator('[name=text]').fill('row nothing-like-it');
    expect(await shownRows(page)).toBe(0);
  });

  it('are set by links of the overview', async () => {
    const page = await open();
    await page.locator('a[data-filter="show=differs"]').first().click();
    await expect.poll(() => current(page).getAttribute('id')).toBe('matrix');
    await expect.poll(() => shownRows(page)).toBe(SAMPLE_COUNTS.differs);
  });
});

describe('a case page', { timeout: TIMEOUT_MS }, () => {
  it('draws who took part, and where it was stopped', async () => {
    const page = await open(`${BARE}:chromium`);
    expect(await page.locator('.lane b').allTextContents()).toEqual(['page', 'browser', 'cache', 'gateway', 'server']);
    expect(await page.locator('.step.stopped').textContent()).toContain(
      'CORS check, step 2: the answer has no Access-Control-Allow-Origin',
    );
    expect(await page.locator('.step.note').textContent()).toContain('the work was done all the same');
  });

  it('says by the standard why, with a link to the pinned commit, and what would change it', async () => {
    const page = await open(`${BARE}:chromium`);
    expect(await page.locator('.verdict a').getAttribute('href')).toBe(
      'https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-cors-check',
    );
    expect(await page.locator('.verdict .cure').textContent()).toContain('Access-Control-Allow-Origin');
  });

  it('marks the headers that decided, also one that is not there', async () => {
    const page = await open(`${BARE}:chromium`);
    const marked = await page.locator('.header.deciding').allTextContents();
    expect(marked.map((text) => text.replace(/^.*?decided: /, ''))).toEqual([
      'Origin: https://shop.com',
      'access-control-allow-origin: (not there)',
    ]);
  });

  it('tells cookies that went along from those that were withheld', async () => {
    const fates = async (hash: string) => (await open(hash)).locator('.cookies li').allTextContents();
    expect(await fates(`${BARE}:chromium`)).toEqual([expect.stringContaining('sent sid')]);
    expect(await fates('cors-check/row-3:firefox')).toEqual([
      expect.stringMatching(/withheld sid .* the profile had sid=1 \(sameSite Lax\)/),
    ]);
  });

  it('gives the scenario to copy, as it was written', async () => {
    const page = await open('cors-check/row-3:webkit', { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.locator('button[data-copy]').click();
    await expect.poll(() => page.locator('button[data-copy]').textContent()).toBe('Copied');
    const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
    const written = sampleReport().scenarios.find(({ id }) => id === 'cors-check/row-3');
    expect(copied).toEqual([written?.scenario]);
  });

  it('leads to the same case in the other engines, and to the other requests of its test', async () => {
    const page = await open(`${BARE}:chromium`);
    await page.locator('.engine-tab', { hasText: 'WebKit' }).click();
    expect(decodeURIComponent(new URL(page.url()).hash)).toBe(`#${BARE}:webkit`);
    await page.locator('.siblings a', { hasText: 'request 2' }).click();
    expect(decodeURIComponent(new URL(page.url()).hash)).toBe(`#${BARE}~2:webkit`);
  });
});

describe.each(['light', 'dark'] as const)('axe in the %s scheme', { timeout: TIMEOUT_MS }, (colorScheme) => {
  it.each([...PAGES, `${BARE}:chromium`, 'cors-check/row-0:webkit'])('finds nothing serious on %s', async (hash) => {
    const page = await open(hash, { colorScheme });
    for (const details of await page.locator('.page.current details').all())
      await details.evaluate((each) => each.setAttribute('open', ''));
    expect(await seriousFaults(page)).toEqual([]);
  });
});

it('axe would find something serious', { timeout: TIMEOUT_MS }, async () => {
  const page = await open();
  await page.evaluate(() => document.querySelector('html')?.removeAttribute('lang'));
  expect(await seriousFaults(page)).toEqual([expect.stringContaining('html-has-lang')]);
});

interface AxeFault {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

async function seriousFaults(page: Page): Promise<string[]> {
  // By the debugger: the page's own policy lets nobody add a script to it.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<{ violations: AxeFault[] }>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`)
          .join(' | ')}`,
    );
}

describe('a hundred hostile strings', { timeout: TIMEOUT_MS }, () => {
  it('in every field that a server controls run nothing and break nothing', async () => {
    expect(hostileStrings()).toHaveLength(100);
    mkdirSync(join(folder, 'hostile'));
    writeFileSync(join(folder, 'hostile/index.html'), render(hostileReport()));
    const page = await open('', {}, 'hostile');
    const seen = await page.evaluate(async () => {
      const anchors = [...document.querySelectorAll<HTMLAnchorElement>('.matrix a.cell')].map(({ hash }) => hash);
      const titles: string[] = [];
      for (const hash of anchors) {
        const heard = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
        location.hash = hash;
        await heard;
        titles.push(
          `${document.querySelector('.page.current')?.id} ${document.querySelectorAll('#case-page .exchange').length}`,
        );
      }
      return { titles, ran: 'ran' in window, scripts: document.scripts.length };
    });
    expect(seen.titles).toEqual(Array.from({ length: 100 }, () => 'case 2'));
    expect([seen.ran, seen.scripts]).toEqual([false, 2]);
    expect(
      await page
        .locator('img, iframe, object, embed, base, link, video, audio, [onload], [onerror], [onclick]')
        .count(),
    ).toBe(0);
    expect(await page.evaluate(() => document.querySelectorAll('style').length)).toBe(1);
  });

  it('would be noticed if one of them ran', async () => {
    const page = await open('', {}, 'sample');
    await page.evaluate(() => Object.assign(window, { ran: true }));
    expect(await page.evaluate(() => 'ran' in window)).toBe(true);
  });
});
