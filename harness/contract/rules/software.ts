import type { HeaderPair } from '../../model/words.ts';
import type { Software } from './rule.ts';

/** What a system is called where a user reads it. */
export const SOFTWARE_NAMES: Readonly<Record<Software, string>> = {
  nginx: 'nginx',
  express: 'Express',
  fastify: 'Fastify',
  s3: 'S3',
  'api-gateway-rest': 'API Gateway (REST)',
  'api-gateway-http': 'API Gateway (HTTP)',
  cloudfront: 'CloudFront',
};

interface Mark {
  readonly software: Software;
  /** In lower case. */
  readonly header: string;
  readonly value: RegExp;
}

/**
 * What gives a system away. Fastify says nothing of itself, Express only until `x-powered-by` is turned off.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonResponseHeaders.html,
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html,
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
 */
const MARKS: readonly Mark[] = [
  { software: 'express', header: 'x-powered-by', value: /^express$/i },
  { software: 'fastify', header: 'x-powered-by', value: /^fastify$/i },
  { software: 'fastify', header: 'server', value: /^fastify\b/i },
  { software: 's3', header: 'server', value: /^amazons3$/i },
  { software: 's3', header: 'x-amz-request-id', value: /./ },
  { software: 'api-gateway-rest', header: 'x-amz-apigw-id', value: /./ },
  { software: 'api-gateway-rest', header: 'x-amzn-requestid', value: /./ },
  { software: 'api-gateway-rest', header: 'x-amzn-errortype', value: /./ },
  { software: 'api-gateway-http', header: 'apigw-requestid', value: /./ },
  { software: 'nginx', header: 'server', value: /^(nginx|openresty)\b/i },
  { software: 'cloudfront', header: 'server', value: /^cloudfront$/i },
  { software: 'cloudfront', header: 'x-amz-cf-id', value: /./ },
  { software: 'cloudfront', header: 'via', value: /\bcloudfront\b/i },
];

/**
 * Guesses which systems an answer has passed, from what they write into it.
 * @param headers of the answer
 * @returns each once, those nearest to the application first; none where nothing is recognised
 */
export function recogniseSoftware(headers: readonly HeaderPair[]): readonly Software[] {
  const isThere = ({ header, value }: Mark) =>
    headers.some(([name, text]) => name.toLowerCase() === header && value.test(text.trim()));
  return [...new Set(MARKS.filter(isThere).map(({ software }) => software))];
}
