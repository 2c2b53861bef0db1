/**
 * `npm test`: every step runs even when an earlier one failed, so that the counts are complete and a machine without
 * one engine still tests the others. Fails when any step failed.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';

const STEPS = [
  'npm run --silent browsers',
  'npm run --silent servers',
  'npx --no-install vitest run --reporter=default --reporter=json --outputFile.json=test-results/vitest.json',
  'npx --no-install playwright test',
  'npx --no-install tsx reports/write-beliefs.ts --check',
];

// A report of an earlier run must not be counted as one of this run.
rmSync('test-results', { recursive: true, force: true });
mkdirSync('test-results');

const failed = STEPS.filter((step) => {
  console.log(`\n$ ${step}`);
  return spawnSync(step, { shell: true, stdio: 'inherit' }).status !== 0;
});
for (const step of failed) console.error(`failed: ${step}`);
process.exitCode = failed.length > 0 ? 1 : 0;
