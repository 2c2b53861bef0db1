import type { Claim, ClaimCase } from 'cross-examine';
import { GATEWAY_ERRORS, idOfError } from '../gateway-errors.ts';

const ENABLED = 'course notes, §6.2';
const AWS = 'course notes, §7, API Gateway';

const NEVER_SEEN = 'gateway-rest/the-gateway-answers-the-preflight-and-the-function-never-sees-it';
const FORGOTTEN = 'gateway-rest/where-options-was-forgotten-the-preflight-is-a-403-and-only-simple-requests-pass';
const BARE = 'gateway-rest/every-status-looks-like-a-cors-error-and-before-a-502-and-a-504-the-work-was-done';
const FOR_ANYONE = 'gateway-rest/with-in-default-4xx-and-default-5xx-script-reads-each-status-without-credentials-only';
const ONE_SITE =
  'gateway-rest/as-the-notes-have-it-the-shop-reads-its-errors-admin-does-not-nor-the-shop-with-credentials';
const COVERS_ALL = 'gateway-http/covers-all-routes-with-and-without-credentials-the-function-never-sees-a-preflight';
const HTTP_ERRORS = 'gateway-http/is-blocked-if-its-errors-lack-the-headers-of-the-configuration-which-no-source-says';
const FORGETS_OPTIONS = 'gateway-pass-through/forgets-options-only-simple-requests-pass';
const DOES_IT_ALL =
  'gateway-pass-through/does-it-all-every-route-its-errors-with-credentials-each-preflight-comes-to-it';

const readable = (of: string, otherwise: string): ClaimCase => ({ of, says: { outcome: 'readable' }, otherwise });
const blocked = (of: string, otherwise: string): ClaimCase => ({ of, says: { outcome: 'blocked' }, otherwise });
const seenByTheFunction = (of: string, otherwise: string): ClaimCase => ({
  of,
  says: { values: { options: 0 } },
  otherwise,
});

const bare = (status: number): ClaimCase => ({
  of: idOfError(BARE, status, 'include'),
  says: { outcome: 'blocked', reached: true },
  otherwise: `A ${status} of the gateway can be read.`,
});

/** What stands between a page and a function: emulated REST and HTTP APIs of API Gateway. */
export const gateways: readonly Claim[] = [
  {
    id: 'C13',
    text: 'With CORS enabled at the gateway the backend never sees OPTIONS.',
    source: ENABLED,
    basis: 'emulated',
    literal: [
      seenByTheFunction('gateways/rest/enabled', 'A REST API passes OPTIONS on in spite of its mock.'),
      seenByTheFunction('gateways/http/enabled', 'An HTTP API passes OPTIONS on in spite of its configuration.'),
    ],
    breaking: [
      seenByTheFunction(
        'gateways/rest/any-beside-it',
        'In a REST API it holds for resources that have a mock: one with ANY and no mock of its own passes its preflights on.',
      ),
    ],
  },
  {
    id: 'C13b',
    text: 'With CORS enabled on a REST API the gateway adds CORS headers to all responses.',
    source: ENABLED,
    basis: 'emulated',
    literal: [
      readable(
        'gateway-rest/an-integration-response-gives-it-to-its-own-answers-and-a-proxy-integration-has-no-use-for-one',
        'It does not to the answer of an integration that is no proxy.',
      ),
      readable(
        'gateway-rest/the-mock-alone-gives-no-header-to-an-answer-the-order-is-deleted-and-the-page-is-refused',
        'It adds them to the answer of the OPTIONS mock: what a proxy integration answers goes out as the function has it.',
      ),
      readable(idOfError(BARE, 403, 'omit'), 'What the gateway answers by itself has none.'),
    ],
    breaking: [],
  },
  {
    id: 'C14',
    text: 'Passed through, each function must answer OPTIONS and add the headers to each response.',
    source: ENABLED,
    basis: 'emulated',
    literal: [
      {
        of: FORGETS_OPTIONS,
        says: { outcome: 'blocked', preflight: 'sent', reached: false },
        otherwise: 'A function that does not answer OPTIONS can be asked for a DELETE.',
      },
      blocked(
        'gateway-pass-through/forgets-the-headers-of-an-answer-the-preflight-passes-the-order-is-deleted-the-page-is-refused',
        'An answer without headers can be read.',
      ),
      blocked(
        'gateway-pass-through/forgets-the-error-path-what-goes-well-is-read-and-a-404-and-a-500-are-not#2',
        'An error without headers can be read.',
      ),
    ],
    breaking: [
      blocked(`${FORGETS_OPTIONS}#2`, 'A function that gets simple requests only need not answer OPTIONS.'),
      readable(
        'gateway-pass-through/forgets-nothing-and-what-the-gateway-answers-in-its-place-is-bare-502-and-504-the-work-done',
        'It is not enough: what the gateway answers in the place of a function that fails is bare.',
      ),
    ],
  },
  {
    id: 'C15',
    text: '403, 429 and 502 made by the gateway carry no CORS headers, so script cannot tell them from a CORS failure.',
    source: ENABLED,
    basis: 'emulated',
    literal: [
      ...[403, 429, 502].map(bare),
      {
        of: 'gateways/rest/what-script-is-told',
        says: { values: { different: 1 } },
        otherwise: 'Script is told something else of them than of a 200 without headers.',
      },
    ],
    breaking: [401, 404, 413, 504].map(bare),
  },
  {
    id: 'C16',
    text: "Adding `Access-Control-Allow-Origin: '*'` to DEFAULT_4XX and DEFAULT_5XX makes the real status readable.",
    source: ENABLED,
    basis: 'emulated',
    literal: GATEWAY_ERRORS.map(({ status }) => ({
      of: idOfError(FOR_ANYONE, status, 'omit'),
      says: { outcome: 'readable', status },
      otherwise: `A ${status} is not readable.`,
    })),
    breaking: [
      readable(
        idOfError(FOR_ANYONE, 403, 'include'),
        'With credentials it is not: a browser takes no `*` for a request that has them.',
      ),
      readable(
        'gateway-rest/an-authorizer-that-refuses-the-preflight-itself-is-not-cured-by',
        'Where the authorizer refuses the preflight itself nothing is readable: a preflight has to have an ok status.',
      ),
    ],
  },
  {
    id: 'C25',
    text: 'A REST API has to have an OPTIONS mock for each resource.',
    source: AWS,
    basis: 'emulated',
    literal: [
      {
        of: NEVER_SEEN,
        says: { outcome: 'readable', preflight: 'sent' },
        otherwise: 'A resource with a mock cannot be asked for a DELETE.',
      },
      blocked(FORGOTTEN, 'A resource without one can be asked for a DELETE.'),
    ],
    breaking: [blocked(`${DOES_IT_ALL}#3`, 'Not where ANY passes OPTIONS through to a function that answers it.')],
  },
  {
    id: 'C26',
    text: 'HTTP API: one configuration covers all routes.',
    source: AWS,
    basis: 'emulated',
    literal: [1, 2, 3, 4, 5, 6, 7, 8].map((number) =>
      readable(number === 1 ? COVERS_ALL : `${COVERS_ALL}#${number}`, 'A route is not covered.'),
    ),
    breaking: [
      readable(
        'gateway-http/refuses-the-preflight-which-cannot-have-a-token',
        'Not those that $default catches with an authorizer: it refuses the preflight.',
      ),
      readable(
        'gateway-http/hides-what-the-function-says-itself-whom-it-allows-and-what-it-exposes#2',
        'It takes the place of what a function says itself: a site that only the function allows is refused.',
      ),
      readable(
        HTTP_ERRORS,
        "Whether the gateway's own errors are covered is not confirmed: AWS promises the headers for answers of integrations only, and so does the emulator.",
      ),
    ],
  },
  {
    id: 'C27',
    text: 'A resource of a REST API without OPTIONS fails.',
    source: AWS,
    basis: 'emulated',
    literal: [
      {
        of: FORGOTTEN,
        says: { outcome: 'blocked', preflight: 'sent', reached: false },
        otherwise: 'A resource without OPTIONS can be asked for a DELETE.',
      },
    ],
    breaking: [
      blocked(
        `${FORGOTTEN}#2`,
        'Simple requests do not ask: they are carried out, and read where the answer allows it.',
      ),
    ],
  },
  {
    id: 'C29',
    text: 'A static origin in gateway responses serves that one origin.',
    source: AWS,
    basis: 'emulated',
    literal: [
      readable(ONE_SITE, 'That origin cannot read them.'),
      blocked(`${ONE_SITE}#4`, 'A second origin that the API allows can read them.'),
    ],
    breaking: [
      readable(
        `${ONE_SITE}#2`,
        'Not with credentials: that takes Access-Control-Allow-Credentials in the gateway responses, too.',
      ),
    ],
  },
];
