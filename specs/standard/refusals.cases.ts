import type { ScenarioInput } from 'cross-examine';
import { ANYONE, answering, asking, type Expected, type RequestInput } from './build.ts';

const NOTHING_SENT: Expected = { outcome: 'blocked', status: 0, preflight: 'none', reached: false };

/** What script may not even ask: the call throws, and nothing is sent. */
const MALFORMED: readonly [id: string, note: string, request: Partial<RequestInput>][] = [
  ['header-name-with-space', 'a header name holds a space', { headers: [['x shop', '1']] }],
  ['header-name-with-colon', 'a header name holds a colon', { headers: [['x:shop', '1']] }],
  ['header-value-with-nul', 'a header value holds NUL', { headers: [['x-shop', 'a\0b']] }],
  ['header-value-beyond-bytes', 'a header value holds a character that is no byte', { headers: [['x-shop', '✓']] }],
  [
    'content-type-beyond-bytes',
    'Content-Type holds a character that is no byte',
    { contentType: 'text/✓', method: 'POST' },
  ],
];

const METHODS: readonly [id: string, note: string, method: string][] = [
  ['method-with-space', 'a method holds a space', 'GET IT'],
  ['method-with-slash', 'a method holds a slash', 'GET/IT'],
  ['method-beyond-ascii', 'a method holds a letter beyond ASCII', 'GÉT'],
];

export const refusals: readonly ScenarioInput[] = [
  ...(['fetch', 'xhr'] as const).flatMap((api) => [
    ...MALFORMED.map(([id, note, request]) =>
      asking(`refusals/${api}-${id}`, `${note} (${api})`, { api, ...request }, answering(ANYONE), NOTHING_SENT),
    ),
    ...METHODS.map(([id, note, method]) =>
      asking(`refusals/${api}-${id}`, `${note} (${api})`, { api, method }, answering(ANYONE), NOTHING_SENT),
    ),
  ]),
  asking(
    'refusals/referrer-of-a-host-with-a-space',
    'the host of a referrer holds a space',
    { referrer: 'https://a b/' },
    answering(ANYONE),
    NOTHING_SENT,
  ),
  ...([204, 304] as const).map((status) =>
    asking(
      `refusals/img-${status}`,
      `an image whose answer is ${status} has nothing to show`,
      { api: 'img', mode: 'no-cors' },
      { response: { status } },
      { outcome: 'blocked', reached: true },
    ),
  ),
];
