import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from './model.ts';
import { render } from './render.ts';

/** Writes `report.json` and `index.html` into `directory`; answers with the path of the page. */
export function writeReport(report: Report, directory: string): string {
  const index = join(directory, 'index.html');
  mkdirSync(directory, { recursive: true });
  writeWhole(join(directory, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  writeWhole(index, render(report));
  return index;
}

/** A reader finds the old file or the new one, never half of either. */
function writeWhole(path: string, text: string): void {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}
