import fc from 'fast-check';
import {
  allowing,
  anyAnswer,
  anyContext,
  BY_XHR,
  drafts,
  elsewhere,
  pages,
  permitting,
  silent,
  stepDrafts,
  WILD,
  withOrigin,
} from './arbitraries.ts';
import type { Draft, Relation } from './draft.ts';
import {
  BAD_PORTS,
  BODIES_WITHOUT_PLACE,
  IMPOSSIBLE_METHODS,
  MALFORMED_HEADERS,
  oneOf,
  SIMPLE_PAYLOADS,
  UNSAFE_PAYLOADS,
  withMethod,
} from './pools.ts';
import type { Theme } from './theme.ts';

const secure = pages({ origin: oneOf('https://www.page.com', 'https://www.page.com:8443') });
const ownOrigin = pages({ context: withOrigin });
const everywhere = oneOf<Relation>('cross-site', 'same-site', 'same-origin');
const impossibleMethod = oneOf(...IMPOSSIBLE_METHODS.map(withMethod));
const malformedHeader = oneOf<Draft['steps'][number]['headers']>(...MALFORMED_HEADERS);
const badReferrer = oneOf<string | null>('http://[', 'https://a b/', 'https://a:99999/', 'https://%00/');

/** What fetch() and XMLHttpRequest refuse by themselves, and what the top of main fetch decides. */
export const FETCH_THEMES: readonly Theme[] = [
  {
    name: 'userinfo',
    share: 13,
    drafts: drafts({ to: everywhere, userinfo: oneOf('user:pw@', 'user@', ':pw@', '%20@') }),
  },
  { name: 'referrer-malformed', share: 13, drafts: drafts({ to: everywhere, referrer: badReferrer }) },
  { name: 'method-impossible', share: 13, drafts: drafts({ to: everywhere, payload: impossibleMethod }) },
  {
    name: 'no-cors-method',
    share: 13,
    drafts: drafts({ mode: fc.constant('no-cors'), payload: oneOf(...UNSAFE_PAYLOADS) }),
  },
  { name: 'header-malformed', share: 13, drafts: drafts({ to: everywhere, headers: malformedHeader }) },
  { name: 'body-without-place', share: 13, drafts: drafts({ payload: oneOf(...BODIES_WITHOUT_PLACE) }) },
  {
    name: 'xhr-method',
    share: 13,
    drafts: drafts({ ...BY_XHR, payload: oneOf(...['P T', 'G@T', 'P\u00c9T', 'a/b'].map(withMethod)) }),
  },
  {
    name: 'xhr-forbidden-method',
    share: 13,
    drafts: drafts({ ...BY_XHR, payload: oneOf(...['TRACE', 'connect', 'Track', 'TRACK'].map(withMethod)) }),
  },
  { name: 'xhr-header', share: 13, drafts: drafts({ ...BY_XHR, headers: malformedHeader }) },
  {
    name: 'xhr',
    share: 30,
    drafts: drafts({
      ...BY_XHR,
      to: everywhere,
      payload: oneOf(...SIMPLE_PAYLOADS, ...UNSAFE_PAYLOADS),
      preflight: permitting,
      userinfo: oneOf('', '', '', 'user:pw@'),
      response: fc.oneof(allowing, anyAnswer),
    }),
  },
  {
    name: 'bad-port',
    share: 13,
    drafts: drafts({ to: everywhere, port: oneOf<number | null>(...BAD_PORTS), api: oneOf('fetch', 'xhr') }),
  },
  { name: 'mixed-content', share: 13, drafts: drafts({ to: fc.constant('insecure') }, secure) },
  {
    name: 'same-origin',
    share: 20,
    drafts: drafts(
      {
        to: fc.constant('same-origin'),
        redirect: fc.constant('follow'),
        mode: oneOf('cors', 'no-cors', 'same-origin'),
        payload: oneOf(...SIMPLE_PAYLOADS),
        response: silent,
      },
      ownOrigin,
    ),
  },
  { name: 'same-origin-mode', share: 13, drafts: drafts({ mode: fc.constant('same-origin'), to: elsewhere }) },
  {
    name: 'no-cors-redirect-mode',
    share: 13,
    drafts: drafts({ mode: fc.constant('no-cors'), redirect: oneOf('manual', 'error') }),
  },
  {
    name: 'no-cors',
    share: 25,
    drafts: drafts(
      {
        mode: fc.constant('no-cors'),
        redirect: fc.constant('follow'),
        payload: oneOf(...SIMPLE_PAYLOADS),
        response: silent,
      },
      pages({ context: anyContext }),
    ),
  },
  {
    name: 'anything',
    share: 100,
    drafts: fc.record({ page: pages(), cookies: fc.constant([]), steps: fc.tuple(stepDrafts(WILD)) }),
  },
];
