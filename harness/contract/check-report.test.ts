import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ENGINE_NAMES, type EngineName } from '../model/words.ts';
import { check } from './check.ts';
import { contractWith, startTestApi } from './testing-api.ts';
import { standardEngines } from './testing-engine.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cross-examine-'));
  process.env.XDG_CACHE_HOME = folder;
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Who is asked first comes first in what was seen, too. */
it.each<[EngineName[]]>([[['webkit', 'firefox', 'chromium']], [['firefox', 'chromium', 'webkit']]])(
  'a finding names its engines in one order, though %j is the order in which they answered',
  { timeout: 60_000 },
  async (engines) => {
    const api = await startTestApi((request, response) => {
      // Strangers alone may read.
      const { origin = '' } = request.headers;
      if (!origin.endsWith('shop.com')) response.setHeader('access-control-allow-origin', origin);
      response.setHeader('vary', 'Origin').end('ok');
    });
    try {
      const contract = contractWith(api.address, [{ route: 'GET /orders' }], { credentials: false });
      const { findings } = await check(contract, { engines, source: await standardEngines() });
      const named = findings.map(({ rule, engines: names }) => [rule, names]);
      expect(named).toContainEqual(['reflected-origin', ENGINE_NAMES]);
      expect(named).toContainEqual(['site-refused', ENGINE_NAMES]);
    } finally {
      api.close();
    }
  },
);
