import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { claims } from '../specs/claims/index.ts';
import { ALL_CASES } from './all-cases.ts';
import { type Evidence, type ListedSuite, namedInVain, resultIds } from './evidence-ids.ts';
import type { Claim } from './model/claim.ts';

const PLAYWRIGHT = createRequire(import.meta.url).resolve('@playwright/test/cli');
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SPECS = fileURLToPath(new URL('../specs/', import.meta.url));
const TIMEOUT_MS = 120_000;

/** What Playwright would run. Its own process: the runner must not take itself for a part of this one. */
async function listedSuites(): Promise<ListedSuite[]> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_OPTIONS|TEST)/.test(name)),
  );
  const args = [PLAYWRIGHT, 'test', '--list', '--reporter=json'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT, env, maxBuffer: 2 ** 28 });
  return (JSON.parse(stdout) as { suites: ListedSuite[] }).suites;
}

function specSources(): string {
  const specs = readdirSync(SPECS, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.spec.ts'));
  return specs.map((path) => readFileSync(SPECS + path, 'utf8')).join('\n');
}

describe('claims', () => {
  let evidence: Evidence;

  beforeAll(async () => {
    const results = new Set([...resultIds(await listedSuites()), ...ALL_CASES.map(({ id }) => id)]);
    evidence = { results, sources: specSources() };
  }, TIMEOUT_MS);

  it('name tests, scenarios and measurements that there are', () => {
    expect(namedInVain(claims, evidence)).toEqual([]);
  });

  it('would be found out if they did not', () => {
    const [claim] = claims;
    const named = (of: string): Claim => ({ ...(claim as Claim), literal: [{ of, says: {}, otherwise: '' }] });
    const wrong = 'silent-side-effects/a-test-that-nobody-wrote';
    const ids = [wrong, `${wrong}#2`, 'cdn/never-measured', 'cdn/hit-rate/vary-origin', 'cdn/hit-rate/a/b/c'];
    expect(namedInVain(ids.map(named), evidence)).toHaveLength(ids.length);
  });

  it('have each an id of its own', () => {
    const ids = claims.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });
});

describe('the ids of listed tests', () => {
  const spec = (title: string, line: number) => ({
    title,
    line,
    file: 'orders.spec.ts',
    tests: [{ projectName: 'chromium' }, { projectName: 'firefox' }],
  });

  it('are those of the report: by file and title, numbered where they meet', () => {
    const inside = { title: 'Cart', specs: [spec('is read', 9)] };
    const file = { title: 'orders.spec.ts', specs: [spec('is read', 3), spec('C: <b>', 5)], suites: [inside] };
    expect(resultIds([file])).toEqual(['orders/is-read', 'orders/c-b', 'orders/is-read-2']);
  });
});
