import type { Cures } from '../rule.ts';

/** With credentials the origin has to be named. */
export const nameTheOrigin: Cures = {
  general:
    'Answer with the origin that asked, where it is listed, and `Vary: Origin`, in place of `*`; or have pages ask without credentials.',
  nginx:
    'Send `$cors_origin` from a `map` of listed origins in place of `*`, with `Access-Control-Allow-Credentials: true` and `Vary: Origin`.',
  express: "Replace `origin: '*'` by `origin: ['https://shop.com']`, beside `credentials: true`.",
  fastify: "Replace `origin: '*'` by `origin: ['https://shop.com']`, beside `credentials: true`.",
  s3: 'List the origins in `AllowedOrigins`: S3 answers a listed one with itself and Access-Control-Allow-Credentials: true, and `*` with `*`.',
  'api-gateway-rest':
    "Map `Access-Control-Allow-Origin` to the one site, as in `'https://shop.com'`; for several let a Lambda function answer.",
  'api-gateway-http': 'List the origins in `AllowOrigins`: `*` cannot be combined with `AllowCredentials`.',
  cloudfront:
    'List the origins in `AccessControlAllowOrigins` and set `AccessControlAllowCredentials`: with `*` no credentials are possible.',
};

export const allowCredentials: Cures = {
  general:
    'Send `Access-Control-Allow-Credentials: true`, in lower case, on the preflight answer and on the answer itself; or set `credentials: false` in the contract where pages send no cookies.',
  nginx:
    'Say `add_header Access-Control-Allow-Credentials true always;` where OPTIONS is answered and in the location.',
  express: 'Set `credentials: true` in the options of `cors`.',
  fastify: 'Set `credentials: true` in the options of `@fastify/cors`.',
  s3: 'List the origin in `AllowedOrigins` instead of `*`: S3 then sends Access-Control-Allow-Credentials: true by itself.',
  'api-gateway-rest':
    "Map `Access-Control-Allow-Credentials` to `'true'` in the OPTIONS mock, and send it from the backend as well.",
  'api-gateway-http': 'Set `AllowCredentials: true`, with the origins listed.',
  cloudfront: 'Set `AccessControlAllowCredentials: true` in the response headers policy, with the origins listed.',
};

export const oneValue: Cures = {
  general:
    'Send `Access-Control-Allow-Origin` once, with one origin exactly as the browser sent it: no list, no trailing slash, no path, no capitals in the host. Where two layers add it, take it out of one.',
  nginx:
    'Where the backend sends it too, add `proxy_hide_header Access-Control-Allow-Origin;`: `add_header` appends, it does not replace.',
  express:
    "Use one `cors` and no `res.header('Access-Control-Allow-Origin', …)` beside it; give several origins as an array, never joined by commas.",
  fastify:
    'Register `@fastify/cors` once and set no header by hand beside it; give several origins as an array, never joined by commas.',
  s3: 'Write each origin as an entry of its own in `AllowedOrigins`, without a slash at the end.',
  'api-gateway-rest':
    'A comma list goes out as it is written: map one origin, or let a Lambda function choose; and take the header out of the backend where the gateway maps it.',
  'api-gateway-http': 'Write each origin as an entry of its own in `AllowOrigins`, without a slash at the end.',
  cloudfront:
    'Set `OriginOverride: true`, so that the policy replaces what the origin server sends, and list each origin as an item of its own.',
};

/** Who answered the error did not know of CORS. */
export const decorateErrors: Cures = {
  general:
    'Send the same CORS headers on errors, by whoever makes them: the gateway, the authoriser, the error handler, the rate limit.',
  nginx:
    'Add `always` to each `add_header`: without it errors such as 401, 403, 404, 429 and 502 go out bare. Give locations of `error_page` the same lines.',
  express:
    'Call `app.use(cors(…))` before everything that can answer or throw, and set no fresh headers in the error handler.',
  fastify:
    'Register `@fastify/cors` before authentication and rate limits: it then decorates what the error handler and the 404 handler send.',
  s3: 'See that a rule matches the request: S3 decorates 403 and 404 too, but only where one does.',
  'api-gateway-rest':
    "Add `gatewayresponse.header.Access-Control-Allow-Origin` (and -Credentials, where cookies are sent) to DEFAULT_4XX and DEFAULT_5XX: by default the gateway's own errors have none.",
  'api-gateway-http':
    'Answer the error from the integration, where the configured headers are added; for the errors of the gateway itself this is not documented.',
  cloudfront: "Attach a response headers policy: it decorates the origin server's errors and CloudFront's own.",
};

/** Nothing to do with CORS. */
export const expectStatus: Cures = {
  general:
    'Mend the route, or name the status its readers are to get as `status` of the route in the contract. Script could read this answer.',
  nginx: 'See the error log, and which location took the request; or name the status in the contract.',
  express: 'See which middleware answered; or name the status in the contract.',
  fastify: 'See which hook or handler answered; or name the status in the contract.',
  s3: 'See the `Code` in the answer: AccessDenied is a matter of the bucket policy; or name the status in the contract.',
  'api-gateway-rest': 'See `x-amzn-ErrorType` in the answer and the execution log; or name the status in the contract.',
  'api-gateway-http': 'See the access log with `$context.integrationErrorMessage`; or name the status in the contract.',
  cloudfront: 'See `X-Cache` in the answer: `Error from cloudfront` is its own; or name the status in the contract.',
};

export const exposeHeader: Cures = {
  general:
    'Name the header in `Access-Control-Expose-Headers` of the answer itself (not of the preflight); with credentials by name, as `*` then means nothing.',
  nginx: 'Say `add_header Access-Control-Expose-Headers "ETag, X-Total-Count" always;` in the location.',
  express: "Set `exposedHeaders: ['ETag', 'X-Total-Count']` in the options of `cors`.",
  fastify: "Set `exposedHeaders: ['ETag', 'X-Total-Count']` in the options of `@fastify/cors`.",
  s3: 'Add it to `ExposeHeaders` of the rule, by name: S3 takes no wildcard there.',
  'api-gateway-rest':
    'Map `Access-Control-Expose-Headers` in the integration response; with a proxy integration the backend sends it.',
  'api-gateway-http': 'Add it to `CorsConfiguration.ExposeHeaders`.',
  cloudfront: 'Add it to `AccessControlExposeHeaders` of the response headers policy.',
};

/** Instances, versions or layers that disagree. */
export const oneAnswer: Cures = {
  general:
    'Bring every instance behind the load balancer to one version and one configuration, or send CORS headers at the one place that all answers pass.',
  nginx:
    'See the servers of `upstream` one by one; or hide their CORS headers by `proxy_hide_header` and add them in nginx.',
  express:
    'See that every instance has the same release and the same environment; a list kept in memory differs between them.',
  fastify:
    'See that every instance has the same release and the same environment; a list kept in memory differs between them.',
  s3: 'A changed CORS configuration takes a while to reach all of S3: ask again; and see a cache in front of it.',
  'api-gateway-rest':
    'Deploy the API to the stage, and see canary settings: a canary has its own integration responses.',
  'api-gateway-http': 'See whether a deployment is under way or a Lambda alias splits traffic between two versions.',
  cloudfront:
    'See whether a distribution is being deployed or a continuous deployment splits traffic; invalidate what was stored before.',
};
