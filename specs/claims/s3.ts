import type { Claim } from 'cross-examine';

const SOURCE = 'course notes, S3 CORS for Static Assets';
const BUCKET = 'https://shop-assets.s3.eu-central-1.amazonaws.com';

const LISTED = 's3/a-listed-site-reads-and-writes-by-the-listed-methods-and-by-no-other';
const UNLISTED = 's3/a-site-that-is-not-listed-reads-nothing-and-writes-nothing';

/** What a bucket's CORS rules do, and what they do not. */
export const buckets: readonly Claim[] = [
  {
    id: 'C41',
    text: 'The rule of a bucket lists methods and origins; others fail.',
    source: SOURCE,
    basis: 'emulated',
    literal: [
      { of: LISTED, says: { outcome: 'readable' }, otherwise: 'A listed site cannot read.' },
      { of: `${LISTED}#3`, says: { outcome: 'readable', effects: { [BUCKET]: 1 } }, otherwise: 'It cannot write.' },
      {
        of: `${LISTED}#4`,
        says: { outcome: 'blocked', reached: false },
        otherwise: 'A listed site uses a method that is not listed.',
      },
      { of: UNLISTED, says: { outcome: 'blocked' }, otherwise: 'A site that is not listed reads.' },
      {
        of: `${UNLISTED}#2`,
        says: { outcome: 'blocked', effects: { [BUCKET]: 0 } },
        otherwise: 'A site that is not listed writes.',
      },
    ],
    breaking: [
      {
        of: 's3/and-headers-a-listed-site-that-sends-another-one-is-refused#2',
        says: { outcome: 'readable' },
        otherwise: 'Headers are listed too: a listed site that sends another one fails.',
      },
      {
        of: 's3/s3-never-refuses-an-actual-request-a-get-that-no-rule-has-is-served-and-its-answer-is-bare',
        says: { reached: false },
        otherwise:
          'Only script fails: S3 serves a GET that no rule has, and the browser keeps the answer from the page.',
      },
      {
        of: 's3/a-wildcard-stands-for-anything-dots-and-other-sites-included',
        says: { outcome: 'blocked' },
        otherwise: 'A wildcard lists more than it seems to: `https://*shop.com` lists evilshop.com, with credentials.',
      },
    ],
  },
  {
    id: 'C43',
    text: 'A presigned PUT from the browser fails while the rule allows only GET and HEAD; adding PUT cures it.',
    source: SOURCE,
    basis: 'emulated',
    literal: [
      {
        of: 's3/while-the-rule-has-get-and-head-alone-nothing-is-written',
        says: { outcome: 'blocked', reached: false, effects: { [BUCKET]: 0 } },
        otherwise: 'The upload goes through without PUT in the rule.',
      },
      {
        of: 's3/the-sdk-adds-put-to-the-rule-and-the-same-upload-goes-through#2',
        says: { outcome: 'readable', effects: { [BUCKET]: 1 } },
        otherwise: 'The upload is refused with PUT in the rule.',
      },
    ],
    breaking: [
      {
        of: 's3/with-put-and-without-content-type-in-the-rule-a-photo-is-refused-and-text-is-not',
        says: { outcome: 'readable' },
        otherwise:
          'PUT is not enough where the upload says a Content-Type as photos have: AllowedHeaders has to list it.',
      },
    ],
  },
];
