import { type Behind, type Inner, inFrontOf, passOn } from './in-front.ts';

interface Kept {
  readonly answer: Inner;
  /** The request headers that have to be the same again, as Vary names them. */
  readonly wanted: readonly (readonly [name: string, value: string])[];
}

/**
 * A cache that all visitors share: it keeps the first 200 to a GET for ever, and gives it to everyone whose request has
 * the same headers as far as Vary names them: https://www.rfc-editor.org/rfc/rfc9111#section-4.1
 * @param behind the server whose answers it keeps
 */
export function sharedCache(behind: Behind): Behind {
  const kept = new Map<string, Kept[]>();
  return inFrontOf('shared-cache', behind, async ({ method, url, headers }, reply, ask) => {
    if (method !== 'GET') return passOn(reply, await ask());
    const sentAs = (name: string) => String(headers[name] ?? '');
    const copies = kept.get(url) ?? [];
    const hit = copies.find(({ wanted }) => wanted.every(([name, value]) => sentAs(name) === value));
    if (hit) return passOn(reply, hit.answer);
    const answer = await ask();
    const wanted = varyNames(answer).map((name) => [name, sentAs(name)] as const);
    if (answer.statusCode === 200) kept.set(url, [...copies, { answer, wanted }]);
    return passOn(reply, answer);
  });
}

function varyNames({ headers }: Inner): string[] {
  const names = String(headers.vary ?? '').split(',');
  return names.map((name) => name.trim().toLowerCase()).filter((name) => name !== '');
}
