import type { RestGatewayRules } from '../servers/rest-gateway.ts';

const FUNCTION = { integration: { type: 'AWS_PROXY', timeoutInMillis: 50 } } as const;
const POST = { method: 'POST', body: 'name=Ann' } as const;

/** A request without preflight that ends in an answer of the gateway's own. */
interface GatewayError {
  readonly status: number;
  readonly path: string;
  readonly request: { readonly method?: 'POST'; readonly body?: string };
  readonly rules: NonNullable<RestGatewayRules['resources']>[string];
}

/** One of each status that a REST API answers by itself; in this order the stories ask for them. */
export const GATEWAY_ERRORS: readonly GatewayError[] = [
  {
    status: 401,
    path: '/report',
    request: {},
    rules: { GET: { ...FUNCTION, authorizationType: 'CUSTOM', authorizerId: 'users' } },
  },
  { status: 403, path: '/partners', request: {}, rules: { GET: { ...FUNCTION, apiKeyRequired: true } } },
  { status: 404, path: '/gone', request: {}, rules: { GET: { ...FUNCTION, raises: 'RESOURCE_NOT_FOUND' } } },
  { status: 413, path: '/upload', request: { ...POST, body: 'a'.repeat(2_000) }, rules: { POST: FUNCTION } },
  {
    status: 429,
    path: '/search',
    request: {},
    rules: { GET: { ...FUNCTION, throttle: { burstLimit: 0, rateLimit: 0 } } },
  },
  { status: 502, path: '/cart', request: POST, rules: { POST: FUNCTION } },
  { status: 504, path: '/account', request: POST, rules: { POST: FUNCTION } },
];

/** The paths on which the function behind does its work and fails to say so. */
export const FUNCTION_FAILURES = { '/cart': 'breaks-off', '/account': 'never-answers' } as const;

/** The id of the observation of such a request in a story that asks for each without credentials, then with them. */
export function idOfError(test: string, status: number, credentials: 'omit' | 'include'): string {
  const index = GATEWAY_ERRORS.findIndex((error) => error.status === status);
  const number = 2 * index + (credentials === 'omit' ? 1 : 2);
  return number === 1 ? test : `${test}#${number}`;
}
