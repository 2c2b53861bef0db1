import Fastify from 'fastify';
import type { Server } from '../harness/model/server.ts';

/** A request that a person may make from a page by pressing a button. */
export interface Suggestion {
  readonly label: string;
  readonly url: string;
  /** What fetch() takes besides the URL. */
  readonly init?: Readonly<Record<string, unknown>>;
}

/**
 * A page for a person to stand at: it says where it is, and has a button for each suggestion that shows what fetch()
 * came to. Anything else can be tried in the browser's console.
 */
export function lookout(suggestions: readonly Suggestion[]): Server {
  const app = Fastify();
  app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(page(suggestions)));
  const source = { kind: 'app', app } as const;
  return { name: 'page', version: `fastify ${app.version}`, real: false, source, close: () => app.close() };
}

function page(suggestions: readonly Suggestion[]): string {
  // In a script element only "<" could end it: https://html.spec.whatwg.org/#restrictions-for-contents-of-script-elements
  const data = JSON.stringify(suggestions).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 46rem; margin: 3rem auto; padding: 0 1rem; }
  button { display: block; margin: .4rem 0; padding: .4rem .8rem; font: inherit; cursor: pointer; }
  pre { padding: .8rem; border-left: 3px solid; white-space: pre-wrap; overflow-wrap: anywhere; }
</style>
<h1></h1>
<p>What script at this origin can read. The console of this page can ask anything else.</p>
<div></div>
<pre>Nothing was asked yet.</pre>
<script>
  document.title = document.querySelector('h1').textContent = location.origin;
  const out = document.querySelector('pre');
  for (const { label, url, init } of ${data}) {
    const button = document.createElement('button');
    button.textContent = label;
    button.onclick = async () => {
      out.textContent = label + ' …';
      try {
        const response = await fetch(url, init);
        const headers = [...response.headers].map(([name, value]) => name + ': ' + value).join('\\n');
        out.textContent = [label, response.type + ', status ' + response.status, headers, await response.text()].join('\\n\\n');
      } catch (error) {
        out.textContent = label + '\\n\\nblocked: ' + error;
      }
    };
    document.querySelector('div').append(button);
  }
</script>
</html>
`;
}
