import { hopScripts } from '../model/hop-script.ts';
import type { ScenarioCookie, Step } from '../model/scenario.ts';
import type { JudgedStep } from './deviation.ts';
import { type Leg, legsOf } from './legs.ts';
import { linesOf } from './reading.ts';

const directoryOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')));

const pathOf = ({ url, path }: ScenarioCookie): string => path ?? directoryOf(new URL(url).pathname);

/** May it be set at all where it was set: https://www.rfc-editor.org/rfc/rfc6265#section-5.3 */
function isKept({ url, secure, sameSite }: ScenarioCookie): boolean {
  return secure ? url.startsWith('https:') : sameSite !== 'None';
}

/** Is it due to a URL by host, path and scheme, whoever asks. */
function isDue(cookie: ScenarioCookie, { hostname, pathname, protocol }: URL): boolean {
  const path = pathOf(cookie);
  const isBelow = pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
  return new URL(cookie.url).hostname === hostname && isBelow && (!cookie.secure || protocol === 'https:');
}

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

/** What Cookie says at that hop if only these kinds are sent; `null` where it says nothing. */
export function cookieHeader(
  { cookies }: JudgedStep,
  { url }: Leg,
  kinds: readonly (ScenarioCookie['sameSite'] | 'any')[],
): string | null {
  const byName = new Map<string, ScenarioCookie>();
  for (const cookie of cookies.filter(isKept)) {
    byName.set(JSON.stringify([cookie.name, new URL(cookie.url).hostname, pathOf(cookie)]), cookie);
  }
  const sent = [...byName.values()]
    .filter((cookie) => isDue(cookie, url) && (kinds.includes('any') || kinds.includes(cookie.sameSite)))
    .sort((left, right) => pathOf(right).length - pathOf(left).length);
  return sent.length === 0 ? null : sent.map(({ name, value }) => `${name}=${value}`).join('; ');
}
