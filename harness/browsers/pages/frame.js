// A frame that asks on the page's behalf.
'use strict';

addEventListener('message', answer);
parent.postMessage('ready', '*');
