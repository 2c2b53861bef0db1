import type { Cures } from '../rule.ts';

/**
 * Answers that are kept apart by origin.
 * @param first what is to change; a sentence
 */
const keptApart = (first: string): Cures => ({
  general: `${first} Send \`Vary: Origin\` on every answer of the route, to listed and unlisted origins and to requests without an Origin, errors and 304 too.`,
  nginx: `${first} Say \`add_header Vary Origin always;\` beside the other lines, outside any \`if\`; with \`proxy_cache\`, put \`$http_origin\` into \`proxy_cache_key\`.`,
  express: `${first} Give \`cors\` an array, a string or a RegExp, which set Vary each time; \`origin: false\`, or a function that yields false, sets none, so add \`res.vary('Origin')\` before it.`,
  fastify: `${first} Give \`@fastify/cors\` an array or a function, which set Vary each time; otherwise add it in an \`onRequest\` hook.`,
  s3: `${first} S3 sends Vary only where a rule matched: put CloudFront before it, with Origin in the cache key or a response headers policy that says \`*\`.`,
  'api-gateway-rest': `${first} Send \`Vary: Origin\` from the backend or map it in the integration response; with stage caching, make Origin a cache key parameter.`,
  'api-gateway-http': `${first} Send \`Vary: Origin\` from the backend: whether the gateway adds it for listed origins is not documented.`,
  cloudfront: `${first} Put Origin into the cache key by the cache policy: Vary alone does not keep entries apart there, and forwarding Origin by an origin request policy does not either.`,
});

export const varyAlways = keptApart('The answer depends on who asks.');
export const varyWithoutMatch = keptApart(
  'Vary is there only when an origin matched; a cache keeps the answers without it as well.',
);
export const keyByOrigin = keptApart(
  'A shared cache gave one origin the answer made for another: purge it once this is mended.',
);
