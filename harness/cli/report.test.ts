import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sampleReport } from '../../reports/testing/sample-report.ts';
import { main } from './main.ts';

let folder: string;
let said: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'report-'));
  said = [];
  for (const method of ['log', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((line) => void said.push(String(line)));
  }
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function write(name: string, value: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(value));
  return path;
}

const { changes: _, ...plain } = sampleReport();
const SAMPLE = { ...plain, changes: null };

it('draws the page beside its twin, the same each time, and says where', async () => {
  const path = write('report.json', SAMPLE);
  expect(await main(['report', path])).toBe(0);
  expect(said).toEqual([join(folder, 'index.html')]);
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  expect(await main(['report', folder])).toBe(0);
  expect(readFileSync(join(folder, 'index.html'), 'utf8')).toBe(page);
});

it('holds it against an earlier one: exit code 1 where something fails that did not', async () => {
  const results = SAMPLE.results.map((result) => ({ ...result, pass: true, failure: null }));
  const old = write('old.json', { ...SAMPLE, results });
  const path = write('report.json', SAMPLE);
  expect(await main(['report', path, '--against', old])).toBe(1);
  expect(said[0]).toContain('1 new failures, 0 fixed');
  expect(readFileSync(join(folder, 'index.html'), 'utf8')).toContain('What changed');
  expect(await main(['report', old, '--against', path])).toBe(0);
});

it('refuses what it cannot read by name, and writes nothing', async () => {
  expect(await main(['report', join(folder, 'none.json')])).toBe(2);
  expect(said[0]).toContain('none.json: cannot be read');
  const path = write('report.json', { format: 7 });
  expect(await main(['report', path, '--against', join(folder, 'none.json')])).toBe(2);
  expect(said.join('\n')).toContain('report.json: is no report that this version reads (format 1)');
  expect(said.at(-1)).toContain('none.json');
});
