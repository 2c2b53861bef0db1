import type { ScenarioInput } from 'cross-examine';

type Page = ScenarioInput['page'];
type Expected = NonNullable<ScenarioInput['steps'][number]['expect']>;

const SAME: Expected = { outcome: 'readable', status: 200, reached: true, preflight: 'none' };
const CROSS: Expected = { outcome: 'blocked', status: 0, reached: true, preflight: 'none' };

/** One page reads one URL whose server says nothing about CORS. */
function reading(note: string, page: Page | string, url: string, expected: Expected): ScenarioInput {
  return {
    id: note,
    page: typeof page === 'string' ? { origin: page } : page,
    steps: [{ request: { url }, server: { response: {} }, expect: expected }],
  };
}

/** https://html.spec.whatwg.org/#same-origin: scheme, host and port, and nothing else. */
export const sameOrigin: readonly ScenarioInput[] = [
  reading('the same scheme, host and port', 'https://www.shop.com', 'https://www.shop.com/x', {
    ...SAME,
    requestHeadersSeenByServer: { origin: null },
  }),
  reading('path and query do not count', 'https://www.shop.com', 'https://www.shop.com/a/b?c=d', SAME),
  reading('443 is the port of https', 'https://www.shop.com', 'https://www.shop.com:443/x', SAME),
  reading('80 is the port of http', 'http://www.shop.com', 'http://www.shop.com:80/x', SAME),
  reading('a host in capitals is the same host', 'https://www.shop.com', 'https://WWW.SHOP.COM/x', SAME),
  reading('the same port, and not the default', 'https://www.shop.com:8443', 'https://www.shop.com:8443/x', SAME),
  reading(
    'a worker has the origin of its page',
    { origin: 'https://www.shop.com', context: 'worker' },
    'https://www.shop.com/x',
    SAME,
  ),

  reading('another sub-domain is another origin', 'https://www.shop.com', 'https://api.shop.com/x', {
    ...CROSS,
    requestHeadersSeenByServer: { origin: 'https://www.shop.com' },
  }),
  reading('the parent domain is another origin', 'https://www.shop.com', 'https://shop.com/x', CROSS),
  reading('a nested sub-domain is another origin', 'https://www.shop.com', 'https://eu.www.shop.com/x', CROSS),
  reading('another port is another origin', 'https://www.shop.com', 'https://www.shop.com:8443/x', CROSS),
  reading('the default port is another origin than 8443', 'https://www.shop.com:8443', 'https://www.shop.com/x', CROSS),
  reading('https is another origin than http', 'http://www.shop.com', 'https://www.shop.com/x', CROSS),
  reading('the same port with another scheme', 'http://www.shop.com:8443', 'https://www.shop.com:8443/x', CROSS),
  reading('a trailing dot makes another host', 'https://www.shop.com', 'https://www.shop.com./x', CROSS),
  reading('localhost is another host than its address', 'http://localhost:3000', 'http://127.0.0.1:3000/x', CROSS),
  reading(
    'a sandboxed frame is of no origin, not even that of its own page',
    { origin: 'https://www.shop.com', context: 'sandboxed-iframe' },
    'https://www.shop.com/x',
    { ...CROSS, requestHeadersSeenByServer: { origin: 'null' } },
  ),
  reading('from https to http nothing is sent at all', 'https://www.shop.com', 'http://www.shop.com/x', {
    ...CROSS,
    reached: false,
  }),
];
