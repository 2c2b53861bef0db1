import type { InputIssue } from '../model/input-issue.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Api, Context } from '../model/words.ts';

const WORKERS: ReadonlySet<Context> = new Set(['worker', 'data-url-worker', 'data-url-shared-worker']);
const WORKER_APIS: ReadonlySet<Api> = new Set(['fetch', 'xhr', 'eventsource']);

/** What a scenario asks for that no browser offers; it is said before anything is run. */
export function whatIsNotOffered({ id, page: { context }, steps }: Scenario, file: string): InputIssue[] {
  if (!WORKERS.has(context)) return [];
  return steps.flatMap(({ request: { api } }, index) => {
    if (WORKER_APIS.has(api)) return [];
    const field = `steps[${index}].request.api`;
    const apis = [...WORKER_APIS].join(', ');
    const message = `${api} needs a document, and a worker has none: use ${apis}, or another context`;
    return [{ file, line: null, entry: `scenario ${id}`, field, message }];
  });
}
