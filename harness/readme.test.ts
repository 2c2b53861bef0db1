import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseScenarios } from './model/parse-scenarios.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const README = read('README.md');
const PAGES = ['README.md', 'docs/scenarios.md', 'docs/browser-notes.md', 'docs/caches.md', 'docs/report.md'];

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

it('every scenario file in the README can be read', () => {
  expect(blocks('yaml').length).toBeGreaterThan(0);
  for (const block of blocks('yaml')) expect(parseScenarios(block, 'README.yaml')).toMatchObject({ ok: true });
});

it('every npm script in the README is there', () => {
  const { scripts } = JSON.parse(read('package.json'));
  const named = [...README.matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? '');
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
});

it.each(PAGES)('every link in %s leads to a file', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map((match) => match[1] ?? '');
  const missing = links.filter((link) => !existsSync(new URL(link, new URL(`../${page}`, import.meta.url))));
  expect(missing).toEqual([]);
});
