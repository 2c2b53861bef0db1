import type { ScenarioPage } from '../model/scenario.ts';
import type { HeaderPair } from '../model/words.ts';
import type { Authority } from '../network/authority.ts';
import { Router } from '../network/router.ts';
import { bounded } from './bounded.ts';
import { type Engine, type Profile, TimeoutError } from './engine.ts';
import { HarnessPages } from './harness-pages.ts';
import type { ProbeReport, ProbeRequest } from './probe-words.ts';

/** How much longer than its requests a whole batch may take before its page counts as dead, in milliseconds. */
const BATCH_GRACE_MS = 15_000;

/** How much longer than its limit one request may take: a frame or worker has to start and to report. */
const REQUEST_GRACE_MS = 2_000;

/** How long a submitted form is given to replace the page, in milliseconds. */
const LEAVING_MS = 5_000;

/** In a host, what URLs allow and https://github.com/nodejs/llhttp does not. */
const NOT_CARRIED = /["`{}]/;

/** An error page of an engine calls itself by the same origin, and has no probe. */
export const WHERE = "typeof crossExamine === 'object' ? self.origin : null";

/** A network for one or several visitors: a router, and the pages that the harness puts on origins in it. */
export interface Network {
  readonly router: Router;
  readonly pages: HarnessPages;
}

/** Starts a network in which nothing is mounted yet. */
export async function startNetwork(authority: Authority): Promise<Network> {
  const pages = new HarnessPages();
  return { router: await Router.start(authority, pages), pages };
}

/** One visitor: a fresh profile whose every request passes the router of its network. */
export class Visit {
  readonly router: Router;
  readonly #pages: HarnessPages;
  readonly #profile: Profile;
  #at: string | null = null;
  #wasSomewhere = false;
  #hasWorker = false;
  /** A form that is under way takes the page with it; whoever goes elsewhere meanwhile would be interrupted by it. */
  #hasLeft: Promise<void> = Promise.resolve();

  private constructor({ router, pages }: Network, profile: Profile) {
    this.router = router;
    this.#pages = pages;
    this.#profile = profile;
  }

  /** Opens a fresh profile in this network. Rejects when the engine has died. */
  static async open(engine: Engine, network: Network): Promise<Visit> {
    return new Visit(network, await engine.newProfile(network.router.proxy));
  }

  /**
   * Goes to a page of the harness at this origin and path, unless it is there already.
   * Rejects when the page does not load in time.
   */
  async goto({ origin, path }: Pick<ScenarioPage, 'origin' | 'path'>): Promise<void> {
    // Not `new URL(path, origin)`: a path that starts with two slashes names another host there.
    const url = new URL(`${origin}${path}`).href;
    if (this.#at === url) return;
    this.#at = null;
    await this.#navigate(url, []);
    this.#at = url;
  }

  /** Visits `url` as a first party that sets cookies, as a login page would. */
  async gotoAndGet(url: string, setCookies: readonly string[]): Promise<void> {
    this.#at = null;
    await this.#navigate(
      url,
      setCookies.map((cookie) => ['set-cookie', cookie]),
    );
  }

  /**
   * Tries whether a page can be at an origin at all, as an attacker would who picks a name that sloppy lists take for
   * another: the engine decides, by what `self.origin` is there.
   * @param text as somebody would type it, a URL by the standard: `https://shop.com~.evil.com`
   * @returns where the page came to stand; `null` when the engine loads no page there. Rejects where that could not be
   * told: Node's HTTP parser takes no request for such a host, time ran out, or the request arrived and no page came
   */
  async originAt(text: string): Promise<string | null> {
    const url = new URL(text);
    if (NOT_CARRIED.test(url.host)) throw new Error(`${text}: no request for such a host gets through Node's parser`);
    this.#at = null;
    const mark = this.router.record.mark();
    const errorPage = this.#profile.nextDocument(LEAVING_MS);
    try {
      await this.#navigate(url.href, []);
    } catch (error) {
      await errorPage;
      const hasArrived = this.router.record.since(mark).some((exchange) => exchange.url === url.href);
      if (hasArrived || (error as Error).name === 'TimeoutError') throw error;
      return null;
    }
    const origin = await bounded(this.#profile.evaluate('self.origin'), BATCH_GRACE_MS, 'the page did not report');
    // An engine's own error page is of an opaque origin.
    return origin === 'null' ? null : String(origin);
  }

  async #navigate(url: string, headers: readonly HeaderPair[]): Promise<void> {
    this.#hasWorker = false;
    await this.#hasLeft;
    // From the same document, a fragment would only be scrolled to, and nothing be asked for.
    if (this.#wasSomewhere && url.includes('#')) await this.#profile.goto('about:blank');
    this.#wasSomewhere = true;
    const retract = this.#pages.expect(url, headers);
    const mark = this.router.record.mark();
    try {
      await this.#profile.goto(url);
    } catch (error) {
      retract();
      throw (error as Error).name === 'TimeoutError' ? this.#lateness(error as Error, url, mark) : error;
    }
  }

  /** The wire knows whether it is the way there that took so long. */
  #lateness({ message }: Error, url: string, mark: number): TimeoutError {
    const [asked] = url.split('#');
    const hasArrived = this.router.record.since(mark).some((exchange) => exchange.url === asked);
    return new TimeoutError(`${message}: ${hasArrived ? 'it was asked for' : 'no request for it has arrived'}`);
  }

  /**
   * Where the page says that it is, which is for the engine to say and not for the URL.
   * @returns `self.origin`; `null` where the engine shows a page of its own. Rejects when the page or its engine died
   */
  async origin(): Promise<string | null> {
    const said = await bounded(this.#profile.evaluate(WHERE), BATCH_GRACE_MS, 'the page did not report in time');
    return said === null ? null : String(said);
  }

  /**
   * Makes these requests from the page it is at, `atOnce` of them under way at any time.
   * @returns one report a request, in their order; rejects when the page or its engine died
   */
  async probe(requests: readonly ProbeRequest[], atOnce = 1): Promise<ProbeReport[]> {
    if (requests.some(({ context }) => context === 'worker')) await this.#startWorker();
    if (requests.some(({ api, context }) => api === 'form' && context === 'window')) {
      this.#at = null;
      this.#hasLeft = this.#profile.nextDocument(LEAVING_MS);
    }
    const reports = await bounded(
      this.#profile.evaluate(`crossExamine.probeAll(${JSON.stringify(requests)}, ${atOnce})`),
      batchLimit(requests, atOnce),
      'the page did not report in time',
    );
    return JSON.parse(String(reports)) as ProbeReport[];
  }

  /**
   * Goes from the page to the router and back, often enough that what the engine had begun before is on the wire by
   * then. Rejects when the page or its engine died.
   */
  async roundTrips(): Promise<void> {
    await bounded(
      this.#profile.evaluate('crossExamine.roundTrips()'),
      BATCH_GRACE_MS,
      'the page did not report in time',
    );
  }

  /** Its script stands at the page's URL, so this comes before any request for that URL. */
  async #startWorker(): Promise<void> {
    if (this.#hasWorker || this.#at === null) return;
    this.#hasWorker = true;
    const retract = this.#pages.expectWorker(this.#at);
    try {
      const started = this.#profile.evaluate('crossExamine.startWorkerOfThePage()');
      await bounded(started, BATCH_GRACE_MS, 'the page did not report in time');
    } finally {
      retract();
    }
  }

  /** Ends the profile; its network stays. A profile whose browser has died is ended already. */
  async close(): Promise<void> {
    await this.#profile.close().catch(() => {});
  }
}

/** The longest that `atOnce` lanes can take for these requests: their shares of all, and the longest at the end. */
function batchLimit(requests: readonly ProbeRequest[], atOnce: number): number {
  const limits = requests.map(({ limitMs }) => limitMs + REQUEST_GRACE_MS);
  const sum = limits.reduce((total, limit) => total + limit, 0);
  return sum / atOnce + Math.max(0, ...limits) + BATCH_GRACE_MS;
}
