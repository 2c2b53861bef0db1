import { z } from 'zod';

/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** https://www.rfc-editor.org/rfc/rfc9110#section-5.5 */
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** In a header value: what the request said in its Origin header. */
const ORIGIN = '${origin}';

/** The name of a header or a method: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
export const tokenSchema = z.string().regex(TOKEN, { error: 'holds a character that no name may hold' });

/** The name of a header, given out in lower case: https://www.rfc-editor.org/rfc/rfc9110#section-5.1 */
export const fieldNameSchema = z.string().regex(TOKEN, { error: 'is not a header name' }).toLowerCase();

/** The value of a header, whatever it says. */
export const fieldValueSchema = z
  .string()
  .regex(FIELD_VALUE, { error: 'holds a character that no header value may hold' });

/** Response headers as a rule has them: by name, and in a value `${origin}` stands for the request's Origin. */
export const headersSchema = z.record(z.string(), fieldValueSchema).superRefine((headers, context) => {
  for (const name of Object.keys(headers).filter((one) => !TOKEN.test(one))) {
    context.addIssue({ code: 'custom', path: [name], message: 'is not a header name' });
  }
});

/** The headers that an answer gets by a rule, whatever the request. */
export const answersSchema = z.strictObject({ headers: headersSchema });

/** An origin as browsers send it: https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin */
export const serialisedOriginSchema = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text, {
    error: 'must be an origin as browsers send it, as in https://shop.com',
  });

/**
 * The headers a rule gives to one answer.
 * @param headers as in the rule
 * @param origin the request's Origin header
 * @returns every header with its `${origin}` filled in; without an Origin, those that need one are left out
 */
export function headersFor(
  headers: Readonly<Record<string, string>>,
  origin: string | undefined,
): Record<string, string> {
  const entries = Object.entries(headers);
  const possible = origin === undefined ? entries.filter(([, value]) => !value.includes(ORIGIN)) : entries;
  return Object.fromEntries(possible.map(([name, value]) => [name, value.replaceAll(ORIGIN, () => origin ?? '')]));
}

/**
 * Checks the rules somebody wrote for a server.
 * @param server its name, for the error
 * @returns the rules as the schema gives them out
 * @throws an error that names every wrong field with its path, and the server
 */
export function parseRules<Schema extends z.ZodType>(server: string, schema: Schema, rules: unknown): z.output<Schema> {
  const parsed = schema.safeParse(rules);
  if (parsed.success) return parsed.data;
  throw new Error(`the rules of "${server}" are wrong: ${complaints(parsed.error.issues).join('; ')}`);
}

function complaints(issues: readonly z.core.$ZodIssue[], at: readonly PropertyKey[] = []): string[] {
  return issues.flatMap((issue) => {
    const path = [...at, ...issue.path];
    const inside = causesOf(issue);
    return inside ? complaints(inside, path) : [`${path.map(String).join('.') || 'rules'}: ${issue.message}`];
  });
}

/** What is wrong inside, where an issue says only that something is. */
function causesOf(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] | undefined {
  if (issue.code === 'invalid_key') return issue.issues;
  return issue.code === 'invalid_union' ? nearestBranch(issue.errors) : undefined;
}

/** The alternative of a union that was meant: the one in which only something inside is wrong. */
function nearestBranch(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined {
  return branches.find((issues) => issues.some((issue) => issue.path.length > 0));
}
