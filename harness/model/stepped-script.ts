import { type HopScript, lineOf } from './hop-script.ts';
import type { ScriptLine, ScriptQuestion } from './server.ts';
import { wireUrl } from './wire-url.ts';
import type { Api } from './words.ts';

/**
 * Plays one step at a time to a visitor of its own, by URL. Where one URL stands at several hops (a redirect to
 * itself), the chain moves on with each redirect that was answered; the last of them answers whatever comes after.
 */
export class SteppedScript {
  #hops: readonly HopScript[] = [];
  #api: Api = 'fetch';
  #position = 0;

  play(hops: readonly HopScript[], api: Api): void {
    this.#hops = hops;
    this.#api = api;
    this.#position = 0;
  }

  /** @param question its URL is as on the wire: without fragment and userinfo */
  readonly ask = ({ url, preflight }: Pick<ScriptQuestion, 'url' | 'preflight'>): ScriptLine | undefined => {
    const indices = this.#hops.flatMap((hop, index) => (this.#isFor(hop, url) ? [index] : []));
    const hop = indices.find((index) => index >= this.#position) ?? indices.at(-1);
    if (hop === undefined) return undefined;
    const line = lineOf(this.#hops, hop, preflight, this.#api);
    if (!preflight && line?.answer.redirectTo !== null) this.#position = hop + 1;
    return line;
  };

  /** A GET form writes its own query. */
  #isFor(hop: HopScript, url: string): boolean {
    if (hop.url === url) return true;
    const target = wireUrl(hop.url);
    if (this.#api !== 'form' || target === undefined) return target === url;
    return target.split('?')[0] === url.split('?')[0];
  }
}
