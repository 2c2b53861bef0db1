import { type Cookie, CookieStore, cookiesSet } from '../model/cookie-store.ts';
import { hopScripts } from '../model/hop-script.ts';
import type { Step } from '../model/scenario.ts';
import type { JudgedStep } from './deviation.ts';
import { type Leg, legsOf } from './legs.ts';
import { linesOf } from './reading.ts';

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
