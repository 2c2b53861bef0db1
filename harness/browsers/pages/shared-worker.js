// A shared worker that asks on the page's behalf.
'use strict';

addEventListener('connect', (event) => {
  const [port] = /** @type {MessageEvent} */ (event).ports;
  if (port === undefined) return;
  port.onmessage = answer;
  port.postMessage('ready');
});
