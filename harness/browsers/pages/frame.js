// A sandboxed frame that asks on the page's behalf.
'use strict';

addEventListener('message', async ({ data, ports }) => {
  const ask = askers[data.api];
  const word = ask ? await ask(data) : { kind: 'unsupported', reason: `no asker for ${data.api}` };
  ports[0]?.postMessage({ ...word, origin: self.origin });
});
parent.postMessage('ready', '*');
