import type { OutgoingHttpHeaders } from 'node:http';
import type { OnwardAnswer, OnwardRequest } from '../behind.ts';
import type { AddedHeader } from './added-header.ts';
import { allowedOrigin, type CorsConfig } from './cors-config.ts';
import type { ResponseHeadersPolicy } from './response-headers-policy.ts';

/**
 * What a response headers policy makes of an answer, from the cache or from the origin. It changes headers alone: a
 * preflight that the origin refuses stays refused.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 */
export function decorate(policy: ResponseHeadersPolicy, request: OnwardRequest, answer: OnwardAnswer): OnwardAnswer {
  const kept = Object.entries(answer.headers).filter(([name]) => !policy.removed.includes(name));
  const headers: OutgoingHttpHeaders = Object.fromEntries(kept);
  const cors = policy.cors ? corsHeaders(policy.cors, request) : [];
  for (const { name, value, override } of [...policy.added, ...cors]) {
    if (override || headers[name] === undefined) headers[name] = value;
  }
  return { ...answer, headers: policy.cors ? withOwnVary(policy.cors, request, headers) : headers };
}

/** To a request with an Origin that is allowed; what a preflight asks for, to a preflight. */
function corsHeaders(cors: CorsConfig, { method, headers }: OnwardRequest): AddedHeader[] {
  const allowed = headers.origin === undefined ? undefined : allowedOrigin(cors, headers.origin);
  if (allowed === undefined) return [];
  const isPreflight = method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
  const entries: (readonly [string, string])[] = [
    ['access-control-allow-origin', allowed],
    ['access-control-allow-credentials', cors.credentials ? 'true' : ''],
    ['access-control-expose-headers', cors.exposed.join(', ')],
    ...(isPreflight ? permission(cors) : []),
  ];
  const said = entries.filter(([, value]) => value !== '');
  return said.map(([name, value]) => ({ name, value, override: cors.override }));
}

function permission({ headers, methods, maxAge }: CorsConfig): (readonly [string, string])[] {
  return [
    ['access-control-allow-headers', headers.join(', ')],
    ['access-control-allow-methods', methods.join(', ')],
    ['access-control-max-age', maxAge === undefined ? '' : String(maxAge)],
  ];
}

/**
 * CORS handling owns Vary, whoever else has set it: with `*`, a plain request was seen to get `Vary: Origin` and a
 * cross-origin one none (https://github.com/ttoss/ttoss/pull/1205). Where origins are named, it is said to all.
 */
function withOwnVary(cors: CorsConfig, { headers: { origin } }: OnwardRequest, headers: OutgoingHttpHeaders) {
  const { vary: _, ...others } = headers;
  return origin !== undefined && cors.origins.includes('*') ? others : { ...others, vary: 'Origin' };
}
