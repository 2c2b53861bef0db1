import { z } from 'zod';
import { RULE_IDS, SEVERITIES } from '../model/finding.ts';
import { cookieSchema, httpOrigin, httpUrl, oneLine } from '../model/scenario.ts';

/** A method is a token: https://www.rfc-editor.org/rfc/rfc9110#name-tokens */
const ROUTE = /^(?<method>[!#$%&'*+.^_`|~0-9A-Za-z-]+) +(?<target>\/\S*|https?:\/\/\S+)$/;

const route = z.string().regex(ROUTE, {
  error: 'is a method and a path, as in "GET /orders", or a whole URL where there are several APIs',
});

/** Method and target of a route as a contract writes it. @throws where the schema would have complained */
export function splitRoute(text: string): { readonly method: string; readonly target: string } {
  const { method, target } = text.match(ROUTE)?.groups ?? {};
  if (method === undefined || target === undefined) throw new Error(`${text} is no route`);
  return { method, target };
}

const headerValue = oneLine('a header value');
const headers = z.record(oneLine('a header name').min(1), z.union([headerValue, z.array(headerValue)]));

const upstream = httpUrl
  .refine((text) => !URL.canParse(text) || new URL(text).pathname === '/', {
    error: 'is where a server listens: scheme, host and port, as in http://127.0.0.1:8080',
  })
  .describe('Where a server listens: scheme, host and port, as in http://127.0.0.1:8080');

const config = z
  .strictObject({
    config: z
      .string()
      .min(1)
      .describe(
        "A configuration file of AWS, relative to the contract's folder: template.yaml, serverless.yml, plan.json",
      ),
    resource: z.string().min(1).optional().describe('What of it, as the file names it, where it configures several'),
    backend: upstream
      .optional()
      .describe('What stands behind a gateway or a distribution, as in http://127.0.0.1:8080'),
    parameters: z
      .record(z.string(), z.string())
      .default({})
      .describe("Values of a template's parameters, or of a service's variables"),
  })
  .describe('What AWS would be with a configuration file');

/** A server that listens, or what AWS would be with a configuration file. */
const standInSchema = z.union([upstream, config]).describe('Who answers in place of the deployed API');

/** The same, and each complaint is that of the form that was meant: a union would only say that it is neither. */
const standIn = z.unknown().transform((written, context) => {
  const parsed = (typeof written === 'string' ? upstream : config).safeParse(written);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) context.addIssue({ ...issue, input: written } as never);
  return z.NEVER;
}) as z.ZodType<z.output<typeof standInSchema>, z.input<typeof standInSchema>>;

const api = z.strictObject({ api: httpUrl, upstream: standIn.optional() });

const sessionCookie = cookieSchema.omit({ url: true }).extend({ secure: z.boolean().default(true) });

const session = z
  .strictObject({
    cookies: z.array(sessionCookie).min(1).optional(),
    login: z.strictObject({ route, headers: headers.default({}), body: z.string().optional() }).optional(),
  })
  .refine(({ cookies, login }) => (cookies === undefined) !== (login === undefined), {
    error: 'has either cookies or a login',
  });

const readers = z.union([z.enum(['anyone', 'nobody']), z.array(httpOrigin).min(1)], {
  error: 'is anyone, nobody, or a list of origins',
});

const contractRoute = z.strictObject({
  route,
  headers: headers.default({}),
  body: z.string({ error: 'is a text: put JSON in quotes' }).optional(),
  status: z.int().min(200, { error: 'is what a page can be answered: 200 to 599' }).max(599).optional(),
  exposes: z.array(oneLine('a header name').min(1)).default([]),
  readers: readers.optional(),
  credentials: z.boolean().optional(),
  cached: z.boolean().default(false),
});

/** A contract as a team writes it, in YAML, JSON or TypeScript. */
export const contractSchema = z.strictObject({
  api: z.union([httpUrl, z.array(api).min(1)], {
    error: 'is the address browsers use, or a list of { api, upstream }',
  }),
  upstream: standIn.optional(),
  sites: z.array(httpOrigin).min(1, { error: 'names at least one origin, as in https://shop.com' }),
  credentials: z.boolean().default(false),
  session: session.optional(),
  routes: z.array(contractRoute).min(1, { error: 'names at least one route, as in - route: GET /orders' }),
  start: z.string().min(1).optional(),
  ready: httpUrl.optional(),
  reset: httpUrl.optional(),
  rules: z.partialRecord(z.enum(RULE_IDS), z.enum(['off', ...SEVERITIES])).default({}),
});

/** A contract as it may be written: what has a default may be left out. */
export type ContractInput = z.input<typeof contractSchema>;
export type WrittenContract = z.output<typeof contractSchema>;
export type WrittenRoute = WrittenContract['routes'][number];

const JSON_SCHEMA = { io: 'input', target: 'draft-2020-12' } as const;

/** The published JSON Schema of a contract file. */
export function contractFileJsonSchema(): object {
  const { $schema: _, ...ofStandIn } = z.toJSONSchema(standInSchema, JSON_SCHEMA);
  return z.toJSONSchema(contractSchema, {
    ...JSON_SCHEMA,
    override: ({ zodSchema, jsonSchema }) =>
      void ((zodSchema as unknown) === standIn && Object.assign(jsonSchema, ofStandIn)),
  });
}
