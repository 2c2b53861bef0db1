import type { Claim, ClaimCase } from 'cross-examine';

const SOURCE = 'course notes, §6.1';

const blocked = (of: string, otherwise: string): ClaimCase => ({ of, says: { outcome: 'blocked' }, otherwise });
const readable = (of: string, otherwise: string): ClaimCase => ({ of, says: { outcome: 'readable' }, otherwise });

const entries = (of: string, hits: number, expected: number, otherwise: string): ClaimCase => ({
  of,
  says: { values: { hits, entries: expected } },
  otherwise,
});

const DIRECT_FIRST = 'cdn/somebody-came-directly-then-the-shop-then-admin-all-read';
const ADMIN_FIRST = 'cdn/admin-came-first-then-the-shop-then-somebody-directly-all-read';
const VARNISH_DIRECT_FIRST = 'varnish/with-vary-origin-on-every-answer-all-read-somebody-directly-the-shop-admin';
const VARNISH_ADMIN_FIRST = 'varnish/with-vary-origin-on-every-answer-all-read-admin-the-shop-somebody-directly';

/**
 * What becomes of CORS when an answer is kept and given to somebody else. An emulated CDN by RFC 9111 and real Varnish
 * have to say the same.
 */
export const caches: readonly Claim[] = [
  {
    id: 'C09',
    text: 'A CDN that stored an answer without Access-Control-Allow-Origin breaks a later cross-origin read.',
    source: SOURCE,
    basis: 'measured',
    literal: [
      blocked('varnish/it-stored-a-bare-answer-and-the-shop-is-refused#2', 'Varnish does not replay the bare answer.'),
      blocked('cdn/somebody-came-directly-and-the-shop-is-refused#2', 'The CDN does not replay the bare answer.'),
    ],
    breaking: [
      blocked(
        'cdn/an-img-of-the-shop-itself-came-first-and-its-fetch-is-refused#2',
        'An answer stored for an <img> does no harm.',
      ),
      blocked(
        'cdn/a-purge-helps-the-shop-until-the-next-one-comes-directly#3',
        'A purge cures it for good: the next direct request does no harm.',
      ),
    ],
  },
  {
    id: 'C10',
    text: 'In a cache that honours Vary, `Vary: Origin` on every answer cures it.',
    source: SOURCE,
    basis: 'measured',
    literal: [
      readable(`${VARNISH_DIRECT_FIRST}#2`, 'Varnish replays the bare answer all the same.'),
      readable(`${VARNISH_DIRECT_FIRST}#3`, "Varnish replays the shop's answer to admin all the same."),
      readable(`${DIRECT_FIRST}#2`, 'The CDN replays the bare answer all the same.'),
      readable(`${DIRECT_FIRST}#3`, "The CDN replays the shop's answer to admin all the same."),
    ],
    breaking: [
      readable(`${VARNISH_ADMIN_FIRST}#2`, 'In Varnish it does not when another site came first.'),
      readable(`${ADMIN_FIRST}#2`, 'It does not when another site came first.'),
      readable('cdn/who-comes-again-gets-the-stored-answer-and-reads-it#2', 'Who comes again is refused.'),
    ],
  },
  {
    id: 'C11',
    text: 'It costs hit rate: one entry an origin.',
    source: SOURCE,
    basis: 'measured',
    literal: ['cdn', 'varnish'].flatMap((cache) =>
      [1, 3, 10, 100].map((origins) =>
        entries(
          `${cache}/hit-rate/vary-origin/${origins}`,
          200 - origins,
          origins,
          `For ${origins} origins there are not ${origins} entries, or not a miss for each.`,
        ),
      ),
    ),
    breaking: [
      entries('cdn/entries-of-others', 4, 4, 'Who comes directly, and who is allowed nothing, shares an entry.'),
      entries('cdn/hit-rate-of-browsers', 3, 3, 'With browsers there are not three entries for three origins.'),
    ],
  },
  {
    id: 'C12',
    text: 'An answer stored for one origin is served to another, which is then blocked.',
    source: SOURCE,
    basis: 'measured',
    literal: [
      blocked('varnish/it-stored-an-answer-for-the-shop-and-admin-is-refused#2', 'Varnish does not replay it.'),
      blocked('cdn/made-for-the-shop-replayed-to-admin-who-is-refused#2', 'The CDN does not replay it.'),
    ],
    breaking: [
      blocked('cdn/made-for-admin-replayed-to-the-shop-which-is-refused#2', 'It depends on who came first.'),
      {
        of: 'cdn/the-shop-s-preflight-answer-is-replayed-to-admin-whose-delete-is-never-sent#2',
        says: { outcome: 'blocked', reached: false },
        otherwise: 'A stored answer to a preflight does no harm.',
      },
    ],
  },
  {
    id: 'C52',
    text: 'Answers to requests without an Origin need `Vary: Origin` too.',
    source: SOURCE,
    basis: 'measured',
    literal: [
      blocked(
        'varnish/with-vary-only-on-a-match-a-bare-answer-that-comes-later-wins-over-the-one-for-the-shop#3',
        'In Varnish an answer without Vary to a request without Origin does no harm.',
      ),
      blocked(
        'cdn/the-bare-answer-without-vary-came-first-and-fits-everybody-the-shop-is-refused',
        'An answer without Vary to a request without Origin does no harm.',
      ),
      blocked(
        'cdn/express-with-cors-and-an-allow-list-somebody-came-directly-and-the-shop-is-refused',
        'Express with cors says Vary to a request without Origin too.',
      ),
      readable(`${DIRECT_FIRST}#2`, 'With Vary on those answers the shop is refused all the same.'),
    ],
    breaking: [
      blocked(
        'cdn/the-shop-came-first-and-reads-on-but-who-comes-after-the-bare-answer-is-refused#2',
        'It does no harm once an answer with Vary is stored.',
      ),
      blocked(
        'varnish/with-vary-only-on-a-match-a-bare-answer-that-came-first-fits-everybody#2',
        'An answer without Vary to an Origin that is not listed does no harm.',
      ),
    ],
  },
];
