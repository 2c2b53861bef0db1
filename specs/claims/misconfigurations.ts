import type { Claim, ClaimCase } from 'cross-examine';

const NOTES = 'course notes';

const wrong = (title: string): string => `misconfigurations/${title}`;
const wildcard = (title: string): string => `wildcard-and-credentials/${title}`;
const fix = (title: string): string => `allow-list-fix/${title}`;

const BANK = 'what-evil-com-reads-is-his-account-where-his-cookie-comes-along-and-a-401-where-it-does-not';

/** Of the requests of that visitor the first five log in, with cookies in this order. */
const comesAlong = (place: number, kind: string): ClaimCase => ({
  of: wrong(`${BANK}#${5 + place}`),
  says: { outcome: 'readable', status: 200, requestHeadersSeenByServer: { cookie: 'session=ann' } },
  otherwise: `Without a ${kind} cookie, which does not come along from another site: what is read is a 401.`,
});

const isBlocked = (of: string, otherwise: string): ClaimCase => ({ of, says: { outcome: 'blocked' }, otherwise });
const isRead = (of: string, otherwise: string): ClaimCase => ({ of, says: { outcome: 'readable' }, otherwise });

/** Wildcards, reflection, and the lists that are to cure it. */
export const misconfigurations: readonly Claim[] = [
  {
    id: 'C48',
    text: '`*` cannot be used when an Authorization header is needed.',
    source: `${NOTES}, §8 Q3`,
    basis: 'measured',
    literal: [
      isBlocked(
        wrong('a-wildcard-is-enough-for-an-authorization-header-that-is-listed-by-name'),
        'It can: an Authorization header that script sets is no credential of CORS; where Access-Control-Allow-Headers lists it by name, `*` is enough.',
      ),
    ],
    breaking: [
      isBlocked(
        wildcard('allow-headers-lets-an-authorization-header-pass'),
        'Engines take `*` in Access-Control-Allow-Headers for it, too, though the standard does not.',
      ),
    ],
  },
  {
    id: 'C49',
    text: '`*` and credentials never go together.',
    source: `${NOTES}, §8 Q3`,
    basis: 'measured',
    literal: [
      isBlocked(
        wildcard('and-allow-credentials-together-are-not-enough-with-credentials'),
        'A read with credentials passes.',
      ),
      isBlocked(
        wrong('a-wildcard-with-credentials-evil-com-reads-without-them-and-not-with-them'),
        'A read with credentials passes.',
      ),
    ],
    breaking: [
      isBlocked(
        wildcard('allows-a-method-called-and-no-other-with-credentials'),
        'In Access-Control-Allow-Methods it counts with credentials, too.',
      ),
      isBlocked(
        wildcard('allows-a-header-called-and-no-other-with-credentials'),
        'In Access-Control-Allow-Headers it counts with credentials, too.',
      ),
      {
        of: wildcard('exposes-a-header-called-and-no-other-with-credentials'),
        says: { hiddenHeaders: ['x-total'] },
        otherwise: 'In Access-Control-Expose-Headers it counts with credentials, too.',
      },
      isBlocked(
        wildcard('and-allow-credentials-together-are-harmless-without-credentials'),
        'It is the request that decides: to a server that says both, one without credentials is readable.',
      ),
    ],
  },
  {
    id: 'C54',
    text: "Reflecting any origin with credentials lets evil.com read a logged-in user's data.",
    source: `${NOTES}, §8 Q8`,
    basis: 'measured',
    literal: [
      isRead(
        wrong('whoever-asks-is-reflected-evil-com-reads-with-credentials-and-deletes'),
        'evil.com cannot read with credentials.',
      ),
      isRead('seed-nginx/so-does-evil-com-s-with-credentials', 'evil.com cannot read through the nginx of the notes.'),
      {
        of: wrong(`${BANK}#11`),
        says: { outcome: 'readable', status: 200, requestHeadersSeenByServer: { cookie: 'session=ann' } },
        otherwise: 'Not even another origin of the same site reads with the cookie of the user.',
      },
    ],
    breaking: [
      comesAlong(4, 'SameSite=None'),
      comesAlong(1, 'SameSite=Strict'),
      comesAlong(2, 'SameSite=Lax'),
      comesAlong(5, 'partitioned'),
    ],
  },
  {
    id: 'C54b',
    text: 'Reflection is equivalent to `*` with credentials.',
    source: `${NOTES}, §8 Q8`,
    basis: 'measured',
    literal: [
      isRead(
        wrong('a-wildcard-with-credentials-evil-com-reads-without-them-and-not-with-them'),
        'It is worse: with credentials browsers refuse `*`, and take what is reflected.',
      ),
    ],
    breaking: [
      isRead(
        wrong('whoever-asks-is-reflected-evil-com-reads-with-credentials-and-deletes'),
        'With credentials reflection is refused, too.',
      ),
    ],
  },
  {
    id: 'C55',
    text: 'An allow-list, as it is printed, is the complete fix.',
    source: `${NOTES}, §8 Q8`,
    basis: 'measured',
    literal: [
      isRead(fix('a-listed-site-reads-with-credentials'), 'A listed site cannot read.'),
      isBlocked(fix('nobody-else-does-however-like-it-he-looks-and-null-does-not'), 'evil.com still reads.'),
    ],
    breaking: [
      ...['#2', '#3', '#4', '#5', '#6', '#7', '#8'].map((request) =>
        isBlocked(
          fix(`nobody-else-does-however-like-it-he-looks-and-null-does-not${request}`),
          'Somebody who looks like a listed site reads.',
        ),
      ),
      isBlocked(fix('nobody-else-does-however-like-it-he-looks-and-null-does-not#9'), 'A sandboxed frame reads.'),
      isRead(
        fix(
          'behind-a-cache-a-listed-site-is-refused-when-somebody-else-came-first-vary-is-said-to-listed-sites-alone#2',
        ),
        'It says Vary to listed sites alone: behind a cache they are refused when somebody else came first.',
      ),
      isRead(
        fix('a-listed-site-can-neither-delete-nor-send-json-preflights-are-told-no-methods-and-no-headers'),
        'It answers no preflight: a listed site can neither delete nor send JSON.',
      ),
      {
        of: fix('what-needs-no-preflight-is-carried-out-for-evil-com-as-before'),
        says: { effects: { 'https://api.yourplatform.com': 0 } },
        otherwise: 'What needs no preflight is carried out for evil.com as before.',
      },
    ],
  },
];
