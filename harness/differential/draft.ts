import type { ScenarioInput } from '../model/scenario.ts';
import type { Api, Context, HeaderPair } from '../model/words.ts';

/** Where a request goes, seen from its page. */
export type Relation = 'cross-site' | 'same-site' | 'other-port' | 'same-origin' | 'insecure' | 'secure';

type StepInput = ScenarioInput['steps'][number];
type RequestInput = StepInput['request'];

export interface Page {
  readonly origin: string;
  readonly path: string;
  readonly context: Context;
}

/** What is sent, in combinations that belong together. */
export interface Payload {
  readonly method: string;
  readonly body: string | null;
  readonly contentType: string | null;
  readonly contentTypeIsImplicit: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: readonly HeaderPair[];
}

/** A redirect: what it answers, and where it leads. */
export interface Link extends Answer {
  readonly to: Relation;
  readonly userinfo: string;
}

/** One step of a scenario, in the terms in which it is drawn. */
export interface StepDraft {
  readonly api: Api;
  /** The whole URL; `null` where `to`, `port`, `userinfo` and `path` make it. */
  readonly url: string | null;
  readonly to: Relation;
  readonly port: number | null;
  readonly userinfo: string;
  readonly path: string;
  readonly payload: Payload;
  readonly mode: NonNullable<RequestInput['mode']>;
  readonly credentials: NonNullable<RequestInput['credentials']>;
  readonly redirect: NonNullable<RequestInput['redirect']>;
  readonly headers: readonly HeaderPair[];
  readonly referrer: string | null;
  readonly referrerPolicy: RequestInput['referrerPolicy'] | null;
  readonly keepalive: boolean;
  readonly preflight: Answer | null;
  /** The redirects before `response`. */
  readonly chain: readonly Link[];
  readonly response: Answer;
  /** Where the last answer sends the request, should it be a redirect that leads nowhere. */
  readonly deadEnd: string | null;
}

/** A scenario as it is drawn. */
export interface Draft {
  readonly page: Page;
  readonly cookies: NonNullable<ScenarioInput['cookies']>;
  readonly steps: readonly StepDraft[];
}

const HOSTS: Readonly<Record<Exclude<Relation, 'same-origin'>, string>> = {
  'cross-site': 'api.other.com',
  'same-site': 'api.page.com',
  'other-port': 'www.page.com:8444',
  insecure: 'api.other.com',
  secure: 'api.other.com',
};

/** The origin that stands in this relation to the page. */
function originIn(relation: Relation, page: Pick<Page, 'origin'>): string {
  if (relation === 'same-origin') return page.origin;
  const scheme = { insecure: 'http:', secure: 'https:' }[relation as string] ?? new URL(page.origin).protocol;
  return `${scheme}//${HOSTS[relation]}`;
}

function urlAt(page: Page, to: Relation, path: string, userinfo: string, port: number | null = null): string {
  const { protocol, hostname, host } = new URL(originIn(to, page));
  return `${protocol}//${userinfo}${port === null ? host : `${hostname}:${port}`}${path}`;
}

/** The scenario that a draft describes, as a person would write it. */
export function toScenario({ page, cookies, steps }: Draft, id: string): ScenarioInput {
  return { id, page: { ...page }, cookies, steps: steps.map((step) => toStep(step, page)) };
}

function toStep(draft: StepDraft, page: Page): StepInput {
  const { api, mode, credentials, redirect, referrer, referrerPolicy, keepalive, payload } = draft;
  const first = draft.url ?? urlAt(page, draft.to, draft.path, draft.userinfo, draft.port);
  const targets = draft.chain.map(({ to, userinfo }, index) => urlAt(page, to, `/hop${index + 1}`, userinfo));
  const answers = [
    ...draft.chain.map(({ status, headers }, index) => answer({ status, headers }, targets[index] ?? null)),
    answer(draft.response, draft.deadEnd),
  ];
  const preflight = draft.preflight && plain(draft.preflight);
  const [response = answer(draft.response, null), ...later] = answers;
  const request = { url: first, api, ...payload, mode, credentials, redirect, referrer, referrerPolicy, keepalive };
  return {
    request: { ...request, headers: draft.headers.map(mutable), referrerPolicy: referrerPolicy ?? null },
    server: {
      preflight,
      response,
      hops: later.map((each, index) => ({ url: targets[index] ?? first, preflight, response: each })),
    },
  };
}

const mutable = ([name, value]: HeaderPair): [string, string] => [name, value];

function plain({ status, headers }: Answer) {
  return { status, headers: headers.map(mutable) };
}

function answer(given: Answer, redirectTo: string | null) {
  return { ...plain(given), redirectTo };
}
