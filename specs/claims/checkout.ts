import type { Claim, ClaimCase } from 'cross-examine';

const NOTES = 'course notes, §5';

const result = (title: string): string => `checkout/${title}`;

const isReadBy = (merchant: string): ClaimCase[] =>
  ['', '#2'].map((request) => ({
    of: result(`is-read-by-https-${merchant}-com${request}`),
    says: { outcome: 'readable' },
    otherwise: 'A merchant cannot read what is public.',
  }));

const KEY_IN_PATH = 'with-the-key-in-the-path-lets-that-merchant-read-and-no-other';
const KEY_IN_BODY = 'with-the-key-in-the-body-reads-a-form-and-cannot-tell-the-preflight-of-json';

/** A payment provider's script and its token endpoint, in shops and in a copy of one. */
export const checkout: readonly Claim[] = [
  {
    id: 'C05',
    text: "A script loaded from js.stripe.com has the shop page's origin.",
    source: NOTES,
    basis: 'measured',
    literal: [
      {
        of: 'checkout/origin-of-its-requests',
        says: { values: { origin: 'https://shop.com' } },
        otherwise: 'The script asks as another origin than the page.',
      },
    ],
    breaking: [
      {
        of: 'checkout/script-of-another-origin',
        says: { values: { 'same-origin read': true, 'asked its own server': false } },
        otherwise: 'The script does not read what the page may read.',
      },
    ],
  },
  {
    id: 'C06',
    text: 'A public token endpoint that answers with * is readable from any merchant.',
    source: NOTES,
    basis: 'emulated',
    literal: [...isReadBy('shop'), ...isReadBy('other')],
    breaking: [
      {
        of: result('is-read-without-credentials-only'),
        says: { outcome: 'readable' },
        otherwise:
          'A request with credentials is refused although the endpoint is public; the token is made all the same.',
      },
    ],
  },
  {
    id: 'C07',
    text: 'An endpoint that answers with the origin registered for the API key can be read by that merchant only.',
    source: NOTES,
    basis: 'emulated',
    literal: [
      { of: result(KEY_IN_PATH), says: { outcome: 'readable' }, otherwise: 'The merchant of the key cannot read.' },
      { of: result(`${KEY_IN_PATH}#2`), says: { outcome: 'blocked' }, otherwise: "A merchant reads by another's key." },
      { of: result(`${KEY_IN_PATH}#3`), says: { outcome: 'blocked' }, otherwise: 'Another merchant reads.' },
    ],
    breaking: [
      {
        of: result('with-the-key-in-a-header-cannot-tell-a-preflight-whose-it-is'),
        says: { outcome: 'readable' },
        otherwise: 'A preflight carries no API key in a header: the server cannot tell whose it is, and refuses it.',
      },
      {
        of: result(`${KEY_IN_BODY}#2`),
        says: { outcome: 'readable' },
        otherwise: 'A preflight carries no body, so no key either.',
      },
    ],
  },
  {
    id: 'C08',
    text: 'A copy of the shop on evil.com cannot get a card tokenised.',
    source: NOTES,
    basis: 'emulated',
    literal: [
      {
        of: result('gets-none-made-by-json-for-the-preflight-is-refused'),
        says: { outcome: 'blocked', reached: false },
        otherwise: 'The preflight of the copy passes.',
      },
    ],
    breaking: [
      {
        of: result('gets-a-token-made-by-a-form-it-cannot-read'),
        says: { effects: { 'https://api.pay.com': 0 } },
        otherwise: 'Form-encoded, the request needs no preflight: the token is made, and the copy only cannot read it.',
      },
      {
        of: result('reads-its-token-where-anyone-may'),
        says: { outcome: 'blocked' },
        otherwise: 'Where the endpoint answers with *, the copy reads the token, too.',
      },
    ],
  },
];
