import type { IncomingHttpHeaders } from 'node:http';
import type { CorsConfiguration, CorsRule } from './cors-rules.ts';

/** With every answer to which a rule applied, and with no other. */
const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

/** What a request asks of the rules. */
export interface CorsQuestion {
  readonly origin: string;
  /** Access-Control-Request-Method where there is one, else the method itself; of an actual request, too. */
  readonly method: string;
  /** The names in Access-Control-Request-Headers, in lower case and in their order. What a request has is never asked. */
  readonly requestHeaders: readonly string[];
}

/** @returns `undefined` without an Origin */
export function corsQuestion(method: string, headers: IncomingHttpHeaders): CorsQuestion | undefined {
  const { origin } = headers;
  if (origin === undefined) return undefined;
  const listed = String(headers['access-control-request-headers'] ?? '').split(',');
  const requestHeaders = listed.map((name) => name.trim().toLowerCase()).filter((name) => name !== '');
  return { origin, method: String(headers['access-control-request-method'] ?? method), requestHeaders };
}

/**
 * The first rule that has the origin, the method and every header name.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html
 */
export function firstMatch(configuration: CorsConfiguration, question: CorsQuestion): CorsRule | undefined {
  return configuration.CORSRules.find(
    (rule) =>
      rule.AllowedOrigins.some((pattern) => matches(pattern, question.origin)) &&
      rule.AllowedMethods.includes(question.method) &&
      question.requestHeaders.every((name) => isAllowed(rule, name)),
  );
}

function isAllowed({ AllowedHeaders = [] }: CorsRule, name: string): boolean {
  return AllowedHeaders.some((pattern) => matches(pattern.toLowerCase(), name));
}

/** Plain text from end to end; `*` stands for zero or more of anything. */
function matches(pattern: string, text: string): boolean {
  const [start = '', end] = pattern.split('*');
  if (end === undefined) return pattern === text;
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}

/** What a rule puts on an answer: the same on the answer to a preflight and to an actual request. */
export function corsHeaders(rule: CorsRule, { origin, requestHeaders }: CorsQuestion): Record<string, string> {
  const { AllowedMethods, ExposeHeaders = [], MaxAgeSeconds } = rule;
  return {
    ...(rule.AllowedOrigins.includes('*')
      ? { 'access-control-allow-origin': '*' }
      : { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' }),
    'access-control-allow-methods': AllowedMethods.join(', '),
    ...(requestHeaders.length > 0 && { 'access-control-allow-headers': requestHeaders.join(', ') }),
    ...(ExposeHeaders.length > 0 && { 'access-control-expose-headers': ExposeHeaders.join(', ') }),
    ...(MaxAgeSeconds !== undefined && { 'access-control-max-age': String(MaxAgeSeconds) }),
    vary: VARY,
  };
}
