import type { Claim, ClaimCase } from 'cross-examine';

const NOTES = 'course notes';

const restaurant = (title: string): string => `company-sites/${title}`;
const sameOrigin = (title: string): string => `same-origin/${title}`;

/** Each of the three reads twice, the second time with credentials. */
const isRead = ['', '#2', '#3', '#4', '#5', '#6'].map(
  (request): ClaimCase => ({
    of: restaurant(`three-sites-are-listed-and-read${request}`),
    says: { outcome: 'readable' },
    otherwise: 'A listed site cannot read.',
  }),
);

const isNotRead = (request: string, otherwise: string): ClaimCase => ({
  of: restaurant(`others-are-not-and-do-not-however-much-alike-they-look${request}`),
  says: { outcome: 'blocked', reached: true },
  otherwise,
});

const isSame = (title: string): ClaimCase => ({
  of: sameOrigin(title),
  says: { outcome: 'readable', preflight: 'none' },
  otherwise: 'Two URLs of one scheme, host and port are not of one origin.',
});

const isCross = (title: string): ClaimCase => ({
  of: sameOrigin(title),
  says: { outcome: 'blocked' },
  otherwise: 'Two URLs that differ in scheme, host or port are of one origin.',
});

/** Where one origin ends, and what an allow-list does. */
export const companySites: readonly Claim[] = [
  {
    id: 'C01',
    text: 'Two subdomains of one company are different origins: script on one cannot read the other without CORS.',
    source: `${NOTES}, §5`,
    basis: 'measured',
    literal: [
      {
        of: restaurant('without-a-note-not-even-a-sub-domain-of-the-same-company-reads'),
        says: { outcome: 'blocked', reached: true },
        otherwise: 'A sub-domain reads without permission.',
      },
      isCross('another-sub-domain-is-another-origin'),
    ],
    breaking: [
      {
        of: restaurant('without-a-note-not-even-a-sub-domain-of-the-same-company-reads#2'),
        says: { outcome: 'opaque' },
        otherwise: 'In no-cors mode a sub-domain can look inside.',
      },
      ...['the-parent-domain', 'a-nested-sub-domain', 'another-port'].map((what) =>
        isCross(`${what}-is-another-origin`),
      ),
      isCross('https-is-another-origin-than-http'),
    ],
  },
  {
    id: 'C02',
    text: 'A server that lists three of its sites lets exactly those three read.',
    source: `${NOTES}, §5`,
    basis: 'measured',
    literal: [...isRead, isNotRead('', 'A site that is not listed can read.')],
    breaking: [
      isNotRead('#2', 'The same host can read from http, too.'),
      isNotRead('#3', 'The same host can read from another port, too.'),
      isNotRead('#4', 'A host that ends like a listed one can read.'),
      isNotRead('#5', 'A sub-domain of a listed site can read.'),
    ],
  },
  {
    id: 'C03',
    text: 'Script cannot forge the Origin header.',
    source: `${NOTES}, §5`,
    basis: 'measured',
    literal: ['', '#2', '#3'].map((request) => ({
      of: restaurant(`fetch-a-request-made-before-and-xmlhttprequest-leave-it-out-and-say-who-really-asks${request}`),
      says: { outcome: 'blocked', requestHeadersSeenByServer: { origin: 'https://evil.com' } },
      otherwise: 'The Origin that script sets arrives.',
    })),
    breaking: [
      {
        of: restaurant('a-worker-cannot-do-it-either'),
        says: { requestHeadersSeenByServer: { origin: 'https://evil.com' } },
        otherwise: 'The Origin that a worker sets arrives.',
      },
      {
        of: restaurant('the-preflight-tells-the-truth-too'),
        says: { preflightHeadersSeenByServer: { origin: 'https://evil.com' } },
        otherwise: 'The Origin that script sets arrives with the preflight.',
      },
      {
        of: restaurant('a-sandboxed-frame-hides-who-asks-behind-null-and-bears-no-other-name'),
        says: { requestHeadersSeenByServer: { origin: 'https://evil.com' } },
        otherwise: 'It can hide its own: from a sandboxed frame any page sends null, which tells nobody apart.',
      },
    ],
  },
  {
    id: 'C04',
    text: 'A slip for GET-orders and POST-cart admits those and nothing else.',
    source: `${NOTES}, §5`,
    basis: 'measured',
    literal: [
      {
        of: restaurant('admits-the-one-and-the-other'),
        says: { outcome: 'readable' },
        otherwise: 'GET-orders is not admitted.',
      },
      {
        of: restaurant('admits-the-one-and-the-other#2'),
        says: { outcome: 'readable', preflight: 'sent' },
        otherwise: 'POST-cart is not admitted.',
      },
      {
        of: restaurant('admits-no-delete'),
        says: { outcome: 'blocked', reached: false, effects: { 'https://api.shop.com': 0 } },
        otherwise: 'A DELETE that the slip does not name is admitted.',
      },
    ],
    breaking: [
      {
        of: restaurant('does-not-name-post-orders-as-json-it-is-refused-as-a-form-it-is-carried-out-and-read#2'),
        says: { outcome: 'blocked', effects: { 'https://api.shop.com': 0 } },
        otherwise:
          'A simple POST that no slip names is carried out and read: methods are asked for by preflight alone.',
      },
      {
        of: restaurant('turns-a-visitor-without-one-away-when-his-request-has-been-processed'),
        says: { effects: { 'https://api.shop.com': 0 } },
        otherwise: 'A visitor without a slip is turned away after his simple request has been carried out.',
      },
    ],
  },
  {
    id: 'C24',
    text: 'Script of the same origin, smuggled in or not, is not held back at all.',
    source: `${NOTES}, §6.4`,
    basis: 'measured',
    literal: ['#2', '#3'].map((request) => ({
      of: restaurant(`reads-and-deletes-without-asking-from-a-window${request}`),
      says: { outcome: 'readable', preflight: 'none', requestHeadersSeenByServer: { cookie: 'session=ann' } },
      otherwise: 'Script of the same origin is held back.',
    })),
    breaking: ['#2', '#3'].map((request) => ({
      of: restaurant(`reads-and-deletes-without-asking-from-a-worker${request}`),
      says: { outcome: 'readable', preflight: 'none', requestHeadersSeenByServer: { cookie: 'session=ann' } },
      otherwise: 'A worker of the same origin is held back.',
    })),
  },
  {
    id: 'C44',
    text: 'Two URLs are of the same origin when scheme, host and port are all equal, and only then.',
    source: `${NOTES}, §8 Q1`,
    basis: 'measured',
    literal: [
      isSame('the-same-scheme-host-and-port'),
      isCross('another-sub-domain-is-another-origin'),
      isCross('another-port-is-another-origin'),
      isCross('https-is-another-origin-than-http'),
    ],
    breaking: [
      ...[
        'path-and-query-do-not-count',
        '443-is-the-port-of-https',
        '80-is-the-port-of-http',
        'a-host-in-capitals-is-the-same-host',
        'the-same-port-and-not-the-default',
        'a-worker-has-the-origin-of-its-page',
      ].map(isSame),
      ...[
        'the-parent-domain-is-another-origin',
        'a-nested-sub-domain-is-another-origin',
        'the-default-port-is-another-origin-than-8443',
        'the-same-port-with-another-scheme',
        'a-trailing-dot-makes-another-host',
        'localhost-is-another-host-than-its-address',
        'from-https-to-http-nothing-is-sent-at-all',
      ].map(isCross),
      {
        of: sameOrigin('a-sandboxed-frame-is-of-no-origin-not-even-that-of-its-own-page'),
        says: { outcome: 'readable' },
        otherwise: 'A sandboxed frame is of no origin: it cannot read the very URL of its own page.',
      },
    ],
  },
];
