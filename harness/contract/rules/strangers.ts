import { listOrigins, publicWithoutCredentials, separateRoute } from './cures/origins.ts';
import { refusePreflight } from './cures/preflights.ts';
import type { RuleEntries } from './rule.ts';
import { SECTIONS } from './sections.ts';

/** An origin reads that may not, or gets something done that it may not. */
export const STRANGER_RULES = {
  'reflected-origin': {
    severity: 'error',
    cwe: 'CWE-942',
    section: SECTIONS.corsCheck,
    title: 'Any origin may read',
    meaning:
      'An origin that has nothing to do with the sites is allowed to read the answer: whoever asks is reflected, or `*` is sent.',
    why: 'Every page a user visits can read what this route answers. With credentials it reads what the user alone may see.',
    cures: listOrigins('Do not answer with whatever Origin was sent.'),
    under: null,
  },
  'null-origin': {
    severity: 'error',
    cwe: 'CWE-942',
    section: SECTIONS.originHeader,
    title: 'The origin `null` may read',
    meaning:
      'The answer allows the origin `null`, which every sandboxed frame, `data:` page and cross-origin redirect sends.',
    why: 'Any page can put itself at that origin by a sandboxed frame. To allow it is to allow everybody.',
    cures: listOrigins('Take `null` out of the list: any page can send it from a sandboxed frame.'),
    under: 'reflected-origin',
  },
  'origin-prefix': {
    severity: 'error',
    cwe: 'CWE-942',
    section: SECTIONS.corsCheck,
    title: 'An origin that begins like a listed one may read',
    meaning:
      'The answer allows `https://shop.com.evil.com`, or another origin that only begins with a listed one; or `https://shop.co`, with which a listed one only begins.',
    why: 'Anybody can register such a host. Its pages read the answers as if they were the team’s own.',
    cures: listOrigins(
      'The comparison ends too early: anchor the end (`$`), or better compare whole strings in place of startsWith and includes.',
    ),
    under: 'reflected-origin',
  },
  'origin-suffix': {
    severity: 'error',
    cwe: 'CWE-942',
    section: SECTIONS.corsCheck,
    title: 'An origin that ends like a listed one may read',
    meaning: 'The answer allows `https://evilshop.com`, or another origin that only ends with a listed host.',
    why: 'Anybody can register such a host. Its pages read the answers as if they were the team’s own.',
    cures: listOrigins(
      'The comparison begins too late: anchor the start (`^https://`), or better compare whole strings in place of endsWith and includes.',
    ),
    under: 'reflected-origin',
  },
  'origin-unescaped': {
    severity: 'error',
    cwe: 'CWE-942',
    section: SECTIONS.corsCheck,
    title: 'A dot in the list matches any character',
    meaning:
      'The answer allows a listed origin with one of its dots replaced by a letter: the list is read as a regular expression.',
    why: 'The host with the other letter is for anybody to register. Its pages read the answers as if they were the team’s own.',
    cures: listOrigins(
      'A dot in a regular expression is any character: escape it (`\\.`), or better compare whole strings.',
    ),
    under: 'reflected-origin',
  },
  'origin-subdomain': {
    severity: 'error',
    cwe: 'CWE-942',
    section: SECTIONS.corsCheck,
    title: 'Every sub-domain may read',
    meaning: 'The answer allows a sub-domain of a listed host that is not listed itself.',
    why: 'A forgotten or hosted sub-domain that somebody takes over, or a script injected into one, reads everything. Its pages are the same site, so cookies go along.',
    cures: listOrigins('List the sub-domains that are meant, in place of a pattern for all of them.'),
    under: 'reflected-origin',
  },
  'origin-joined': {
    severity: 'error',
    cwe: 'CWE-942',
    section: SECTIONS.corsCheck,
    title: 'Two listed hosts joined may read',
    meaning:
      'The answer allows a host made of two listed ones, or one that begins and ends like a listed host: begin and end are compared apart.',
    why: 'Such a host is for anybody to register. Its pages read the answers as if they were the team’s own.',
    cures: listOrigins(
      'Alternatives are not held together: `^https://shop\\.com|admin\\.shop\\.com$` needs brackets, `^https://(shop\\.com|admin\\.shop\\.com)$`; or better compare whole strings.',
    ),
    under: 'reflected-origin',
  },
  'http-origin': {
    severity: 'error',
    cwe: 'CWE-942',
    section: SECTIONS.origin,
    title: 'The same host without TLS may read',
    meaning: 'The answer allows a listed origin with `http:` in place of `https:`.',
    why: 'Whoever is on the network path can serve a page at the http origin. That page then reads what TLS was to protect.',
    cures: listOrigins('Compare the scheme too: `https?` lets pages without TLS read.'),
    under: 'reflected-origin',
  },
  'port-ignored': {
    severity: 'error',
    cwe: 'CWE-942',
    section: SECTIONS.origin,
    title: 'The same host at any port may read',
    meaning: 'The answer allows a listed host at another port.',
    why: 'Another port of the host is another program: a test server, an admin panel, a user’s own process. A page from it reads the answers as if it were the site.',
    cures: listOrigins('Compare the port too: compare Origin as a whole, not its hostname.'),
    under: 'reflected-origin',
  },
  'development-origin': {
    severity: 'error',
    cwe: 'CWE-942',
    section: SECTIONS.corsCheck,
    title: 'A development origin may read',
    meaning: 'The answer allows `http://localhost` or `http://127.0.0.1`, at some port.',
    why: 'Any program on a user’s machine can serve a page there. It reads the user’s data with the user’s cookies.',
    cures: listOrigins('Keep development origins to the development configuration.'),
    under: 'reflected-origin',
  },
  'internal-readable': {
    severity: 'error',
    cwe: 'CWE-200',
    section: SECTIONS.safeSetup,
    title: 'A site reads what it may not',
    meaning: 'A route that only some sites may read, or none, is readable from another one of them.',
    why: 'One policy for the whole API is wider than this route needs. A script injected into the least guarded site reads the data of the most guarded one.',
    cures: separateRoute,
    under: null,
  },
  'public-with-credentials': {
    severity: 'error',
    cwe: 'CWE-942',
    section: SECTIONS.credentials,
    title: 'A public route is readable with credentials',
    meaning: 'A route that anyone may read without credentials lets strangers read it with credentials.',
    why: 'A public answer needs no cookies. If the route ever answers differently to somebody who is logged in, every page on the web reads that.',
    cures: publicWithoutCredentials,
    under: 'reflected-origin',
  },
  'unsafe-request-reached': {
    severity: 'error',
    cwe: 'CWE-352',
    section: SECTIONS.corsPreflightFetch,
    title: 'A stranger’s unsafe request arrives',
    meaning:
      'A request that needs a preflight arrives at the API from an origin that is none of its readers: the preflight let it pass.',
    why: 'The API does what it is asked, whether or not the stranger can read the answer. The preflight was there to prevent that.',
    cures: refusePreflight,
    under: null,
  },
} as const satisfies RuleEntries;
