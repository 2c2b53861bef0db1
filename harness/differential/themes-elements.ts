import fc from 'fast-check';
import {
  allowing,
  answers,
  anyAnswer,
  anyRelation,
  BY_ELEMENT,
  drafts,
  type Fields,
  links,
  pages,
  silent,
  withDocument,
} from './arbitraries.ts';
import type { Relation, StepDraft } from './draft.ts';
import {
  CREDENTIALS_ALLOWED,
  FAILURES,
  head,
  type Lines,
  NO_LINES,
  oneOf,
  PAGE_ALLOWED,
  RESOURCE_POLICIES_AGAINST,
  RESOURCE_POLICIES_HARMLESS,
} from './pools.ts';
import type { Theme } from './theme.ts';

const page = pages({ context: withDocument });
const everywhere = oneOf<Relation>('cross-site', 'same-site', 'same-origin');
const mode = oneOf<StepDraft['mode']>('no-cors', 'cors');
const allowed = fc.constant<Lines>([...PAGE_ALLOWED[0], ...CREDENTIALS_ALLOWED[0]]);

function byElement(api: 'img' | 'script', fields: Partial<Fields<StepDraft>>) {
  return drafts({ ...BY_ELEMENT, api: fc.constant(api), to: everywhere, mode, ...fields }, page);
}

/** An answer that the page may read, with these lines besides. */
function withLines(status: fc.Arbitrary<number>, lines: fc.Arbitrary<Lines>) {
  return answers(status, head(allowed, lines));
}

const ok = fc.constant(200);
const type = (...types: readonly string[]) => oneOf<Lines>(...types.map((each): Lines => [['Content-Type', each]]));
const nosniff = oneOf<Lines>(
  [['X-Content-Type-Options', 'nosniff']],
  [['x-content-type-options', ' NoSniff ']],
  [['X-Content-Type-Options', 'nosniff, x']],
);
const chains = fc.array(links(), { maxLength: 2 });

/** Images and scripts, and what no-cors responses may be kept from. */
export const ELEMENT_THEMES: readonly Theme[] = [
  {
    name: 'resource-policy',
    share: 22,
    drafts: drafts({
      mode: fc.constant('no-cors'),
      redirect: fc.constant('follow'),
      response: answers(
        ok,
        oneOf<Lines>(...RESOURCE_POLICIES_AGAINST, [['Cross-Origin-Resource-Policy', 'same-site']]),
      ),
      to: oneOf('cross-site', 'other-port', 'cross-site'),
    }),
  },
  {
    name: 'resource-policy-harmless',
    share: 10,
    drafts: byElement('img', { response: withLines(ok, oneOf<Lines>(...RESOURCE_POLICIES_HARMLESS)) }),
  },
  {
    name: 'script-type',
    share: 14,
    drafts: byElement('script', {
      response: withLines(ok, type('text/csv', 'image/png', 'audio/mpeg', 'Video/MP4', 'text/csv;charset=utf-8')),
    }),
  },
  {
    name: 'script-nosniff',
    share: 14,
    drafts: byElement('script', {
      response: withLines(
        ok,
        head(nosniff, oneOf<Lines>(NO_LINES, [['Content-Type', 'text/plain']], [['Content-Type', 'application/json']])),
      ),
    }),
  },
  {
    name: 'script-typed',
    share: 12,
    drafts: byElement('script', {
      response: withLines(
        ok,
        head(
          oneOf<Lines>(
            NO_LINES,
            [['X-Content-Type-Options', 'sniff, nosniff']],
            [['X-Content-Type-Options', 'nosniff']],
          ),
          type('text/javascript', 'Text/JavaScript;charset=utf-8', 'application/x-ecmascript', 'text/javascript1.5'),
        ),
      ),
    }),
  },
  {
    name: 'script-status',
    share: 14,
    drafts: byElement('script', {
      response: withLines(oneOf<number>(...FAILURES.filter((status) => status !== 304)), fc.constant(NO_LINES)),
    }),
  },
  {
    name: 'script',
    share: 25,
    drafts: byElement('script', { to: anyRelation, chain: chains, response: fc.oneof(allowing, silent, anyAnswer) }),
  },
  {
    name: 'image-body',
    share: 14,
    drafts: byElement('img', {
      response: fc.oneof(
        withLines(oneOf(204), fc.constant(NO_LINES)),
        withLines(ok, oneOf<Lines>([['Content-Length', '5']], [['Content-Length', '0']])),
      ),
    }),
  },
  {
    name: 'image',
    share: 25,
    drafts: byElement('img', { to: anyRelation, chain: chains, response: fc.oneof(allowing, silent, anyAnswer) }),
  },
  {
    name: 'image-insecure',
    share: 5,
    drafts: drafts(
      { ...BY_ELEMENT, api: fc.constant('img'), to: fc.constant('secure'), mode },
      pages({ context: withDocument, origin: fc.constant('http://www.page.com') }),
    ),
  },
];
