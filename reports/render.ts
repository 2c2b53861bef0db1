import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { html } from 'htm/preact';
import { renderToString } from 'preact-render-to-string';
import type { Report } from './model.ts';
import { pack } from './pack.ts';
import { pageData } from './page-data.ts';
import { anchorsOf, rowsOf, topicsOf } from './rows.ts';
import { Body } from './views/body.ts';
import { headline } from './views/headline.ts';

/** What `npm run page` has made of reports/page and reports/style. */
const SCRIPT = readFileSync(new URL('./finished/script.js', import.meta.url), 'utf8').trim();
const STYLE = readFileSync(new URL('./finished/style.css', import.meta.url), 'utf8').trim();

const POLICY = [
  "default-src 'none'",
  `script-src ${hashOf(SCRIPT)}`,
  `style-src ${hashOf(STYLE)}`,
  "base-uri 'none'",
  "form-action 'none'",
  // The script hands no text to the parser: a browser may refuse one that does.
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** The report as one HTML page: it loads nothing, runs its own script alone, and shows what servers sent as text only. */
export function render(report: Report): string {
  const rows = rowsOf(report);
  const props = { report, rows, topics: topicsOf(rows), anchors: anchorsOf(report.results) };
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content=${POLICY} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <title>${`${headline(report)} - cross-examine`}</title>
      <style dangerouslySetInnerHTML=${{ __html: STYLE }}></style>
    </head>
    <body>
      <${Body} ...${props} />
      <script type="application/json" id="data" dangerouslySetInnerHTML=${{ __html: inScript(pack(pageData(report, rows))) }}></script>
      <script dangerouslySetInnerHTML=${{ __html: SCRIPT }}></script>
    </body>
  </html>`;
  return `<!doctype html>\n${renderToString(page)}\n`;
}

/** JSON that no parser takes for the end of the script element: https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements */
function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
