import { createHash } from 'node:crypto';
import { html } from 'htm/preact';
import { renderToString } from 'preact-render-to-string';
import type { Report } from './model.ts';
import { Caches } from './views/caches.ts';
import { Claims } from './views/claims.ts';
import { Contract } from './views/contract.ts';
import { Matrix } from './views/matrix.ts';
import { Notices } from './views/notices.ts';
import { STYLE } from './views/style.ts';
import { headline, Summary } from './views/summary.ts';
import { Engines, NotRunTests, Problems, Servers } from './views/tables.ts';

/** The report as one HTML page: it loads nothing, runs nothing, and shows what servers sent as text only. */
export function render(report: Report): string {
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content=${contentSecurityPolicy()} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <title>${`${headline(report)} - cross-examine`}</title>
      <style dangerouslySetInnerHTML=${{ __html: STYLE }}></style>
    </head>
    <body>
      <main>
        <${Summary} report=${report} />
        <${Notices} report=${report} />
        <${Contract} contract=${report.contract} />
        <${Problems} problems=${report.problems} />
        <${Claims} claims=${report.claims} />
        <${Caches} measurements=${report.measurements} />
        <${Matrix} report=${report} />
        <${NotRunTests} notRun=${report.notRun} />
        <${Engines} engines=${report.engines} />
        <${Servers} servers=${report.servers} />
      </main>
    </body>
  </html>`;
  return `<!doctype html>\n${renderToString(page)}\n`;
}

/** Whatever slipped through the escaping would still not run or load. */
function contentSecurityPolicy(): string {
  const hash = createHash('sha256').update(STYLE).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
}
