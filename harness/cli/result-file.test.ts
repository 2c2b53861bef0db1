import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EngineInfo } from '../model/engine-info.ts';
import { observation } from '../model/testing-exchange.ts';
import { ResultFile } from './result-file.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cross-examine-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const ENGINE: EngineInfo = {
  name: 'chromium',
  version: '1',
  build: 'stock',
  driver: 'cdp',
  platform: 'linux x64',
};
const result = (id: string) => ({
  id,
  engine: 'chromium' as const,
  steps: [{ ...observation({ url: 'https://ü.com/✓' }), deviations: [] }],
});

it('is valid, and says that it is not complete, after every single write', () => {
  const path = join(folder, 'a.json');
  const read = () => JSON.parse(readFileSync(path, 'utf8'));
  const file = new ResultFile(path, null);
  expect(read()).toEqual({ format: 1, standard: null, engines: [], results: [], complete: false });
  file.add(result('late'), 2);
  expect(read()).toMatchObject({ complete: false, results: [{ id: 'late' }] });
  file.add(result('early'), 1);
  expect(read()).toMatchObject({ complete: false, results: [{ id: 'late' }, { id: 'early' }] });
  file.finish([ENGINE], true);
  expect(read()).toMatchObject({ complete: true, engines: [ENGINE], results: [{ id: 'early' }, { id: 'late' }] });
});
