import type { ProbeRequest } from '../browsers/probe-words.ts';
import type { Visit } from '../browsers/visit.ts';
import { serialisedOrigin } from '../model/hop-script.ts';
import { parseOrThrow } from '../model/parse-or-throw.ts';
import { requestSchema, type ScenarioPage, type ScenarioRequest } from '../model/scenario.ts';
import type { Api } from '../model/words.ts';
import { ask, formTarget } from '../runner/ask.ts';
import { judgeObserved } from '../runner/explained.ts';
import { observe } from '../runner/observe.ts';
import { probeRequest } from '../runner/probe-request.ts';
import { type HeadersInput, headerPairs } from './headers.ts';
import type { Sworn } from './sworn.ts';
import { type Testimony, tell } from './testimony.ts';

/** What may be said of a request besides its URL; names and defaults are those of a scenario's request. */
export type RequestOptions = Partial<Omit<ScenarioRequest, 'url' | 'api' | 'headers'>> & {
  readonly headers?: HeadersInput;
};

/** What may be said of a page besides its origin; defaults are those of a scenario's page. */
export type PageOptions = Partial<Omit<ScenarioPage, 'origin'>>;

/** A page as a spec names it, every default filled in. */
export function pageAt(origin: string, { path = '/', context = 'window' }: PageOptions): ScenarioPage {
  return { origin, path, context };
}

/** Somebody at a page. Each request is made alone: the next begins when page and wire have come to rest. */
export class Visitor {
  readonly #visit: Visit;
  readonly #testimony: Testimony;
  #page: ScenarioPage;

  constructor(visit: Visit, page: ScenarioPage, testimony: Testimony) {
    this.#visit = visit;
    this.#page = page;
    this.#testimony = testimony;
  }

  /** Leaves for another page, with everything the profile has learnt: cookies and caches. Rejects when it does not load. */
  async goto(origin: string, options: PageOptions = {}): Promise<void> {
    this.#page = pageAt(origin, options);
    await this.#visit.goto(this.#page);
  }

  /**
   * Tries to stand at an origin, as in {@link Visit.originAt}; where that succeeds, requests are made from there.
   * @returns `self.origin` there, or `null`
   */
  async tryOrigin(text: string): Promise<string | null> {
    const origin = await this.#visit.originAt(text);
    if (origin !== null) this.#page = pageAt(origin, {});
    return origin;
  }

  /** https://fetch.spec.whatwg.org/#fetch-method */
  fetch(url: string, options: RequestOptions = {}): Promise<Sworn> {
    return this.#ask('fetch', url, options);
  }

  /** The same, by a `Request` that was made before: https://fetch.spec.whatwg.org/#dom-request */
  fetchRequest(url: string, options: RequestOptions = {}): Promise<Sworn> {
    return this.#ask('fetch', url, options, { asRequestObject: true });
  }

  /** https://xhr.spec.whatwg.org/ */
  xhr(url: string, options: RequestOptions = {}): Promise<Sworn> {
    return this.#ask('xhr', url, options);
  }

  /** An `<img>`; without `mode: 'cors'` it has no `crossorigin` attribute. */
  img(url: string, options: RequestOptions = {}): Promise<Sworn> {
    return this.#ask('img', url, { mode: 'no-cors', ...options });
  }

  /** A `<script>`; without `mode: 'cors'` it has no `crossorigin` attribute. */
  script(url: string, options: RequestOptions = {}): Promise<Sworn> {
    return this.#ask('script', url, { mode: 'no-cors', ...options });
  }

  /** A `<script type="module">`, which is always asked for by CORS. */
  module(url: string, options: RequestOptions = {}): Promise<Sworn> {
    return this.#ask('module', url, options);
  }

  /** A style sheet by `<link>`; without `mode: 'cors'` it has no `crossorigin` attribute. */
  style(url: string, options: RequestOptions = {}): Promise<Sworn> {
    return this.#ask('style', url, { mode: 'no-cors', ...options });
  }

  /** A `FontFace`, which is always asked for by CORS. */
  font(url: string, options: RequestOptions = {}): Promise<Sworn> {
    return this.#ask('font', url, options);
  }

  /** An `EventSource`, which is always asked for by CORS; it is closed with its first event. */
  eventsource(url: string, options: RequestOptions = {}): Promise<Sworn> {
    return this.#ask('eventsource', url, options);
  }

  /**
   * `navigator.sendBeacon()`: a POST with cookies, of which script hears no more than that it was accepted. Whether it
   * has arrived, and as what, the wire tells.
   */
  beacon(url: string, options: RequestOptions = {}): Promise<Sworn> {
    return this.#ask('beacon', url, { method: 'POST', ...options });
  }

  /** Submits a form, which navigates away; the visitor then comes back for the next request. */
  form(url: string, options: RequestOptions = {}): Promise<Sworn> {
    return this.#ask('form', url, { method: 'POST', ...options });
  }

  async #ask(
    api: Api,
    url: string,
    { headers = [], ...options }: RequestOptions,
    how: Pick<ProbeRequest, 'asRequestObject'> = {},
  ): Promise<Sworn> {
    const { origin, path } = this.#page;
    const input = {
      ...options,
      api,
      url: new URL(url, origin).href,
      headers: headerPairs(headers),
    };
    const request = parseOrThrow(requestSchema, input, `the request for ${url}`);
    await this.#visit.goto({ origin, path });
    const before = this.#effects();
    const { testimony, exchanges } = await ask(this.#visit, { ...probeRequest(request, this.#page), ...how });
    const observation = observe({
      url: formTarget(request),
      origin: serialisedOrigin(this.#page),
      testimony,
      exchanges,
      effects: difference(this.#effects(), before),
      lastHop: null,
    });
    const judged = judgeObserved(request, this.#page, observation.exchanges);
    return this.#testimony.swear(tell(request, this.#page), observation, judged);
  }

  /** What the counting servers have done so far, by origin. */
  #effects(): ReadonlyMap<string, number> {
    const counting = [...this.#visit.router.mounts].filter(([, server]) => server.effects !== undefined);
    return new Map(counting.map(([origin, server]) => [origin, server.effects?.() ?? 0]));
  }
}

function difference(after: ReadonlyMap<string, number>, before: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...after].map(([origin, effects]) => [origin, effects - (before.get(origin) ?? 0)]));
}
