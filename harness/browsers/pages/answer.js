// How a frame or a worker answers its page. Runs in the page, not in Node.
'use strict';

/** @param {MessageEvent} event */
async function answer({ data, ports }) {
  const ask = askers[data.api];
  const word = ask ? await ask(data) : { kind: 'unsupported', reason: `nothing here asks by ${data.api}` };
  ports[0]?.postMessage({ ...word, origin: self.origin });
}
