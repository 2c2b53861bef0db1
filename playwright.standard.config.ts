import { defineConfig } from '@playwright/test';
import config from './playwright.config.ts';

/** `npm run standard`: the facts of the Fetch Standard, put to every engine. */
export default defineConfig(config, {
  testDir: 'specs/standard',
  testIgnore: [],
  outputDir: 'test-results/artifacts-standard',
  reporter: [
    [process.env.CI ? 'dot' : 'list'],
    ['json', { outputFile: 'test-results/playwright-standard.json' }],
    ['./reports/reporter.ts', { outputDir: 'reports/latest/standard' }],
  ],
});
