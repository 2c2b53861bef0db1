/** A change to one check of the oracle that some case has to notice. */
export interface Mutant {
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
}

const inFile =
  (file: string, folder = 'oracle') =>
  (from: string, to: string): Mutant => ({ file: `harness/${folder}/${file}.ts`, from, to });

const corsCheck = inFile('cors-check');
const preflight = inFile('cors-preflight-fetch');
const preflightCache = inFile('preflight-cache');
const redirect = inFile('http-redirect-fetch');
const httpFetch = inFile('http-fetch');
const mainFetch = inFile('main-fetch');
const requestHeaders = inFile('request-headers');
const responseHeaders = inFile('response-headers');
const methods = inFile('methods');
const headerList = inFile('header-list');
const callers = inFile('callers');
const byElement = inFile('call-by-element');
const byBeacon = inFile('call-by-beacon');
const byEventSource = inFile('call-by-event-source');
const outcome = inFile('outcome');
const fate = inFile('fate');
const requestOrigin = inFile('request-origin');
const referrer = inFile('referrer');
const corp = inFile('cross-origin-resource-policy');
const network = inFile('http-network-or-cache-fetch');
const cookieStore = inFile('cookie-store', 'model');
const mixedContent = inFile('mixed-content');
const origin = inFile('origin');
const statement = inFile('statement');
const prediction = inFile('predict');

/** One change each; a mutant that no case notices is a check that no case holds. */
export const MUTANTS: readonly Mutant[] = [
  prediction('new Set([204, 205, 304])', 'new Set([204, 304])'),
  statement("value.replace(/^[\\t ]+|[\\t ]+$/g, '')", 'value'),

  corsCheck('if (origin === null) return { ok: false', 'if (origin === null) return { ok: true'),
  corsCheck("!includesCredentials && origin === '*'", "origin === '*'"),
  corsCheck('serializeRequestOrigin(request) !== origin', 'false'),
  corsCheck('if (!includesCredentials) return { ok: true', 'if (includesCredentials) return { ok: true'),
  corsCheck("credentials === 'true'", "credentials?.toLowerCase() === 'true'"),
  corsCheck(
    "{ ok: false, decidedBy: 'cors-check/no-credentials' }",
    "{ ok: true, decidedBy: 'cors-check/no-credentials' }",
  ),

  preflight('if (!check.ok)', 'if (false)'),
  preflight('response.status < 200 || response.status > 299', 'response.status !== 200'),
  preflight('const wildcardCounts = request.credentials', 'const wildcardCounts = request.mode'),
  preflight('isSafelistedMethod(request.method) ||', ''),
  preflight("(wildcardCounts && allowedMethods.includes('*'))", "allowedMethods.includes('*')"),
  preflight('if (!nonWildcard.every(isAllowedName))', 'if (false)'),
  preflight("(wildcardCounts && allowedNames.includes('*'))", "allowedNames.includes('*')"),
  preflight('allowed.toLowerCase() === name.toLowerCase()', 'allowed === name'),
  preflight("names.join(',')", "names.join(', ')"),
  preflight("credentials: 'same-origin'", "credentials: 'include', tainting: 'basic'"),
  preflight('const DEFAULT_MAX_AGE = 5;', 'const DEFAULT_MAX_AGE = 0;'),

  preflightCache('currentUrl(request).href', "currentUrl(request).href.split('#')[0]"),
  preflightCache("entry.method === method || entry.method === '*'", 'entry.method === method'),
  preflightCache("if (headerName === '*') return !isNonWildcardRequestHeaderName(name);", ''),
  preflightCache(
    'const present = this.#matching(request).filter((entry) => isHeaderName(entry, name));',
    'const present = this.#matching(request).filter((entry) => entry.headerName === name);',
  ),
  preflightCache('(entry) => entry.expiresAt > this.#now() &&', '(entry) =>'),
  preflightCache(
    '${serializeRequestOrigin(request)} ${currentUrl(request).href}',
    '${serializeRequestOrigin(request)}',
  ),
  preflightCache("(entry.credentials || request.credentials !== 'include')", 'true'),

  redirect('!/^https?:$/.test(location.protocol)', 'false'),
  redirect('request.urlList.length > MAX_REDIRECTS', 'request.urlList.length >= MAX_REDIRECTS'),
  redirect("request.mode === 'cors' && includesCredentials && leavesOrigin", 'false'),
  redirect("request.tainting === 'cors' && includesCredentials", 'false'),
  redirect("(status === 301 || status === 302) && request.method === 'POST'", 'status === 301 || status === 302'),
  redirect('status === 303 && !isSafe', 'false'),
  redirect('crosses ? without(rewritten.headers, CORS_NON_WILDCARD_NAMES) : rewritten.headers', 'rewritten.headers'),
  redirect('headers: without(request.headers, REQUEST_BODY_HEADER_NAMES)', 'headers: request.headers'),
  redirect('new Set([301, 302, 303, 307, 308])', 'new Set([300, 301, 302, 303, 307, 308])'),

  httpFetch("request.tainting === 'opaque' && !isAllowedByResourcePolicy(request, received)", 'false'),
  httpFetch("if (request.redirect === 'error')", 'if (false)'),
  httpFetch("if (request.redirect === 'manual')", 'if (false)'),

  mainFetch("url.pathname === 'blank'", 'true'),
  mainFetch("url.protocol === 'about:' && url.pathname === 'blank'", 'true'),
  mainFetch('if (isBlockedDueToBadPort(url))', 'if (false)'),
  mainFetch('if (isBlockedAsMixedContent(upgraded))', 'if (false)'),
  mainFetch("if (request.redirect !== 'follow')", 'if (false)'),
  mainFetch("if (request.mode === 'same-origin')", 'if (false)'),
  mainFetch("&& request.tainting === 'basic'", ''),
  mainFetch('agent.preflightCache.clear(cors)', 'undefined'),
  mainFetch('if (isBlockedDueToNosniff(request, headers))', 'if (false)'),

  requestHeaders('const MAX_SAFELISTED_VALUE = 128;', 'const MAX_SAFELISTED_VALUE = 129;'),
  requestHeaders('const MAX_SAFELISTED_SUM = 1024;', 'const MAX_SAFELISTED_SUM = 2048;'),
  requestHeaders('if (UNSAFE_BYTE.test(value)) return false;', ''),
  requestHeaders(
    "'application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'",
    "'multipart/form-data', 'text/plain'",
  ),
  requestHeaders("lower.startsWith('sec-')", 'false'),
  requestHeaders('decodeAndSplit(value).some(isForbiddenMethod)', 'isForbiddenMethod(value)'),

  responseHeaders('!FORBIDDEN.has(lower)', 'true'),
  responseHeaders("  'expires',\n", ''),
  methods("new Set(['GET', 'HEAD', 'POST'])", "new Set(['GET', 'POST'])"),
  methods("'PUT']);", "'PUT', 'PATCH']);"),
  methods('FORBIDDEN.has(method.toUpperCase())', 'FORBIDDEN.has(method)'),
  headerList("values.join(', ')", "values.at(-1) ?? ''"),
  headerList("tokens.every(isToken) ? tokens : 'failure'", 'tokens'),

  callers('if (isNoCors && !isSafelistedMethod(method))', 'if (false)'),
  callers('if (isForbiddenRequestHeader([name, value])) return list;', ''),
  callers('if (isNoCors && !isNoCorsSafelistedRequestHeader([name, combined])) return list;', ''),
  callers("if (url.username !== '' || url.password !== '')", 'if (false)'),
  callers('isText ? MIMEType.parse(original) : null', 'null'),
  callers('isText ? MIMEType.parse(original) : null', 'MIMEType.parse(original)'),
  callers("charset.toUpperCase() === 'UTF-8'", "charset === 'UTF-8'"),
  callers("request.body !== null && (method === 'GET' || method === 'HEAD')", 'false'),

  byElement("request: { ...request, mode: 'cors' }", 'request: { ...request }'),
  byElement("mode: isNoCors ? 'no-cors' : 'cors'", "mode: 'cors'"),
  byElement("isNoCors || request.credentials === 'include' ? 'include'", "isNoCors ? 'include'"),
  byElement("destination: 'font', mode: 'cors'", "destination: 'font', mode: 'no-cors'"),
  byElement("'text/css,*/*;q=0.1'", 'null'),
  byBeacon('if (!/^https?:$/.test(url.protocol))', 'if (false)'),
  byBeacon('if ((length ?? 0) > KEEPALIVE_QUOTA)', 'if (false)'),
  byBeacon('(length ?? 0) > KEEPALIVE_QUOTA', '(length ?? 0) >= KEEPALIVE_QUOTA'),
  byBeacon('unsafeRequestHeaderNames(headers).length > 0', 'type !== null'),
  byBeacon("credentials: 'include'", "credentials: 'same-origin'"),
  byBeacon('unsafeRequest: isCors', 'unsafeRequest: false'),
  byEventSource("mode: 'cors'", 'mode: request.mode'),
  byEventSource("request.credentials === 'include' ? 'include' : 'same-origin'", "'same-origin'"),
  byEventSource("cache: 'no-store'", "cache: 'default'"),
  outcome("if (api === 'beacon') return", 'if (false) return'),
  outcome("if (!isOk(response)) return 'module/status';", ''),
  outcome("isJavaScript(response.headers) ? null : 'module/type'", 'null'),
  outcome("if (!isOk(response)) return 'style/status';", ''),
  outcome("return type === 'text/css';", 'return true;'),
  outcome('if (response.status !== 200)', 'if (!isOk(response))'),
  outcome("essence(response) === 'text/event-stream' ? null : 'eventsource/type'", 'null'),
  outcome("isUsable(api, response) ? null : 'font/body'", 'null'),
  fate('!WORKERS_OF_NOBODY.has(page.context) &&', ''),
  fate('referrerUrl: isOpaque ? null : pageUrl', 'referrerUrl: pageUrl'),

  requestOrigin(
    "redirectTaint(request) === 'same-origin' ? serializeOrigin(request.client.origin) : 'null'",
    'serializeOrigin(request.client.origin)',
  ),
  requestOrigin("request.method === 'GET' || request.method === 'HEAD'", 'true'),
  requestOrigin("request.mode !== 'cors' && isHiddenByReferrerPolicy(request)", 'false'),
  referrer('return isSame ? full : null;', 'return full;'),
  corp('isSchemelesslySameSite(origin, originOf(url))', 'true'),
  network('return keepalive && (bodyLength ?? 0) > KEEPALIVE_QUOTA', 'return (bodyLength ?? 0) > KEEPALIVE_QUOTA'),
  network('(bodyLength ?? 0) > KEEPALIVE_QUOTA;', '(bodyLength ?? 0) >= KEEPALIVE_QUOTA;'),
  network("if (contains(headers, 'Range'))", 'if (false)'),
  network(
    "request.credentials === 'same-origin' && request.tainting === 'basic'",
    "request.credentials === 'same-origin'",
  ),
  cookieStore("(!cookie.secure || url.protocol === 'https:')", 'true'),
  mixedContent(
    '!request.client.prohibitsMixedContent || isTrustworthyUrl(currentUrl(request))',
    'isTrustworthyUrl(currentUrl(request))',
  ),
  origin(
    'left.scheme === right.scheme && left.host === right.host && left.port === right.port',
    'left.scheme === right.scheme && left.host === right.host',
  ),
];
