import type { InputIssue } from '../model/input-issue.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Api, Context } from '../model/words.ts';

const CONTEXTS: ReadonlySet<Context> = new Set(['window', 'worker', 'sandboxed-iframe']);
const APIS: ReadonlySet<Api> = new Set(['fetch', 'xhr', 'img', 'script', 'form']);
const WORKER_APIS: ReadonlySet<Api> = new Set(['fetch', 'xhr']);

/** What a scenario asks for that the probe does not offer; it is said before anything is run. */
export function whatIsNotOffered({ id, page, steps }: Scenario, file: string): InputIssue[] {
  const issue = (field: string, message: string) => ({ file, line: null, scenario: id, field, message });
  if (!CONTEXTS.has(page.context)) {
    return [
      issue('page.context', `the probe does not offer the context ${page.context} yet; it offers ${list(CONTEXTS)}`),
    ];
  }
  return steps.flatMap(({ request: { api } }, index) => {
    const field = `steps[${index}].request.api`;
    if (!APIS.has(api)) return [issue(field, `the probe does not offer ${api} yet; it offers ${list(APIS)}`)];
    if (page.context === 'worker' && !WORKER_APIS.has(api)) {
      return [
        issue(field, `${api} needs a document, and a worker has none: use ${list(WORKER_APIS)}, or another context`),
      ];
    }
    return [];
  });
}

function list(words: ReadonlySet<string>): string {
  return [...words].join(', ');
}
