// What needs a document: <img>, <script>, module scripts and <form>. Runs in the page, not in Node.
'use strict';

/** @typedef {import('../probe-words.ts').ProbeRequest} ProbeRequest */
/** @typedef {import('../probe-words.ts').PageWord} PageWord */

Object.assign(askers, { img: askByImage, script: askByScript, module: askByModule, form: askByForm });

/**
 * The `crossorigin` attribute that asks in this mode: https://html.spec.whatwg.org/#cors-settings-attributes
 * @param {ProbeRequest} request
 */
function crossOrigin({ mode, credentials }) {
  if (mode === 'no-cors') return null;
  return credentials === 'include' ? 'use-credentials' : 'anonymous';
}

/** @param {HTMLElement} element @param {ProbeRequest} request @param {() => boolean | null} isReadable */
function loaded(element, request, isReadable) {
  return new Promise((/** @type {(word: PageWord) => void} */ resolve) => {
    const timer = setTimeout(() => finish({ kind: 'timeout' }), request.limitMs);
    /** @param {PageWord} word */
    const finish = (word) => {
      clearTimeout(timer);
      element.remove();
      resolve(word);
    };
    element.addEventListener('load', () => finish({ kind: 'loaded', readable: isReadable() }));
    element.addEventListener('error', () => finish({ kind: 'error', message: `<${element.localName}>: error event` }));
  });
}

/** @param {HTMLImageElement} image */
function canvasCanRead(image) {
  const canvas = document.createElement('canvas').getContext('2d');
  try {
    canvas?.drawImage(image, 0, 0);
    canvas?.getImageData(0, 0, 1, 1);
    return canvas !== null;
  } catch {
    return false;
  }
}

/** @param {ProbeRequest} request */
function askByImage(request) {
  const image = new Image();
  image.crossOrigin = crossOrigin(request);
  if (request.referrerPolicy !== null) image.referrerPolicy = request.referrerPolicy;
  const word = loaded(image, request, () => canvasCanRead(image));
  image.src = request.url;
  return word;
}

/** @type {string | null} What the latest script that threw was heard to say. */
let heard = null;
/** Scripts take turns: who said what was heard last could not be told otherwise. */
let turn = Promise.resolve();
addEventListener('error', (event) => {
  if (event instanceof ErrorEvent) heard = event.message;
});

/**
 * A script that throws tells whether it can be read: muted errors say only "Script error."
 * (https://html.spec.whatwg.org/#muted-errors). Its load event follows in the same task, so what was heard last is its.
 * The attribute has a say too, because Firefox ESR 153 mutes nothing, with or without automation. Of a script in which
 * nothing fails, be it empty, nobody here can tell.
 * @param {ProbeRequest} request
 */
function scriptIsReadable(request) {
  const said = heard;
  heard = null;
  if (said === 'Script error.') return false;
  if (request.mode !== 'no-cors') return true;
  return said === null ? null : new URL(request.url, document.baseURI).origin === self.origin;
}

/** @param {ProbeRequest} request */
function askByScript(request) {
  const word = turn.then(() => {
    const script = document.createElement('script');
    script.crossOrigin = crossOrigin(request);
    if (request.referrerPolicy !== null) script.referrerPolicy = request.referrerPolicy;
    const word = loaded(script, request, () => scriptIsReadable(request));
    script.src = request.url;
    document.head.append(script);
    return word;
  });
  turn = word.then(() => undefined);
  return word;
}

/**
 * A module is always asked for by CORS, with or without the attribute:
 * https://html.spec.whatwg.org/#fetch-a-single-module-script
 * @param {ProbeRequest} request
 */
function askByModule(request) {
  const script = document.createElement('script');
  script.type = 'module';
  script.crossOrigin = request.credentials === 'include' ? 'use-credentials' : crossOrigin(request);
  if (request.referrerPolicy !== null) script.referrerPolicy = request.referrerPolicy;
  const word = loaded(script, request, () => true);
  script.src = request.url;
  document.head.append(script);
  return word;
}

/**
 * @param {ProbeRequest} request
 * @returns {[enctype: string, fields: string]}
 */
function formFields({ body, contentType }) {
  if (body?.startsWith('formdata:')) return ['multipart/form-data', body.slice('formdata:'.length)];
  return [contentType ?? 'application/x-www-form-urlencoded', body ?? ''];
}

/**
 * Navigates this document away; the wire tells the rest.
 * @param {ProbeRequest} request
 * @returns {Promise<PageWord>}
 */
async function askByForm(request) {
  const form = document.createElement('form');
  const [enctype, fields] = formFields(request);
  form.action = request.url;
  form.method = request.method;
  form.enctype = enctype;
  for (const [name, value] of new URLSearchParams(fields)) {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
  }
  document.body.append(form);
  // A field named "submit" would hide the method.
  setTimeout(() => HTMLFormElement.prototype.submit.call(form));
  return { kind: 'submitted' };
}
