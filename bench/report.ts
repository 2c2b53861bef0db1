import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { discover } from '../harness/browsers/discover.ts';
import { build } from '../reports/build.ts';
import type { BuildInput } from '../reports/input.ts';
import { writeReport } from '../reports/write.ts';
import { atMost, type Measurement } from './bench.ts';
import { median } from './cpu-time.ts';
import { fullRun } from './report-input.ts';

const CASES = 2_000;
const TIMES = 5;

const MOST_MEGABYTES = 8;
const MOST_BUILD_SECONDS = 3;
const MOST_PAINT_SECONDS = 1;
const MOST_FILTER_MS = 100;

/** How large the report of many cases in three engines is, and how fast it is built, painted and filtered. */
export async function benchReport(): Promise<Measurement[]> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-report-'));
  try {
    const input = fullRun(CASES);
    const seconds = Array.from({ length: 3 }, () => secondsToWrite(input, directory));
    const index = join(directory, 'index.html');
    const { paint, filter } = await inChromium(index);
    const what = `report of ${CASES} cases in three engines`;
    return [
      atMost(`${what}, size`, statSync(index).size / 1e6, MOST_MEGABYTES, 'MB'),
      atMost(`${what}, built and written in`, median(seconds), MOST_BUILD_SECONDS, 's'),
      atMost(`${what}, first paint after`, paint, MOST_PAINT_SECONDS, 's'),
      atMost(`${what}, slowest of its filters`, filter, MOST_FILTER_MS, 'ms'),
    ];
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Wall-clock time: what a person waits for at the end of a run. */
function secondsToWrite(input: BuildInput, directory: string): number {
  const before = performance.now();
  writeReport(build(input), directory);
  return (performance.now() - before) / 1000;
}

async function inChromium(index: string): Promise<{ readonly paint: number; readonly filter: number }> {
  const found = await discover('chromium');
  if (!found.found)
    throw new Error(`nothing was measured: ${found.reason.missing}. To cure it: ${found.reason.remedy}`);
  const browser = await chromium.launch({ executablePath: found.browser.executablePath });
  try {
    const page = await browser.newPage();
    const paints: number[] = [];
    for (let time = 0; time < TIMES; time += 1) paints.push(await firstPaint(page, index));
    await page.goto(`${pathToFileURL(index)}#matrix`);
    const filters = [
      await filterTime(page, 'text', 'readable'),
      await filterTime(page, 'text', ''),
      await filterTime(page, 'outcome', 'blocked'),
      await filterTime(page, 'outcome', ''),
      await filterTime(page, 'engine', '1'),
    ];
    return { paint: median(paints), filter: Math.max(...filters) };
  } finally {
    await browser.close();
  }
}

/** In seconds, as the browser itself tells it: https://w3c.github.io/paint-timing/#first-contentful-paint */
async function firstPaint(page: Page, index: string): Promise<number> {
  await page.goto('about:blank');
  await page.goto(pathToFileURL(index).href);
  const paint = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          for (const { name, startTime } of list.getEntries())
            if (name === 'first-contentful-paint') resolve(startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
  return paint / 1000;
}

/** From the choice to the frame that shows it, in milliseconds; the middle of several. */
async function filterTime(page: Page, field: string, value: string): Promise<number> {
  const times: number[] = [];
  for (let time = 0; time < TIMES; time += 1) times.push(await page.evaluate(choose, [field, value] as const));
  return median(times);
}

function choose([field, value]: readonly [string, string]): Promise<number> {
  const form = document.querySelector('form') as HTMLFormElement;
  form.reset();
  const control = form.elements.namedItem(field) as HTMLInputElement;
  return new Promise((resolve) => {
    // Between frames, and after what the reset has to do.
    requestAnimationFrame(() =>
      setTimeout(() => {
        const before = performance.now();
        control.value = value;
        control.dispatchEvent(new Event('input', { bubbles: true }));
        requestAnimationFrame(() => {
          // After this frame has been laid out and painted.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - before);
          port2.postMessage(null);
        });
      }),
    );
  });
}
