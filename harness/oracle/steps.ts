/** A step of a standard that can decide what becomes of a request. */
export interface StandardStep {
  /** The algorithm's name in the standard. */
  readonly section: string;
  /** Where it stands. */
  readonly anchor: string;
  /** As numbered in the pinned commit; `5.7` is step 7 inside step 5. */
  readonly step: string;
  /** What is so when this step decides. */
  readonly reason: string;
}

const FETCH = 'https://fetch.spec.whatwg.org/';

function section(name: string, anchor: string) {
  return (step: string, reason: string): StandardStep => ({ section: name, anchor, step, reason });
}

const mainFetch = section('main fetch', `${FETCH}#concept-main-fetch`);
const schemeFetch = section('scheme fetch', `${FETCH}#concept-scheme-fetch`);
const httpFetch = section('HTTP fetch', `${FETCH}#concept-http-fetch`);
const networkOrCacheFetch = section('HTTP-network-or-cache fetch', `${FETCH}#concept-http-network-or-cache-fetch`);
const redirectFetch = section('HTTP-redirect fetch', `${FETCH}#concept-http-redirect-fetch`);
const corsCheck = section('CORS check', `${FETCH}#concept-cors-check`);
const preflightFetch = section('CORS-preflight fetch', `${FETCH}#cors-preflight-fetch-0`);
const newRequest = section('new Request()', `${FETCH}#dom-request`);
const xhrOpen = section('XMLHttpRequest open()', 'https://xhr.spec.whatwg.org/#the-open()-method');
const xhrHeader = section(
  'XMLHttpRequest setRequestHeader()',
  'https://xhr.spec.whatwg.org/#the-setrequestheader()-method',
);
const classicScript = section(
  'fetch a classic script',
  'https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-classic-script',
);
const image = section(
  'update the image data',
  'https://html.spec.whatwg.org/multipage/images.html#update-the-image-data',
);

const moduleScript = section(
  'fetch a single module script',
  'https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-single-module-script',
);
const linkedResource = section(
  'default fetch and process the linked resource',
  'https://html.spec.whatwg.org/multipage/semantics.html#default-fetch-and-process-the-linked-resource',
);
const styleSheet = section(
  'process a linked style sheet',
  'https://html.spec.whatwg.org/multipage/links.html#link-type-stylesheet:process-the-linked-resource',
);
const eventSource = section(
  'EventSource',
  'https://html.spec.whatwg.org/multipage/server-sent-events.html#dom-eventsource',
);
const font = section('fetch a font', 'https://drafts.csswg.org/css-fonts-4/#fetch-a-font');
const beacon = section('sendBeacon()', 'https://w3c.github.io/beacon/#sec-processing-model');

/** Every step that the oracle can name as the one that decided; those of HTML are numbered as in whatwg/html@508a037. */
export const STEPS = {
  'constructor/userinfo': newRequest('5.3', 'the URL includes a user name or password'),
  'constructor/referrer': newRequest('14.3.2', 'the referrer cannot be parsed'),
  'constructor/method': newRequest('25.2', 'the method is no method, or a forbidden one'),
  'constructor/no-cors-method': newRequest('32.1', 'in no-cors mode only GET, HEAD and POST are allowed'),
  'constructor/header': newRequest('33.5', 'a header name or value is malformed'),
  'constructor/body': newRequest('35', 'a GET or HEAD request cannot have a body'),
  'xhr/method': xhrOpen('2', 'the method is no method'),
  'xhr/forbidden-method': xhrOpen('3', 'the method is a forbidden method'),
  'xhr/header': xhrHeader('4', 'a header name or value is malformed'),

  'main-fetch/bad-port': mainFetch('7', 'the port is one that browsers never connect to'),
  'main-fetch/mixed-content': mainFetch('7', 'a secure page may not ask an insecure URL'),
  'main-fetch/same-origin': mainFetch('12.2', 'the URL is of the origin that asks'),
  'main-fetch/data': mainFetch('12.3', 'a data: URL is read without a network'),
  'main-fetch/navigate': mainFetch('12.4', 'a navigation is not held to CORS'),
  'main-fetch/same-origin-mode': mainFetch('12.5', 'the mode is same-origin, and the URL is not'),
  'main-fetch/no-cors-redirect-mode': mainFetch('12.6.1', 'in no-cors mode redirects must be followed'),
  'main-fetch/no-cors': mainFetch('12.6.3', 'in no-cors mode the response is opaque'),
  'main-fetch/scheme': mainFetch('12.7', 'only http: and https: URLs can be asked across origins'),
  'main-fetch/mime-type': mainFetch('20', 'the MIME type cannot be that of a script'),
  'main-fetch/nosniff': mainFetch('20', 'nosniff, and the MIME type does not fit'),

  'scheme-fetch/blob': schemeFetch('3', 'nothing stands under the blob: URL'),
  'scheme-fetch/data': schemeFetch('3', 'the data: URL is malformed'),
  'scheme-fetch/scheme': schemeFetch('4', 'a URL of this scheme cannot be fetched'),

  'http-fetch/corp': httpFetch('5', 'Cross-Origin-Resource-Policy keeps the response from this origin'),
  'http-fetch/redirect-error': httpFetch('6.3', 'the redirect mode is error, and the answer is a redirect'),
  'http-fetch/redirect-manual': httpFetch(
    '6.3',
    'the redirect mode is manual: script learns that there was one, and no more',
  ),

  'network-or-cache/keepalive': networkOrCacheFetch(
    '8.10',
    'a request that may outlive its page carries 64 kibibytes at most',
  ),

  'redirect/location': redirectFetch('5', 'the Location of the redirect cannot be parsed'),
  'redirect/scheme': redirectFetch('6', 'the redirect leads to a URL that is not http: or https:'),
  'redirect/count': redirectFetch('7', 'this is the redirect after the twentieth'),
  'redirect/userinfo': redirectFetch('9', 'the redirect leads across origins to a URL with a user name or password'),
  'redirect/userinfo-tainted': redirectFetch(
    '10',
    'the redirect of a cross-origin response leads to a URL with a user name or password',
  ),

  'cors-check/missing': corsCheck('2', 'the answer has no Access-Control-Allow-Origin'),
  'cors-check/wildcard': corsCheck('3', 'Access-Control-Allow-Origin is *, and no credentials are included'),
  'cors-check/mismatch': corsCheck('4', 'Access-Control-Allow-Origin is not the origin that asks'),
  'cors-check/origin': corsCheck(
    '5',
    'Access-Control-Allow-Origin is the origin that asks, and no credentials are included',
  ),
  'cors-check/credentials': corsCheck(
    '7',
    'Access-Control-Allow-Origin is the origin that asks, and Access-Control-Allow-Credentials is true',
  ),
  'cors-check/no-credentials': corsCheck(
    '8',
    'credentials are included, and Access-Control-Allow-Credentials is not true',
  ),

  'preflight/syntax': preflightFetch(
    '7.3',
    'Access-Control-Allow-Methods or Access-Control-Allow-Headers does not parse',
  ),
  'preflight/method': preflightFetch('7.5', 'Access-Control-Allow-Methods does not allow the method'),
  'preflight/non-wildcard': preflightFetch(
    '7.6',
    'Access-Control-Allow-Headers does not name Authorization, which * does not cover',
  ),
  'preflight/header': preflightFetch('7.7', 'Access-Control-Allow-Headers does not allow a request header'),
  'preflight/check': preflightFetch('8', 'the answer to the preflight does not pass the CORS check'),
  'preflight/status': preflightFetch('8', 'the status of the answer to the preflight is not 200 to 299'),

  'script/status': classicScript('5.2', 'a script whose status is not 200 to 299 does not run'),
  'module/status': moduleScript('13.1', 'a module whose status is not 200 to 299 does not run'),
  'module/type': moduleScript('13.9', 'the MIME type is not that of JavaScript'),
  'style/status': linkedResource('7.2', 'the status of the style sheet is not 200 to 299'),
  'style/type': styleSheet('1', 'the MIME type of the style sheet is not text/css'),
  'font/body': font('2', 'there is no font in the answer'),
  'eventsource/status': eventSource('15.3', 'the status of the event stream is not 200'),
  'eventsource/type': eventSource('15.3', 'the MIME type is not text/event-stream'),
  'beacon/scheme': beacon('3', 'a beacon goes by http: or https: alone'),
  'beacon/quota': beacon('6.2', 'a beacon carries 64 kibibytes at most'),
  'image/body': image('27', 'there is no image in the answer'),
} satisfies Record<string, StandardStep>;

export type StepId = keyof typeof STEPS;
