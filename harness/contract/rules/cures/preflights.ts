import type { Cures } from '../rule.ts';

/** A preflight carries no cookies and no tokens, and is answered 2xx. */
export const answerPreflight: Cures = {
  general:
    'Answer OPTIONS with 204 and `Access-Control-Allow-Origin` before anything asks who the user is: a preflight carries neither cookies nor an Authorization header.',
  nginx:
    'In the location say `if ($request_method = OPTIONS) { add_header …; return 204; }` and repeat every `add_header` inside: an `if` that has one inherits none. Keep `auth_request` and `limit_except` from OPTIONS.',
  express:
    'Call `app.use(cors(…))` before authentication, rate limits and the routes; it answers OPTIONS with 204. `origin: false`, or a function that yields false, lets OPTIONS fall through to the routes.',
  fastify: 'Register `@fastify/cors` before the hooks that authenticate; it answers a preflight with 204 by itself.',
  s3: 'Add a rule that matches origin, method and every requested header at once: without one S3 answers the preflight 403.',
  'api-gateway-rest':
    'Give the resource an `OPTIONS` method with a mock integration, authorization NONE and no API key: a resource without one answers 403 Missing Authentication Token.',
  'api-gateway-http':
    'Configure CORS on the API; where a `$default` or `ANY` route has an authorizer, add a route `OPTIONS /{proxy+}` without one.',
  cloudfront:
    'Allow OPTIONS in the cache behaviour and forward Origin, Access-Control-Request-Method and Access-Control-Request-Headers: the policy decorates answers, the origin server must give a 2xx one.',
};

/** A preflight does not follow redirects. */
export const answerWithoutRedirect: Cures = {
  general:
    'Answer OPTIONS at the address that pages ask, without a redirect to https, to a trailing slash or to a login; and have pages ask the final address.',
  nginx:
    'Answer OPTIONS before `return 301` and `rewrite`, and give `location /orders` next to `location /orders/`, which redirects by itself.',
  express: 'Call `app.use(cors(…))` before the middleware that redirects to https, to a slash or to the login page.',
  fastify:
    'Register `@fastify/cors` before the hook that redirects, or set `ignoreTrailingSlash` instead of redirecting.',
  s3: 'Use the regional address of the bucket, as in `bucket.s3.eu-central-1.amazonaws.com`: another one redirects until DNS knows the bucket.',
  'api-gateway-rest':
    'Ask the stage and resource path itself, and let the OPTIONS mock answer 200 or 204 rather than a redirecting integration.',
  'api-gateway-http': 'Configure CORS on the API, so that it answers OPTIONS before a route that redirects.',
  cloudfront:
    'Ask by https, or set the viewer protocol policy to `https-only` rather than `redirect-to-https`; see that the origin server does not redirect OPTIONS.',
};

export const allowMethod: Cures = {
  general:
    'Name the method in `Access-Control-Allow-Methods` of the preflight answer: in capitals, separated by commas, nothing else in it.',
  nginx:
    'Add it to `add_header Access-Control-Allow-Methods "GET, POST, PUT, PATCH, DELETE" always;` in the block that answers OPTIONS.',
  express:
    "Add it to `methods: ['GET', 'POST', …]` of `cors`, or leave `methods` out: the default has PUT, PATCH and DELETE.",
  fastify:
    "Add it to `methods: ['GET', 'POST', 'DELETE', …]` of `@fastify/cors`: the default has only GET, HEAD and POST.",
  s3: 'Add it to `AllowedMethods` of the rule for this origin: GET, HEAD, PUT, POST and DELETE, in capitals.',
  'api-gateway-rest':
    "Add it to the mapped `Access-Control-Allow-Methods` of the OPTIONS mock, as in `'GET,POST,DELETE,OPTIONS'` with the inner quotes.",
  'api-gateway-http': 'Add it to `CorsConfiguration.AllowMethods`.',
  cloudfront:
    'Add it to `AccessControlAllowMethods` of the response headers policy, and to the allowed methods of the cache behaviour.',
};

export const allowHeader: Cures = {
  general:
    'Name the request header in `Access-Control-Allow-Headers` of the preflight answer, separated by commas; Content-Type too, where a page sends JSON.',
  nginx:
    'Add it to `add_header Access-Control-Allow-Headers "Authorization, Content-Type" always;` in the block that answers OPTIONS.',
  express: 'Add it to `allowedHeaders: […]` of `cors`, or leave that option out: it then allows what is asked for.',
  fastify:
    'Add it to `allowedHeaders: […]` of `@fastify/cors`, or leave that option out: it then allows what is asked for.',
  s3: 'Add it to `AllowedHeaders` of the rule for this origin: a rule without any refuses every header that is asked for.',
  'api-gateway-rest':
    "Add it to the mapped `Access-Control-Allow-Headers` of the OPTIONS mock, as in `'Content-Type,Authorization'` with the inner quotes.",
  'api-gateway-http': 'Add it to `CorsConfiguration.AllowHeaders`; Authorization by its name, not by `*`.',
  cloudfront: 'Add it to `AccessControlAllowHeaders` of the response headers policy.',
};

/** With credentials, `*` is a method, a header, nothing more. */
export const nameThem: Cures = {
  general:
    'Write the methods and headers out by name: in an answer to a request with credentials `*` is a name like any other, and `Authorization` is never covered by it.',
  nginx:
    'Replace `*` in `Access-Control-Allow-Methods`, `-Allow-Headers` and `-Expose-Headers` by names; `$http_access_control_request_headers` gives back what was asked for.',
  express:
    "Give `methods`, `allowedHeaders` and `exposedHeaders` names, not `'*'`; without `allowedHeaders` it allows what is asked for.",
  fastify:
    "Give `methods`, `allowedHeaders` and `exposedHeaders` names, not `'*'`; without `allowedHeaders` it allows what is asked for.",
  s3: 'Write `ExposeHeaders` out by name. `AllowedHeaders: ["*"]` is fine: S3 answers with the names that were asked for.',
  'api-gateway-rest': "Replace `'*'` in the mapped methods and headers of the OPTIONS mock by names.",
  'api-gateway-http':
    'Replace `*` in `AllowMethods`, `AllowHeaders` and `ExposeHeaders` by names where `AllowCredentials` is true.',
  cloudfront:
    'Replace `*` in `AccessControlAllowHeaders`, `-AllowMethods` and `-ExposeHeaders` by names where credentials are allowed.',
};

/** What a stranger may not even send. */
export const refusePreflight: Cures = {
  general:
    'Give the preflight the same list of origins as the answer, and have the handler refuse an Origin that is not on it: a preflight that passes lets the request through, readable or not.',
  nginx:
    'Use the same `map` of origins in the block that answers OPTIONS, and `return 403` where it yields nothing for an unsafe method with an Origin.',
  express:
    'Use one `cors` with one list for OPTIONS and for the routes, and reject unsafe methods whose Origin is not on it before the handler runs.',
  fastify:
    'Use one `@fastify/cors` with one list, and reject unsafe methods whose Origin is not on it in an `onRequest` hook.',
  s3: 'Take PUT, POST and DELETE out of rules whose `AllowedOrigins` are wider than the sites that may write.',
  'api-gateway-rest':
    'An OPTIONS mock answers every origin alike: map it to the one site that may write, or let a Lambda function answer OPTIONS by a list; check Origin in the backend too.',
  'api-gateway-http':
    'Narrow `CorsConfiguration.AllowOrigins` to the sites that may write, and check Origin in the backend.',
  cloudfront:
    'Narrow `AccessControlAllowOrigins`, with `OriginOverride` set, so that the preflight answer of the origin server does not say more.',
};
