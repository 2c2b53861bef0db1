import type { ScenarioInput } from 'cross-examine';
import { ANYONE, API, asking, type Expected, PAGE, permitting, type RequestInput, type ServerInput } from './build.ts';

const METHODS_OF_OUR_OWN = ['CHICKEN', 'patch', 'x-odd!#$%'];

/** Two ways of asking that hold a method to the same rules. */
const APIS = ['fetch', 'xhr'] as const;

const allowing = (methods: string): ServerInput =>
  permitting([...ANYONE, ['access-control-allow-methods', methods]], ANYONE);

/** On the page's own origin, which nobody has to permit anything. */
function redirected(status: number, method: string, arrivesAs: string, request: Partial<RequestInput> = {}) {
  return asking(
    `methods/${method}-${status}`,
    `${method} goes on as ${arrivesAs} after a ${status}`,
    { url: `${PAGE}/x`, method, ...request },
    { response: { status, redirectTo: '/y' }, hops: [{ url: `${PAGE}/y`, response: {} }] },
    { outcome: 'readable', reachedHops: [0, 1], requestHeadersSeenByServer: { ':method': arrivesAs } },
  );
}

function asked(id: string, note: string, request: Partial<RequestInput>, server: ServerInput, expect: Expected) {
  return APIS.map((api) => asking(`methods/${api}-${id}`, `${note}, by ${api}`, { api, ...request }, server, expect));
}

/** Methods that script makes up: a method is a token, and few are known: https://fetch.spec.whatwg.org/#methods */
export const methods: readonly ScenarioInput[] = [
  ...METHODS_OF_OUR_OWN.flatMap((method, index) => [
    ...asked(`${index}-permitted`, `${method} is sent as it is where it is permitted`, { method }, allowing(method), {
      outcome: 'readable',
      preflight: 'sent',
      reached: true,
      preflightHeadersSeenByServer: { 'access-control-request-method': method },
      requestHeadersSeenByServer: { ':method': method },
    }),
    ...asked(
      `${index}-other-case`,
      `${method} is not permitted in another case`,
      { method },
      allowing(method === method.toUpperCase() ? method.toLowerCase() : method.toUpperCase()),
      { outcome: 'blocked', preflight: 'sent', reached: false },
    ),
    ...asked(`${index}-wildcard`, `* permits ${method}`, { method }, allowing('*'), {
      outcome: 'readable',
      reached: true,
      requestHeadersSeenByServer: { ':method': method },
    }),
    ...asked(
      `${index}-own-origin`,
      `${method} needs no permission on the own origin`,
      { method, url: `${PAGE}/x` },
      { response: {} },
      { outcome: 'readable', preflight: 'none', requestHeadersSeenByServer: { ':method': method } },
    ),
  ]),
  ...asked(
    'with-a-body',
    'a method of our own may have a body',
    { method: 'CHICKEN', body: 'egg' },
    allowing('CHICKEN'),
    {
      outcome: 'readable',
      reached: true,
      requestHeadersSeenByServer: { ':method': 'CHICKEN', 'content-length': '3' },
    },
  ),
  ...asked('put-in-odd-case', 'pUt is PUT', { method: 'pUt' }, allowing('PUT'), {
    outcome: 'readable',
    requestHeadersSeenByServer: { ':method': 'PUT' },
  }),
  redirected(301, 'CHICKEN', 'CHICKEN'),
  redirected(302, 'CHICKEN', 'CHICKEN'),
  redirected(303, 'CHICKEN', 'GET'),
  redirected(307, 'CHICKEN', 'CHICKEN', { body: 'egg' }),
  redirected(308, 'patch', 'patch', { body: 'egg' }),
  asking(
    'methods/permitted-at-both-ends-of-a-redirect',
    'each origin on the way is asked whether it permits the method',
    { method: 'CHICKEN' },
    {
      ...allowing('CHICKEN'),
      response: { status: 307, headers: ANYONE, redirectTo: 'https://other.com/y' },
      hops: [{ url: 'https://other.com/y', ...allowing('CHICKEN') }],
    },
    { outcome: 'readable', preflightHops: [0, 1], reachedHops: [0, 1], effects: { [API]: 1, 'https://other.com': 1 } },
  ),
];
