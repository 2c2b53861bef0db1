import { z } from 'zod';
import type { OnwardAnswer, OnwardRequest } from '../behind.ts';

type Awaitable<T> = T | Promise<T>;

/** Goes on with the request that it returns, or answers by itself. */
type RequestFunction = (request: OnwardRequest) => Awaitable<OnwardRequest | OnwardAnswer>;
/** Goes on with the answer that it returns. */
type ResponseFunction = (answer: OnwardAnswer, request: OnwardRequest) => Awaitable<OnwardAnswer>;

/**
 * Code that runs at the edge, by the event that starts it: Lambda@Edge, or CloudFront Functions for the viewer's events.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-cloudfront-trigger-events.html
 */
export interface EdgeFunctions {
  /** Each request, before the cache is looked at. */
  readonly 'viewer-request'?: RequestFunction | undefined;
  /** What the cache does not answer, before the origin is asked. */
  readonly 'origin-request'?: RequestFunction | undefined;
  /** What the origin has answered, errors too, before it is kept. */
  readonly 'origin-response'?: ResponseFunction | undefined;
  /** Each answer below 400, kept or not. */
  readonly 'viewer-response'?: ResponseFunction | undefined;
}

const codeSchema = z.custom<never>((value) => typeof value === 'function', { error: 'must be a function' });

export const edgeFunctionsSchema: z.ZodType<EdgeFunctions, EdgeFunctions> = z
  .strictObject({
    'viewer-request': codeSchema,
    'origin-request': codeSchema,
    'origin-response': codeSchema,
    'viewer-response': codeSchema,
  })
  .partial();

/** What a function has returned is an answer, or the request to go on with. */
export function isAnswer(returned: OnwardRequest | OnwardAnswer): returned is OnwardAnswer {
  return 'status' in returned;
}
