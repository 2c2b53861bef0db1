import type { ScenarioInput } from 'cross-examine';

type Step = ScenarioInput['steps'][number];
type Headers = [name: string, value: string][];

const PAGE = 'https://shop.com';

/** A page asks an API for something; each row is told by what the two say. */
function asking(note: string, { request, server, expect }: Partial<Omit<Step, 'request'>> & { request?: object }) {
  return {
    id: note,
    page: { origin: PAGE },
    steps: [{ request: { url: 'https://api.shop.com/me', ...request }, server: server ?? { response: {} }, expect }],
  } as ScenarioInput;
}

const ANYONE: Headers = [['access-control-allow-origin', '*']];
const SHOP: Headers = [['access-control-allow-origin', PAGE]];
const WITH_CREDENTIALS: Headers = [['access-control-allow-credentials', 'true']];
const answering = (...headers: Headers[]) => ({ response: { headers: headers.flat() } });
const INCLUDE = { credentials: 'include' };

/** https://fetch.spec.whatwg.org/#cors-protocol-and-credentials */
export const wildcardAndCredentials: readonly ScenarioInput[] = [
  asking('* is enough without credentials', {
    server: answering(ANYONE),
    expect: { outcome: 'readable', status: 200 },
  }),
  asking('* is not enough with credentials', {
    request: INCLUDE,
    server: answering(ANYONE),
    expect: { outcome: 'blocked', reached: true },
  }),
  asking('* and Allow-Credentials together are not enough with credentials', {
    request: INCLUDE,
    server: answering(ANYONE, WITH_CREDENTIALS),
    expect: { outcome: 'blocked', reached: true },
  }),
  asking('* and Allow-Credentials together are harmless without credentials', {
    server: answering(ANYONE, WITH_CREDENTIALS),
    expect: { outcome: 'readable' },
  }),
  asking('the origin by name is not enough with credentials', {
    request: INCLUDE,
    server: answering(SHOP),
    expect: { outcome: 'blocked', reached: true },
  }),
  asking('the origin by name and Allow-Credentials are enough', {
    request: INCLUDE,
    server: answering(SHOP, WITH_CREDENTIALS),
    expect: { outcome: 'readable', status: 200 },
  }),
  asking('Allow-Credentials is true in small letters only', {
    request: INCLUDE,
    server: answering(SHOP, [['access-control-allow-credentials', 'True']]),
    expect: { outcome: 'blocked', reached: true },
  }),
  asking('* exposes every header without credentials', {
    server: answering(ANYONE, [
      ['access-control-expose-headers', '*'],
      ['x-total', '7'],
    ]),
    expect: { outcome: 'readable', visibleHeaderValues: { 'x-total': '7' } },
  }),
  asking('* exposes a header called * and no other with credentials', {
    request: INCLUDE,
    server: answering(SHOP, WITH_CREDENTIALS, [
      ['access-control-expose-headers', '*'],
      ['x-total', '7'],
    ]),
    expect: { outcome: 'readable', hiddenHeaders: ['x-total'] },
  }),
  asking('* allows every method without credentials', {
    request: { method: 'PUT' },
    server: {
      preflight: { status: 204, headers: [...ANYONE, ['access-control-allow-methods', '*']] },
      ...answering(ANYONE),
    },
    expect: { outcome: 'readable', preflight: 'sent', reached: true },
  }),
  asking('* allows a method called * and no other with credentials', {
    request: { method: 'PUT', ...INCLUDE },
    server: {
      preflight: { status: 204, headers: [...SHOP, ...WITH_CREDENTIALS, ['access-control-allow-methods', '*']] },
      ...answering(SHOP, WITH_CREDENTIALS),
    },
    expect: { outcome: 'blocked', preflight: 'sent', reached: false, effects: { 'https://api.shop.com': 0 } },
  }),
  asking('* allows a header called * and no other with credentials', {
    request: { headers: [['x-shop', '1']], ...INCLUDE },
    server: {
      preflight: { status: 204, headers: [...SHOP, ...WITH_CREDENTIALS, ['access-control-allow-headers', '*']] },
      ...answering(SHOP, WITH_CREDENTIALS),
    },
    expect: { outcome: 'blocked', preflight: 'sent', reached: false, effects: { 'https://api.shop.com': 0 } },
  }),
];
