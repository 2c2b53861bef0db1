import type { ScenarioCookie } from './scenario.ts';

/** A cookie, wherever it comes from. */
type CookieToSet = Pick<ScenarioCookie, 'name' | 'value'> & Partial<ScenarioCookie>;

/** A Set-Cookie value: https://www.rfc-editor.org/rfc/rfc6265#section-4.1 */
export function setCookieValue({ name, value, sameSite, secure, partitioned, path }: CookieToSet): string {
  const attributes = [
    `Path=${path ?? '/'}`,
    ...(sameSite ? [`SameSite=${sameSite}`] : []),
    ...(secure ? ['Secure'] : []),
    ...(partitioned ? ['Partitioned'] : []),
  ];
  return [`${name}=${value}`, ...attributes].join('; ');
}
