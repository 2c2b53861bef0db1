import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from './model.ts';
import { render } from './render.ts';

/** Writes `report.json` and `index.html` into `directory`; answers with the path of the page. */
export function writeReport(report: Report, directory: string): string {
  const index = join(directory, 'index.html');
  mkdirSync(directory, { recursive: true });
  writeWhole(join(directory, 'report.json'), jsonLines(report));
  writeWhole(index, render(report));
  return index;
}

/** A field a line, and a member of its lists a line: small, and a difference between two reports is a line. */
function jsonLines(report: Report): string {
  const fields = Object.entries(report).map(([name, value]) => `${JSON.stringify(name)}: ${fieldText(value)}`);
  return `{\n${fields.join(',\n')}\n}\n`;
}

function fieldText(value: unknown): string {
  if (!Array.isArray(value) || value.length === 0) return JSON.stringify(value);
  return `[\n${value.map((member) => JSON.stringify(member)).join(',\n')}\n]`;
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
