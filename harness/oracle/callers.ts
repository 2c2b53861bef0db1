import { MIMEType } from 'whatwg-mimetype';
import type { ScenarioRequest } from '../model/scenario.ts';
import type { Api } from '../model/words.ts';
import { base, type Call, type Made, refused, withAccept } from './call.ts';
import { byBeacon } from './call-by-beacon.ts';
import { byFont, byForm, byImage, byModule, byScript, byStyle } from './call-by-element.ts';
import { byEventSource } from './call-by-event-source.ts';
import type { FetchRequest } from './fetch-types.ts';
import { append, contains, get, type HeaderList, isNamed, isToken } from './header-list.ts';
import { isForbiddenMethod, isSafelistedMethod, normalizeMethod } from './methods.ts';
import { isSameOrigin, originOf } from './origin.ts';
import { NO_BODY, type TypedBody, typedBody } from './request-body.ts';
import { isForbiddenRequestHeader, isNoCorsSafelistedRequestHeader } from './request-headers.ts';

/** How each way of asking sets up its request: https://fetch.spec.whatwg.org/#fetch-elsewhere */
const CALLERS: Readonly<Record<Api, (call: Call) => Made>> = {
  fetch: byFetch,
  xhr: byXhr,
  img: byImage,
  script: byScript,
  module: byModule,
  style: byStyle,
  font: byFont,
  form: byForm,
  beacon: byBeacon,
  eventsource: byEventSource,
};

/** @throws {NotModelledError} for something asked that is not transcribed */
export function makeRequest(call: Call): Made {
  return CALLERS[call.request.api](call);
}

/** https://fetch.spec.whatwg.org/#concept-header-value-normalize */
function normalize(value: string): string {
  return value.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
}

/** Header names are tokens; values are bytes without NUL, CR and LF. */
function isValidHeader(name: string, value: string): boolean {
  return isToken(name) && /^[^\0\r\n\u0100-\uffff]*$/.test(normalize(value));
}

/** https://fetch.spec.whatwg.org/#dom-request */
function byFetch(call: Call): Made {
  const { request, client } = call;
  // 5.
  const url = new URL(request.url);
  if (url.username !== '' || url.password !== '') return refused('constructor/userinfo');
  // 14.
  const referrer = readReferrer(call);
  if (referrer === null) return refused('constructor/referrer');
  // 25.
  if (!isToken(request.method) || isForbiddenMethod(request.method)) return refused('constructor/method');
  const method = normalizeMethod(request.method);
  // 32.
  const isNoCors = request.mode === 'no-cors';
  if (isNoCors && !isSafelistedMethod(method)) return refused('constructor/no-cors-method');
  // 33.
  const scripted = scriptHeaders(request);
  if (scripted.some(([name, value]) => !isValidHeader(name, value))) return refused('constructor/header');
  // 35.
  if (request.body !== null && (method === 'GET' || method === 'HEAD')) return refused('constructor/body');
  const body = typedBody(request);
  let headers = scripted.reduce<HeaderList>(
    (list, [name, value]) => appendGuarded(list, name, normalize(value), isNoCors),
    [],
  );
  // 37.4.
  if (body.type !== null && !contains(headers, 'Content-Type')) {
    headers = appendGuarded(headers, 'Content-Type', body.type, isNoCors);
  }
  return {
    ok: true,
    request: {
      ...base(call, url),
      method,
      headers: withAccept(headers),
      bodyLength: body.length,
      unsafeRequest: true,
      keepalive: request.keepalive,
      client,
      mode: request.mode,
      credentials: request.credentials,
      redirect: request.redirect,
      referrer,
      referrerPolicy: request.referrerPolicy ?? '',
    },
  };
}

/** What script sets itself; Content-Type where it is not left to the body. */
function scriptHeaders({ headers, contentType, contentTypeIsImplicit }: ScenarioRequest): HeaderList {
  return contentType === null || contentTypeIsImplicit ? headers : [...headers, ['Content-Type', contentType]];
}

/** https://fetch.spec.whatwg.org/#concept-headers-append with the guard "request" or "request-no-cors" */
function appendGuarded(list: HeaderList, name: string, value: string, isNoCors: boolean): HeaderList {
  if (isForbiddenRequestHeader([name, value])) return list;
  const before = get(list, name);
  const combined = before === null ? value : `${before}, ${value}`;
  if (isNoCors && !isNoCorsSafelistedRequestHeader([name, combined])) return list;
  return append(list, name, value);
}

/** Step 14 of the constructor; `null` when the referrer cannot be parsed. */
function readReferrer({ request, client }: Call): FetchRequest['referrer'] | null {
  if (request.referrer === null) return 'client';
  if (request.referrer === '') return 'no-referrer';
  const baseUrl = client.referrerUrl?.href;
  if (!URL.canParse(request.referrer, baseUrl)) return null;
  const url = new URL(request.referrer, baseUrl);
  if (url.href === 'about:client' || !isSameOrigin(originOf(url), client.origin)) return 'client';
  return url;
}

/** https://xhr.spec.whatwg.org/ */
function byXhr(call: Call): Made {
  const { request } = call;
  if (!isToken(request.method)) return refused('xhr/method');
  if (isForbiddenMethod(request.method)) return refused('xhr/forbidden-method');
  const method = normalizeMethod(request.method);
  const scripted = scriptHeaders(request);
  if (scripted.some(([name, value]) => !isValidHeader(name, value))) return refused('xhr/header');
  const allowed = scripted
    .map(([name, value]): [string, string] => [name, normalize(value)])
    .filter((header) => !isForbiddenRequestHeader(header));
  const body = method === 'GET' || method === 'HEAD' ? NO_BODY : typedBody(request);
  return {
    ok: true,
    request: {
      ...base(call, new URL(request.url)),
      method,
      headers: withAccept(withXhrContentType(combineRepeats(allowed), body)),
      bodyLength: body.length,
      unsafeRequest: true,
      mode: 'cors',
      credentials: request.credentials === 'include' ? 'include' : 'same-origin',
    },
  };
}

/** https://xhr.spec.whatwg.org/#the-send()-method, steps 4.4 to 4.6, for bodies that are no documents */
function withXhrContentType(headers: HeaderList, { type, isText }: TypedBody): HeaderList {
  // 4.4.
  const original = get(headers, 'Content-Type');
  // 4.6.
  if (original === null) return type === null ? headers : append(headers, 'Content-Type', type);
  // 4.5.
  const record = isText ? MIMEType.parse(original) : null;
  const charset = record?.parameters.get('charset');
  if (record === null || charset === undefined || charset.toUpperCase() === 'UTF-8') return headers;
  record.parameters.set('charset', 'UTF-8');
  return headers.map((header) => (isNamed(header, 'Content-Type') ? [header[0], record.toString()] : header));
}

/** https://fetch.spec.whatwg.org/#concept-header-list-combine, which is how XMLHttpRequest adds a header again */
function combineRepeats(headers: HeaderList): HeaderList {
  const names = new Map(headers.map(([name]) => [name.toLowerCase(), name]));
  return [...names].map(([lower, name]) => [name, get(headers, lower) ?? '']);
}
