import type { EngineName } from '../model/words.ts';
import type { Deviation, JudgedStep } from './deviation.ts';
import { preflightsWith, type Quirk } from './preflight-memory.ts';
import { CHROMIUM, FIREFOX, PREFLIGHT, WEBKIT } from './reading.ts';

interface Row extends Pick<Deviation, 'id' | 'engines' | 'what' | 'standard' | 'shownBy'> {
  readonly quirk: Quirk;
}

const PERMITTED = 'permitted, for entries may be removed early';
const MATCH = { section: 'cache entry match', step: '1' };
const STORE = { section: 'CORS-preflight fetch', step: '7.12' };
const MAX_AGE = { section: 'CORS-preflight fetch', step: '7.9' };
const CLEAR = { section: 'main fetch', step: '12.8' };
const ALL = { ...CHROMIUM, ...FIREFOX, ...WEBKIT };

const ROWS: readonly Row[] = [
  {
    id: 'one-preflight-answer-a-url',
    quirk: 'one answer a URL',
    engines: { ...CHROMIUM, ...WEBKIT },
    what: `what a preflight allowed is dropped when another one is needed for the same URL (${PERMITTED})`,
    standard: STORE,
    shownBy: 'preflight-cache/entries-add-up',
  },
  {
    id: 'preflight-answer-outlives-refusal',
    quirk: 'kept when refused',
    engines: { ...CHROMIUM, ...WEBKIT },
    what: 'an answer that fails the CORS check does not clear what was allowed for its URL',
    standard: CLEAR,
    shownBy: 'preflight-cache/by-refused-answer',
  },
  {
    id: 'simple-request-clears-preflight-answers',
    quirk: 'cleared by simple requests',
    engines: FIREFOX,
    what: `a simple request that fails the CORS check clears what was allowed for its URL (${PERMITTED})`,
    standard: CLEAR,
    shownBy: 'preflight-cache/not-by-simple-request',
  },
  {
    id: 'star-is-not-remembered',
    quirk: 'no *',
    engines: FIREFOX,
    what: `* is not kept of a preflight's answer (${PERMITTED})`,
    standard: STORE,
    shownBy: 'preflight-cache/star-methods',
  },
  {
    id: 'preflight-answers-with-credentials-are-apart',
    quirk: 'credentials apart',
    engines: FIREFOX,
    what: `what was allowed with credentials does not serve requests without them (${PERMITTED})`,
    standard: MATCH,
    shownBy: 'preflight-cache/with-then-without',
  },
  {
    id: 'negative-max-age-is-zero',
    quirk: 'negative age is 0',
    engines: { ...CHROMIUM, ...WEBKIT },
    what: `a negative Access-Control-Max-Age is taken as 0, where it is malformed and five seconds hold (${PERMITTED})`,
    standard: MAX_AGE,
    shownBy: 'preflight-cache/max-age-negative',
  },
  {
    id: 'malformed-max-age-is-zero',
    quirk: 'malformed age is 0',
    engines: FIREFOX,
    what: `an Access-Control-Max-Age that does not parse, a negative one among them, is taken as 0, where five seconds hold (${PERMITTED})`,
    standard: MAX_AGE,
    shownBy: 'preflight-cache/max-age-word',
  },
  {
    id: 'signed-max-age-counts',
    quirk: 'signed age counts',
    engines: { ...CHROMIUM, ...WEBKIT },
    what: 'an Access-Control-Max-Age with a plus sign counts as if it had none, where it is malformed and five seconds hold',
    standard: MAX_AGE,
    shownBy: 'preflight-cache/max-age-sign-later',
  },
  {
    id: 'max-age-of-zero-shortens-nothing',
    quirk: 'age 0 changes nothing',
    engines: FIREFOX,
    what: 'a second preflight whose Access-Control-Max-Age is 0 leaves what the first allowed',
    standard: STORE,
    shownBy: 'preflight-cache/by-shorter-age',
  },
  {
    id: 'preflight-answer-after-redirect-is-not-remembered',
    quirk: 'not after a redirect',
    engines: { ...CHROMIUM, ...WEBKIT },
    what: `what was allowed to a request that a redirect has tainted, so that it comes from null, is not kept (${PERMITTED})`,
    standard: STORE,
    shownBy: 'preflight-cache/redirect-twice',
  },
  {
    id: 'preflight-answer-to-opaque-page-is-not-remembered',
    quirk: 'not for opaque pages',
    engines: CHROMIUM,
    what: `what was allowed to a page of opaque origin is not kept (${PERMITTED})`,
    standard: STORE,
    shownBy: 'preflight-cache/opaque-page',
  },
  {
    id: 'preflight-answer-serves-tainted-redirect',
    quirk: 'redirect is the page',
    engines: FIREFOX,
    what: 'what was allowed to the page serves a request that a redirect has tainted, though it comes from null',
    standard: MATCH,
    shownBy: 'preflight-cache/redirect-to-known-url',
  },
  {
    id: 'star-with-credentials-is-literal-in-cache',
    quirk: '* is literal with credentials',
    engines: ALL,
    what: `a * that is remembered covers no request with credentials, as in a preflight; the standard's letter, likely a slip, lets it (${PERMITTED})`,
    standard: { section: 'method cache entry match', step: '1' },
    shownBy: 'preflight-cache/star-methods-with-credentials',
  },
  {
    id: 'remembered-star-covers-authorization',
    quirk: '* is Authorization',
    engines: WEBKIT,
    what: 'a * that is remembered covers Authorization',
    standard: { section: 'header-name cache entry match', step: '1' },
    shownBy: 'preflight-cache/star-authorization',
  },
];

const quirksOf = (engine: EngineName) => ROWS.flatMap(({ engines, quirk }) => (engine in engines ? quirk : []));

/** The hops before which all engines of a row ask; `null` where this quirk is not why they differ from the standard. */
function hopsSeen({ quirk, engines }: Row, judged: JudgedStep): string | null {
  // Before its first request a profile remembers nothing, whatever the engine.
  if (judged.before.length === 0 && judged.step.server.hops.length === 0) return null;
  const standard = preflightsWith([], judged);
  if (standard === null || standard !== JSON.stringify(judged.prediction.preflightHops)) return null;
  const alone = preflightsWith([quirk], judged);
  const seen = (Object.keys(engines) as EngineName[]).map((engine) => {
    const quirks = quirksOf(engine);
    const hops = preflightsWith(quirks, judged);
    const without = preflightsWith(
      quirks.filter((each) => each !== quirk),
      judged,
    );
    const isWhy = (alone !== null && alone !== standard) || (without !== null && without !== hops);
    return isWhy && hops !== standard ? hops : null;
  });
  const [first = null] = seen;
  return seen.every((hops) => hops === first) ? first : null;
}

function showing(hops: string | null) {
  const preflightHops: number[] = hops === null ? [] : JSON.parse(hops);
  return { preflight: preflightHops.length > 0 ? ('sent' as const) : ('none' as const), preflightHops };
}

/** https://fetch.spec.whatwg.org/#cors-preflight-cache */
export const PREFLIGHT_CACHE: readonly Deviation[] = ROWS.map((row) => {
  const { quirk: _, ...rest } = row;
  return {
    ...rest,
    issue: null,
    applies: (judged) => hopsSeen(row, judged) !== null,
    shows: (judged) => showing(hopsSeen(row, judged)),
    covers: PREFLIGHT,
  };
});
