import type { Path } from '../../model/data-file.ts';
import { isRecord } from '../rename.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** What `cors: true` allows: https://www.serverless.com/framework/docs/providers/aws/events/apigateway */
export const DEFAULT_HEADERS: readonly string[] = [
  'Content-Type',
  'X-Amz-Date',
  'Authorization',
  'X-Api-Key',
  'X-Amz-Security-Token',
  'X-Amz-User-Agent',
  'X-Amzn-Trace-Id',
];

/** An event of a function. */
export interface Event {
  /** As the gateway names it: `GET`, `ANY`. */
  readonly method: string;
  readonly path: string;
  readonly fields: Fields;
  readonly at: Path;
}

/** The events of one type, of all functions in their order. */
export function eventsOf({ functions }: Fields, type: 'http' | 'httpApi'): Event[] {
  return Object.entries(record(functions)).flatMap(([name, each]) => {
    const events = record(each).events;
    return (Array.isArray(events) ? events : []).flatMap((event, index) => {
      const said = record(event)[type];
      if (said === undefined) return [];
      const fields = record(said);
      const [verb = 'ANY', path = '*'] = typeof said === 'string' ? said.trim().split(/\s+/) : [];
      const method = String(fields.method ?? (verb === '*' ? 'ANY' : verb)).toUpperCase();
      const at = ['functions', name, 'events', index, type];
      return [{ method: method === '*' ? 'ANY' : method, path: String(fields.path ?? path), fields, at }];
    });
  });
}

export function record(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

/** The framework takes a single value where it wants a list. */
export function listOf(said: unknown): unknown[] {
  return Array.isArray(said) ? said : [said];
}

export function unique<Item>(list: readonly Item[]): Item[] {
  return [...new Set(list)];
}
