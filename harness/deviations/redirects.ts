import type { Expectation } from '../model/scenario.ts';
import type { Deviation, JudgedStep } from './deviation.ts';
import { outlivesPage } from './keepalive.ts';
import { EVERYTHING, endingBefore, isCors, type Leg, legsOf, locationsOf } from './legs.ts';
import { needlessPreflight, passesFirefox } from './needless-preflight.ts';
import { CHROMIUM, FATE, FIREFOX, isRedirect, isScripted, WEBKIT } from './reading.ts';
import { WEBKIT_REDIRECTS } from './webkit-redirects.ts';

function firstUserinfo(judged: JudgedStep): Leg | undefined {
  const { api } = judged.step.request;
  if (api === 'xhr' || api === 'form' || outlivesPage(judged)) return undefined;
  const isSent = (hop: number) =>
    judged.prediction.reachedHops.includes(hop) || judged.prediction.preflightHops.includes(hop);
  // An element with crossorigin cuts it off the URL that it starts with.
  const isCut = (hop: number) => hop === 0 && isCors(judged);
  return legsOf(judged).find(
    ({ hop, url }) => isSent(hop) && !isCut(hop) && (url.username !== '' || url.password !== ''),
  );
}

/** Is it the number of redirects that ends the chain: the last of them led to itself, for all that is scripted. */
function isEndless({ prediction: { decidedBy } }: JudgedStep): boolean {
  return decidedBy.section === 'HTTP-redirect fetch' && decidedBy.step === '7';
}

/** The hop with an empty Location that is followed to itself. */
function emptyLocation(judged: JudgedStep): Leg | undefined {
  const legs = legsOf(judged);
  const isFollowed = ({ hop }: Leg) => hop < legs.length - 1 || isEndless(judged);
  return legs.find((leg) => {
    const [location, ...others] = locationsOf(leg.script);
    return isRedirect(leg.script) && location === '' && others.length === 0 && isFollowed(leg);
  });
}

function readsEmptyLocation(judged: JudgedStep): Expectation {
  const leg = emptyLocation(judged);
  const reachedHops = judged.prediction.reachedHops.filter((hop) => hop <= (leg?.hop ?? 0));
  const isRead = isScripted(judged) && (judged.prediction.outcome === 'readable' || isEndless(judged));
  const isOpaque = leg !== undefined && !leg.isOwn && !isCors(judged);
  return isRead && !isOpaque ? { reachedHops, status: leg?.script.response.status ?? 0 } : { reachedHops };
}

/** Is the last answer a redirect within an origin that says the same Location more than once. */
function repeatsLocation(judged: JudgedStep): boolean {
  const { step, prediction } = judged;
  const last = legsOf(judged).at(-1);
  if (last === undefined || !isRedirect(last.script) || prediction.preflightHops.length > 0) return false;
  const [location = '', ...others] = locationsOf(last.script);
  const next = step.server.hops[last.hop];
  if (others.length === 0 || others.some((other) => other !== location) || !URL.canParse(location, last.url.href)) {
    return false;
  }
  const isThere = next !== undefined && new URL(location, last.url).href === next.url;
  const { section, step: number } = prediction.decidedBy;
  const isRefused = section === 'HTTP-redirect fetch' && number === '5';
  return isRefused && isThere && new URL(next.url).origin === last.url.origin;
}

function isManualToNowhere({ prediction, ...judged }: JudgedStep): boolean {
  const leg = legsOf({ prediction, ...judged })[0];
  const [location, ...others] = leg === undefined ? [] : locationsOf(leg.script);
  if (prediction.outcome !== 'opaqueredirect' || leg === undefined || location === undefined) return false;
  return others.length === 0 && !URL.canParse(location, leg.url.href);
}

function isRefusedInErrorMode({ prediction }: JudgedStep): boolean {
  const { section, step } = prediction.decidedBy;
  return prediction.outcome === 'blocked' && section === 'HTTP fetch' && step === '6.3';
}

function isErrorWithoutLocation(judged: JudgedStep): boolean {
  const leg = legsOf(judged)[0];
  return isRefusedInErrorMode(judged) && leg !== undefined && locationsOf(leg.script).join() === '';
}

function isScriptToData(judged: JudgedStep): boolean {
  const { request } = judged.step;
  const last = legsOf(judged).at(-1);
  if (request.api !== 'script' || request.mode !== 'no-cors' || last === undefined) return false;
  const [location = '', ...others] = locationsOf(last.script);
  return isRedirect(last.script) && others.length === 0 && /^data:(text\/javascript)?,/i.test(location);
}

const lastLeg = (judged: JudgedStep): number => legsOf(judged).length - 1;

/** HTTP-redirect fetch: https://fetch.spec.whatwg.org/#concept-http-redirect-fetch */
export const REDIRECTS: readonly Deviation[] = [
  ...needlessPreflight(FIREFOX, 'firefox', passesFirefox, lastLeg),
  ...WEBKIT_REDIRECTS,
  {
    id: 'userinfo-is-refused-in-subresources',
    engines: CHROMIUM,
    what: 'asks no URL with a user name or password, unless by XMLHttpRequest or a navigation',
    standard: { section: 'HTTP-redirect fetch', step: '9' },
    issue: null,
    shownBy: 'redirects/userinfo-own-to-own',
    applies: (judged) => firstUserinfo(judged) !== undefined,
    shows: (judged) => endingBefore(firstUserinfo(judged)?.hop ?? 0, judged),
    covers: EVERYTHING,
  },
  {
    id: 'empty-location-is-none',
    engines: CHROMIUM,
    what: 'takes an empty Location for none, and reads the redirect itself',
    standard: { section: 'HTTP-redirect fetch', step: '3' },
    issue: null,
    shownBy: 'redirects/location-empty-301',
    applies: (judged) => emptyLocation(judged) !== undefined,
    shows: readsEmptyLocation,
    covers: EVERYTHING,
  },
  {
    id: 'empty-location-fails',
    engines: WEBKIT,
    what: 'fails at an empty Location',
    standard: { section: 'HTTP-redirect fetch', step: '3' },
    issue: null,
    shownBy: 'redirects/location-empty-301',
    applies: (judged) => emptyLocation(judged) !== undefined,
    shows: (judged) => endingBefore((emptyLocation(judged)?.hop ?? 0) + 1, judged),
    covers: EVERYTHING,
  },
  {
    id: 'repeated-location-is-followed',
    engines: { ...CHROMIUM, ...FIREFOX },
    what: 'follows several Locations that are all the same',
    standard: { section: 'HTTP-redirect fetch', step: '5' },
    issue: null,
    shownBy: 'redirects/location-twice-the-same',
    applies: repeatsLocation,
    shows: ({ prediction }) => ({ reachedHops: [...prediction.reachedHops, prediction.reachedHops.length] }),
    covers: [...FATE, 'hiddenHeaders'],
  },
  {
    id: 'manual-redirect-to-nowhere-fails',
    engines: CHROMIUM,
    what: 'fails at a Location that cannot be parsed even when redirects are not followed',
    standard: { section: 'HTTP fetch', step: '6.3' },
    issue: null,
    shownBy: 'redirects/manual-to-a-broken-url',
    applies: isManualToNowhere,
    shows: () => ({ outcome: 'blocked' }),
    covers: ['outcome'],
  },
  {
    id: 'error-mode-reads-a-redirect-without-location',
    engines: { ...CHROMIUM, ...WEBKIT },
    what: 'reads a redirect with no Location, or an empty one, even when redirects are errors',
    standard: { section: 'HTTP fetch', step: '6.3' },
    issue: null,
    shownBy: 'redirects/without-location-error-mode',
    applies: isErrorWithoutLocation,
    shows: () => ({ outcome: 'readable' }),
    covers: ['outcome', 'status', 'visibleHeaders', 'hiddenHeaders', 'visibleHeaderValues'],
  },
  {
    id: 'script-is-redirected-to-data',
    engines: WEBKIT,
    what: 'runs a script that is redirected to a data: URL',
    standard: { section: 'HTTP-redirect fetch', step: '6' },
    issue: null,
    shownBy: 'redirects/script-to-data',
    applies: isScriptToData,
    shows: (judged) => ({ outcome: legsOf(judged).at(-1)?.isOwn ? 'readable' : 'opaque' }),
    covers: ['outcome'],
  },
];
