import fc from 'fast-check';
import { answers, anyContext, BY_ELEMENT, drafts, type Fields, pages, withDocument } from './arbitraries.ts';
import type { Page, Relation, StepDraft } from './draft.ts';
import { CREDENTIALS_ALLOWED, FAILURES, head, type Lines, NO_LINES, oneOf, PAGE_ALLOWED } from './pools.ts';
import { several } from './several.ts';
import type { Theme } from './theme.ts';

type Caller = 'module' | 'style' | 'font' | 'eventsource';

const allowed: Lines = [...PAGE_ALLOWED[0], ...CREDENTIALS_ALLOWED[0]];
const everywhere = oneOf<Relation>('cross-site', 'same-site', 'same-origin');
const failure = oneOf<number>(...FAILURES.filter((status) => status !== 304));
const ok = fc.constant(200);

const type = (...types: readonly string[]) => oneOf<Lines>(...types.map((each): Lines => [['Content-Type', each]]));

/** An answer that the page may read, to somebody who cannot use it. */
function useless(
  api: Caller,
  status: fc.Arbitrary<number>,
  lines: fc.Arbitrary<Lines> = fc.constant(NO_LINES),
  context: fc.Arbitrary<Page['context']> = withDocument,
) {
  const mode = oneOf<StepDraft['mode']>('cors', ...(api === 'style' ? (['no-cors'] as const) : []));
  const response = answers(status, head(fc.constant(allowed), lines));
  return drafts({ ...BY_ELEMENT, api: fc.constant(api), to: everywhere, mode, response }, pages({ context }));
}

const beacon: Partial<Fields<StepDraft>> = { ...BY_ELEMENT, api: fc.constant('beacon'), mode: fc.constant('cors') };
const withBody = (body: string) =>
  fc.constant({ method: 'POST', body, contentType: null, contentTypeIsImplicit: false } as const);

/** What modules, style sheets, fonts, event streams and beacons need besides permission. */
export const CALLER_THEMES: readonly Theme[] = [
  { name: 'module-status', share: 13, drafts: useless('module', failure) },
  {
    name: 'module-type',
    share: 13,
    drafts: useless('module', ok, type('text/plain', 'text/html', 'application/json')),
  },
  { name: 'style-status', share: 13, drafts: useless('style', failure) },
  { name: 'style-type', share: 13, drafts: useless('style', ok, type('text/plain', 'text/html', 'text/javascript')) },
  {
    name: 'font-body',
    share: 13,
    drafts: fc.oneof(
      useless('font', oneOf(204)),
      useless('font', ok, oneOf<Lines>([['Content-Length', '5']], [['Content-Length', '0']])),
    ),
  },
  {
    name: 'eventsource-status',
    share: 13,
    drafts: useless('eventsource', fc.oneof(failure, oneOf(201, 204)), type('text/event-stream'), anyContext),
  },
  {
    name: 'eventsource-type',
    share: 13,
    drafts: useless('eventsource', ok, fc.oneof(type('text/plain', 'application/json'), oneOf(NO_LINES)), anyContext),
  },
  {
    name: 'beacon-scheme',
    share: 4,
    drafts: several(
      { ...beacon, url: oneOf<string | null>('data:,x', 'ftp://api.other.com/x', 'other:x'), payload: withBody('a') },
      pages({ context: withDocument }),
      4,
    ),
  },
  {
    name: 'beacon-quota',
    share: 4,
    drafts: several({ ...beacon, payload: withBody('a'.repeat(64 * 1024 + 1)) }, pages({ context: withDocument }), 4),
  },
];
