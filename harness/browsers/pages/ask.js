// What both documents and workers can do: fetch() and XMLHttpRequest. Runs in the page, not in Node.
'use strict';

/** @typedef {import('../probe-words.ts').ProbeRequest} ProbeRequest */
/** @typedef {import('../probe-words.ts').PageWord} PageWord */

/** @type {Record<string, (request: ProbeRequest) => Promise<PageWord>>} */
const askers = { fetch: askByFetch, xhr: askByXhr };

/**
 * The body as script would hand it over, so that the browser derives from it what it should.
 * @param {ProbeRequest} request
 */
function scriptBody({ body, contentType, contentTypeIsImplicit }) {
  if (body === null) return null;
  if (body.startsWith('bytes:')) {
    return Uint8Array.from(body.slice('bytes:'.length).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  }
  if (body.startsWith('formdata:')) {
    const form = new FormData();
    for (const [name, value] of new URLSearchParams(body.slice('formdata:'.length))) form.append(name, value);
    return form;
  }
  if (!contentTypeIsImplicit || contentType === null || /^text\/plain/i.test(contentType)) return body;
  if (/^application\/x-www-form-urlencoded/i.test(contentType)) return new URLSearchParams(body);
  return new Blob([body], { type: contentType });
}

/**
 * @param {ProbeRequest} request
 * @returns {[string, string][]}
 */
function scriptHeaders({ headers, contentType, contentTypeIsImplicit }) {
  const pairs = headers.map(([name, value]) => /** @type {[string, string]} */ ([name, value]));
  return contentType === null || contentTypeIsImplicit ? pairs : [...pairs, ['Content-Type', contentType]];
}

/** @param {unknown} error @returns {PageWord} */
function refusal(error) {
  return { kind: 'error', message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
}

/** @param {ProbeRequest} request @returns {Promise<PageWord>} */
async function askByFetch(request) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), request.limitMs);
  try {
    const init = {
      method: request.method,
      mode: request.mode,
      credentials: request.credentials,
      redirect: request.redirect,
      headers: scriptHeaders(request),
      body: scriptBody(request),
      keepalive: request.keepalive,
      signal: giveUp.signal,
      ...(request.cache === undefined ? {} : { cache: request.cache }),
      ...(request.referrer === null ? {} : { referrer: request.referrer }),
      ...(request.referrerPolicy === null ? {} : { referrerPolicy: request.referrerPolicy }),
    };
    const response = await (request.asRequestObject ? fetch(new Request(request.url, init)) : fetch(request.url, init));
    const { type, status, url, redirected } = response;
    // The body is read so that the connection is free again; that it breaks off does not undo what headers allowed.
    const bodyError = await response.text().then(
      () => null,
      (error) => String(error),
    );
    return { kind: 'response', type, status, url, redirected, headers: [...response.headers], bodyError };
  } catch (error) {
    return giveUp.signal.aborted ? { kind: 'timeout' } : refusal(error);
  } finally {
    clearTimeout(timer);
  }
}

/** @param {ProbeRequest} request @returns {Promise<PageWord>} */
function askByXhr(request) {
  return new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    try {
      xhr.open(request.method, request.url);
      xhr.withCredentials = request.credentials === 'include';
      xhr.timeout = request.limitMs;
      for (const [name, value] of scriptHeaders(request)) xhr.setRequestHeader(name, value);
      xhr.onerror = () => resolve({ kind: 'error', message: 'XMLHttpRequest: error event' });
      xhr.ontimeout = () => resolve({ kind: 'timeout' });
      xhr.onload = () => resolve(xhrResponse(xhr));
      xhr.send(scriptBody(request));
    } catch (error) {
      resolve(refusal(error));
    }
  });
}

/** @param {XMLHttpRequest} xhr @returns {PageWord} */
function xhrResponse(xhr) {
  const lines = xhr.getAllResponseHeaders().split('\r\n').filter(Boolean);
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return /** @type {[string, string]} */ ([
      line.slice(0, colon),
      line.slice(colon + 1).replace(/^[\t ]+|[\t ]+$/g, ''),
    ]);
  });
  return {
    kind: 'response',
    type: 'xhr',
    status: xhr.status,
    url: xhr.responseURL,
    redirected: false,
    headers,
    bodyError: null,
  };
}
