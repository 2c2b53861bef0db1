import type { Expectation } from '../model/scenario.ts';
import type { Deviation, JudgedStep } from './deviation.ts';
import { FIREFOX_COMEBACKS } from './firefox-comebacks.ts';
import { EVERYTHING, isCors, type Leg, sentLegsOf } from './legs.ts';
import { isScripted, WEBKIT } from './reading.ts';
import { isText, typeKeptBack, typeOfBody, typeOfText, typeTold } from './type-of-body.ts';
import { deleteAbroad } from './webkit-redirects.ts';

/** A GET at that hop needs no permission for its method; whether a preflight asks at all was settled at the start. */
function asGet(judged: JudgedStep): Expectation {
  const { reachedHops, preflightHops } = judged.prediction;
  const hop = deleteAbroad(judged)?.hop ?? 0;
  if (reachedHops.includes(hop)) return { requestHeadersSeenByServer: { ':method': 'GET' } };
  const isAskedAnyway = preflightHops.some((each) => each < hop);
  return isAskedAnyway ? { preflightHeadersSeenByServer: { 'access-control-request-method': 'GET' } } : {};
}

/** The hop that the redirect leads to which has dropped the body, not the last one. */
function droppedBefore(judged: JudgedStep): Leg | undefined {
  const legs = sentLegsOf(judged);
  const dropped = legs.find(({ hop, method }) => method === 'GET' && hop > 0 && legs[hop - 1]?.method !== 'GET');
  return dropped !== undefined && dropped.hop < legs.length - 1 ? dropped : undefined;
}

function typeInWebKit({ step: { request } }: JudgedStep): string | null {
  const told = typeTold(request);
  if (request.api === 'xhr' && isText(request) && told !== null) return typeOfText(told);
  return typeOfBody(request) ?? typeKeptBack(request);
}

const keepsMethod = ({ script }: Leg): boolean => script.response.status >= 307;

/** A redirect that keeps the method brings back no empty type. */
const broughtBack = (judged: JudgedStep, redirects: readonly Leg[]): boolean =>
  typeInWebKit(judged) !== '' && redirects.some(keepsMethod);

/** Does script send a body whose type is dropped, with these redirects after that one. */
function haveTypeAgain(judged: JudgedStep, isBack: (dropped: Leg, redirects: readonly Leg[]) => boolean): boolean {
  const dropped = droppedBefore(judged);
  const hasType = isScripted(judged) && typeInWebKit(judged) !== null;
  return hasType && dropped !== undefined && isBack(dropped, sentLegsOf(judged).slice(dropped.hop, -1));
}

/** WebKit: by CORS at the next redirect that leads beyond the own origin, and by any that keeps the method. */
function isBackInWebKit(judged: JudgedStep): boolean {
  const legs = sentLegsOf(judged);
  return haveTypeAgain(judged, (dropped, redirects) => {
    if (isCors(judged)) return legs.at(-1)?.isOwn === false || broughtBack(judged, redirects);
    const hasLeft = !dropped.isOwn && legs[dropped.hop - 1]?.isOwn === true;
    return !(hasLeft && judged.step.request.credentials === 'same-origin') && broughtBack(judged, redirects);
  });
}

const showsType = (judged: JudgedStep): Expectation => ({
  requestHeadersSeenByServer: { 'content-type': typeInWebKit(judged) },
});

/** What a redirect does to a request: https://fetch.spec.whatwg.org/#concept-http-redirect-fetch, steps 12 and 13 */
export const REDIRECTED_REQUESTS: readonly Deviation[] = [
  {
    id: 'delete-becomes-get-abroad',
    engines: WEBKIT,
    what: 'makes a GET of a DELETE that is redirected to another origin, whatever the status',
    standard: { section: 'HTTP-redirect fetch', step: '12' },
    issue: null,
    shownBy: 'redirects/bare-delete-307-api-to-other',
    applies: (judged) => deleteAbroad(judged) !== undefined,
    shows: asGet,
    covers: EVERYTHING,
  },
  ...FIREFOX_COMEBACKS,
  {
    id: 'type-comes-back-after-redirects',
    engines: WEBKIT,
    what: 'says the type of a body again, which a redirect has dropped, by CORS at the next redirect to another origin, and at one that keeps the method',
    standard: { section: 'HTTP-redirect fetch', step: '12.2' },
    issue: null,
    shownBy: 'redirects/type-does-not-come-back-302-across-origins',
    applies: isBackInWebKit,
    shows: showsType,
    covers: ['requestHeadersSeenByServer'],
  },
];
