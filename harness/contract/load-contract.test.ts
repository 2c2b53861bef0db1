import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeIssue } from '../model/input-issue.ts';
import { findContract, loadContract } from './load-contract.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'contract-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const BODY = "api: 'https://api.shop.com', sites: ['https://shop.com'], routes: [{ route: 'GET /orders' }]";

it('reads YAML, JSON and TypeScript alike', async () => {
  const yaml = await loadContract(write('cors.contract.yaml', `{ ${BODY} }`));
  const ts = await loadContract(
    write('cors.contract.ts', `const contract: object = { ${BODY} };\nexport default contract;`),
  );
  const json = await loadContract(
    write('a.json', '{"api":"https://api.shop.com","sites":["https://shop.com"],"routes":[{"route":"GET /orders"}]}'),
  );
  expect(yaml).toMatchObject({ ok: true });
  expect(ts).toEqual(yaml);
  expect(json).toEqual(yaml);
});

it.each([
  ['a file that is not there', 'nowhere.yaml', undefined, 'cannot be read'],
  ['TypeScript that does not parse', 'a.ts', 'export default {', 'cannot be read'],
  ['TypeScript that throws', 'a.ts', "throw new Error('no luck')", 'no luck'],
  ['TypeScript without a default export', 'a.ts', 'export const a = 1;', 'api: is the address browsers use'],
])('says what is wrong with %s', async (_, name, text, wanted) => {
  const parsed = await loadContract(text === undefined ? join(folder, name) : write(name, text));
  expect(parsed.ok ? '' : parsed.issues.map(describeIssue).join('\n')).toContain(wanted);
});

it('finds the contract of a folder', () => {
  expect(findContract(folder)).toBeUndefined();
  const file = write('cors.contract.json', '{}');
  expect(findContract(folder)).toBe(file);
});
