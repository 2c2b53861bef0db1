import { readFileSync, writeFileSync } from 'node:fs';
import { sameBeliefs, withBeliefs } from './beliefs.ts';
import type { Report } from './model.ts';

const README = new URL('../README.md', import.meta.url);

/** `npm run beliefs`: writes the README's table of beliefs from the last report; with `--check` it only compares. */
const report = JSON.parse(readFileSync(new URL('latest/report.json', import.meta.url), 'utf8')) as Report;
const text = readFileSync(README, 'utf8');
const fresh = withBeliefs(text, report);
if (!process.argv.includes('--check')) writeFileSync(README, fresh);
else if (!sameBeliefs(text, fresh)) {
  process.stderr.write(
    'The README tells other verdicts than the last report: npm run beliefs, and look at what changed.\n',
  );
  process.exitCode = 1;
}
