import type { CREDENTIALS_MODES, HeaderPair, REDIRECT_MODES, REFERRER_POLICIES } from '../model/words.ts';
import type { HeaderList } from './header-list.ts';
import type { Origin } from './origin.ts';
import type { StepId } from './steps.ts';

/** https://fetch.spec.whatwg.org/#concept-request-client, as far as requests depend on it. */
export interface Client {
  readonly origin: Origin;
  /** What a referrer of "client" stands for; `null` where the client sends none. */
  readonly referrerUrl: URL | null;
  /** https://w3c.github.io/webappsec-mixed-content/#settings-object, together with the documents around it. */
  readonly prohibitsMixedContent: boolean;
}

export type CredentialsMode = (typeof CREDENTIALS_MODES)[number];
export type RedirectMode = (typeof REDIRECT_MODES)[number];
export type ReferrerPolicy = (typeof REFERRER_POLICIES)[number];
export type ResponseTainting = 'basic' | 'cors' | 'opaque';
export type Destination = '' | 'image' | 'script' | 'style' | 'font' | 'document' | 'iframe';

/** https://fetch.spec.whatwg.org/#concept-request */
export interface FetchRequest {
  readonly method: string;
  readonly urlList: readonly URL[];
  readonly headers: HeaderList;
  /** The length of the body in bytes; `null` when there is none. */
  readonly bodyLength: number | null;
  readonly unsafeRequest: boolean;
  /** https://fetch.spec.whatwg.org/#request-keepalive-flag */
  readonly keepalive: boolean;
  readonly client: Client;
  readonly destination: Destination;
  readonly mode: 'cors' | 'no-cors' | 'same-origin' | 'navigate';
  readonly credentials: CredentialsMode;
  readonly redirect: RedirectMode;
  /** https://fetch.spec.whatwg.org/#concept-request-cache-mode */
  readonly cache: 'default' | 'no-store';
  readonly referrer: 'client' | 'no-referrer' | URL;
  readonly referrerPolicy: ReferrerPolicy;
  readonly tainting: ResponseTainting;
  /** Is it a navigation of a whole page: https://html.spec.whatwg.org/#top-level-traversable */
  readonly isTopLevel: boolean;
}

/** The httpRequest of HTTP-network-or-cache fetch: a copy whose header list that algorithm appends to. */
export interface HttpRequest extends FetchRequest {
  readonly headers: HeaderPair[];
}

/** https://fetch.spec.whatwg.org/#concept-response, or a network error, and the step that made it what it is. */
export type FetchResponse =
  | { readonly type: 'error'; readonly decidedBy: StepId }
  | {
      readonly type: 'basic' | 'cors' | 'opaque' | 'opaqueredirect';
      readonly status: number;
      readonly headers: HeaderList;
      readonly url: URL;
      readonly decidedBy: StepId;
    };

/** What a server answered, as a browser receives it. */
export interface Received {
  readonly status: number;
  readonly headers: HeaderList;
}

export function networkError(decidedBy: StepId): FetchResponse {
  return { type: 'error', decidedBy };
}

/** https://fetch.spec.whatwg.org/#concept-request-current-url */
export function currentUrl({ urlList }: Pick<FetchRequest, 'urlList'>): URL {
  return urlList.at(-1) as URL;
}

/** Something of the standard that the oracle does not transcribe: it never answers yes in its place. */
export class NotModelledError extends Error {
  override readonly name = 'NotModelledError';

  constructor(step: string) {
    super(`not modelled: ${step}`);
  }
}

/** Something the standard decides by, and that nobody has seen: the oracle never guesses in its place. */
export class NotObservedError extends Error {
  override readonly name = 'NotObservedError';
}

/** The current URL without its fragment: what caches know a request by. */
export function cacheUrl(request: Pick<FetchRequest, 'urlList'>): string {
  const { href, hash } = currentUrl(request);
  return hash === '' ? href : href.slice(0, -hash.length);
}
