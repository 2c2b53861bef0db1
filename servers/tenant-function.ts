import type { OnwardAnswer, OnwardRequest } from './behind.ts';
import type { EdgeFunctions } from './cloudfront/edge-functions.ts';

/**
 * Code at the edge that knows who the tenants are, by their origins: what a table in DynamoDB or Redis would say.
 * @param tenants origins that may read
 * @returns the functions; `lookUps` is how often the table was asked
 */
export function tenantFunction(tenants: readonly string[]) {
  const counted = { lookUps: 0 };
  const isTenant = (origin: string | undefined): origin is string => {
    counted.lookUps += 1;
    return origin !== undefined && tenants.includes(origin);
  };
  /** Says with an answer whom it is for. */
  const allow = (answer: OnwardAnswer, { headers: { origin } }: OnwardRequest): OnwardAnswer => {
    const permission = isTenant(origin)
      ? { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' }
      : {};
    return { ...answer, headers: { ...answer.headers, ...permission, vary: 'Origin' } };
  };
  /** Answers preflights, so that no origin server has to. */
  const answerPreflights = (request: OnwardRequest): OnwardRequest | OnwardAnswer => {
    if (request.method !== 'OPTIONS') return request;
    const headers = {
      'access-control-allow-methods': 'GET, POST, DELETE',
      'access-control-allow-headers': 'content-type',
    };
    return allow({ status: 204, headers, body: Buffer.alloc(0) }, request);
  };
  return { allow, answerPreflights, counted };
}

/** Both where they belong: at the viewer's side of the cache. */
export function atTheViewer({ allow, answerPreflights }: ReturnType<typeof tenantFunction>): EdgeFunctions {
  return { 'viewer-request': answerPreflights, 'viewer-response': allow };
}
