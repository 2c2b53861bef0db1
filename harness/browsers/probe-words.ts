import type { ScenarioRequest } from '../model/scenario.ts';
import type { Context } from '../model/words.ts';

/** What the probe in the page is told to ask. */
export interface ProbeRequest extends ScenarioRequest {
  readonly context: Context;
  /** fetch() is handed a Request that was made before: what may stand in its headers is decided there. */
  readonly asRequestObject?: boolean;
  /** After so many milliseconds the page gives up and says so. */
  readonly limitMs: number;
  /** By `fetch()` alone: neither takes the answer from the HTTP cache nor leaves it there. */
  readonly cache?: 'no-store';
}

/** What script in the page saw of one request. */
export type PageWord =
  | {
      readonly kind: 'response';
      /** https://fetch.spec.whatwg.org/#concept-response-type, or `xhr`, which has none. */
      readonly type: ResponseType | 'xhr';
      readonly status: number;
      readonly url: string;
      readonly redirected: boolean;
      readonly headers: readonly (readonly [name: string, value: string])[];
      readonly bodyError: string | null;
    }
  /** A load or open event; readable when script can look inside, `null` where there is nothing to see by which to tell. */
  | { readonly kind: 'loaded'; readonly readable: boolean | null }
  /** A form was submitted: script learns nothing more. */
  | { readonly kind: 'submitted' }
  /** A beacon was accepted: script learns nothing more. */
  | { readonly kind: 'queued' }
  /** A rejected promise, an error event. */
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'unsupported'; readonly reason: string }
  /** The probe itself failed. */
  | { readonly kind: 'broken'; readonly reason: string };

/** A page's word, and where it was said: `self.origin`, or `null` where nobody could tell. */
export type ProbeReport = PageWord & { readonly origin: string | null };

declare global {
  /** The scripts of `pages/` are classic scripts: what one declares, the next one sees. */
  var askers: Record<string, (request: ProbeRequest) => Promise<PageWord>>;
  // ask.js
  function scriptBody(
    request: ProbeRequest,
  ): Blob | FormData | URLSearchParams | Uint8Array<ArrayBuffer> | string | null;
  function refusal(error: unknown): PageWord;
  // ask-by-element.js
  function crossOrigin(request: ProbeRequest): 'anonymous' | 'use-credentials' | null;
  function loaded(element: HTMLElement, request: ProbeRequest, isReadable: () => boolean | null): Promise<PageWord>;
  // answer.js
  function answer(event: MessageEvent): Promise<void>;
  // places.js
  function place(context: string): Promise<(request: ProbeRequest, port: MessagePort) => void>;
  function askFromItsPlace(request: ProbeRequest): Promise<ProbeReport>;
  function importScripts(...urls: string[]): void;
}
