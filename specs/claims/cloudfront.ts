import type { Claim } from 'cross-examine';

const SOURCE = 'course notes, CloudFront CORS Configuration';
const CDN = 'https://cdn.shop.com';

const SIMPLE = 'cloudfront/simplecors-lets-anybody-read-what-is-simple-and-nobody-with-credentials';
const TENANTS = 'cloudfront/at-the-viewer-it-allows-each-tenant-also-from-the-cache-and-no-stranger';
const REPLAYED = 'cloudfront/on-origin-response-what-it-has-said-to-one-tenant-is-replayed-to-the-other';

/** What CloudFront's policies and code at its edge do. */
export const cloudfront: readonly Claim[] = [
  {
    id: 'C33',
    text: 'An origin request policy named AllHeaders, or UserAgent-Referer-Headers, forwards Origin.',
    source: SOURCE,
    basis: 'documented',
    literal: [
      {
        of: 'cloudfront/origin-request-policy/AllHeaders',
        says: { values: { isManaged: true, forwardsOrigin: true } },
        otherwise: 'There is no managed policy named AllHeaders; AllViewer is the one that forwards all.',
      },
      {
        of: 'cloudfront/origin-request-policy/UserAgentRefererHeaders',
        says: { values: { forwardsOrigin: true } },
        otherwise: 'UserAgentRefererHeaders forwards User-Agent and Referer, and not Origin.',
      },
      {
        of: 'cloudfront/useragentrefererheaders-does-not-tell-the-bucket-who-asks-which-then-allows-nobody',
        says: { outcome: 'readable' },
        otherwise: 'With it a bucket that lists the shop does not hear of the shop, and allows nobody.',
      },
    ],
    breaking: [
      {
        of: 'cloudfront/origin-request-policy/AllViewer',
        says: { values: { forwardsOrigin: true } },
        otherwise: 'AllViewer does not forward Origin.',
      },
    ],
  },
  {
    id: 'C35',
    text: 'The managed policy Managed-CORS-Allow-All-Origins adds the headers at the edge; no credentials are possible with it.',
    source: SOURCE,
    basis: 'emulated',
    literal: [
      {
        of: 'cloudfront/response-headers-policy/Managed-CORS-Allow-All-Origins',
        says: { values: { isManaged: true } },
        otherwise: 'There is no managed policy of this name; the one that allows all origins is SimpleCORS.',
      },
      { of: SIMPLE, says: { outcome: 'readable' }, otherwise: 'SimpleCORS does not make a simple read possible.' },
      {
        of: `${SIMPLE}#2`,
        says: { outcome: 'blocked' },
        otherwise: 'With SimpleCORS a read with credentials is possible.',
      },
    ],
    breaking: [
      {
        of: `${SIMPLE}#3`,
        says: { outcome: 'readable' },
        otherwise: 'It adds nothing that a preflight needs.',
      },
    ],
  },
  {
    id: 'C36',
    text: 'A response headers policy adds headers after the origin answered.',
    source: SOURCE,
    basis: 'emulated',
    literal: [
      {
        of: 'cloudfront/added-after-the-origin',
        says: { values: { originAskedFrom: 'null', allowed: '*' } },
        otherwise: 'The origin is told who asks, or the header is not added.',
      },
      { of: SIMPLE, says: { outcome: 'readable' }, otherwise: 'What it adds does not make a simple read possible.' },
    ],
    breaking: [
      {
        of: 'cloudfront/cors-with-preflight-decorates-the-preflight-that-the-origin-refuses-and-it-stays-refused',
        says: { outcome: 'readable' },
        otherwise: 'It answers no preflight: where the origin refuses OPTIONS, the headers are added to a refusal.',
      },
      {
        of: 'cloudfront/with-an-origin-that-answers-options-by-200-it-is-all-that-a-preflight-needs-a-header-of-its-own-apart',
        says: { outcome: 'readable', effects: { [CDN]: 1 } },
        otherwise: 'Where the origin answers OPTIONS by 200 the preflight fails all the same.',
      },
    ],
  },
  {
    id: 'C53a',
    text: 'A function at the edge (Lambda@Edge) can read Origin, look it up and inject the right headers without the origin server.',
    source: 'course notes, Multi-Tenant SaaS',
    basis: 'emulated',
    literal: [
      { of: TENANTS, says: { outcome: 'readable' }, otherwise: 'A tenant cannot read.' },
      {
        of: `${TENANTS}#2`,
        says: { outcome: 'readable', preflight: 'sent', effects: { [CDN]: 1 } },
        otherwise: 'The function cannot answer a preflight.',
      },
      { of: `${TENANTS}#3`, says: { outcome: 'readable' }, otherwise: 'The other tenant cannot read.' },
      { of: `${TENANTS}#4`, says: { outcome: 'blocked' }, otherwise: 'A stranger reads.' },
      {
        of: 'cloudfront/tenants-at-the-edge',
        says: { values: { originAskedFrom: 'null', entries: 1 } },
        otherwise: 'The origin server is told who asks, or asked for each tenant.',
      },
    ],
    breaking: [
      {
        of: `${REPLAYED}#3`,
        says: { outcome: 'readable' },
        otherwise:
          'On origin-response its headers are kept, and given to the next tenant, unless Origin is in the cache key.',
      },
      {
        of: 'cloudfront/on-viewer-response-it-does-not-run-for-errors-what-is-missing-is-blocked-not-a-404#2',
        says: { outcome: 'readable' },
        otherwise: 'On viewer-response it does not run for an error of the origin, which stays bare.',
      },
    ],
  },
];
