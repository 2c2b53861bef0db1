import { defineConfig } from '@playwright/test';
import type { EngineOption } from 'cross-examine';
import { claims } from './specs/claims/index.ts';

const isCI = Boolean(process.env.CI);

export default defineConfig<object, EngineOption>({
  testDir: 'specs',
  outputDir: 'test-results/artifacts',
  // A retry would hide a flake, and a flake is what a conformance suite must not have.
  retries: 0,
  forbidOnly: isCI,
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  reporter: [
    [isCI ? 'dot' : 'list'],
    ['json', { outputFile: 'test-results/playwright.json' }],
    ['./reports/reporter.ts', { outputDir: 'reports/latest', claims }],
  ],
  projects: [
    { name: 'chromium', use: { engineName: 'chromium' } },
    { name: 'firefox', use: { engineName: 'firefox' } },
    { name: 'webkit', use: { engineName: 'webkit' } },
  ],
});
