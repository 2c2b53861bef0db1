import type { AskBehind, OnwardAnswer, OnwardRequest } from '../behind.ts';
import type { ParsedCdnRules } from '../cdn/rules.ts';
import { SharedCache } from '../cdn/shared-cache.ts';
import { behaviorFor } from './behavior.ts';
import { decorate } from './decorate.ts';
import { isAnswer } from './edge-functions.ts';
import { lifetimeUnder } from './lifetime.ts';
import { forwardedHeaders, keyedNames, keyedRequest, originRequest } from './origin-request.ts';
import type { ParsedBehavior, ParsedCloudFrontRules } from './rules.ts';
import { withForwardedVary } from './vary.ts';

/** An origin: how it is asked, and the Host that it is asked for. */
export interface Origin {
  readonly domainName: string;
  readonly ask: AskBehind;
}

/** What the viewer gets, and whether it came from the cache. */
interface Fetched {
  readonly answer: OnwardAnswer;
  readonly hit: boolean;
}

const REFUSED = `<!DOCTYPE HTML>
<TITLE>ERROR: The request could not be satisfied</TITLE>
<H1>403 ERROR</H1>
<H2>The request could not be satisfied.</H2>
This distribution is not configured to allow the HTTP request method that was used for this request.
`;

/** What becomes of a request in a distribution. Each behavior has a cache of its own, as their paths differ. */
export class Distribution {
  readonly #rules: ParsedCloudFrontRules;
  readonly #originOf: (behavior: ParsedBehavior) => Origin;
  readonly #caches = new Map<ParsedBehavior, SharedCache>();

  constructor(rules: ParsedCloudFrontRules, originOf: (behavior: ParsedBehavior) => Origin) {
    this.#rules = rules;
    this.#originOf = originOf;
    for (const behavior of [rules.DefaultCacheBehavior, ...rules.CacheBehaviors]) {
      this.#caches.set(behavior, cacheOf(behavior));
    }
  }

  get caches(): readonly SharedCache[] {
    return [...this.#caches.values()];
  }

  /** Each event in its turn; what CloudFront makes by itself has neither a policy's headers nor a function's. */
  async handle(viewer: OnwardRequest): Promise<OnwardAnswer> {
    const behavior = behaviorFor(this.#rules, viewer);
    if (!(behavior.AllowedMethods as readonly string[]).includes(viewer.method)) return marked(refusal(), 'Error');
    const request = (await behavior.Functions['viewer-request']?.(viewer)) ?? viewer;
    if (isAnswer(request)) return marked(request, 'FunctionGeneratedResponse');
    const { answer, hit } = await this.#fetch(behavior, request);
    const said = decorated(behavior, request, answer);
    const onViewerResponse = said.status < 400 ? behavior.Functions['viewer-response'] : undefined;
    const final = onViewerResponse ? await onViewerResponse(said, request) : said;
    return marked(final, final.status >= 400 ? 'Error' : hit ? 'Hit' : 'Miss');
  }

  async #fetch(behavior: ParsedBehavior, request: OnwardRequest): Promise<Fetched> {
    const cache = this.#caches.get(behavior);
    if (cache === undefined) throw new Error('unreachable: a behavior without a cache');
    let hit = true;
    const answer = await cache.handle(keyedRequest(behavior, request), () => {
      hit = false;
      return this.#askOrigin(behavior, request);
    });
    return { answer, hit };
  }

  async #askOrigin(behavior: ParsedBehavior, request: OnwardRequest): Promise<OnwardAnswer> {
    const { domainName, ask } = this.#originOf(behavior);
    const { 'origin-request': onRequest, 'origin-response': onResponse } = behavior.Functions;
    const forwarded = originRequest(behavior, request, domainName);
    const asked = (await onRequest?.(forwarded)) ?? forwarded;
    if (isAnswer(asked)) return asked;
    const answer = await ask(asked);
    return (await onResponse?.(answer, asked)) ?? answer;
  }
}

/** Vary is no part of the key: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html */
function cacheOf({ CachePolicy: policy, CachedMethods }: ParsedBehavior): SharedCache {
  const rules: ParsedCdnRules = {
    disabled: policy.maxTtl === 0,
    vary: 'ignored',
    cacheKey: keyedNames(policy),
    withheld: [],
    stores: CachedMethods,
    cacheControl: 'honoured',
    defaultTtl: policy.defaultTtl,
  };
  return new SharedCache(rules, (_request, answer) => lifetimeUnder(policy, answer));
}

function decorated(behavior: ParsedBehavior, request: OnwardRequest, answer: OnwardAnswer): OnwardAnswer {
  const said = withForwardedVary(answer, forwardedHeaders(behavior));
  return behavior.ResponseHeadersPolicy ? decorate(behavior.ResponseHeadersPolicy, request, said) : said;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-invalid-method.html */
function refusal(): OnwardAnswer {
  return { status: 403, headers: { 'content-type': 'text/html', server: 'CloudFront' }, body: Buffer.from(REFUSED) };
}

function marked(answer: OnwardAnswer, how: string): OnwardAnswer {
  return { ...answer, headers: { ...answer.headers, 'x-cache': `${how} from cloudfront` } };
}
