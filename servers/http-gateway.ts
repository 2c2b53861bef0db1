import type { OutgoingHttpHeaders } from 'node:http';
import type { Server } from '../harness/model/server.ts';
import type { AskBehind, OnwardAnswer, OnwardRequest } from './behind.ts';
import { askInTime } from './gateway/ask-in-time.ts';
import { type Decision, decide } from './gateway/authorizer.ts';
import { type GatewayServer, gatewayServer } from './gateway/gateway-server.ts';
import { corsHeaders, withoutCorsHeaders } from './gateway/http-cors.ts';
import { routeFor } from './gateway/http-routes.ts';
import {
  type HttpGatewayRules,
  type HttpRoute,
  httpGatewaySchema,
  type ParsedHttpRules,
} from './gateway/http-rules.ts';
import { TokenBucket } from './gateway/limits.ts';
import { UNCONFIRMED_HTTP } from './gateway/unconfirmed.ts';
import { parseRules } from './rules.ts';

export type { HttpGatewayRules } from './gateway/http-rules.ts';

/**
 * Stands for an HTTP API of Amazon API Gateway: one CORS configuration for all its routes.
 * @param backend the server that integrations ask; it ends together with the gateway, which has its effects
 * @param rules what a configuration file would say
 * @throws when a rule is wrong, naming the field, or when there is no asking the backend
 */
export function httpGateway(backend: Server, rules: HttpGatewayRules): GatewayServer {
  const parsed = parseRules('http-gateway', httpGatewaySchema, rules);
  return gatewayServer('http-gateway', backend, new HttpApi(parsed), UNCONFIRMED_HTTP);
}

/** What an HTTP API answers by itself: a status and its one message. */
interface OwnAnswer {
  readonly status: number;
  readonly message: string;
}

const NOT_FOUND: OwnAnswer = { status: 404, message: 'Not Found' };
const TOO_LARGE: OwnAnswer = { status: 413, message: 'Request Entity Too Large' };
const THROTTLED: OwnAnswer = { status: 429, message: 'Too Many Requests' };
const UNAUTHORIZED: OwnAnswer = { status: 401, message: 'Unauthorized' };
const FAILED: OwnAnswer = { status: 500, message: 'Internal Server Error' };
const UNAVAILABLE: OwnAnswer = { status: 503, message: 'Service Unavailable' };

const OF_DECISION: Readonly<Record<Decision, OwnAnswer | undefined>> = {
  allow: undefined,
  deny: { status: 403, message: 'Forbidden' },
  unauthorized: UNAUTHORIZED,
  missing: UNAUTHORIZED,
  failure: FAILED,
};

class HttpApi {
  readonly #rules: ParsedHttpRules;
  readonly #bucket: TokenBucket | undefined;

  constructor(rules: ParsedHttpRules) {
    this.#rules = rules;
    this.#bucket = rules.throttle && new TokenBucket(rules.throttle);
  }

  async handle(request: OnwardRequest, ask: AskBehind): Promise<OnwardAnswer> {
    const [path = ''] = request.url.split('?');
    const route = routeFor(this.#rules.routes, request.method, path);
    const refusal = this.#refusalOf(request, route);
    if (refusal) return this.#own(request, refusal);
    // An OPTIONS request that a route catches has to come past its authorizer, and is answered here all the same.
    if (request.method === 'OPTIONS' && this.#rules.corsConfiguration) return this.#automatic(request);
    return route ? this.#integrated(request, route, ask) : this.#own(request, NOT_FOUND);
  }

  advance(seconds: number): void {
    this.#bucket?.advance(seconds);
  }

  #refusalOf(request: OnwardRequest, route: HttpRoute | undefined): OwnAnswer | undefined {
    if (request.body.length > this.#rules.payloadLimit) return TOO_LARGE;
    if (this.#bucket?.take() === false) return THROTTLED;
    const authorizer = this.#rules.authorizers[route?.authorizerId ?? ''];
    return authorizer && OF_DECISION[decide(authorizer, request.headers)];
  }

  #automatic(request: OnwardRequest): OnwardAnswer {
    return { status: 204, headers: this.#cors(request), body: Buffer.alloc(0) };
  }

  async #integrated(request: OnwardRequest, { integration }: HttpRoute, ask: AskBehind): Promise<OnwardAnswer> {
    const asked = await askInTime(ask, request, integration.timeoutInMillis);
    if (asked.kind === 'timed-out') return this.#own(request, UNAVAILABLE);
    if (asked.kind === 'broke-off') return this.#own(request, integration.type === 'AWS_PROXY' ? FAILED : UNAVAILABLE);
    if (this.#rules.corsConfiguration === undefined) return asked.answer;
    return { ...asked.answer, headers: joined(withoutCorsHeaders(asked.answer.headers), this.#cors(request)) };
  }

  #own(request: OnwardRequest, { status, message }: OwnAnswer): OnwardAnswer {
    const cors = this.#rules.choices.errorsHaveCorsHeaders ? this.#cors(request) : {};
    const body = Buffer.from(JSON.stringify({ message }));
    return { status, headers: { 'content-type': 'application/json', ...cors }, body };
  }

  #cors(request: OnwardRequest): OutgoingHttpHeaders {
    const { corsConfiguration, choices } = this.#rules;
    const headers = corsConfiguration ? corsHeaders(corsConfiguration, request) : {};
    const allowed = headers['access-control-allow-origin'] ?? '*';
    return allowed === '*' || !choices.variesByOrigin ? headers : { ...headers, vary: 'Origin' };
  }
}

/** The headers of an answer and those of the gateway; Vary is a list, and has what both say. */
function joined(headers: OutgoingHttpHeaders, own: OutgoingHttpHeaders): OutgoingHttpHeaders {
  const vary = [headers.vary ?? [], own.vary ?? []].flat().join(', ');
  return { ...headers, ...own, ...(vary !== '' && { vary }) };
}
