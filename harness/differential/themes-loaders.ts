import fc from 'fast-check';
import {
  answers,
  anyRelation,
  BY_ELEMENT,
  drafts,
  type Fields,
  links,
  pages,
  permitting,
  withDocument,
} from './arbitraries.ts';
import type { Payload, StepDraft } from './draft.ts';
import { CREDENTIALS_ALLOWED, head, type Lines, NO_LINES, oneOf, PAGE_ALLOWED } from './pools.ts';
import { several } from './several.ts';
import type { Theme } from './theme.ts';

/** What each takes for its own; a font says nothing of its type. */
const TYPES = { module: 'text/javascript', style: 'text/css', eventsource: 'text/event-stream', font: null } as const;

const permitted = oneOf<Lines>([...PAGE_ALLOWED[0], ...CREDENTIALS_ALLOWED[0]], NO_LINES);
const document = pages({ context: withDocument });

/** Something that would be of use to who asked, from anywhere and by redirects, permitted or not. */
function themeOf(api: keyof typeof TYPES): Theme {
  const type = TYPES[api];
  const mode = oneOf<StepDraft['mode']>(...(api === 'style' ? (['cors', 'no-cors'] as const) : (['cors'] as const)));
  const referrerPolicy = api === 'module' || api === 'style' ? {} : { referrerPolicy: fc.constant(null) };
  const fields: Partial<Fields<StepDraft>> = {
    ...BY_ELEMENT,
    ...referrerPolicy,
    api: fc.constant(api),
    mode,
    to: anyRelation,
    chain: fc.array(links(), { maxLength: 2 }),
    response: answers(
      fc.constant(200),
      head(permitted, fc.constant<Lines>(type === null ? NO_LINES : [['Content-Type', type]])),
    ),
  };
  return { name: api, share: 6, drafts: drafts(fields, document) };
}

const payload = (body: string, contentType: string | null): Payload => ({
  method: 'POST',
  body,
  contentType,
  contentTypeIsImplicit: false,
});

const beacons: Theme = {
  name: 'beacon',
  share: 2,
  drafts: several(
    {
      ...BY_ELEMENT,
      api: fc.constant('beacon'),
      referrerPolicy: fc.constant(null),
      credentials: fc.constant('include'),
      payload: oneOf(payload('a=b', null), payload('a=b', 'text/plain'), payload('{}', 'application/json')),
      preflight: permitting,
    },
    document,
    4,
  ),
};

/** Modules, style sheets, fonts, event streams and beacons that nothing is wrong with. */
export const LOADER_THEMES: readonly Theme[] = [
  ...(['module', 'style', 'eventsource', 'font'] as const).map(themeOf),
  beacons,
];
