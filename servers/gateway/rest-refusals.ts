import type { OnwardRequest } from '../behind.ts';
import { type Decision, decide } from './authorizer.ts';
import type { GatewayError, GatewayResponseType } from './gateway-responses.ts';
import { TokenBucket } from './limits.ts';
import { headerName } from './parameter-mapping.ts';
import type { ParsedRestRules, RestMethod } from './rest-rules.ts';

/** What a check knows of a request. */
interface Call {
  readonly request: OnwardRequest;
  /** `undefined`: the API defines no such method there. */
  readonly method: RestMethod | undefined;
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
  readonly #bucket: TokenBucket | undefined;
  #usedUp = 0;
  readonly #checks: readonly Check[] = [
    (call) => this.#byTheWebAcl(call),
    ({ request }) => (request.body.length > this.#rules.payloadLimit ? 'REQUEST_TOO_LARGE' : undefined),
    ({ method }) => (method === undefined ? 'MISSING_AUTHENTICATION_TOKEN' : undefined),
    () => (this.#bucket?.take() === false ? 'THROTTLED' : undefined),
    (call) => this.#byTheAuthorizer(call),
    (call) => this.#byTheApiKey(call),
    ({ method, request }) => (lacksAParameter(method, request) ? 'BAD_REQUEST_PARAMETERS' : undefined),
    ({ method }) => method?.raises,
  ];

  constructor(rules: ParsedRestRules) {
    this.#rules = rules;
    this.#bucket = rules.throttle && new TokenBucket(rules.throttle);
  }

  /** Why the gateway answers by itself; `undefined`: it does not. */
  refusalOf(call: Call): GatewayError | undefined {
    for (const check of this.#checks) {
      const type = check(call);
      if (type !== undefined) return { type };
    }
    return undefined;
  }

  /** Lets so many seconds pass for what is throttled. */
  advance(seconds: number): void {
    this.#bucket?.advance(seconds);
  }

  #byTheWebAcl({ request }: Call): GatewayResponseType | undefined {
    const [path = '', query = ''] = request.url.split('?', 2);
    const isBlocked = this.#rules.waf.some(({ fieldToMatch, searchString }) => {
      const fields = { method: request.method, uriPath: path, queryString: query };
      const text =
        typeof fieldToMatch === 'string'
          ? fields[fieldToMatch]
          : request.headers[fieldToMatch.singleHeader]?.toString();
      return text?.includes(searchString) ?? false;
    });
    return isBlocked ? 'WAF_FILTERED' : undefined;
  }

  #byTheAuthorizer({ method, request }: Call): GatewayResponseType | undefined {
    switch (method?.authorizationType) {
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
    if (!method?.apiKeyRequired) return undefined;
    if (!this.#rules.apiKeys.includes(String(request.headers['x-api-key'] ?? ''))) return 'INVALID_API_KEY';
    if (this.#rules.quota !== undefined && this.#usedUp >= this.#rules.quota.limit) return 'QUOTA_EXCEEDED';
    this.#usedUp += 1;
    return undefined;
  }
}

/** A signature is not computed: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html */
function ofSignature(authorization: string | undefined): GatewayResponseType | undefined {
  if (authorization === undefined) return 'MISSING_AUTHENTICATION_TOKEN';
  return authorization.startsWith('AWS4-HMAC-SHA256 ') ? undefined : 'INVALID_SIGNATURE';
}

function lacksAParameter(method: RestMethod | undefined, { headers }: OnwardRequest): boolean {
  const required = Object.entries(method?.requestParameters ?? {}).filter(([, isRequired]) => isRequired);
  return required.some(([parameter]) => headers[headerName(parameter)] === undefined);
}
