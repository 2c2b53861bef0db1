// What both documents and workers can do: EventSource. Runs in the page, not in Node.
'use strict';

/** @typedef {import('../probe-words.ts').ProbeRequest} ProbeRequest */
/** @typedef {import('../probe-words.ts').PageWord} PageWord */

askers.eventsource = askByEventSource;

/**
 * Closed with its first event, so that it never connects again: https://html.spec.whatwg.org/#dom-eventsource-close
 * @param {ProbeRequest} request @returns {Promise<PageWord>}
 */
function askByEventSource({ url, credentials, limitMs }) {
  return new Promise((resolve) => {
    const source = new EventSource(url, { withCredentials: credentials === 'include' });
    /** @param {PageWord} word */
    const finish = (word) => {
      clearTimeout(timer);
      source.close();
      resolve(word);
    };
    const timer = setTimeout(() => finish({ kind: 'timeout' }), limitMs);
    source.onopen = () => finish({ kind: 'loaded', readable: true });
    source.onerror = () => finish({ kind: 'error', message: 'EventSource: error event' });
  });
}
