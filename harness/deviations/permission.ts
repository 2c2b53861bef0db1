import type { HeaderPair } from '../model/words.ts';
import { isSafelistedMethod, linesOf, tokensOf } from './reading.ts';

/** Who asks. */
interface Asker {
  /** As serialised in its `Origin`. */
  readonly origin: string;
  readonly withCredentials: boolean;
}

/** What a preflight asks for. */
interface Asked extends Asker {
  readonly method: string;
  /** Names of headers, in lower case. */
  readonly names: readonly string[];
}

interface Answer {
  readonly status: number;
  readonly headers: readonly HeaderPair[];
}

/** https://fetch.spec.whatwg.org/#concept-cors-check */
function answer(headers: readonly HeaderPair[], { origin, withCredentials }: Asker): boolean {
  const allowed = linesOf(headers, 'access-control-allow-origin').join(', ');
  if (!withCredentials && allowed === '*') return true;
  if (allowed !== origin) return false;
  return !withCredentials || linesOf(headers, 'access-control-allow-credentials').join(', ') === 'true';
}

/** Steps 7 and 8 of https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 */
function preflight({ status, headers }: Answer, asked: Asked): boolean {
  if (!answer(headers, asked) || status < 200 || status > 299) return false;
  const methods = tokensOf(headers, 'access-control-allow-methods');
  const names = tokensOf(headers, 'access-control-allow-headers')?.map((name) => name.toLowerCase());
  if (methods === null || names === undefined) return false;
  const isStar = (list: readonly string[]) => !asked.withCredentials && list.includes('*');
  const methodIsAllowed = isSafelistedMethod(asked.method) || methods.includes(asked.method) || isStar(methods);
  return (
    methodIsAllowed && asked.names.every((name) => names.includes(name) || (isStar(names) && name !== 'authorization'))
  );
}

/** What the standard lets pass, of the answer to a request and of that to its preflight. */
export const grants = { answer, preflight } as const;
