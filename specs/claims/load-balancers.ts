import type { Claim } from 'cross-examine';

const SOURCE = 'course notes, §7, ALB + CORS';
const API = 'https://api.shop.com';

const seedNginx = (title: string): string => `seed-nginx/${title}`;
const seedExpress = (title: string): string => `seed-express/${title}`;
const behind = (title: string): string => `load-balancer/${title}`;

/** What stands before an API, and what is done for its CORS there. */
export const loadBalancers: readonly Claim[] = [
  {
    id: 'C37',
    text: 'A load balancer does not natively add CORS headers: the application behind it has to.',
    source: SOURCE,
    basis: 'documented',
    literal: [
      {
        of: 'load-balancer/attributes',
        says: { values: { byDefault: 0 } },
        otherwise: 'It adds headers of CORS by default.',
      },
      {
        of: 'load-balancer/attributes',
        says: { values: { canAllowAnOrigin: false } },
        otherwise:
          'Attributes of a listener of an Application Load Balancer add them, off by default, one fixed value each.',
      },
    ],
    breaking: [
      {
        of: behind('told-one-origin-it-lets-that-one-read-errors-too-and-no-second-one'),
        says: { outcome: 'blocked' },
        otherwise: 'With those attributes the one site that they name can read.',
      },
      {
        of: behind('it-answers-no-preflight-a-rule-with-a-fixed-response-has-to'),
        says: { outcome: 'blocked', reached: false },
        otherwise: 'With those attributes a preflight passes, too.',
      },
    ],
    outdated: {
      since: '2024-11-21',
      source:
        'https://aws.amazon.com/about-aws/whats-new/2024/11/aws-application-load-balancer-header-modification-enhanced-traffic-control-security/',
    },
  },
  {
    id: 'C38',
    text: 'The nginx block for /api gives a front end on another origin what it needs.',
    source: SOURCE,
    basis: 'measured',
    literal: [
      {
        of: seedNginx('the-shop-s-plain-read-succeeds-with-credentials'),
        says: { outcome: 'readable' },
        otherwise: 'A plain read fails.',
      },
      {
        of: seedNginx('the-shop-s-own-preflighted-request-is-refused'),
        says: { outcome: 'readable', reached: true },
        otherwise:
          'Every request that asks by preflight is refused: an `if` with an add_header of its own inherits none, so the answer to OPTIONS has no Access-Control-Allow-Origin.',
      },
    ],
    breaking: [
      {
        of: seedNginx('so-does-evil-com-s-with-credentials'),
        says: { outcome: 'blocked' },
        otherwise: 'It lists no site: evil.com reads with credentials, too.',
      },
    ],
  },
  {
    id: 'C39',
    text: 'With the Express allow-list, origins that are not listed get an error.',
    source: SOURCE,
    basis: 'measured',
    literal: [
      {
        of: seedExpress('evil-com-reads-nothing-and-the-handler-never-runs'),
        says: { outcome: 'blocked', reached: true },
        otherwise: 'An origin that is not listed can read.',
      },
      {
        of: 'seed-express/unlisted',
        says: { values: { status: 500, handlerRuns: 0 } },
        otherwise: 'What an origin that is not listed gets is no error, or comes after the handler.',
      },
      {
        of: seedExpress('evil-com-s-simple-post-is-not-carried-out-either-the-allow-list-ends-the-request'),
        says: { outcome: 'blocked', effects: { [API]: 0 } },
        otherwise: 'A simple POST of an origin that is not listed is carried out.',
      },
    ],
    breaking: [
      {
        of: 'seed-express/unlisted',
        says: { values: { scriptSeesTheStatus: true } },
        otherwise:
          'Script does not see that error: the 500 says nothing of CORS, so that it looks like any CORS failure.',
      },
      {
        of: 'seed-express/unlisted',
        says: { values: { statusWithoutOrigin: 500 } },
        otherwise: 'A request without Origin is on no list, and is served.',
      },
    ],
  },
  {
    id: 'C40',
    text: 'Headers that are added at the edge free the server behind of CORS.',
    source: SOURCE,
    basis: 'measured',
    literal: [
      {
        of: behind('decorating-answers-alone-a-plain-read-succeeds-and-a-delete-does-not-for-nobody-answers-options'),
        says: { outcome: 'readable' },
        otherwise: 'A plain read fails.',
      },
      {
        of: behind('as-it-should-be-configured-a-listed-site-reads-and-deletes-with-credentials-nobody-else-does#2'),
        says: { outcome: 'readable', effects: { [API]: 1 } },
        otherwise: 'An edge that answers OPTIONS itself does not let a DELETE pass.',
      },
    ],
    breaking: [
      {
        of: behind('decorating-answers-alone-a-plain-read-succeeds-and-a-delete-does-not-for-nobody-answers-options#2'),
        says: { outcome: 'readable' },
        otherwise:
          'Adding headers is not enough for what asks by preflight: an edge that leaves OPTIONS to the server behind passes its 404 on.',
      },
      {
        of: behind('both-permit-the-shop-and-two-permissions-are-none-hidden-by-nginx-the-second-does-no-harm'),
        says: { outcome: 'readable' },
        otherwise: 'A server behind that says its own leaves two permissions, and two are none.',
      },
      {
        of: behind('without-always-an-error-is-bare-and-the-shop-takes-a-404-for-a-cors-failure#2'),
        says: { outcome: 'readable' },
        otherwise: 'By default nginx adds nothing to errors.',
      },
    ],
  },
];
