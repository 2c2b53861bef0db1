// What a document sends without hearing of it again: navigator.sendBeacon(). Runs in the page, not in Node.
'use strict';

/** @typedef {import('../probe-words.ts').ProbeRequest} ProbeRequest */
/** @typedef {import('../probe-words.ts').PageWord} PageWord */

askers.beacon = askByBeacon;

/**
 * A beacon has no headers: what names its content type is the type of a Blob.
 * @param {ProbeRequest} request
 */
function beaconData(request) {
  const body = scriptBody(request);
  const { contentType, contentTypeIsImplicit } = request;
  if (body === null || contentType === null || contentTypeIsImplicit || body instanceof FormData) return body;
  return new Blob([body instanceof URLSearchParams ? body.toString() : body], { type: contentType });
}

/** @param {ProbeRequest} request @returns {Promise<PageWord>} */
async function askByBeacon(request) {
  try {
    const isQueued = navigator.sendBeacon(request.url, beaconData(request));
    return isQueued ? { kind: 'queued' } : { kind: 'error', message: 'navigator.sendBeacon() answered false' };
  } catch (error) {
    return refusal(error);
  }
}
