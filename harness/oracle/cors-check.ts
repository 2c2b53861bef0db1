import type { FetchRequest, Received } from './fetch-types.ts';
import { get } from './header-list.ts';
import { serializeRequestOrigin } from './request-origin.ts';
import type { StepId } from './steps.ts';

/** Whether a check passed, and the step that says so. */
export interface Check {
  readonly ok: boolean;
  readonly decidedBy: StepId;
}

/** https://fetch.spec.whatwg.org/#concept-cors-check */
export function corsCheck(request: FetchRequest, response: Received): Check {
  const includesCredentials = request.credentials === 'include';
  // 1.
  const origin = get(response.headers, 'Access-Control-Allow-Origin');
  // 2.
  if (origin === null) return { ok: false, decidedBy: 'cors-check/missing' };
  // 3.
  if (!includesCredentials && origin === '*') return { ok: true, decidedBy: 'cors-check/wildcard' };
  // 4.
  if (serializeRequestOrigin(request) !== origin) return { ok: false, decidedBy: 'cors-check/mismatch' };
  // 5.
  if (!includesCredentials) return { ok: true, decidedBy: 'cors-check/origin' };
  // 6. and 7.
  const credentials = get(response.headers, 'Access-Control-Allow-Credentials');
  if (credentials === 'true') return { ok: true, decidedBy: 'cors-check/credentials' };
  // 8.
  return { ok: false, decidedBy: 'cors-check/no-credentials' };
}
