import type { ScenarioInput } from 'cross-examine';

export type StepInput = ScenarioInput['steps'][number];
export type RequestInput = StepInput['request'];
export type ServerInput = StepInput['server'];
export type Expected = NonNullable<StepInput['expect']>;
export type Headers = [name: string, value: string][];

/** The page that asks, unless a case says otherwise: same site as the API, and cross-origin to it. */
export const PAGE = 'https://www.page.com';
/** The server that is asked, unless a case says otherwise. */
export const API = 'https://api.page.com';

export const ANYONE: Headers = [['access-control-allow-origin', '*']];
export const THIS_PAGE: Headers = [['access-control-allow-origin', '${page.origin}']];
export const WITH_CREDENTIALS: Headers = [...THIS_PAGE, ['access-control-allow-credentials', 'true']];

/** A case of one step. The id is what a person types to run it, the note what a person reads. */
export function asking(
  id: string,
  note: string,
  request: Partial<RequestInput>,
  server: ServerInput,
  expect: Expected,
  rest: Partial<Omit<ScenarioInput, 'id' | 'note' | 'steps'>> = {},
): ScenarioInput {
  const url = `${API}/x`;
  return { id, note, page: { origin: PAGE }, steps: [{ request: { url, ...request }, server, expect }], ...rest };
}

/** A server that answers with these headers. */
export function answering(...headers: Headers[]): ServerInput {
  return { response: { headers: headers.flat() } };
}

/** A server that answers a preflight with 204 and these headers, and the request with those of `response`. */
export function permitting(preflight: Headers, response: Headers): ServerInput {
  return { preflight: { status: 204, headers: preflight }, response: { headers: response } };
}
