import type { Server } from '../harness/model/server.ts';
import type { AskBehind, OnwardAnswer, OnwardRequest } from './behind.ts';
import { gatewayResponse } from './gateway/gateway-responses.ts';
import { type GatewayServer, gatewayServer } from './gateway/gateway-server.ts';
import { bestPattern } from './gateway/path-patterns.ts';
import { integrate } from './gateway/rest-integration.ts';
import { RestRefusals } from './gateway/rest-refusals.ts';
import {
  type ParsedRestRules,
  type RestGatewayRules,
  type RestMethod,
  restGatewaySchema,
} from './gateway/rest-rules.ts';
import { UNCONFIRMED_REST } from './gateway/unconfirmed.ts';
import { parseRules } from './rules.ts';

export type { RestGatewayRules } from './gateway/rest-rules.ts';

/**
 * Stands for a REST API of Amazon API Gateway: each resource says itself what becomes of OPTIONS, and what the gateway
 * answers by itself has the headers of its gateway responses, none by default.
 * @param backend the server that integrations ask; it ends together with the gateway, which has its effects
 * @param rules what a configuration file would say
 * @throws when a rule is wrong, naming the field, or when there is no asking the backend
 */
export function restGateway(backend: Server, rules: RestGatewayRules): GatewayServer {
  const parsed = parseRules('rest-gateway', restGatewaySchema, rules);
  return gatewayServer('rest-gateway', backend, new RestApi(parsed), UNCONFIRMED_REST);
}

class RestApi {
  readonly #rules: ParsedRestRules;
  readonly #refusals: RestRefusals;

  constructor(rules: ParsedRestRules) {
    this.#rules = rules;
    this.#refusals = new RestRefusals(rules);
  }

  async handle(request: OnwardRequest, ask: AskBehind): Promise<OnwardAnswer> {
    const admitted = this.#refusals.admit(request, this.#methodFor(request));
    const came = 'type' in admitted ? admitted : await integrate(admitted.integration, request, ask);
    return 'type' in came ? gatewayResponse(came, this.#rules.gatewayResponses, request) : came;
  }

  advance(seconds: number): void {
    this.#refusals.advance(seconds);
  }

  #methodFor({ method, url }: OnwardRequest): RestMethod | undefined {
    const { resources } = this.#rules;
    const [path = ''] = url.split('?');
    const resource = resources[bestPattern(Object.keys(resources), path) ?? ''];
    return resource?.[method as keyof typeof resource] ?? resource?.ANY;
  }
}
