import type { MisconfiguredRules } from '../misconfigured.ts';
import type { System } from '../system.ts';

/** How each of them goes wrong. */
const WRONG: Readonly<Record<string, MisconfiguredRules>> = {
  reflects: { originPolicy: { kind: 'anyone' } },
  'allows-null': { originPolicy: { kind: 'null' } },
  prefix: { originPolicy: { kind: 'prefix' } },
  suffix: { originPolicy: { kind: 'suffix' } },
  wildcard: { originPolicy: { kind: 'anyone' }, allowOrigin: ['*'] },
  'says-twice': { allowOrigin: ['${origin}', '*'] },
  'preflights-lie': { preflight: { originPolicy: { kind: 'anyone' } } },
  'bare-errors': { errors: { originPolicy: { kind: 'nobody' } } },
};

const originOf = (name: string): string => `https://${name}.shop.com`;

/** APIs that go wrong, for a person to look at. */
export const MISCONFIGURED: System = {
  what: 'APIs that go wrong, each in its own way: reflection, null, look-alikes, two permissions, preflights that lie',
  pages: ['https://shop.com', 'https://evil.com', 'https://evilshop.com', 'https://shop.com.evil.com'],
  suggestions: Object.keys(WRONG).flatMap((name) => [
    {
      label: `${name}: read the account, with cookies`,
      url: `${originOf(name)}/account`,
      init: { credentials: 'include' },
    },
    { label: `${name}: what fails (500)`, url: `${originOf(name)}/report` },
    { label: `${name}: delete an order`, url: `${originOf(name)}/orders/1`, init: { method: 'DELETE' } },
  ]),
  start: async () => {
    const { misconfigured } = await import('../misconfigured.ts');
    return Object.fromEntries(Object.entries(WRONG).map(([name, rules]) => [originOf(name), misconfigured(rules)]));
  },
};
