import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseContract } from './contract/parse-contract.ts';
import { parseScenarios } from './model/parse-scenarios.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const README = read('README.md');
const DOCS = readdirSync(new URL('../docs/', import.meta.url)).filter((name) => name.endsWith('.md'));
const PAGES = ['README.md', 'CONTRIBUTING.md', ...DOCS.map((name) => `docs/${name}`)];
/** What a run writes is not there before one. */
const WRITTEN_BY_RUNS = /^(\.\.\/)?reports\/latest\//;

function blocks(language: string): string[] {
  return [...README.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map((match) => match[1] ?? '');
}

const unindented = (text: string) => text.replaceAll(/^ +/gm, '');

it('every spec in the README is a spec that is run', () => {
  const folder = new URL('../specs/', import.meta.url);
  const specs = readdirSync(folder).filter((name) => name.endsWith('.spec.ts'));
  const sources = specs.map((name) => unindented(read(`specs/${name}`))).join('\n');
  expect(blocks('ts').length).toBeGreaterThan(0);
  for (const block of blocks('ts')) expect(sources).toContain(unindented(block));
});

it('every scenario file and every contract in the README can be read', () => {
  const isContract = (block: string) => block.startsWith('api:');
  const [contracts, scenarios] = [
    blocks('yaml').filter(isContract),
    blocks('yaml').filter((each) => !isContract(each)),
  ];
  expect(contracts.length).toBeGreaterThan(0);
  expect(scenarios.length).toBeGreaterThan(0);
  for (const block of contracts) expect(parseContract(block, 'README.yaml')).toMatchObject({ ok: true });
  for (const block of scenarios) expect(parseScenarios(block, 'README.yaml')).toMatchObject({ ok: true });
});

it('every npm script in the README is there', () => {
  const { scripts } = JSON.parse(read('package.json'));
  const named = [...README.matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? '');
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
});

it.each(PAGES)('every link in %s leads to a file', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map((match) => match[1] ?? '');
  const missing = links.filter(
    (link) => !WRITTEN_BY_RUNS.test(link) && !existsSync(new URL(link, new URL(`../${page}`, import.meta.url))),
  );
  expect(missing).toEqual([]);
});
