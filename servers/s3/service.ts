import type { OnwardAnswer, OnwardRequest } from '../behind.ts';
import { type Address, addressOf } from './address.ts';
import { authenticate } from './authenticate.ts';
import { type Bucket, bucketsOf } from './bucket.ts';
import { type AnswerIds, errorAnswer, notImplemented, S3Refusal } from './errors.ts';
import { corsHeaders, corsQuestion, firstMatch } from './match-cors.ts';
import { operate } from './operations.ts';
import { answerPreflight } from './preflight.ts';
import type { ParsedS3Rules } from './rules.ts';

/** S3 as one owner has it: buckets, a key, and a clock that goes with the real one. */
export class S3Service {
  readonly buckets: ReadonlyMap<string, Bucket>;
  /** How many objects were written or deleted. */
  effects = 0;
  readonly #rules: ParsedS3Rules;
  #ahead = 0;
  #answers = 0;

  constructor(rules: ParsedS3Rules) {
    this.#rules = rules;
    this.buckets = bucketsOf(rules, new Date());
  }

  /** Puts the clock forward, so that a presigned URL runs out. */
  advance(seconds: number): void {
    this.#ahead += seconds * 1000;
  }

  /** Answers one request. A rule that matches puts its headers on a refusal too. */
  answer(request: OnwardRequest): OnwardAnswer {
    const ids = this.#nextIds();
    const address = addressOf(request, this.buckets);
    const bucket = address.bucket === undefined ? undefined : this.buckets.get(address.bucket);
    const answer = this.#attempt(ids, () =>
      request.method === 'OPTIONS'
        ? answerPreflight(request, address, bucket)
        : this.#operate(request, address, bucket),
    );
    const decoration = request.method === 'OPTIONS' ? {} : decorationOf(request, bucket);
    const always = { server: 'AmazonS3', 'x-amz-request-id': ids.requestId, 'x-amz-id-2': ids.hostId };
    return { ...answer, headers: { ...answer.headers, ...decoration, ...always } };
  }

  #operate(request: OnwardRequest, address: Address, bucket: Bucket | undefined): OnwardAnswer {
    if (address.bucket === undefined) throw notImplemented('listing buckets');
    if (bucket === undefined) throw noBucket(address.bucket);
    const now = new Date(Date.now() + this.#ahead);
    const caller = authenticate(request, this.#rules.credentials, now);
    const answer = operate({ request, address, bucket, caller, now });
    if (address.key !== undefined && ['PUT', 'DELETE'].includes(request.method)) this.effects += 1;
    return answer;
  }

  #attempt(ids: AnswerIds, work: () => OnwardAnswer): OnwardAnswer {
    try {
      return work();
    } catch (error) {
      if (error instanceof S3Refusal) return errorAnswer(error.error, ids);
      throw error;
    }
  }

  #nextIds(): AnswerIds {
    this.#answers += 1;
    const requestId = this.#answers.toString(16).toUpperCase().padStart(16, '0');
    return { requestId, hostId: Buffer.from(requestId).toString('base64') };
  }
}

function decorationOf({ method, headers }: OnwardRequest, bucket: Bucket | undefined): Record<string, string> {
  const question = corsQuestion(method, headers);
  const rule = question && bucket?.cors && firstMatch(bucket.cors, question);
  return question && rule ? corsHeaders(rule, question) : {};
}

function noBucket(name: string): S3Refusal {
  const message = 'The specified bucket does not exist';
  return new S3Refusal({ status: 404, code: 'NoSuchBucket', message, more: { BucketName: name } });
}
