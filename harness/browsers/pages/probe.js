// The probe: the one thing a driver calls. Makes requests from the wanted context and reports all that script can see.
'use strict';

/** @typedef {import('../probe-words.ts').ProbeRequest} ProbeRequest */
/** @typedef {import('../probe-words.ts').PageWord} PageWord */
/** @typedef {import('../probe-words.ts').ProbeReport} ProbeReport */

/** How much longer than the request itself the page waits for a frame or worker to say something. */
const GRACE_MS = 2_000;

/** @type {Promise<Worker> | null} */
let worker = null;
/** @type {Promise<Window> | null} */
let frame = null;

/** @type {Record<string, (request: ProbeRequest) => Promise<ProbeReport>>} */
const contexts = {
  window: async (request) => {
    const ask = askers[request.api];
    const word = ask ? await ask(request) : unsupported(`no asker for ${request.api}`);
    return { ...word, origin: self.origin };
  },
  worker: async (request) => {
    worker ??= Promise.resolve(new Worker('/.cross-examine/worker.js'));
    const target = await worker;
    return exchange(request, (port) => target.postMessage(request, [port]));
  },
  'sandboxed-iframe': async (request) => {
    frame ??= sandboxedFrame();
    const target = await frame;
    // A form navigates its frame away: the next request needs a new one.
    if (request.api === 'form') frame = null;
    return exchange(request, (port) => target.postMessage(request, '*', [port]));
  },
};

/** @param {string} reason @returns {PageWord} */
function unsupported(reason) {
  return { kind: 'unsupported', reason };
}

/**
 * @param {ProbeRequest} request
 * @param {(port: MessagePort) => void} post
 * @returns {Promise<ProbeReport>}
 */
function exchange(request, post) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => resolve({ kind: 'timeout', origin: null }), request.limitMs + GRACE_MS);
    port1.onmessage = ({ data }) => {
      clearTimeout(timer);
      port1.close();
      resolve(data);
    };
    post(port2);
  });
}

/**
 * The frame's document is written by the page (srcdoc), so that its referrer is the page's.
 * @returns {Promise<Window>}
 */
function sandboxedFrame() {
  return new Promise((resolve) => {
    const element = document.createElement('iframe');
    element.setAttribute('sandbox', 'allow-scripts allow-forms');
    element.srcdoc = ['ask', 'ask-by-element', 'frame']
      .map((name) => `<script src="${location.origin}/.cross-examine/${name}.js"></script>`)
      .join('')
      .replace(/^/, '<!doctype html><body>');
    addEventListener('message', function ready({ source }) {
      if (source === null || source !== element.contentWindow) return;
      removeEventListener('message', ready);
      resolve(element.contentWindow);
    });
    document.body.append(element);
  });
}

/** @param {ProbeRequest} request @returns {Promise<ProbeReport>} */
async function probe(request) {
  const ask = contexts[request.context];
  if (!ask) return { ...unsupported(`the context ${request.context} is not offered here`), origin: self.origin };
  try {
    return await ask(request);
  } catch (error) {
    return { kind: 'broken', reason: String(error), origin: self.origin };
  }
}

/**
 * Asks all of `requests`, `atOnce` of them under way at any time; reports come in the order of the requests.
 * @param {ProbeRequest[]} requests
 * @param {number} atOnce
 */
async function probeAll(requests, atOnce) {
  /** @type {ProbeReport[]} */
  const reports = [];
  let next = 0;
  const lane = async () => {
    while (next < requests.length) {
      const index = next++;
      reports[index] = await probe(/** @type {ProbeRequest} */ (requests[index]));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return reports;
}

Object.assign(globalThis, { crossExamine: { probeAll } });
