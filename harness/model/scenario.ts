import { z } from 'zod';
import {
  APIS,
  CONTEXTS,
  CREDENTIALS_MODES,
  MODES,
  OUTCOMES,
  REDIRECT_MODES,
  REFERRER_POLICIES,
  SAME_SITE,
} from './words.ts';

/** The latest status a scripted server may answer: any three digits an engine will parse. */
const STATUS = z.int().min(200).max(999);

/** A text that may stand in one line of a message's head. */
export const oneLine = (what: string) =>
  z.string().refine((text) => !/[\r\n]/.test(text), {
    error: `${what} must not hold CR or LF: it would end the line on the wire`,
  });

const PAIR = 'a header is a pair: write ["name", "value"]';
const headerPair = z.tuple([oneLine('a header name').min(1, PAIR), oneLine('a header value')], { error: PAIR });
const headers = z.array(headerPair, { error: 'headers are a list of pairs: write [["name", "value"]]' });
const count = z.int().nonnegative();

/** `true` when `text` is an http(s) origin written the way browsers serialise it. */
function isSerialisedOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text;
}

/** An origin as browsers serialise it. */
export const httpOrigin = z.string().refine(isSerialisedOrigin, {
  error: (issue) =>
    `${JSON.stringify(issue.input)} is not an origin: write scheme, host and a port that is not the default, as in https://shop.com`,
});

const absoluteUrl = z.string().refine((text) => URL.canParse(text), {
  error: (issue) =>
    `${JSON.stringify(issue.input)} is not a URL a browser can parse: write it in full, as in https://api.shop.com/x`,
});

/** An absolute URL of a server. */
export const httpUrl = absoluteUrl.refine((text) => !URL.canParse(text) || /^https?:$/.test(new URL(text).protocol), {
  error: 'must be an http: or https: URL',
});

const page = z.strictObject({
  origin: httpOrigin,
  path: z.string().startsWith('/', { error: 'must start with "/"' }).default('/'),
  context: z.enum(CONTEXTS).default('window'),
});

export const cookieSchema = z.strictObject({
  url: httpUrl,
  name: oneLine('a cookie name').min(1),
  value: oneLine('a cookie value'),
  sameSite: z.enum(SAME_SITE).optional(),
  secure: z.boolean().default(false),
  partitioned: z.boolean().default(false),
  path: z.string().startsWith('/').optional(),
});

const body = z.string().refine((text) => !text.startsWith('bytes:') || /^bytes:([0-9a-f]{2})*$/i.test(text), {
  error: 'after "bytes:" come pairs of hexadecimal digits',
});

export const requestSchema = z.strictObject({
  url: absoluteUrl,
  api: z.enum(APIS).default('fetch'),
  method: z.string().min(1).default('GET'),
  mode: z.enum(MODES).default('cors'),
  credentials: z.enum(CREDENTIALS_MODES).default('same-origin'),
  redirect: z.enum(REDIRECT_MODES).default('follow'),
  headers: headers.default([]),
  contentType: oneLine('a content type').nullable().default(null),
  contentTypeIsImplicit: z.boolean().default(false),
  body: body.nullable().default(null),
  referrer: z.string().nullable().default(null),
  referrerPolicy: z.enum(REFERRER_POLICIES).nullable().default(null),
  keepalive: z.boolean().default(false),
});

const answer = z.strictObject({ status: STATUS.default(200), headers: headers.default([]) });
const response = answer.extend({ redirectTo: oneLine('redirectTo').nullable().default(null) });
const preflight = answer.nullable().default(null);
const hop = z.strictObject({ url: absoluteUrl, preflight, response });
const server = z.strictObject({ preflight, response, hops: z.array(hop).default([]) });

const headerMap = z.record(z.string(), z.string().nullable());

const expectation = z.strictObject({
  outcome: z.enum(OUTCOMES).optional(),
  preflight: z.enum(['none', 'sent']).optional(),
  preflightHops: z.array(count).optional(),
  reached: z.boolean().optional(),
  reachedHops: z.array(count).optional(),
  effects: z.record(z.string(), count).optional(),
  status: z.int().min(0).max(999).optional(),
  visibleHeaders: z.array(z.string()).optional(),
  hiddenHeaders: z.array(z.string()).optional(),
  visibleHeaderValues: z.record(z.string(), z.string()).optional(),
  requestHeadersSeenByServer: headerMap.optional(),
  preflightHeadersSeenByServer: headerMap.optional(),
});

const step = z.strictObject({
  waitMsBefore: z.number().min(0).max(600_000).default(0),
  request: requestSchema,
  server,
  expect: expectation.default({}),
});

export const scenarioSchema = z.strictObject({
  id: z.string().min(1),
  note: z.string().optional(),
  page,
  cookies: z.array(cookieSchema).default([]),
  steps: z.array(step).min(1),
});

/** A page and its steps, every default filled in. */
export type Scenario = z.output<typeof scenarioSchema>;
/** A scenario as a person writes it. */
export type ScenarioInput = z.input<typeof scenarioSchema>;
export type Step = Scenario['steps'][number];
export type ScenarioPage = Scenario['page'];
export type ScenarioCookie = Scenario['cookies'][number];
export type ScenarioRequest = Step['request'];
export type ScriptedAnswer = z.output<typeof response>;
/** What `expect` says; every field is optional, and what is absent is not checked. */
export type Expectation = Step['expect'];
