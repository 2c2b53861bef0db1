import type { ScenarioRequest } from '../model/scenario.ts';
import type { Context } from '../model/words.ts';
import type { Client, FetchRequest } from './fetch-types.ts';
import { append, contains, type HeaderList } from './header-list.ts';
import type { StepId } from './steps.ts';

/** What a page asks, where it asks it. */
export interface Call {
  readonly request: ScenarioRequest;
  readonly context: Context;
  readonly client: Client;
}

/** A request to fetch, or the step that refused to make one. */
export type Made =
  | { readonly ok: true; readonly request: FetchRequest }
  | { readonly ok: false; readonly decidedBy: StepId };

export const refused = (decidedBy: StepId): Made => ({ ok: false, decidedBy });

/** What https://fetch.spec.whatwg.org/#concept-request says of a request of which nothing else is said. */
export function base(call: Call, url: URL): FetchRequest {
  return {
    method: 'GET',
    urlList: [url],
    headers: [],
    bodyLength: null,
    unsafeRequest: false,
    keepalive: false,
    client: call.client,
    destination: '',
    mode: 'no-cors',
    credentials: 'same-origin',
    redirect: 'follow',
    cache: 'default',
    referrer: 'client',
    referrerPolicy: '',
    tainting: 'basic',
    isTopLevel: false,
  };
}

/** https://fetch.spec.whatwg.org/#concept-fetch step 12, for a destination without types of its own */
export function withAccept(headers: HeaderList, value = '*/*'): HeaderList {
  return contains(headers, 'Accept') ? headers : append(headers, 'Accept', value);
}
