import { z } from 'zod';
import { cachePolicySchema } from './cache-policy.ts';
import { edgeFunctionsSchema } from './edge-functions.ts';
import { listOf } from './lists.ts';
import {
  MANAGED_CACHE_POLICIES,
  MANAGED_ORIGIN_REQUEST_POLICIES,
  MANAGED_RESPONSE_HEADERS_POLICIES,
  type ManagedPolicy,
  managedPolicy,
} from './managed-policies.ts';
import { originRequestPolicySchema } from './origin-request-policy.ts';
import { responseHeadersPolicySchema } from './response-headers-policy.ts';

/** A managed policy by its name or id, or one of the team's own. */
function policySchema<Own extends z.ZodType>(what: string, own: Own, managed: readonly ManagedPolicy<z.input<Own>>[]) {
  const named = z.preprocess((written, context) => {
    if (typeof written !== 'string') return written;
    const found = managedPolicy(managed, written);
    if (found) return found.config;
    const names = managed.map(({ name }) => name).join(', ');
    context.addIssue({ code: 'custom', message: `${written} is no managed ${what} policy; there are ${names}` });
    return z.NEVER;
  }, own);
  return named as z.ZodType<z.output<Own>, string | z.input<Own>>;
}

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'] as const;
/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_AllowedMethods.html */
const CHOICES = [METHODS.slice(0, 2), METHODS.slice(0, 3), METHODS.slice(0)];

function isChoice(methods: readonly string[]): boolean {
  return CHOICES.some((choice) => choice.length === methods.length && choice.every((each) => methods.includes(each)));
}

const allowedMethodsSchema = listOf(z.enum(METHODS)).refine(isChoice, {
  error: 'must be GET and HEAD; these and OPTIONS; or all seven methods',
});
const cachedMethodsSchema = listOf(z.enum(['GET', 'HEAD', 'OPTIONS'])).refine(isChoice, {
  error: 'must be GET and HEAD, with or without OPTIONS',
});

const behaviorFields = {
  /** Needed where there is more than one origin. */
  TargetOriginId: z.string().optional(),
  AllowedMethods: allowedMethodsSchema.default(['GET', 'HEAD']),
  CachedMethods: cachedMethodsSchema.default(['GET', 'HEAD']),
  CachePolicy: policySchema('cache', cachePolicySchema, MANAGED_CACHE_POLICIES),
  OriginRequestPolicy: policySchema(
    'origin request',
    originRequestPolicySchema,
    MANAGED_ORIGIN_REQUEST_POLICIES,
  ).optional(),
  ResponseHeadersPolicy: policySchema(
    'response headers',
    responseHeadersPolicySchema,
    MANAGED_RESPONSE_HEADERS_POLICIES,
  ).optional(),
  /** Code at the edge, by event. */
  Functions: edgeFunctionsSchema.default({}),
};

/**
 * A distribution, in the words of https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html;
 * a policy stands where the id of one would.
 */
export const cloudFrontSchema = z.strictObject({
  /** The domain name of each origin, which is the Host that it is asked for, by its id. */
  Origins: z.record(z.string(), z.strictObject({ DomainName: z.string().min(1) })).default({}),
  DefaultCacheBehavior: z.strictObject(behaviorFields),
  /** For single paths, the first that matches. */
  CacheBehaviors: z.array(z.strictObject({ PathPattern: z.string().min(1), ...behaviorFields })).default([]),
});

/** What somebody writes. */
export type CloudFrontRules = z.input<typeof cloudFrontSchema>;

/** What a distribution goes by. */
export type ParsedCloudFrontRules = z.output<typeof cloudFrontSchema>;
export type ParsedBehavior = ParsedCloudFrontRules['DefaultCacheBehavior'];
