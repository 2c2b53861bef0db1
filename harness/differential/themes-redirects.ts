import fc from 'fast-check';
import { answers, anyPreflight, drafts, type Fields, links, pages, permitting, withOrigin } from './arbitraries.ts';
import type { Link, Relation, StepDraft } from './draft.ts';
import {
  CREDENTIALS_ALLOWED,
  head,
  mostly,
  oneOf,
  PAGE_ALLOWED,
  REDIRECTS,
  SIMPLE_PAYLOADS,
  UNSAFE_PAYLOADS,
  UNSAFE_REQUEST_HEADERS,
  WILDCARD,
} from './pools.ts';
import type { Theme } from './theme.ts';

const allowed = head(mostly(...PAGE_ALLOWED), mostly(...CREDENTIALS_ALLOWED));
const redirecting = answers(oneOf<number>(...REDIRECTS), allowed);
const anywhere = oneOf<Relation>('cross-site', 'same-site', 'same-origin', 'other-port');
const follow = fc.constant<StepDraft['redirect']>('follow');
const userinfo = oneOf('user:pw@', 'user@', ':pw@');
const allowedLinks: Partial<Fields<Link>> = { headers: allowed };

/** A redirect that leads nowhere: what stands in its Location decides. */
function deadEnds(fields: Partial<Fields<StepDraft>>, ...locations: readonly (string | null)[]) {
  return drafts({
    api: mostly('fetch', 'xhr'),
    to: anywhere,
    response: redirecting,
    ...fields,
    deadEnd: oneOf<string | null>(...locations),
  });
}

/** HTTP-redirect fetch, and the redirect modes. */
export const REDIRECT_THEMES: readonly Theme[] = [
  {
    name: 'redirect-error',
    share: 14,
    drafts: deadEnds({ api: fc.constant('fetch'), redirect: fc.constant('error') }, 'https://api.other.com/y', '/y'),
  },
  {
    name: 'redirect-manual',
    share: 14,
    drafts: deadEnds({ api: fc.constant('fetch'), redirect: fc.constant('manual') }, 'https://api.other.com/y', null),
  },
  {
    name: 'redirect-location',
    share: 14,
    drafts: deadEnds({ redirect: follow }, 'http://[', 'https://a b/', 'https://a:99999/', 'https://', '//%00/'),
  },
  {
    name: 'redirect-scheme',
    share: 14,
    drafts: deadEnds(
      { redirect: follow },
      'data:,x',
      'ftp://api.other.com/y',
      'about:blank',
      'blob:https://api.other.com/1',
      'file:///y',
      'other:y',
    ),
  },
  { name: 'redirect-without-location', share: 10, drafts: deadEnds({ redirect: follow }, null) },
  {
    name: 'redirect-count',
    share: 13,
    drafts: drafts(
      {
        redirect: follow,
        api: mostly('fetch', 'xhr', 'img'),
        to: fc.constant('same-origin'),
        chain: fc.array(links({ to: fc.constant('same-origin'), status: oneOf(302, 307) }), {
          minLength: 21,
          maxLength: 23,
        }),
      },
      pages({ context: fc.constant('window') }),
    ),
  },
  {
    name: 'redirect-twenty',
    share: 5,
    drafts: drafts(
      {
        redirect: follow,
        to: fc.constant('same-origin'),
        chain: fc.array(links({ to: fc.constant('same-origin') }), { minLength: 19, maxLength: 20 }),
      },
      pages({ context: fc.constant('window') }),
    ),
  },
  {
    name: 'redirect-userinfo',
    share: 14,
    drafts: drafts({
      redirect: follow,
      api: mostly('fetch', 'xhr'),
      to: anywhere,
      chain: fc.tuple(links({ ...allowedLinks, to: oneOf('cross-site', 'same-site', 'other-port'), userinfo })),
    }),
  },
  {
    name: 'redirect-userinfo-tainted',
    share: 14,
    drafts: drafts(
      {
        redirect: follow,
        api: mostly('fetch', 'xhr'),
        chain: fc.tuple(links({ ...allowedLinks, to: fc.constant('same-origin'), userinfo })),
      },
      pages({ context: withOrigin }),
    ),
  },
  {
    name: 'redirects',
    share: 70,
    drafts: drafts({
      redirect: follow,
      api: mostly('fetch', 'xhr'),
      to: anywhere,
      payload: mostly(...SIMPLE_PAYLOADS, ...UNSAFE_PAYLOADS),
      headers: mostly<StepDraft['headers']>([], ...UNSAFE_REQUEST_HEADERS, [['Authorization', 'x']]),
      preflight: fc.oneof(permitting, anyPreflight),
      chain: fc.array(links(), { minLength: 1, maxLength: 3 }),
      response: answers(
        mostly<number>(200, 404),
        head(
          oneOf(WILDCARD[0], PAGE_ALLOWED[0], [['Access-Control-Allow-Origin', 'null']]),
          mostly(...CREDENTIALS_ALLOWED),
        ),
      ),
    }),
  },
];
