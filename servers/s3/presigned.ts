import { accessDenied, S3Refusal } from './errors.ts';
import { type Claimed, dateOf, UNSIGNED } from './sigv4.ts';

const WEEK = 604_800;
const PARAMETERS = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-Date',
  'X-Amz-SignedHeaders',
  'X-Amz-Expires',
] as const;

/**
 * What a presigned URL says: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 * Sentences as recorded: github.com/localstack/localstack tests/aws/services/s3/test_s3.snapshot.json
 * @returns `undefined` when the URL is none
 * @throws S3Refusal when a parameter is missing or malformed, or its time is over
 */
export function readPresigned(query: URLSearchParams, now: Date): Claimed | undefined {
  if (!PARAMETERS.some((name) => query.has(name))) return undefined;
  if (!PARAMETERS.every((name) => query.has(name))) {
    throw wrong(
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, ' +
        'X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    );
  }
  const claimed = claimedIn(query);
  refuseExpired(claimed.date, query.get('X-Amz-Expires') ?? '', now);
  return claimed;
}

function claimedIn(query: URLSearchParams): Claimed {
  const [accessKeyId = '', ...scope] = (query.get('X-Amz-Credential') ?? '').split('/');
  if (scope.length !== 4 || query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') {
    throw wrong(
      'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting ' +
        '"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  }
  return {
    accessKeyId,
    scope: scope.join('/'),
    date: query.get('X-Amz-Date') ?? '',
    signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
    signature: query.get('X-Amz-Signature') ?? '',
    payload: query.get('X-Amz-Content-Sha256') ?? UNSIGNED,
  };
}

function refuseExpired(date: string, lifetime: string, now: Date): void {
  const seconds = Number(lifetime);
  if (!(seconds >= 0 && seconds <= WEEK)) {
    throw wrong(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ' +
        `${WEEK} seconds`,
    );
  }
  const signedAt = dateOf(date);
  if (signedAt === undefined) throw wrong("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  const end = new Date(signedAt.getTime() + seconds * 1000);
  if (now < end) return;
  throw accessDenied('Request has expired', { 'X-Amz-Expires': lifetime, Expires: stamp(end), ServerTime: stamp(now) });
}

const wrong = (message: string) => new S3Refusal({ status: 400, code: 'AuthorizationQueryParametersError', message });

/** As in 2026-11-25T12:00:00Z. */
function stamp(date: Date): string {
  return date.toISOString().replace(/\.\d+/, '');
}
