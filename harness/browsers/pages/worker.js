// A dedicated worker that asks on the page's behalf.
'use strict';

addEventListener('message', answer);
postMessage('ready');
