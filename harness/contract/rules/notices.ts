import { firstPartyCookies, guardWrites, lowerMaxAge, nothingToDo, setMaxAge } from './cures/requests.ts';
import type { RuleEntries } from './rule.ts';
import { SECTIONS } from './sections.ts';

/** What is to be known, and breaks no promise of the contract. */
export const NOTICE_RULES = {
  'silent-side-effect': {
    severity: 'warn',
    cwe: 'CWE-352',
    section: SECTIONS.sameSiteCookies,
    title: 'A blocked request that works',
    meaning:
      'An unsafe request that needs no preflight was made by a stranger and answered 2xx. The page could not read the answer.',
    why: 'CORS hides the answer and does not stop the request. Every page on the web can have it made by its visitors.',
    cures: guardWrites,
    under: null,
  },
  'third-party-cookie-blocked': {
    severity: 'warn',
    cwe: null,
    section: SECTIONS.thirdPartyCookies,
    title: 'The cookie does not go along',
    meaning:
      'A site asks with credentials, and the browser holds the session’s cookie back, since site and API are not of one site.',
    why: 'The headers are right and the user is not logged in. It differs from engine to engine, and from year to year.',
    cures: firstPartyCookies,
    under: null,
  },
  'max-age-over-cap': {
    severity: 'note',
    cwe: null,
    section: SECTIONS.maxAge,
    title: 'Access-Control-Max-Age is more than browsers keep',
    meaning:
      'The preflight answer says longer than every engine remembers it: 7200 seconds in Chromium, 86400 in Firefox, 600 in WebKit.',
    why: 'It does no harm. Preflights come more often than the number promises.',
    cures: lowerMaxAge,
    under: null,
  },
  'preflight-not-cached': {
    severity: 'note',
    cwe: null,
    section: SECTIONS.preflightCache,
    title: 'Preflights are hardly remembered',
    meaning: 'The preflight answer has no Access-Control-Max-Age, or one of zero.',
    why: 'Most requests wait for a preflight first. On a slow network that doubles the time each takes.',
    cures: setMaxAge,
    under: null,
  },
  'origin-unreachable-in-engines': {
    severity: 'note',
    cwe: null,
    section: SECTIONS.origin,
    title: 'No engine can be at this origin',
    meaning: 'The API allows an origin that none of the engines asked can load a page from.',
    why: 'No page asks from there today. The list is still wider than it looks.',
    cures: nothingToDo,
    under: null,
  },
} as const satisfies RuleEntries;
