import type { Claim, ClaimCase } from 'cross-examine';

const SOURCE = 'course notes, §6.1';

const CLOUDFRONT = 'course notes, CloudFront + CORS';

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

const KEYED = 'cdn/with-origin-in-the-cache-key-nobody-needs-vary';
const NOT_TOLD = 'cdn/an-origin-server-that-is-not-told-the-origin-allows-nobody-whatever-vary-says';
const BY_KEY = 'cdn/to-a-cdn-that-goes-by-its-key-alone-vary-says-nothing-only-the-key-keeps-answers-apart';

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
  {
    id: 'C30',
    text: 'A CDN that neither forwards nor keys on Origin serves one answer to all.',
    source: CLOUDFRONT,
    basis: 'emulated',
    literal: [
      blocked(NOT_TOLD, 'The shop has an answer of its own.'),
      blocked(`${NOT_TOLD}#2`, 'Admin has an answer of its own.'),
      blocked(
        'varnish/told-to-withhold-origin-it-has-one-answer-to-nobody-whatever-vary-says#2',
        'In Varnish admin has an answer of its own.',
      ),
      blocked('varnish/told-to-forget-vary-it-replays-the-answer-for-the-shop', 'Varnish does not replay it.'),
      blocked(
        'cdn/a-cache-that-ignores-vary-replays-the-bare-answer-all-the-same',
        'A CDN that forwards Origin and keys on nothing keeps answers apart.',
      ),
    ],
    breaking: [
      blocked(`${DIRECT_FIRST}#3`, 'One that forwards it and honours Vary needs no key: each site has its own answer.'),
      blocked(
        'cdn/a-permission-for-everybody-can-be-replayed-to-everybody#2',
        'One answer to all does no harm where it permits everybody: `*` can be replayed.',
      ),
    ],
  },
  {
    id: 'C31',
    text: 'Origin in the cache key cures it.',
    source: CLOUDFRONT,
    basis: 'emulated',
    literal: [
      readable(KEYED, 'The shop is refused all the same.'),
      readable(`${KEYED}#2`, 'Admin is refused all the same.'),
      readable('varnish/with-origin-in-its-hash-nobody-needs-vary#2', 'In Varnish the shop is refused all the same.'),
      readable('varnish/with-origin-in-its-hash-nobody-needs-vary#3', 'In Varnish admin is refused all the same.'),
    ],
    breaking: [
      readable(
        'cdn/with-origin-in-the-key-and-not-told-to-the-origin-server-each-has-an-answer-to-nobody',
        'The key alone does not: an origin server that is not told the Origin permits nobody, an entry a site.',
      ),
    ],
  },
  {
    id: 'C32',
    text: 'With caching disabled every request reaches the origin server.',
    source: CLOUDFRONT,
    basis: 'emulated',
    literal: [
      {
        of: 'cdn/disabled',
        says: { values: { forwarded: 3, entries: 0 } },
        otherwise: 'A request is answered from the store.',
      },
      readable('varnish/told-to-pass-everything-it-stores-nothing#2', 'Varnish replays the bare answer.'),
      readable('varnish/told-to-pass-everything-it-stores-nothing#3', "Varnish replays the shop's answer."),
    ],
    breaking: [
      {
        of: 'cdn/disabled-and-kept-by-the-browser',
        says: { values: { forwarded: 2 } },
        otherwise: "Not where the browser answers from a copy of its own, which the CDN's policy does not disable.",
      },
    ],
  },
  {
    id: 'C34',
    text: 'A CDN whose policy says the cache key, as CloudFront has it, needs `Vary: Origin` in order to keep entries apart.',
    source: CLOUDFRONT,
    basis: 'emulated',
    literal: [
      blocked(`${BY_KEY}#2`, 'With Origin in the key it keeps them apart without Vary.'),
      readable(`${BY_KEY}#3`, 'Without Origin in the key it does not keep them apart with Vary, either.'),
    ],
    breaking: [readable(BY_KEY, 'With both it does not keep them apart.'), blocked(`${BY_KEY}#4`, 'It needs neither.')],
  },
];
