import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { fieldValueSchema, headersSchema } from '../rules.ts';
import { admits, originPolicySchema } from './origin-policy.ts';

/** In a list of methods or headers: what the preflight asked for, whatever that is. */
const REQUESTED = '${requested}';
const ORIGIN = '${origin}';

/** Written as it stands, wrong or not. */
const listSchema = z.array(fieldValueSchema);

/** What one kind of answer says of CORS. Nothing is checked for sense: to be wrong is what it is for. */
export const saysSchema = z.strictObject({
  /** Who is admitted, of `sites`. */
  originPolicy: originPolicySchema,
  /** What who is admitted gets as Access-Control-Allow-Origin, a line each; `${origin}` is the request's own. */
  allowOrigin: listSchema,
  /** Whether who is admitted gets Access-Control-Allow-Credentials; a text is written as it stands. */
  credentials: z.union([z.boolean(), fieldValueSchema]),
  /** Access-Control-Allow-Methods, in answers to preflights; `${requested}` is what was asked for. */
  methods: listSchema,
  /** Access-Control-Allow-Headers, in answers to preflights; `${requested}` is what was asked for. */
  headers: listSchema,
  /** Access-Control-Expose-Headers. */
  exposes: listSchema,
  /** Access-Control-Max-Age, in seconds. */
  maxAge: z.number().nullable(),
  /** Who is told `Vary: Origin`: everybody, whose request has an Origin, who is admitted, nobody. */
  vary: z.enum(['always', 'with-origin', 'on-match', 'never']),
  /** What else goes with the answer: Cache-Control, ETag, the Location of a preflight that is redirected. */
  others: headersSchema,
});

/** What an answer says, complete. */
export type Says = z.output<typeof saysSchema>;

/** The request as far as an answer goes by it. */
export interface Asked {
  readonly headers: IncomingHttpHeaders;
  readonly preflight: boolean;
}

/** A right answer for these sites, with credentials: what everything wrong is a departure from. */
export const RIGHT: Says = {
  originPolicy: { kind: 'exact' },
  allowOrigin: [ORIGIN],
  credentials: true,
  methods: ['GET', 'POST', 'PUT', 'DELETE'],
  headers: ['content-type', 'authorization'],
  exposes: [],
  maxAge: null,
  vary: 'always',
  others: {},
};

/**
 * The headers by which an answer says it.
 * @param sites the origins that were meant
 * @returns by name; a name with several values stands for as many header lines
 */
export function saying(says: Says, sites: readonly string[], asked: Asked): Record<string, string | string[]> {
  const { origin } = asked.headers;
  const isAdmitted = admits(says.originPolicy, sites, origin);
  return {
    ...(isTold(says.vary, origin, isAdmitted) ? { vary: 'Origin' } : {}),
    ...(isAdmitted ? permission(says, asked) : {}),
    ...says.others,
  };
}

function isTold(vary: Says['vary'], origin: string | undefined, isAdmitted: boolean): boolean {
  return vary === 'always' || (vary === 'with-origin' && origin !== undefined) || (vary === 'on-match' && isAdmitted);
}

function permission(says: Says, asked: Asked): Record<string, string | string[]> {
  return {
    ...allowOrigin(says.allowOrigin, asked.headers.origin),
    ...credentials(says.credentials),
    ...list('access-control-expose-headers', says.exposes),
    ...(asked.preflight ? preflightPermission(says, asked.headers) : {}),
  };
}

/** One line stays a text: several are several header lines. Without an Origin there is none to be filled in. */
function allowOrigin(lines: readonly string[], origin: string | undefined): Record<string, string | string[]> {
  const possible = origin === undefined ? lines.filter((line) => !line.includes(ORIGIN)) : lines;
  const [first, ...more] = possible.map((line) => line.replaceAll(ORIGIN, () => origin ?? ''));
  if (first === undefined) return {};
  return { 'access-control-allow-origin': more.length === 0 ? first : [first, ...more] };
}

function credentials(value: Says['credentials']): Record<string, string> {
  return value === false ? {} : { 'access-control-allow-credentials': value === true ? 'true' : value };
}

function preflightPermission({ methods, headers, maxAge }: Says, asked: IncomingHttpHeaders): Record<string, string> {
  return {
    ...list('access-control-allow-methods', filledIn(methods, asked['access-control-request-method'])),
    ...list('access-control-allow-headers', filledIn(headers, asked['access-control-request-headers'])),
    ...(maxAge === null ? {} : { 'access-control-max-age': String(maxAge) }),
  };
}

function filledIn(values: readonly string[], requested: string | undefined): string[] {
  return values.flatMap((value) => (value === REQUESTED ? (requested ?? []) : value));
}

function list(name: string, values: readonly string[]): Record<string, string> {
  return values.length === 0 ? {} : { [name]: values.join(', ') };
}
