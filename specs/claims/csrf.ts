import type { Claim, ClaimCase } from 'cross-examine';

const NOTES = 'course notes';
const BANK = 'https://mybank.com';

/** The requests of somebody who is logged in at the bank, in their order; the first logs in. */
const REQUEST = {
  simple: '#2',
  blind: '#3',
  lasting: '#4',
  beacon: '#5',
  json: '#6',
  form: '#7',
  formGet: '#8',
} as const;
const SAME_SITE = 'csrf/whatever-the-page-asks-for-comes-with-a-strict-cookie-listed-or-not';

type Way = keyof typeof REQUEST;
type Kind = 'strict' | 'lax' | 'samesite-less' | 'samesite-none' | 'partitioned';

const fromEvil = (kind: Kind, way: Way): string => `csrf/with-a-${kind}-cookie${REQUEST[way]}`;

/** The request came with the cookie of the session, and the page learnt nothing. */
const WITH_COOKIE = { outcome: 'blocked', requestHeadersSeenByServer: { cookie: 'session=ann' } } as const;

const carries = (kind: Kind, otherwise: string): ClaimCase => ({
  of: fromEvil(kind, 'simple'),
  says: WITH_COOKIE,
  otherwise,
});

const isCarriedOut = (of: string, otherwise: string): ClaimCase => ({
  of,
  says: { effects: { [BANK]: 1 } },
  otherwise,
});

const isNotCarriedOut = (of: string, otherwise: string): ClaimCase => ({
  of,
  says: { effects: { [BANK]: 0 } },
  otherwise,
});

/** What other sites can do in the name of somebody who is logged in, and who need not be asked by any browser. */
export const csrf: readonly Claim[] = [
  {
    id: 'C20',
    text: 'curl and server-to-server calls are untouched by CORS.',
    source: `${NOTES}, §6.4`,
    basis: 'measured',
    literal: [
      {
        of: 'csrf/plain-client',
        says: { values: { status: 200, effects: 1 } },
        otherwise: 'An API that permits nobody does not serve a plain client.',
      },
      {
        of: 'csrf/fetch-without-browser',
        says: { values: { status: 200 } },
        otherwise: 'fetch() outside a browser is held back.',
      },
    ],
    breaking: [
      {
        of: 'csrf/list-enforced-by-server',
        says: { values: { withoutOrigin: 200, withForgedOrigin: 200 } },
        otherwise: 'An allow-list that the server enforces by itself holds back a client that says no Origin, or lies.',
      },
      {
        of: 'csrf/list-enforced-by-server',
        says: { values: { withStrangeOrigin: 200 } },
        otherwise:
          'An allow-list that the server enforces by itself refuses a plain client, too, once it says an Origin that is not listed.',
      },
    ],
  },
  {
    id: 'C21',
    text: 'CORS does not stop a form post.',
    source: `${NOTES}, §6.4`,
    basis: 'measured',
    literal: [
      {
        of: 'silent-side-effects/a-form-post-from-a-stranger-is-carried-out',
        says: { effects: { 'https://api.shop.com': 1 } },
        otherwise: 'A form post of a stranger is not carried out.',
      },
      isCarriedOut(fromEvil('samesite-none', 'form'), 'A form post comes without the cookie of the session.'),
    ],
    breaking: [
      isCarriedOut(fromEvil('samesite-less', 'form'), 'A cookie that says nothing of SameSite stays behind.'),
      isCarriedOut(fromEvil('partitioned', 'form'), 'A partitioned cookie stays behind.'),
      isCarriedOut(`${SAME_SITE}#7`, 'An allow-list stops a form post.'),
    ],
  },
  {
    id: 'C22',
    text: 'CORS keeps unknown origins from sending requests with credentials.',
    source: `${NOTES}, §6.4`,
    basis: 'measured',
    literal: [
      {
        of: `${SAME_SITE}#6`,
        says: { outcome: 'blocked', reached: false, effects: { [BANK]: 0 } },
        otherwise: 'A request with credentials that has to ask first is sent without permission.',
      },
    ],
    breaking: [
      isNotCarriedOut(
        `${SAME_SITE}#2`,
        'Only those that have to ask first: a simple request of an origin that is not listed is sent with the cookie, and carried out.',
      ),
      isNotCarriedOut(`${SAME_SITE}#5`, 'So is a beacon.'),
      isNotCarriedOut(fromEvil('samesite-none', 'form'), 'So is a form post from another site.'),
    ],
  },
  {
    id: 'C23',
    text: 'SameSite=Strict stops forged form posts.',
    source: `${NOTES}, §6.4`,
    basis: 'measured',
    literal: [
      isNotCarriedOut(fromEvil('strict', 'form'), 'A form post from another site comes with a Strict cookie.'),
      isNotCarriedOut(fromEvil('strict', 'simple'), 'A fetch() from another site comes with a Strict cookie.'),
    ],
    breaking: [
      isNotCarriedOut(fromEvil('strict', 'beacon'), 'A beacon from another site comes with a Strict cookie.'),
      isNotCarriedOut(fromEvil('strict', 'lasting'), 'A keepalive fetch() from another site does.'),
      {
        of: fromEvil('strict', 'formGet'),
        says: { requestHeadersSeenByServer: { cookie: null } },
        otherwise: 'A GET form from another site comes with a Strict cookie.',
      },
      isNotCarriedOut(
        `${SAME_SITE}#7`,
        'Not one from another origin of the same site: a sub-domain posts with a Strict cookie, and it is carried out.',
      ),
    ],
  },
  {
    id: 'C45',
    text: "evil.com can send a logged-in user's cookie to mybank.com, and only the reading is blocked.",
    source: `${NOTES}, §8 Q1`,
    basis: 'measured',
    literal: [
      carries(
        'samesite-none',
        'Even a SameSite=None cookie does not go along with a fetch() from another site, in a profile off the record; with a form post it does.',
      ),
    ],
    breaking: [
      carries('samesite-less', 'A cookie that says nothing of SameSite does not go along with a fetch().'),
      carries('lax', 'Nor does a Lax cookie.'),
      carries('strict', 'Nor does a Strict one.'),
      carries('partitioned', 'Nor does a partitioned one that belongs to another first party.'),
    ],
  },
  {
    id: 'C50',
    text: 'curl and server-to-server calls send no Origin.',
    source: `${NOTES}, §8 Q4`,
    basis: 'measured',
    literal: [
      {
        of: 'csrf/plain-client',
        says: { values: { saysOrigin: false } },
        otherwise: 'A plain client says an Origin.',
      },
    ],
    breaking: [
      {
        of: 'csrf/fetch-without-browser',
        says: { values: { saysOrigin: false } },
        otherwise: 'fetch() outside a browser says an Origin.',
      },
    ],
  },
];
