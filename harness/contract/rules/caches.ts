import { keyByOrigin, varyAlways, varyWithoutMatch } from './cures/caches.ts';
import type { RuleEntries } from './rule.ts';
import { SECTIONS } from './sections.ts';

/** An answer that was made for one origin is given to another. */
export const CACHE_RULES = {
  'vary-missing': {
    severity: 'error',
    cwe: 'CWE-524',
    section: SECTIONS.caches,
    title: 'No `Vary: Origin` where the answer differs by Origin',
    meaning:
      'Access-Control-Allow-Origin depends on the Origin of the request, and the answer does not say so in Vary.',
    why: 'A cache between API and page may give one origin the answer made for another, which its browser refuses. The browser’s own cache does so too, when two pages ask for one address.',
    cures: varyAlways,
    under: null,
  },
  'vary-on-match-only': {
    severity: 'error',
    cwe: 'CWE-524',
    section: SECTIONS.vary,
    title: '`Vary: Origin` only where the origin matched',
    meaning:
      'Answers to listed origins have `Vary: Origin`; those to other origins, or to requests without an Origin, do not.',
    why: 'A cache keeps the bare answer and gives it to everybody. One request by curl or by an `<img>` makes a site fail until the entry ages out.',
    cures: varyWithoutMatch,
    under: 'vary-missing',
  },
  'cache-poisoned': {
    severity: 'error',
    cwe: 'CWE-524',
    section: SECTIONS.cacheKeys,
    title: 'A shared cache gives one origin the answer of another',
    meaning:
      'Read through a cache that honours Vary, a reader got an answer that was made for somebody else, and its browser refused it.',
    why: 'Who asks first decides who can read, until the entry ages out. Anybody can bring it about on purpose.',
    cures: keyByOrigin,
    under: 'vary-missing',
  },
} as const satisfies RuleEntries;
