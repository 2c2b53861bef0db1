import type { OnwardAnswer, OnwardRequest } from '../behind.ts';
import type { Address } from './address.ts';
import type { Bucket } from './bucket.ts';
import { type S3Error, S3Refusal } from './errors.ts';
import { corsHeaders, corsQuestion, firstMatch } from './match-cors.ts';

/** With its spelling. */
const NOT_ALLOWED =
  'This CORS request is not allowed. This is usually because the evalution of Origin, request method / ' +
  "Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.";

/**
 * How S3 answers OPTIONS, whoever asks and whatever is signed; in this order.
 * Recorded: github.com/localstack/localstack tests/aws/services/s3/test_s3_cors.snapshot.json
 * @throws S3Refusal when no rule matches
 */
export function answerPreflight(request: OnwardRequest, { key }: Address, bucket: Bucket | undefined): OnwardAnswer {
  const question = corsQuestion(request.method, request.headers);
  if (question === undefined) throw badRequest('Insufficient information. Origin request header needed.');
  const forbidden = (message: string, resourceType: 'BUCKET' | 'OBJECT') =>
    accessForbidden(message, question.method, resourceType);
  if (bucket === undefined) throw forbidden('Bucket not found', 'BUCKET');
  if (bucket.cors === undefined) throw forbidden('CORS is not enabled for this bucket.', 'BUCKET');
  if (request.headers['access-control-request-method'] === undefined) {
    throw badRequest('Invalid Access-Control-Request-Method: null');
  }
  const rule = firstMatch(bucket.cors, question);
  if (rule === undefined) throw forbidden(NOT_ALLOWED, key === undefined ? 'BUCKET' : 'OBJECT');
  return { status: 200, headers: { ...corsHeaders(rule, question), 'content-length': '0' }, body: Buffer.alloc(0) };
}

function badRequest(message: string): S3Refusal {
  return new S3Refusal({ status: 400, code: 'BadRequest', message });
}

function accessForbidden(message: string, method: string, resourceType: string): S3Refusal {
  const more: S3Error['more'] = { Method: method, ResourceType: resourceType };
  return new S3Refusal({ status: 403, code: 'AccessForbidden', message: `CORSResponse: ${message}`, more });
}
