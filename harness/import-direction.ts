import { posix } from 'node:path';

/** The folders whose imports are held to a direction, and what each may import of ours besides itself. */
const ALLOWED: Readonly<Record<string, readonly string[] | 'anything'>> = {
  'harness/model': [],
  'harness/processes': [],
  'harness/terminal': ['harness/model'],
  'harness/oracle': ['harness/model'],
  'harness/network': ['harness/model'],
  servers: ['harness/model', 'harness/processes'],
  'harness/browsers': ['harness/model', 'harness/network', 'harness/processes'],
  'harness/deviations': ['harness/model'],
  'harness/configs': ['harness/model', 'servers'],
  'harness/runner': ['harness/model', 'harness/network', 'harness/browsers', 'harness/oracle', 'harness/deviations'],
  'harness/differential': [
    'harness/model',
    'harness/terminal',
    'harness/oracle',
    'harness/network',
    'harness/browsers',
    'harness/deviations',
    'harness/runner',
  ],
  'harness/contract': [
    'harness/model',
    'harness/processes',
    'harness/terminal',
    'harness/oracle',
    'harness/network',
    'servers',
    'harness/browsers',
    'harness/deviations',
    'harness/configs',
    'harness/runner',
  ],
  'harness/testing': [
    'harness/model',
    'harness/oracle',
    'harness/network',
    'servers',
    'harness/browsers',
    'harness/deviations',
    'harness/configs',
    'harness/runner',
    'harness/contract',
  ],
  reports: ['harness/model'],
  'harness/install': ['harness/model', 'harness/terminal', 'harness/browsers'],
  'harness/cli': 'anything',
  // The files that stand in harness/ itself: what users may import.
  harness: 'anything',
  bench: 'anything',
  // A spec is written as a user writes one.
  specs: ['cross-examine', 'servers'],
};

/** Our own package as users import it. Only specs may: elsewhere it would lead from the ground floor to the roof. */
const OWN_NAME = 'cross-examine';

/** What only tests may import. */
const TEST_RUNNER = 'vitest';

/**
 * The imports of one file that go where they must not.
 * @param file its path from the root of the repository, with `/` between folders
 * @param source its text
 * @returns one sentence an import; none when all is well
 */
export function wrongImports(file: string, source: string): string[] {
  const from = folderOf(file);
  const allowed = ALLOWED[from];
  if (allowed === undefined) return [`${file}: there is no rule for ${from}/: give it one`];
  return specifiersOf(source).flatMap((specifier) => {
    const to = targetOf(file, specifier);
    if (to === undefined || isAllowed(file, allowed, to)) return [];
    return [`${file} imports ${specifier}: ${from} may not import ${to}`];
  });
}

function isAllowed(file: string, allowed: readonly string[] | 'anything', to: string): boolean {
  if (to === TEST_RUNNER) return file.endsWith('.test.ts');
  return to === folderOf(file) || allowed === 'anything' || allowed.includes(to);
}

/** The folder that has the rule: a folder of `harness/`, or another one at the top. */
function folderOf(path: string): string {
  const [top = '', second = '', third] = path.split('/');
  return top === 'harness' && third !== undefined ? `${top}/${second}` : top;
}

/** What an import leads to: a folder of ours, our own package or the test runner; `undefined` for other packages. */
function targetOf(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return folderOf(posix.join(posix.dirname(file), specifier));
  const [name] = specifier.split('/');
  return name === OWN_NAME || name === TEST_RUNNER ? name : undefined;
}

/** Every module that a text imports, re-exports or loads by a literal name. */
function specifiersOf(source: string): string[] {
  const code = source.replace(/^\s*(\/\/.*|\/?\*.*)$/gm, '');
  const patterns = [
    /\b(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/g,
    /\bimport\s*\(?\s*['"`]([^'"`]+)['"`]/g,
  ];
  return patterns.flatMap((pattern) => [...code.matchAll(pattern)].map((match) => match[1] ?? ''));
}
