import type { OnwardRequest } from '../behind.ts';
import { splitUrl } from './address.ts';
import { accessDenied, S3Refusal } from './errors.ts';
import { readPresigned } from './presigned.ts';
import { type Claimed, type Credentials, dateOf, type Signing, sha256, signAgain, UNSIGNED } from './sigv4.ts';

/** Who asks: who has the key, or somebody. */
export type Caller = 'owner' | 'anonymous';

/** A signed request may be so many milliseconds old, or ahead. */
const LARGEST_SKEW = 900_000;
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=(?<key>[^/,]+)\/(?<scope>[^,]+), ?SignedHeaders=(?<names>[^,]+), ?Signature=(?<signature>\w+)$/;

/**
 * Checks the signature of a presigned URL, or that in Authorization.
 * Sentences as recorded: github.com/localstack/localstack tests/aws/services/s3/test_s3.snapshot.json
 * @throws S3Refusal when the signature is not one of the owner's for this very request
 */
export function authenticate(request: OnwardRequest, owner: Credentials, now: Date): Caller {
  const query = new URLSearchParams(splitUrl(request.url)[1]);
  const claimed = readPresigned(query, now) ?? readAuthorization(request, now);
  if (claimed === undefined) return 'anonymous';
  if (claimed.accessKeyId !== owner.accessKeyId) {
    const message = 'The AWS Access Key Id you provided does not exist in our records.';
    throw new S3Refusal({ status: 403, code: 'InvalidAccessKeyId', message });
  }
  refuseUnsignedHeaders(request, claimed);
  const signing = signAgain(request, claimed, owner.secretAccessKey);
  if (!signing.matches) throw mismatch(claimed, signing);
  return 'owner';
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html */
function readAuthorization({ headers, body }: OnwardRequest, now: Date): Claimed | undefined {
  if (headers.authorization === undefined) return undefined;
  const { key = '', scope = '', names = '', signature = '' } = AUTHORIZATION.exec(headers.authorization)?.groups ?? {};
  const date = String(headers['x-amz-date'] ?? '');
  const signedAt = dateOf(date);
  if (key === '') throw unsupported(headers.authorization);
  if (signedAt === undefined) throw accessDenied('AWS authentication requires a valid Date or x-amz-date header');
  if (Math.abs(now.getTime() - signedAt.getTime()) > LARGEST_SKEW) {
    const message = 'The difference between the request time and the current time is too large.';
    throw new S3Refusal({ status: 403, code: 'RequestTimeTooSkewed', message });
  }
  const payload = String(headers['x-amz-content-sha256'] ?? UNSIGNED);
  if (payload !== UNSIGNED && payload !== sha256(body)) {
    const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
    throw new S3Refusal({ status: 400, code: 'XAmzContentSHA256Mismatch', message });
  }
  return { accessKeyId: key, scope, date, signedHeaders: names.split(';'), signature, payload };
}

function unsupported(value: string): S3Refusal {
  const more = { ArgumentName: 'Authorization', ArgumentValue: value };
  return new S3Refusal({ status: 400, code: 'InvalidArgument', message: 'Unsupported Authorization Type', more });
}

/** What S3 acts upon has to be signed; a Content-Type need not be. */
function refuseUnsignedHeaders({ headers }: OnwardRequest, { signedHeaders }: Claimed): void {
  const unsigned = Object.keys(headers).filter((name) => name.startsWith('x-amz-') && !signedHeaders.includes(name));
  if (unsigned.length === 0) return;
  throw accessDenied('There were headers present in the request which were not signed', {
    HeadersNotSigned: unsigned.join(', '),
  });
}

function mismatch({ accessKeyId, signature }: Claimed, { stringToSign, canonicalRequest }: Signing): S3Refusal {
  return new S3Refusal({
    status: 403,
    code: 'SignatureDoesNotMatch',
    message:
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    more: {
      AWSAccessKeyId: accessKeyId,
      StringToSign: stringToSign,
      SignatureProvided: signature,
      CanonicalRequest: canonicalRequest,
    },
  });
}
