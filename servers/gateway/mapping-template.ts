import type { IncomingHttpHeaders } from 'node:http';
import { Compile, parse } from 'velocityjs';
import { z } from 'zod';
import { isPattern, wholePattern } from './java-pattern.ts';

/** What a mapping template may ask about. */
export interface TemplateInput {
  readonly headers: IncomingHttpHeaders;
  /** The payload that is mapped. */
  readonly body: string;
}

/** What came of a mapping template. */
export interface Rendered {
  readonly text: string;
  /** `$context.responseOverride.status` */
  readonly status: number | undefined;
  /** `$context.responseOverride.header` */
  readonly headers: Readonly<Record<string, string>>;
}

/** A mapping template of API Gateway, ready to be rendered. */
export type MappingTemplate = (input: TemplateInput) => Rendered;

type Method = (on: unknown, ...args: readonly unknown[]) => unknown;

const text = (value: unknown) => String(value ?? '');

/** Every method that a template may call. Velocity's are those of Java; a pattern has to match the whole string. */
const METHODS: Readonly<Record<string, Method>> = {
  params: (input, name) => paramsOf(input as TemplateInput, name),
  get: (headers, name) => headerOf(headers as IncomingHttpHeaders, name) ?? null,
  json: (input) => (input as TemplateInput).body,
  matches: (on, pattern) => wholePattern(text(pattern)).test(text(on)),
  equals: (on, other) => on === other,
  equalsIgnoreCase: (on, other) => text(on).toLowerCase() === text(other).toLowerCase(),
  startsWith: (on, start) => text(on).startsWith(text(start)),
  endsWith: (on, end) => text(on).endsWith(text(end)),
  contains: (on, item) => (Array.isArray(on) ? on.includes(item) : text(on).includes(text(item))),
  isEmpty: (on) => (Array.isArray(on) ? on.length === 0 : text(on) === ''),
  split: (on, separator) => text(on).split(new RegExp(text(separator))),
  toLowerCase: (on) => text(on).toLowerCase(),
  trim: (on) => text(on).trim(),
};

/** What a template may begin a reference with, and go on with; its own variables it may use as it likes. */
const ROOTS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries<readonly string[]>({
    input: ['params', 'body', 'json'],
    context: ['responseOverride'],
    util: [],
    stageVariables: [],
  }),
);

const NOT_EMULATED = new Set(['define', 'macro', 'macro_call']);

/**
 * A mapping template in a rule. It is Velocity with the objects of API Gateway, as far as CORS needs it:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 * What a template uses beyond that is an error of the rule: it could not be told what the gateway would answer.
 */
export const mappingTemplateSchema = z.string().transform((source, context): MappingTemplate => {
  for (const message of problemsOf(source)) context.addIssue({ code: 'custom', message });
  return (input) => render(source, input);
});

function render(source: string, input: TemplateInput): Rendered {
  const override: { status?: unknown; header: Record<string, unknown> } = { header: {} };
  const resolve = ({ property, context, params }: { property: string; context: unknown; params: unknown[] }) =>
    METHODS[property]?.(context, ...params);
  const config = { escape: false, customMethodHandlers: [{ uid: 'gateway', match: () => true, resolve }] };
  const rendered = new Compile(parse(source), config).render({ input, context: { responseOverride: override } });
  const headers = Object.entries(override.header).map(([name, value]) => [name.toLowerCase(), text(value)] as const);
  const status = override.status === undefined ? undefined : Number(override.status);
  return { text: rendered.trim(), status, headers: Object.fromEntries(headers) };
}

/** The name in any case: a browser writes `Origin` over HTTP/1.1 and `origin` over HTTP/2. */
function headerOf(headers: IncomingHttpHeaders, name: unknown): string | undefined {
  return headers[text(name).toLowerCase()]?.toString();
}

/** `$input.params("Origin")` is the empty string where there is none; `$input.params()` has all, by kind. */
function paramsOf({ headers }: TemplateInput, name: unknown): unknown {
  return name === undefined ? { header: headers } : (headerOf(headers, name) ?? '');
}

/** What a template uses that is not emulated, a sentence each. */
function problemsOf(source: string): string[] {
  try {
    return nodesOf(parse(source)).flatMap(problemOf);
  } catch (error) {
    return [`is no template of Velocity: ${(error as Error).message.split('\n')[0]}`];
  }
}

interface Node {
  readonly type: string;
  readonly id?: unknown;
  readonly path?: readonly Node[] | undefined;
  readonly args?: readonly Node[] | false;
  readonly value?: unknown;
  readonly isEval?: boolean;
}

/** Every node of a syntax tree; what stands in a string is Velocity again. */
function nodesOf(tree: unknown): Node[] {
  if (Array.isArray(tree)) return tree.flatMap(nodesOf);
  if (typeof tree !== 'object' || tree === null) return [];
  const node = tree as Node;
  const quoted = node.type === 'string' && node.isEval ? nodesOf(parse(text(node.value))) : [];
  return [...('type' in node ? [node] : []), ...quoted, ...Object.values(node).flatMap(nodesOf)];
}

function problemOf(node: Node): string[] {
  if (NOT_EMULATED.has(node.type)) return [`uses #${node.type}, which is not emulated`];
  if (node.type === 'method') return problemOfCall(node);
  if (node.type !== 'references') return [];
  const name = text(node.id);
  // Every object of ours has what no template of the gateway knows.
  const further = name in {} ? [] : ROOTS.get(name);
  const [next] = node.path ?? [];
  if (further === undefined || (next !== undefined && further.includes(text(next.id)))) return [];
  return [`uses $${node.id}${next ? `.${next.id}` : ''}, which is not emulated`];
}

function problemOfCall({ id, args }: Node): string[] {
  const name = text(id);
  const [first] = args || [];
  if (!Object.hasOwn(METHODS, name)) return [`calls ${name}(), which is not emulated`];
  if (name === 'json' && first?.value !== '$') return ['calls json() for a part of the payload, which is not emulated'];
  if ((name === 'matches' || name === 'split') && first?.type === 'string' && !isPattern(text(first.value)))
    return [`calls ${name}() with ${first.value}, which is no regular expression`];
  return [];
}
