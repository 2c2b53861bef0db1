import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { emulate } from './emulate.ts';
import { readConfig } from './read-config.ts';
import { unconfirmedOf } from './unconfirmed.ts';

const SAMPLES = new URL('./samples/', import.meta.url);
const CONFIGURED = readdirSync(SAMPLES).flatMap(
  (file) => readConfig(readFileSync(new URL(file, SAMPLES), 'utf8'), file).configured,
);
const FIRST_OF_EACH = [...new Map(CONFIGURED.map((each) => [each.kind, each])).values()];

describe('what is unconfirmed', () => {
  it.each(FIRST_OF_EACH)('of $kind is what its emulated server says', (configured) => {
    const [said] = unconfirmedOf([configured]);
    expect(said?.choices).toEqual(emulate(configured).unconfirmed);
    expect(said?.choices).not.toEqual([]);
  });

  it('is said once a kind', () => {
    expect(unconfirmedOf([...CONFIGURED, ...CONFIGURED]).map(({ kind }) => kind)).toEqual([
      ...new Set(CONFIGURED.map(({ kind }) => kind)),
    ]);
  });

  it('is nothing where nothing is configured', () => {
    expect(unconfirmedOf([])).toEqual([]);
  });
});
