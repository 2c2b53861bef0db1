import type { Claim } from 'cross-examine';

const SOURCE = 'course notes, §8 Q1';
const RETRIES = 'course notes, §8 Q2';
const API = 'https://api.shop.com';

/** What happens at the server although the page is refused. */
export const sideEffects: readonly Claim[] = [
  {
    id: 'C46',
    text: 'The request reaches the server whatever CORS says.',
    source: SOURCE,
    basis: 'measured',
    literal: [
      {
        of: 'silent-side-effects/a-simple-post-is-refused-to-the-page-and-carried-out',
        says: { outcome: 'blocked', reached: true },
        otherwise: 'A simple POST does not arrive.',
      },
    ],
    breaking: [
      {
        of: 'silent-side-effects/a-no-cors-post-is-carried-out-and-the-page-learns-nothing',
        says: { reached: true, effects: { [API]: 1 } },
        otherwise: 'In no-cors mode nothing arrives.',
      },
      {
        of: 'silent-side-effects/a-beacon-and-a-keepalive-request-are-carried-out-a-beacon-of-json-asks-first',
        says: { reached: true, effects: { [API]: 1 } },
        otherwise: 'A beacon does not arrive.',
      },
      {
        of: 'silent-side-effects/a-delete-whose-preflight-is-refused-is-never-carried-out',
        says: { reached: true },
        otherwise:
          'Only a simple request does: a DELETE asks by preflight first, and when that is refused it is never sent.',
      },
    ],
  },
  {
    id: 'C47',
    text: 'A DELETE that ends in a CORS error may have been carried out.',
    source: RETRIES,
    basis: 'measured',
    literal: [
      {
        of: 'silent-side-effects/a-delete-whose-preflight-passes-and-whose-answer-is-bare-has-deleted-the-order',
        says: { outcome: 'blocked', effects: { [API]: 1 } },
        otherwise: 'A DELETE whose answer is bare is not carried out.',
      },
      {
        of: 'retries/its-502-looks-like-a-cors-error-and-the-order-is-deleted',
        says: { outcome: 'blocked', effects: { [API]: 1 } },
        otherwise: 'A DELETE that ends in a bare 502 of a gateway is not carried out.',
      },
    ],
    breaking: [
      {
        of: 'silent-side-effects/a-delete-whose-preflight-is-refused-is-never-carried-out',
        says: { effects: { [API]: 1 } },
        otherwise:
          'It depends on who refused: after a refused preflight nothing was done, after a bare answer all was.',
      },
    ],
  },
  {
    id: 'C47b',
    text: 'A client that retries after a CORS error repeats the effect; an idempotent API does not.',
    source: RETRIES,
    basis: 'measured',
    literal: [
      {
        of: 'retries/orders-twice#2',
        says: { outcome: 'blocked', effects: { [API]: 1 } },
        otherwise: 'The second attempt has no effect.',
      },
      {
        of: 'retries/orders-once-with-an-idempotency-key-which-has-to-be-permitted-by-preflight#2',
        says: { outcome: 'blocked', reached: true, effects: { [API]: 0 } },
        otherwise: 'The second attempt has an effect in spite of its Idempotency-Key.',
      },
    ],
    breaking: [
      {
        of: 'retries/orders-once-with-a-key-in-the-url-which-needs-no-preflight#2',
        says: { preflight: 'none', effects: { [API]: 0 } },
        otherwise: 'The second attempt has an effect in spite of the key in its URL.',
      },
      {
        of: 'retries/orders-not-at-all-with-an-idempotency-key-that-the-api-does-not-permit',
        says: { effects: { [API]: 1 } },
        otherwise:
          'An Idempotency-Key makes a simple POST ask by preflight: where the API does not permit that header, nothing is carried out at all, the first time either.',
      },
    ],
  },
];
