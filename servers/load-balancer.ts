import type { OutgoingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { Server } from '../harness/model/server.ts';
import type { AskBehind, OnwardAnswer, OnwardRequest } from './behind.ts';
import { type Intermediary, intermediary } from './intermediary.ts';
import { addedHeaders, attributesSchema } from './load-balancer/attributes.ts';
import { parseRules } from './rules.ts';

const ruleSchema = z.strictObject({
  /** A path, and all below it. */
  path: z.string().startsWith('/'),
  /** As in a condition on `http-request-method`; any method if not said. */
  method: z.string().optional(),
  /** The action `fixed-response`. */
  fixedResponse: z.strictObject({
    statusCode: z.int().min(200).max(599),
    contentType: z.string().default('text/plain'),
    messageBody: z.string().default(''),
  }),
});

const loadBalancerSchema = z.strictObject({
  attributes: attributesSchema.default({}),
  /** The first that fits decides; where none does, the target answers. */
  rules: z.array(ruleSchema).default([]),
});

/** What a listener of an Application Load Balancer is told, as far as it bears on CORS. */
export type LoadBalancerRules = z.input<typeof loadBalancerSchema>;

type Rule = z.output<typeof ruleSchema>;

/** What no source that was read says; each is a choice of this emulator. */
const UNCONFIRMED = [
  'a header that an attribute sets takes the place of the one that the target sent',
  'a 502 that the load balancer makes itself carries the headers that attributes set, as fixed responses do',
] as const;

/**
 * An Application Load Balancer before one target. It answers no preflight of its own, tells no origins apart, and by
 * default says nothing of CORS; attributes of its listener add one fixed value each to whatever is answered, fixed
 * responses included (https://dev.classmethod.jp/articles/alb-access-control-allow-origin-used-fixed-response).
 * @param target the server behind; it ends with the load balancer, and what it does is counted
 * @throws when a rule is wrong, naming the field
 */
export function loadBalancer(target: Server, rules: LoadBalancerRules = {}): Intermediary {
  const parsed = parseRules('load-balancer', loadBalancerSchema, rules);
  const added = addedHeaders(parsed.attributes);
  const balancer = intermediary('load-balancer', target, async (request, ask) => {
    const { status, headers, body } = await answerOf(parsed.rules, request, ask);
    return { status, headers: { ...headers, ...added }, body };
  });
  return { ...balancer, unconfirmed: UNCONFIRMED };
}

function answerOf(rules: readonly Rule[], request: OnwardRequest, ask: AskBehind): Promise<OnwardAnswer> {
  const rule = rules.find((each) => isFor(each, request));
  if (rule !== undefined) return Promise.resolve(fixed(rule.fixedResponse));
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
  return ask(request).catch(() =>
    fixed({ statusCode: 502, contentType: 'text/html', messageBody: '<h1>502 Bad Gateway</h1>' }),
  );
}

function isFor({ path, method }: Rule, request: OnwardRequest): boolean {
  const asked = request.url.split('?')[0] ?? request.url;
  return (method === undefined || method === request.method) && (asked === path || asked.startsWith(`${path}/`));
}

function fixed({ statusCode, contentType, messageBody }: Rule['fixedResponse']): OnwardAnswer {
  const headers: OutgoingHttpHeaders = { 'content-type': contentType };
  return { status: statusCode, headers, body: Buffer.from(messageBody) };
}
