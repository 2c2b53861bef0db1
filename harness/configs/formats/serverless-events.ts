import type { Path } from '../../model/data-file.ts';
import type { Remark } from '../configured.ts';
import { isRecord } from '../rename.ts';
import { Unresolved } from '../resolve.ts';

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

/** A function, and where it stands. */
interface Handler {
  readonly fields: unknown;
  readonly at: Path;
}

/** Functions may be a list of maps, of which some stand in files of their own. */
export function functionsOf({ functions }: Fields): Handler[] {
  const maps = Array.isArray(functions)
    ? functions.map((map, index) => ({ map, at: ['functions', index] }))
    : [{ map: functions, at: ['functions'] }];
  return maps.flatMap(({ map, at }) =>
    Object.entries(record(map)).map(([name, fields]) => ({ fields, at: [...at, name] })),
  );
}

/** The events of one type, of all functions in their order. */
export function eventsOf(service: Fields, type: 'http' | 'httpApi'): Event[] {
  return functionsOf(service).flatMap(({ fields: handler, at: place }) => {
    const { events } = record(handler);
    return (Array.isArray(events) ? events : []).flatMap((event, index) => {
      const said = record(event)[type];
      if (said === undefined) return [];
      const fields = record(said);
      const [verb = 'ANY', path = '*'] = typeof said === 'string' ? said.trim().split(/\s+/) : [];
      const method = String(fields.method ?? (verb === '*' ? 'ANY' : verb)).toUpperCase();
      const at = [...place, 'events', index, type];
      return [{ method: method === '*' ? 'ANY' : method, path: String(fields.path ?? path), fields, at }];
    });
  });
}

/** Every part of a service that would have APIs in it and that nobody knows: mostly it stands in another file. */
export function unknownParts(service: Fields): Remark[] {
  const { provider, functions, resources } = service;
  const { httpApi } = record(provider);
  const lists = Object.entries({ functions, resources }).flatMap(([name, list]) =>
    (Array.isArray(list) ? list : []).map((value, index) => ({ value, path: [name, index] })),
  );
  const events = functionsOf(service).flatMap(({ fields, at }) => {
    const { events: listed } = record(fields);
    const each = (Array.isArray(listed) ? listed : []).map((value, index) => ({
      value,
      path: [...at, 'events', index],
    }));
    return [{ value: fields, path: at }, { value: listed, path: [...at, 'events'] }, ...each];
  });
  const parts = [
    { value: provider, path: ['provider'] },
    { value: httpApi, path: ['provider', 'httpApi'] },
    { value: functions, path: ['functions'] },
    { value: resources, path: ['resources'] },
    ...lists,
    ...events,
  ];
  return parts.flatMap(({ value, path }): Remark[] =>
    value instanceof Unresolved
      ? [{ rule: 'unresolved-value', path, message: `${value.what} is known when it is deployed` }]
      : [],
  );
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
