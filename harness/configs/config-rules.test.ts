import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CONFIG_RULES } from './config-rules.ts';

const DOCS = readFileSync(new URL('../../docs/configuration-files.md', import.meta.url), 'utf8').replaceAll(/ +/g, ' ');

it.each(Object.entries(CONFIG_RULES))('%s stands in the docs', (id, { severity, why }) => {
  expect(DOCS).toContain(`| \`${id}\` | ${severity} | ${why} |`);
});
