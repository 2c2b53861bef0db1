import type { Cures } from '../rule.ts';

/**
 * An allow-list that holds: whole origins, compared whole.
 * @param first what is wrong with the one that is there; a sentence
 */
export const listOrigins = (first: string): Cures => ({
  general: `${first} Compare the whole Origin with a list of whole origins (scheme, host and port), and answer a listed one with itself.`,
  nginx: `${first} Use \`map $http_origin $cors_origin { default ""; "https://shop.com" $http_origin; }\` with one plain line an origin, and \`add_header Access-Control-Allow-Origin $cors_origin always;\`: an empty value sends no header.`,
  express: `${first} Give \`cors({ origin: ['https://shop.com'] })\` strings: they are compared whole, a RegExp matches anywhere in the Origin.`,
  fastify: `${first} Give \`@fastify/cors\` strings, as in \`origin: ['https://shop.com']\`: they are compared whole, a RegExp matches anywhere in the Origin.`,
  s3: `${first} Write each origin out in \`AllowedOrigins\`: a \`*\` there stands for any text, dots and slashes too.`,
  'api-gateway-rest': `${first} A mock integration for OPTIONS and a \`gatewayresponse\` send one constant origin: for several, let a Lambda function compare the Origin with a list and answer both OPTIONS and the request.`,
  'api-gateway-http': `${first} Write each origin out in \`CorsConfiguration.AllowOrigins\`: \`https://*\` there means every https origin.`,
  cloudfront: `${first} Write each origin out in \`AccessControlAllowOrigins\` of the response headers policy, and set \`OriginOverride\`, so that an answer of the origin server does not say more.`,
});

/** A route that fewer may read than others. */
export const separateRoute: Cures = {
  general:
    'Give this route a list of its own, with no more than its readers in it. A route that no page may read sends no Access-Control-Allow-Origin at all.',
  nginx:
    'Give the route a `location` of its own with its own `map`, or none: a location that has any `add_header` inherits none from above.',
  express:
    "Mount `cors()` on routes rather than on the app: `app.get('/reports', cors({ origin: [ADMIN] }), reports)`.",
  fastify:
    'Override the options for the route, as in `config: { cors: { origin: ADMIN } }`, or by `config: { cors: false }` where no page may read.',
  s3: 'CORS rules hold for a whole bucket: move these objects to a bucket of their own.',
  'api-gateway-rest':
    'Leave out `OPTIONS` and the mapped `Access-Control-Allow-Origin` of this resource, or give it an origin of its own: each resource has its own.',
  'api-gateway-http': 'One `CorsConfiguration` covers all routes of an HTTP API: move this route to an API of its own.',
  cloudfront: 'Give the path a cache behaviour of its own, with its own response headers policy or none.',
};

/** A public answer, for which nobody needs to be known. */
export const publicWithoutCredentials: Cures = {
  general:
    'Answer `Access-Control-Allow-Origin: *` and send no Access-Control-Allow-Credentials on this route: browsers then refuse every read that carries cookies.',
  nginx:
    'In the location of this route say `add_header Access-Control-Allow-Origin * always;` and no `Access-Control-Allow-Credentials`.',
  express: "Use `cors({ origin: '*' })` without `credentials` on this route; `origin: true` reflects whoever asks.",
  fastify: "Use `origin: '*'` without `credentials` on this route; `origin: true` reflects whoever asks.",
  s3: "Make `AllowedOrigins` exactly `['*']`: with any other match S3 always sends Access-Control-Allow-Credentials: true.",
  'api-gateway-rest':
    "Map `Access-Control-Allow-Origin` to `'*'` and leave `Access-Control-Allow-Credentials` out, in the OPTIONS mock and in what the backend answers.",
  'api-gateway-http': "Set `AllowOrigins: ['*']` and `AllowCredentials: false`.",
  cloudfront:
    'Use the managed policy SimpleCORS, or a policy of your own with `*` and `AccessControlAllowCredentials: false` and `OriginOverride: true`.',
};

/** One of its own sites is not listed. */
export const addSite: Cures = {
  general:
    'Add this origin, exactly as a browser sends it (scheme, host, port, no trailing slash), and answer it on every path of this route: early exits and errors too.',
  nginx:
    'Add the origin to the `map` of origins, and see that the location that answers has the `add_header` lines with `always`: an `if` or a location with any of its own inherits none.',
  express:
    'Add the origin to `origin: […]`, and call `app.use(cors(…))` before authentication and before the routes: what answered earlier has no headers.',
  fastify: 'Add the origin to `origin: […]`, and register `@fastify/cors` before the routes and hooks that answer.',
  s3: 'Add a rule whose `AllowedOrigins` has this origin and whose `AllowedMethods` has this method: the first rule that matches both decides.',
  'api-gateway-rest':
    'With a proxy integration the backend must send `Access-Control-Allow-Origin` itself; otherwise declare it on the method response and map it in the integration response.',
  'api-gateway-http':
    'Add the origin to `CorsConfiguration.AllowOrigins`. What the backend sends is ignored once CORS is configured there.',
  cloudfront:
    'Add the origin to `AccessControlAllowOrigins` of the response headers policy, or forward `Origin` by an origin request policy so that the origin server can answer it.',
};

/** A public answer that is not public. */
export const answerEverybody: Cures = {
  general: 'Answer `Access-Control-Allow-Origin: *` on this route, to every request, with an Origin or without.',
  nginx: 'Say `add_header Access-Control-Allow-Origin * always;` in the location of this route.',
  express: "Use `cors({ origin: '*' })` on this route, before the middleware that has the list.",
  fastify: "Give the route `config: { cors: { origin: '*', credentials: false } }`.",
  s3: "Add a rule with `AllowedOrigins: ['*']` and the methods GET and HEAD, above the others.",
  'api-gateway-rest':
    "Map `Access-Control-Allow-Origin` to `'*'` for this resource; with a proxy integration the backend sends it.",
  'api-gateway-http':
    "One `CorsConfiguration` covers all routes: set `AllowOrigins: ['*']` in an API of its own for the public routes.",
  cloudfront: 'Attach the managed policy SimpleCORS to the cache behaviour of this path.',
};
