import type { Visit } from '../browsers/visit.ts';
import type { ScenarioCookie } from '../model/scenario.ts';
import { setCookieValue } from '../model/set-cookie.ts';

/** Cookies come as users get them: a first-party visit sets them. Rejects when its page does not load. */
export async function setCookies(visit: Visit, cookies: readonly ScenarioCookie[]): Promise<void> {
  for (const url of new Set(cookies.map((cookie) => cookie.url))) {
    await visit.gotoAndGet(url, cookies.filter((cookie) => cookie.url === url).map(setCookieValue));
  }
}
