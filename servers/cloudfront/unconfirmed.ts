/** What a distribution does here and no source was found for. */
export const UNCONFIRMED_CLOUDFRONT: readonly string[] = [
  'a request header that neither policy names is not forwarded, Origin included; the page on custom origins says that Origin is by default',
  'an origin in a policy without a scheme allows http and https; `*.` stands for one label or more; a port has to be the same',
  'an origin that a policy does not list gets no CORS headers from it',
  'with CorsConfig and named origins every answer says Vary: Origin; with `*` it is as recorded',
  '`*` among the origins together with AccessControlAllowCredentials is accepted, and answers `*`',
  'a preflight is OPTIONS with Access-Control-Request-Method',
  'the lists of CORS-With-Preflight: all methods, no header, everything exposed',
  'what is in UseOriginCacheControlHeaders (with Origin in the key, and by default nothing kept) and HostHeaderOnly, which are newer than the pages that were read',
  'answers that the edge makes by itself (a method that is not allowed, a function) get nothing from a response headers policy',
  'a response headers policy is applied before the function for viewer-response runs',
  'what an empty AccessControlAllowHeaders does: it is accepted, and no such header is sent',
  'a GET and a HEAD of one path are kept apart; stale answers are fetched anew, and Expires is not looked at',
];
