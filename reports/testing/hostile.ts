import { build } from '../build.ts';
import type { Report } from '../model.ts';
import {
  CHROMIUM,
  sampleCheck,
  sampleExchange,
  sampleFinding,
  samplePartialCheck,
  sampleRequest,
  sampleRun,
  sampleTest,
} from './samples.ts';

const RUN = 'window.ran=1';

const MARKUP = [
  `<script>${RUN}</script>`,
  `</script><script>${RUN}</script>`,
  `</style><script>${RUN}</script>`,
  `</title><script>${RUN}</script>`,
  `</textarea><script>${RUN}</script>`,
  `</noscript><script>${RUN}</script>`,
  `--><script>${RUN}</script>`,
  `]]><script>${RUN}</script>`,
  '<!--',
  '<!--<script>',
  '<!doctype html>',
  '</html>',
  '</body>',
  '</bdi>',
  '</td></tr></table>',
  '<plaintext>',
  '<xmp>',
  `<img src=x onerror=${RUN}>`,
  `<svg onload=${RUN}>`,
  `<svg><script>${RUN}</script></svg>`,
  `<math><mtext></mtext><script>${RUN}</script></math>`,
  `<body onload=${RUN}>`,
  `<iframe srcdoc="<script>parent.ran=1</script>"></iframe>`,
  `<iframe src="javascript:parent.ran=1"></iframe>`,
  `<object data="javascript:${RUN}"></object>`,
  `<embed src="javascript:${RUN}">`,
  `<a href="javascript:${RUN}">x</a>`,
  `<base href="https://evil.com/">`,
  `<meta http-equiv="refresh" content="0;url=https://evil.com/">`,
  `<link rel="stylesheet" href="https://evil.com/x.css">`,
  `<style>*{display:none}</style>`,
  `<form action="https://evil.com/"><input autofocus onfocus=${RUN}></form>`,
  `<details open ontoggle=${RUN}>`,
  `<video><source onerror=${RUN}></video>`,
  `<template><script>${RUN}</script></template>`,
  `<input type="image" src=x onerror=${RUN}>`,
  `<marquee onstart=${RUN}>`,
  `<x onclick=${RUN}>`,
];

const BREAKS = [
  '<b',
  '</',
  '<?xml version="1.0"?>',
  `"><img src=x onerror=${RUN}>`,
  `'><img src=x onerror=${RUN}>`,
  `\`><img src=x onerror=${RUN}>`,
  `" onclick="${RUN}`,
  `' onclick='${RUN}`,
  ` onload=${RUN} `,
  `" style="position:fixed;inset:0" x="`,
  `" autofocus onfocus="${RUN}`,
  `javascript:${RUN}`,
  `data:text/html,<script>parent.ran=1</script>`,
  '&lt;script&gt;',
  '&#60;script&#62;',
  '&quot;&apos;&amp;',
  '&',
  '"',
  "'",
  '`',
  '\\',
  '\\u003cscript\\u003e',
  `\${${RUN}}`,
  '{{constructor.constructor("window.ran=1")()}}',
  `");${RUN}//`,
  `');${RUN}//`,
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  '#',
  '%',
  '%00',
  '~2',
  '../../../etc/passwd',
  'https://evil.com/?q=<>',
  ' ',
  '',
];

const UNSEEN = [
  '\0',
  '\u0001\u0002\u0007\b',
  '\t',
  '\n',
  '\r\nX-Injected: 1',
  '\u001b[31mred\u001b[0m',
  '\u001b]8;;https://evil.com\u0007link\u001b]8;;\u0007',
  '\u007f\u0080\u009f',
  '\u200b\u200c\u200d\u2060',
  '\u202a\u202b\u202d\u202e drow',
  '\u2066\u2067\u2068\u2069',
  '\u2028\u2029',
  '\ufeff',
  '\ufffe\uffff',
  '\ud800',
  '\udfff\ud800',
  '\u{1f1e6}\u{e0061}\u{e007f}',
  'e\u0301'.repeat(200),
  'Z\u0351\u036b\u0343\u036a'.repeat(100),
  '\u3164\u00a0\u00ad',
];

/** A hundred texts that a server could send, the last of a megabyte each. */
export function hostileStrings(): string[] {
  const megabyte = 1_000_000;
  const large = [
    'x'.repeat(megabyte),
    '\u202e'.repeat(megabyte / 4),
    '\ud83d\ude00'.repeat(megabyte / 2),
    `</script><script>${RUN}</script>`.repeat(20_000),
  ];
  return [...MARKUP, ...BREAKS, ...UNSEEN, ...large];
}

/** A report of a hundred cases; in each, one of these stands wherever a server, or what it sent, could write. */
export function hostileReport(): Report {
  const report = build(
    sampleRun(hostileStrings().map(hostileTest), { errors: hostileStrings().map((text) => text.slice(0, 3_000)) }),
  );
  const findings = hostileStrings().map((text) =>
    sampleFinding({
      route: text,
      origin: text,
      message: text,
      cure: text,
      cwe: text,
      decidedBy: { section: text, step: text, reason: text },
      exchange: exchangeOf(text),
    }),
  );
  const [text = ''] = hostileStrings();
  return {
    ...report,
    contract: sampleCheck({
      ...samplePartialCheck(),
      findings,
      inconclusive: [{ route: text, origin: text, engine: null, reason: text }],
    }),
  };
}

function exchangeOf(text: string) {
  const headers = [
    [text, text],
    ['Set-Cookie', text],
    ['X-Cache', text],
    ['Access-Control-Allow-Origin', text],
  ] as const;
  return sampleExchange({
    method: text,
    url: text,
    mount: text,
    askedOn: [text],
    requestHeaders: headers,
    answer: { kind: 'answered', status: 200, headers, endedAt: 1 },
  });
}

function hostileTest(text: string, at: number) {
  const decidedBy = { section: text, step: text, reason: text };
  const request = sampleRequest(
    {
      outcome: 'blocked',
      error: text,
      url: text,
      effects: { [text]: 1 },
      visibleHeaders: [text],
      visibleHeaderValues: { [text]: text },
      hiddenHeaders: [text],
      requestHeadersSeenByServer: { [text]: text },
      exchanges: [exchangeOf(text), sampleExchange({ answer: { kind: 'refused', reason: text } })],
    },
    text,
  );
  const told = {
    ...request,
    decidedBy,
    asked: [{ what: text, holds: false }],
    departures: [{ field: text, expected: text, observed: text }],
    source: { kind: 'observed' as const, scenario: { id: text, page: { origin: 'https://shop.com' }, steps: [] } },
  };
  const deviation = { id: text, what: text, standard: { section: text, step: text }, issue: text, engines: {} };
  return sampleTest(
    { title: `case ${at}`, describes: [text.slice(0, 5_000)], line: at, ok: false, status: 'failed', errors: [text] },
    {
      engine: { ...CHROMIUM },
      servers: [{ name: text, version: text, real: true, unconfirmed: [text] }],
      standard: text.slice(0, 100),
      sections: { [text]: `javascript:${RUN}` },
      deviations: [deviation],
      observations: [{ ...told, deviations: [text] }],
    },
  );
}
