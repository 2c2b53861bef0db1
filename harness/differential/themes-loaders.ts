import fc from 'fast-check';
import type { Api } from '../model/words.ts';
import {
  answers,
  anyRelation,
  BY_ELEMENT,
  drafts,
  type Fields,
  links,
  pages,
  permitting,
  stepDrafts,
  withDocument,
  withOrigin,
} from './arbitraries.ts';
import type { Draft, Payload, StepDraft } from './draft.ts';
import { CREDENTIALS_ALLOWED, FAILURES, head, type Lines, NO_LINES, oneOf, PAGE_ALLOWED } from './pools.ts';
import type { Theme } from './themes.ts';

type Loader = Extract<Api, 'module' | 'style' | 'font' | 'eventsource'>;

/** What each takes for its own, and what it does not. */
const TYPES: Readonly<Record<Exclude<Loader, 'font'>, { readonly right: string; readonly wrong: readonly string[] }>> =
  {
    module: { right: 'text/javascript', wrong: ['text/plain', 'application/json', 'text/html', 'font/woff2'] },
    style: { right: 'text/css', wrong: ['text/plain', 'text/html', 'application/json', 'image/png'] },
    eventsource: { right: 'text/event-stream', wrong: ['text/plain', 'application/json', 'text/html', 'event-stream'] },
  };

const readable = fc.constant<Lines>([...PAGE_ALLOWED[0], ...CREDENTIALS_ALLOWED[0]]);
const typed = (...types: readonly string[]) => oneOf<Lines>(...types.map((type): Lines => [['Content-Type', type]]));
const ok = fc.constant(200);
const failure = oneOf<number>(...FAILURES.filter((status) => status !== 304));
const chain = fc.array(links(), { maxLength: 2 });
const document = pages({ context: withDocument });

function loading(api: Loader, fields: Partial<Fields<StepDraft>>) {
  const mode = oneOf<StepDraft['mode']>(...(api === 'style' ? (['cors', 'no-cors'] as const) : (['cors'] as const)));
  const referrerPolicy = api === 'module' || api === 'style' ? {} : { referrerPolicy: fc.constant(null) };
  return drafts({ ...BY_ELEMENT, ...referrerPolicy, api: fc.constant(api), mode, ...fields }, document);
}

/** What is refused because of its status or its type, though the page may read it; and what is not. */
function themesOf(api: Exclude<Loader, 'font'>): Theme[] {
  const { right, wrong } = TYPES[api];
  const permitted = oneOf<Lines>([...PAGE_ALLOWED[0], ...CREDENTIALS_ALLOWED[0]], NO_LINES);
  return [
    {
      name: `${api}-status`,
      share: 15,
      drafts: loading(api, { response: answers(failure, head(readable, typed(right))) }),
    },
    {
      name: `${api}-type`,
      share: 15,
      drafts: loading(api, { response: answers(ok, head(readable, typed(...wrong))) }),
    },
    {
      name: api,
      share: 6,
      drafts: loading(api, { to: anyRelation, chain, response: answers(ok, head(permitted, typed(right))) }),
    },
  ];
}

const payload = (body: string, contentType: string | null): Payload => ({
  method: 'POST',
  body,
  contentType,
  contentTypeIsImplicit: false,
});

/** A beacon keeps to itself: a scenario of them is better used when it asks more than once. */
function beacons(fields: Partial<Fields<StepDraft>>): fc.Arbitrary<Draft> {
  const step = stepDrafts({
    ...BY_ELEMENT,
    referrerPolicy: fc.constant(null),
    api: fc.constant('beacon'),
    credentials: fc.constant('include'),
    payload: oneOf(payload('a=b', null), payload('a=b', 'text/plain'), payload('{}', 'application/json')),
    preflight: permitting,
    ...fields,
  });
  return fc.record({
    page: pages({ context: withOrigin.filter((context) => context === 'window') }),
    cookies: fc.constant([]),
    steps: fc.array(step, { minLength: 4, maxLength: 5 }),
  });
}

/** Modules, style sheets, fonts, event streams and beacons. */
export const LOADER_THEMES: readonly Theme[] = [
  ...themesOf('module'),
  ...themesOf('style'),
  ...themesOf('eventsource'),
  {
    name: 'font-body',
    share: 15,
    drafts: loading('font', {
      response: fc.oneof(
        answers(oneOf(204), readable),
        answers(ok, head(readable, oneOf<Lines>([['Content-Length', '5']], [['Content-Length', '0']]))),
      ),
    }),
  },
  { name: 'font', share: 6, drafts: loading('font', { to: anyRelation, chain }) },
  {
    name: 'beacon-scheme',
    share: 4,
    drafts: beacons({ url: oneOf<string | null>('data:,x', 'about:blank', 'mailto:a@b.com') }),
  },
  {
    name: 'beacon-quota',
    share: 4,
    drafts: beacons({ payload: oneOf(payload('x'.repeat(64 * 1024 + 1), 'text/plain')) }),
  },
  { name: 'beacon', share: 2, drafts: beacons({}) },
];
