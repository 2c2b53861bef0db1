import { companyApi } from './company-api.ts';
import { failingFunction } from './failing-function.ts';
import type { GatewayServer } from './gateway/gateway-server.ts';
import { mockOptions } from './gateway/mock-options.ts';
import { httpGateway } from './http-gateway.ts';
import { type RestGatewayRules, restGateway } from './rest-gateway.ts';

const SHOP = 'https://shop.com';
const CORS = { sites: [SHOP], credentials: true };
const FUNCTION = { integration: { type: 'AWS_PROXY' } } as const;
const USERS = { users: { decisions: { 'Bearer ann': 'allow' } } } as const;

/** Adds `Access-Control-Allow-Origin: *` to whatever a REST API answers by itself. */
const ANYONE = { responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" } };
export const ANYONE_READS_ERRORS: RestGatewayRules['gatewayResponses'] = { DEFAULT_4XX: ANYONE, DEFAULT_5XX: ANYONE };

/** The shop's function, which breaks off when something is put into the cart: the gateway makes a 502 of it. */
const shopFunction = () => failingFunction(companyApi({ cors: CORS }), { '/cart': 'breaks-off' });

/** The shop's API behind a REST API with CORS enabled on its resources; GET /report is for users, GET /partners for a key. */
export function shopRestGateway(gatewayResponses: RestGatewayRules['gatewayResponses'] = {}): GatewayServer {
  const OPTIONS = mockOptions({
    'Access-Control-Allow-Origin': SHOP,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Allow-Methods': 'GET,POST,DELETE',
    'Access-Control-Allow-Headers': 'Authorization,Content-Type',
  });
  return restGateway(shopFunction(), {
    resources: {
      '/orders': { GET: FUNCTION, POST: FUNCTION, OPTIONS },
      '/orders/{id}': { DELETE: FUNCTION, OPTIONS },
      '/cart': { POST: FUNCTION, OPTIONS },
      '/report': { GET: { ...FUNCTION, authorizationType: 'CUSTOM', authorizerId: 'users' }, OPTIONS },
      '/partners': { GET: { ...FUNCTION, apiKeyRequired: true }, OPTIONS },
    },
    authorizers: USERS,
    gatewayResponses,
  });
}

/** The same behind an HTTP API with one CORS configuration; what is no route of its own is for users. */
export function shopHttpGateway(): GatewayServer {
  return httpGateway(shopFunction(), {
    corsConfiguration: {
      allowOrigins: [SHOP],
      allowMethods: ['GET', 'POST', 'DELETE'],
      allowHeaders: ['authorization', 'content-type'],
      allowCredentials: true,
    },
    routes: {
      'GET /orders': FUNCTION,
      'POST /orders': FUNCTION,
      'DELETE /orders/{id}': FUNCTION,
      'POST /cart': FUNCTION,
      'GET /report': { ...FUNCTION, authorizerId: 'users' },
    },
    authorizers: USERS,
  });
}

/** Everything passed through to a function that forgets the headers of its errors. */
export function shopPassedThrough(): GatewayServer {
  const forgetful = companyApi({ cors: { ...CORS, errors: 'bare' } });
  return restGateway(forgetful, { resources: { '/{proxy+}': { ANY: FUNCTION } } });
}
