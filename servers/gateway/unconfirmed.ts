/** What a REST API does here and no source was found for. */
export const UNCONFIRMED_REST: readonly string[] = [
  'the order in which a request is refused: web ACL, length, undefined method, throttle, authorizer, API key and quota, parameters, media type',
  'the throttle of a stage counts preflights too',
  'the words of gateway responses and their x-amzn-ErrorType, those of Missing Authentication Token apart',
  'the 502 of a function that breaks off is customised by DEFAULT_5XX; an address that breaks off is INTEGRATION_FAILURE',
  'an Authorization header that is no signature of version 4 is INVALID_SIGNATURE under AWS_IAM; signatures are not computed',
  'a gateway response that echoes a header of the request leaves its own out when the request has none',
  'of several response templates the one for JSON is taken, else the first, whatever the request accepts',
  '$input.params(NAME) finds a header in any case',
];

/** What an HTTP API does here and no source was found for. */
export const UNCONFIRMED_HTTP: readonly string[] = [
  "the gateway's own 401, 403, 404, 413, 429 and 5xx have no CORS headers: choices.errorsHaveCorsHeaders",
  'an answer that allows an origin by name does not say Vary: Origin: choices.variesByOrigin',
  'a preflight from an origin that is not allowed is a 204 without CORS headers',
  'a method or a header that a preflight asks for and that is not configured changes nothing in the answer',
  'an OPTIONS request that a route catches passes its authorizer first, and is then answered by the gateway, not by the integration',
  'the order in which a request is refused: length, throttle, authorizer; the throttle counts preflights too',
  'https://* together with allowCredentials is accepted, and allows by name',
  'a sub-domain wildcard in allowOrigins is accepted and taken literally',
  'maxAge -1 is sent as it is',
  'a function that breaks off is a 500; no answer in time, and an address that breaks off, a 503',
  'the words of 413 and 429',
];
