import type { Cures } from '../rule.ts';

/** CORS does not stop a simple request. */
export const guardWrites: Cures = {
  general:
    'CORS cannot stop this request, only hide the answer. Set SameSite=Lax or Strict on the session cookie, ask for a token or a custom header, or refuse an unsafe method whose Origin is not listed.',
  nginx:
    'Refuse it before the backend: `return 403` for POST where `$http_origin` is set and the `map` of listed origins yields nothing.',
  express:
    'Before the routes, answer 403 to an unsafe method whose Origin is not listed, and accept only `application/json` where JSON is meant: it takes a preflight.',
  fastify:
    'In an `onRequest` hook answer 403 to an unsafe method whose Origin is not listed; remove the content type parser for `text/plain`, which needs no preflight.',
  s3: 'S3 never blocks by Origin: write through presigned addresses, which a stranger does not have.',
  'api-gateway-rest':
    'Check Origin or a token in an authorizer or in the backend; require a header, so that a preflight is due.',
  'api-gateway-http':
    'Check Origin or a token in an authorizer or in the backend; require a header, so that a preflight is due.',
  cloudfront: 'Check Origin in a CloudFront function or by AWS WAF, and answer 403 to an unsafe method from elsewhere.',
};

const cookiesThatArrive =
  'Serve site and API from one registrable domain (https://shop.com and https://api.shop.com), where cookies are first-party; otherwise set `SameSite=None; Secure; Partitioned`, or send a token in a header.';

export const firstPartyCookies: Cures = {
  general: cookiesThatArrive,
  nginx: `${cookiesThatArrive} A \`location /api/\` with \`proxy_pass\` on the site's own host needs no CORS at all.`,
  express: `${cookiesThatArrive} As in \`res.cookie('sid', sid, { sameSite: 'none', secure: true, partitioned: true })\`.`,
  fastify: `${cookiesThatArrive} As in \`reply.setCookie('sid', sid, { sameSite: 'none', secure: true, partitioned: true })\`.`,
  s3: 'S3 reads no cookies: use presigned addresses, or CloudFront with signed cookies on a host of the same site.',
  'api-gateway-rest': `${cookiesThatArrive} Give the API a custom domain name below that of the site.`,
  'api-gateway-http': `${cookiesThatArrive} Give the API a custom domain name below that of the site.`,
  cloudfront: `${cookiesThatArrive} Give the distribution an alternate domain name below that of the site, or serve both from it.`,
};

const cap = 'Nothing breaks. Browsers cut it down: Chromium to 7200 seconds, Firefox to 86400, WebKit to 600.';

export const lowerMaxAge: Cures = {
  general: `${cap} Set Access-Control-Max-Age to 7200, so that what is written is what happens.`,
  nginx: `${cap} Say \`add_header Access-Control-Max-Age 7200 always;\`.`,
  express: `${cap} Set \`maxAge: 7200\`.`,
  fastify: `${cap} Set \`maxAge: 7200\`.`,
  s3: `${cap} Set \`MaxAgeSeconds\` to 7200.`,
  'api-gateway-rest': `${cap} Map \`Access-Control-Max-Age\` to \`'7200'\` in the OPTIONS mock.`,
  'api-gateway-http': `${cap} Set \`MaxAge: 7200\`.`,
  cloudfront: `${cap} Set \`AccessControlMaxAgeSec\` to 7200.`,
};

const twice =
  'Without Access-Control-Max-Age a browser remembers a preflight for five seconds, and each later request takes two round trips.';

export const setMaxAge: Cures = {
  general: `${twice} Send it on the preflight answer, in whole seconds.`,
  nginx: `${twice} Say \`add_header Access-Control-Max-Age 7200 always;\` in the block that answers OPTIONS.`,
  express: `${twice} Set \`maxAge: 7200\` in the options of \`cors\`.`,
  fastify: `${twice} Set \`maxAge: 7200\` in the options of \`@fastify/cors\`.`,
  s3: `${twice} Set \`MaxAgeSeconds\` in the rule.`,
  'api-gateway-rest': `${twice} Map \`Access-Control-Max-Age\` in the OPTIONS mock.`,
  'api-gateway-http': `${twice} Set \`CorsConfiguration.MaxAge\`.`,
  cloudfront: `${twice} Set \`AccessControlMaxAgeSec\` in the response headers policy.`,
};

const nothing =
  'Nothing to do: no engine can load a page there, so no page asks from there. The origin was asked outside a browser.';

export const nothingToDo: Cures = {
  general: nothing,
  nginx: nothing,
  express: nothing,
  fastify: nothing,
  s3: nothing,
  'api-gateway-rest': nothing,
  'api-gateway-http': nothing,
  cloudfront: nothing,
};
