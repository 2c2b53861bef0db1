// Where requests are made from: this page, and the frames and workers that it starts. Runs in the page, not in Node.
'use strict';

/** @typedef {import('../probe-words.ts').ProbeRequest} ProbeRequest */
/** @typedef {import('../probe-words.ts').PageWord} PageWord */
/** @typedef {import('../probe-words.ts').ProbeReport} ProbeReport */
/** @typedef {(request: ProbeRequest, port: MessagePort) => void} Post */

/** How long a frame or worker may take to start. */
const START_MS = 5_000;

/** How much longer than the request itself the page waits for a frame or worker to say something. */
const GRACE_MS = 2_000;

const WORKER_SCRIPTS = ['ask', 'ask-by-event-source', 'answer'];
const FRAME_SCRIPTS = [
  'ask',
  'ask-by-element',
  'ask-by-style',
  'ask-by-event-source',
  'ask-by-beacon',
  'answer',
  'frame',
];

/** @type {Record<string, () => Promise<Post>>} How each place is started; it is ready when it says so. */
const STARTERS = {
  worker: () => startWorker(new Worker(location.href)),
  'data-url-worker': () => startWorker(new Worker(scriptUrl([...WORKER_SCRIPTS, 'worker']))),
  'data-url-shared-worker': () => startSharedWorker(new SharedWorker(scriptUrl([...WORKER_SCRIPTS, 'shared-worker']))),
  'sandboxed-iframe': () =>
    startFrame((frame) => {
      frame.setAttribute('sandbox', 'allow-scripts allow-forms');
      // Written by the page, so that its referrer is the page's.
      frame.srcdoc = frameDocument();
    }),
  'data-url-frame': () =>
    startFrame((frame) => {
      frame.src = `data:text/html,${encodeURIComponent(frameDocument())}`;
    }),
};

/** @type {Map<string, Promise<Post>>} Those that were started. */
const places = new Map();

/** @param {string} name */
function harnessScript(name) {
  return `${location.origin}/.cross-examine/${name}.js`;
}

function frameDocument() {
  const scripts = FRAME_SCRIPTS.map((name) => `<script src="${harnessScript(name)}"></script>`);
  return `<!doctype html><meta charset="utf-8"><body>${scripts.join('')}`;
}

/** @param {readonly string[]} names */
function scriptUrl(names) {
  const script = `importScripts(${names.map((name) => JSON.stringify(harnessScript(name))).join()});`;
  return `data:text/javascript,${encodeURIComponent(script)}`;
}

/**
 * Waits until a place says that it is ready.
 * @template T @param {(ready: (place: T) => void, fail: (reason: string) => void) => void} begin @returns {Promise<T>}
 */
function readiness(begin) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject('it did not start'), START_MS);
    /** @param {() => void} settle */
    const finish = (settle) => {
      clearTimeout(timer);
      settle();
    };
    begin(
      (place) => finish(() => resolve(place)),
      (reason) => finish(() => reject(reason)),
    );
  });
}

/** @param {Worker} worker @returns {Promise<Post>} */
function startWorker(worker) {
  return readiness((ready, fail) => {
    worker.onerror = ({ message }) => fail(message ?? 'it was answered by an error event');
    worker.onmessage = () => ready((request, port) => worker.postMessage(request, [port]));
  });
}

/** @param {SharedWorker} worker @returns {Promise<Post>} */
function startSharedWorker(worker) {
  return readiness((ready, fail) => {
    worker.onerror = () => fail('it was answered by an error event');
    worker.port.onmessage = () => ready((request, port) => worker.port.postMessage(request, [port]));
  });
}

/** @param {(frame: HTMLIFrameElement) => void} fill @returns {Promise<Post>} */
function startFrame(fill) {
  return readiness((ready) => {
    const frame = document.createElement('iframe');
    fill(frame);
    addEventListener('message', function hear({ source }) {
      const window = frame.contentWindow;
      if (window === null || source !== window) return;
      removeEventListener('message', hear);
      ready((request, port) => window.postMessage(request, '*', [port]));
    });
    document.body.append(frame);
  });
}

/**
 * The place of this name, started unless it is there already.
 * @param {string} context @returns {Promise<Post>} rejects with the reason when this browser does not have it
 */
function place(context) {
  const starter = STARTERS[context];
  const started = places.get(context) ?? Promise.resolve(starter?.() ?? Promise.reject('nobody knows how'));
  places.set(context, started);
  return started;
}

/** @param {Post} post @param {ProbeRequest} request @returns {Promise<ProbeReport>} */
function exchange(post, request) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => resolve({ kind: 'timeout', origin: null }), request.limitMs + GRACE_MS);
    port1.onmessage = ({ data }) => {
      clearTimeout(timer);
      port1.close();
      resolve(data);
    };
    post(request, port2);
  });
}

/** @param {ProbeRequest} request @returns {Promise<ProbeReport>} */
async function askHere(request) {
  const ask = askers[request.api];
  const word = ask ? await ask(request) : unsupported(`nothing here asks by ${request.api}`);
  return { ...word, origin: self.origin };
}

/** @param {string} reason @returns {PageWord} */
function unsupported(reason) {
  return { kind: 'unsupported', reason };
}

/**
 * Asks from the place that the request names.
 * @param {ProbeRequest} request @returns {Promise<ProbeReport>}
 */
async function askFromItsPlace(request) {
  const { context } = request;
  if (context === 'window') return askHere(request);
  /** @type {Post} */
  let post;
  try {
    post = await place(context);
  } catch (reason) {
    return { ...unsupported(`this browser does not start a ${context}: ${reason}`), origin: null };
  }
  // A form navigates its frame away: the next request needs a new one.
  if (request.api === 'form') places.delete(context);
  return exchange(post, request);
}
