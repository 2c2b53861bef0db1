import { type Cookie, CookieStore, cookiesSet, parseSetCookie } from '../model/cookie-store.ts';
import { hopScripts } from '../model/hop-script.ts';
import type { Step } from '../model/scenario.ts';
import type { JudgedStep } from './deviation.ts';
import { isOfOneSite, type Leg, legsOf } from './legs.ts';
import { isSafelistedMethod, linesOf } from './reading.ts';

/** Does a request, other than one of the page's own origin, carry cookies at all. */
function carriesCookies({ api, mode, credentials }: JudgedStep['step']['request']): boolean {
  const isElement = api === 'img' || api === 'script' || api === 'style';
  return api === 'beacon' || credentials === 'include' || (isElement && mode === 'no-cors');
}

const setsCookies = ({ page }: JudgedStep, steps: readonly Step[]): boolean =>
  steps
    .flatMap((step) => hopScripts(page, step))
    .some(({ response }) => linesOf(response.headers, 'set-cookie').length > 0);

/** Are its cookies those alone that servers have set in the steps before. */
export function setBefore(judged: JudgedStep): boolean {
  return judged.cookies.length === 0 && judged.step.server.hops.length === 0 && setsCookies(judged, judged.before);
}

/** Is it a request that needs no preflight and arrives, wherever it goes. */
function isBare({ request, server }: Step): boolean {
  const { url, method, headers, contentType } = request;
  const isSimple = isSafelistedMethod(method) && headers.length === 0 && contentType === null;
  return isSimple && server.hops.length === 0 && /^https:\/\/[^:@/]+\//.test(url);
}

/**
 * What Cookie says to another site that has set cookies in the steps before, if those are kept that say SameSite=None or
 * nothing; `null` for nothing, and where it is not sure that an answer that sets one arrives.
 */
export function keptOfAnotherSite(judged: JudgedStep): string | null {
  const { page, step, before } = judged;
  const last = legsOf(judged).at(-1);
  const setting = before.filter((each) => setsCookies(judged, [each]));
  const isClear = setBefore(judged) && carriesCookies(step.request) && setting.every(isBare);
  if (last === undefined || !isClear || isOfOneSite(new URL(page.origin), last.url)) return null;
  const store = new CookieStore(() => 0, []);
  for (const { request, server } of setting.filter((each) => carriesCookies(each.request))) {
    for (const line of linesOf(server.response.headers, 'set-cookie')) {
      const cookie = parseSetCookie(line, new URL(request.url), 0);
      if (cookie?.sameSite === 'None' || cookie?.sameSite === null) store.store(cookie);
    }
  }
  return store.header(last.url, new Set(['None', null]));
}

/**
 * The last hop that a request with cookies is sent to: one by which the schemes of page and servers, forms, and cookies
 * that a server sets are left out.
 */
export function carrier(judged: JudgedStep): Leg | undefined {
  const { page, step, prediction, cookies } = judged;
  if (cookies.length === 0 || step.request.api === 'form' || !carriesCookies(step.request)) return undefined;
  const last = legsOf(judged).at(-1);
  const { protocol } = new URL(page.origin);
  const isOfOneScheme = legsOf(judged).every(({ url }) => url.protocol === protocol);
  const isSent = last !== undefined && prediction.reachedHops.includes(last.hop);
  return isSent && isOfOneScheme && !setsCookies(judged, [...judged.before, step]) ? last : undefined;
}

/** What Cookie says at that hop if only these kinds are sent, `null` being those without SameSite; `null` for nothing. */
export function cookieHeader(
  { cookies }: JudgedStep,
  { url }: Leg,
  kinds: ReadonlySet<Cookie['sameSite']>,
): string | null {
  return new CookieStore(() => 0, cookiesSet(cookies)).header(url, kinds);
}
