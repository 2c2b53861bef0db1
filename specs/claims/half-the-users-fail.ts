import type { Claim, ClaimCase } from 'cross-examine';

const isBlocked = (title: string, otherwise: string): ClaimCase => ({
  of: `half-the-users-fail/${title}`,
  says: { outcome: 'blocked', reached: true },
  otherwise,
});

/** The answer to one of the questions of the notes. */
export const halfTheUsersFail: readonly Claim[] = [
  {
    id: 'C51',
    text: 'Half the users fail because of middleware after the routes, of error paths, of cached answers, of routes without CORS.',
    source: 'course notes, §8 Q5',
    basis: 'measured',
    literal: [
      isBlocked('every-route-answers-bare', 'With the middleware after the routes all is well.'),
      isBlocked(
        'what-goes-wrong-before-the-middleware-is-answered-bare-here-a-body-that-is-no-json#2',
        'An error before the middleware can be read.',
      ),
      isBlocked(
        'a-session-that-has-ended-looks-like-a-cors-error-to-its-user-and-to-nobody-else#3',
        'A bare 401 can be read.',
      ),
      isBlocked('who-comes-after-somebody-without-an-origin-gets-his-copy#2', 'A cached answer does no harm.'),
      isBlocked(
        'one-path-is-blocked-whatever-it-answers-and-all-others-are-well#2',
        'A route that was forgotten can be read.',
      ),
    ],
    breaking: [
      isBlocked(
        'what-goes-wrong-behind-it-is-not-express-keeps-the-headers-and-the-500-can-be-read',
        'Not every error path: what a route of Express throws behind the middleware keeps its headers, and the 500 can be read.',
      ),
      {
        of: 'half-the-users-fail/a-request-without-cors-spoils-the-next-one-with-it-where-there-is-a-cache#2',
        says: { outcome: 'blocked' },
        otherwise: "A copy in the browser's own cache does no harm in an engine that keeps none while it is driven.",
      },
    ],
  },
];
