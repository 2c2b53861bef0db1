// A dedicated worker that asks on the page's behalf.
'use strict';

importScripts('/.cross-examine/ask.js');

addEventListener('message', async ({ data, ports }) => {
  const ask = askers[data.api];
  const word = ask ? await ask(data) : { kind: 'unsupported', reason: `a worker has no document for ${data.api}` };
  ports[0]?.postMessage({ ...word, origin: self.origin });
});
