import type { Claim } from 'cross-examine';

const SOURCE = 'course notes, §6.4';

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
    source: SOURCE,
    basis: 'measured',
    literal: [
      {
        of: 'silent-side-effects/a-delete-whose-preflight-passes-and-whose-answer-is-bare-has-deleted-the-order',
        says: { outcome: 'blocked', effects: { 'https://api.shop.com': 1 } },
        otherwise: 'A DELETE whose answer is bare is not carried out.',
      },
    ],
    breaking: [
      {
        of: 'silent-side-effects/a-delete-whose-preflight-is-refused-is-never-carried-out',
        says: { effects: { 'https://api.shop.com': 1 } },
        otherwise:
          'It depends on who refused: after a refused preflight nothing was done, after a bare answer all was.',
      },
    ],
  },
];
