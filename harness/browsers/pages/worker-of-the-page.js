// What a worker starts with when its script stands at the page's own URL.
'use strict';

importScripts(
  '/.cross-examine/ask.js',
  '/.cross-examine/ask-by-event-source.js',
  '/.cross-examine/answer.js',
  '/.cross-examine/worker.js',
);
