import type { OnwardRequest } from '../behind.ts';
import { type Decision, decide } from './authorizer.ts';
import type { GatewayError, GatewayResponseType } from './gateway-responses.ts';
import { TokenBucket } from './limits.ts';
import type { ParsedRestRules, RestMethod, WafBlock } from './rest-rules.ts';

/** A request that the API has a method for. */
interface Call {
  readonly request: OnwardRequest;
  readonly method: RestMethod;
}

type Check = (call: Call) => GatewayResponseType | undefined;

const OF_DECISION: Readonly<Record<Decision, GatewayResponseType | undefined>> = {
  allow: undefined,
  deny: 'ACCESS_DENIED',
  unauthorized: 'UNAUTHORIZED',
  missing: 'UNAUTHORIZED',
  failure: 'AUTHORIZER_FAILURE',
};

/** All that may refuse a request before its integration is asked, in the order in which it is looked at. */
export class RestRefusals {
  readonly #rules: ParsedRestRules;
  readonly #stage: TokenBucket | undefined;
  readonly #methods: ReadonlyMap<RestMethod, TokenBucket>;
  #usedUp = 0;
  readonly #checks: readonly Check[] = [
    (call) => this.#byTheThrottle(call),
    (call) => this.#byTheAuthorizer(call),
    (call) => this.#byTheApiKey(call),
    (call) => (lacksAParameter(call) ? 'BAD_REQUEST_PARAMETERS' : undefined),
    ({ method }) => method.raises,
  ];

  constructor(rules: ParsedRestRules) {
    this.#rules = rules;
    this.#stage = rules.throttle && new TokenBucket(rules.throttle);
    this.#methods = bucketsOf(rules);
  }

  /**
   * Whether a request may come to its integration.
   * @param method what the API has for it, if anything
   * @returns that method, or why the gateway answers by itself
   */
  admit(request: OnwardRequest, method: RestMethod | undefined): RestMethod | GatewayError {
    if (this.#rules.waf.some((block) => isBlocked(block, request))) return { type: 'WAF_FILTERED' };
    if (request.body.length > this.#rules.payloadLimit) return { type: 'REQUEST_TOO_LARGE' };
    if (method === undefined) return { type: 'MISSING_AUTHENTICATION_TOKEN' };
    for (const check of this.#checks) {
      const type = check({ request, method });
      if (type !== undefined) return { type };
    }
    return method;
  }

  /** Lets so many seconds pass for what is throttled. */
  advance(seconds: number): void {
    for (const bucket of [this.#stage, ...this.#methods.values()]) bucket?.advance(seconds);
  }

  #byTheThrottle({ method }: Call): GatewayResponseType | undefined {
    const buckets = [this.#stage, this.#methods.get(method)];
    return buckets.every((bucket) => bucket?.take() ?? true) ? undefined : 'THROTTLED';
  }

  #byTheAuthorizer({ method, request }: Call): GatewayResponseType | undefined {
    switch (method.authorizationType) {
      case 'AWS_IAM':
        return ofSignature(request.headers.authorization);
      case 'CUSTOM':
      case 'COGNITO_USER_POOLS': {
        const authorizer = this.#rules.authorizers[method.authorizerId ?? ''];
        return authorizer ? OF_DECISION[decide(authorizer, request.headers)] : 'AUTHORIZER_CONFIGURATION_ERROR';
      }
      default:
        return undefined;
    }
  }

  #byTheApiKey({ method, request }: Call): GatewayResponseType | undefined {
    if (!method.apiKeyRequired) return undefined;
    if (!this.#rules.apiKeys.includes(String(request.headers['x-api-key'] ?? ''))) return 'INVALID_API_KEY';
    if (this.#rules.quota !== undefined && this.#usedUp >= this.#rules.quota.limit) return 'QUOTA_EXCEEDED';
    this.#usedUp += 1;
    return undefined;
  }
}

function isBlocked({ fieldToMatch, searchString }: WafBlock, { method, url, headers }: OnwardRequest): boolean {
  const [uriPath = '', queryString = ''] = url.split('?', 2);
  const fields = { method, uriPath, queryString };
  const field =
    typeof fieldToMatch === 'string' ? fields[fieldToMatch] : headers[fieldToMatch.singleHeader]?.toString();
  return field?.includes(searchString) ?? false;
}

function bucketsOf({ resources }: ParsedRestRules): ReadonlyMap<RestMethod, TokenBucket> {
  const methods = Object.values(resources).flatMap((resource) => Object.values(resource));
  return new Map(methods.flatMap((method) => (method.throttle ? [[method, new TokenBucket(method.throttle)]] : [])));
}

/** A signature is not computed: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html */
function ofSignature(authorization: string | undefined): GatewayResponseType | undefined {
  if (authorization === undefined) return 'MISSING_AUTHENTICATION_TOKEN';
  return authorization.startsWith('AWS4-HMAC-SHA256 ') ? undefined : 'INVALID_SIGNATURE';
}

/** What stands in the path is there, or another resource would have been found. */
function lacksAParameter({ method, request }: Call): boolean {
  const required = Object.entries(method.requestParameters).filter(([, isRequired]) => isRequired);
  const { searchParams } = new URL(request.url, 'http://any');
  return required.some(([parameter]) => {
    const [, , kind = '', name = ''] = parameter.split('.');
    if (kind.endsWith('header')) return request.headers[name.toLowerCase()] === undefined;
    return kind.endsWith('querystring') && !searchParams.has(name);
  });
}
