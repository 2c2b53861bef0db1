import type { OnwardAnswer, OnwardRequest } from './behind.ts';
import type { EdgeFunctions } from './cloudfront/edge-functions.ts';

/** What a tenant may ask for, beside what is simple. */
const PERMITTED = {
  'access-control-allow-methods': 'GET, POST, DELETE',
  'access-control-allow-headers': 'content-type',
};

/** Says with an answer whom it is for. */
type Allow = (answer: OnwardAnswer, request: OnwardRequest) => OnwardAnswer;

/**
 * Code at the edge that knows who the tenants are by their origins, as a table in DynamoDB or Redis would tell it.
 * @param tenants origins that may read
 */
export function tenantFunction(tenants: readonly string[]): Allow {
  return (answer, { headers: { origin } }) => {
    const isTenant = origin !== undefined && tenants.includes(origin);
    const permission = isTenant
      ? { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' }
      : {};
    return { ...answer, headers: { ...answer.headers, ...permission, vary: 'Origin' } };
  };
}

/** Where it belongs: at the viewer's side of the cache. It answers preflights too, so that no origin server has to. */
export function atTheViewer(allow: Allow): EdgeFunctions {
  const answerPreflights = (request: OnwardRequest) => {
    if (request.method !== 'OPTIONS') return request;
    return allow({ status: 204, headers: PERMITTED, body: Buffer.alloc(0) }, request);
  };
  return { 'viewer-request': answerPreflights, 'viewer-response': allow };
}
