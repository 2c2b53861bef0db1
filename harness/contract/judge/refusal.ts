import type { Exchange } from '../../model/exchange.ts';
import type { RuleId } from '../../model/finding.ts';
import { isRedirectStatus } from '../../oracle/http-redirect-fetch.ts';
import { isSafelistedMethod, normalizeMethod } from '../../oracle/methods.ts';
import type { Ask } from '../asks.ts';
import { answerOf } from '../evidence.ts';
import {
  allowedOrigin,
  hasHeader,
  headerValue,
  listOf,
  type OriginProblem,
  originProblem,
  quoted,
} from './permission.ts';

/** One thing that keeps a reader from an answer. */
export interface Refusal {
  readonly rule: RuleId;
  readonly says: string;
  readonly exchange: Exchange;
}

type Headers = Exchange['requestHeaders'];

/** Why an answer to a preflight does not let the request go: https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 */
export function preflightRefusals(ask: Ask, preflight: Exchange): Refusal[] {
  const answer = answerOf(preflight);
  if (answer === null) return [];
  const { status, headers } = answer;
  const one = (rule: RuleId, says: string): Refusal[] => [{ rule, says, exchange: preflight }];
  if (isRedirectStatus(status)) {
    return one(
      'preflight-redirected',
      `its preflight is answered ${status}, to ${quoted(headerValue(headers, 'location'))}`,
    );
  }
  const problem = originProblem(headers, ask.origin, ask.credentials);
  if (status < 200 || status > 299) {
    const besides = problem === null ? '' : `, and ${saysOf(problem, headers)}`;
    return one('preflight-refused', `its preflight is answered ${status}${besides}`);
  }
  if (problem !== null) {
    const isSpecific = problem !== 'nothing-allowed' && problem !== 'another-allowed';
    return one(
      isSpecific ? problem : 'preflight-refused',
      `in the answer to its preflight ${saysOf(problem, headers)}`,
    );
  }
  return [...methodRefusals(ask, headers), ...headerRefusals(ask, preflight, headers)].map(
    (refusal): Refusal => ({ ...refusal, exchange: preflight }),
  );
}

type Said = Omit<Refusal, 'exchange'>;

function methodRefusals({ route, credentials }: Ask, headers: Headers): Said[] {
  const method = normalizeMethod(route.method);
  if (isSafelistedMethod(method)) return [];
  const name = 'access-control-allow-methods';
  const allowed = listOf(headers, name);
  const value = quoted(headerValue(headers, name));
  if (allowed === 'failure') {
    return [{ rule: 'method-not-allowed', says: `Access-Control-Allow-Methods does not parse: ${value}` }];
  }
  if (allowed.includes(method) || (allowed.includes('*') && !credentials)) return [];
  if (allowed.includes('*')) return [literally('Access-Control-Allow-Methods', 'method-not-allowed', CREDENTIALS)];
  const isByCase = allowed.some((each) => each.toUpperCase() === method.toUpperCase());
  const why = `which does not name ${method}${isByCase ? ': upper and lower case count' : ''}`;
  return [{ rule: 'method-not-allowed', says: `Access-Control-Allow-Methods is ${value}, ${why}` }];
}

function headerRefusals({ credentials }: Ask, preflight: Exchange, headers: Headers): Said[] {
  const name = 'access-control-allow-headers';
  const asked = (headerValue(preflight.requestHeaders, 'access-control-request-headers') ?? '')
    .split(',')
    .filter(Boolean);
  const allowed = listOf(headers, name);
  const value = quoted(headerValue(headers, name));
  if (allowed === 'failure') {
    return [{ rule: 'header-not-allowed', says: `Access-Control-Allow-Headers does not parse: ${value}` }];
  }
  const named = new Set(allowed.map((each) => each.toLowerCase()));
  const missing = asked.map((each) => each.trim().toLowerCase()).filter((each) => !named.has(each));
  const isStar = named.has('*');
  const unmet = isStar && !credentials ? missing.filter((each) => each === 'authorization') : missing;
  if (unmet.length === 0) return [];
  const why = credentials ? CREDENTIALS : 'Authorization is never covered by it';
  if (isStar) return [literally('Access-Control-Allow-Headers', 'header-not-allowed', why)];
  return [
    {
      rule: 'header-not-allowed',
      says: `Access-Control-Allow-Headers is ${value}, which does not name ${unmet.join(', ')}`,
    },
  ];
}

const CREDENTIALS = 'with credentials it is a name like any other';

function literally(header: string, general: RuleId, why: string): Said {
  return { rule: 'wildcard-taken-literally', says: `${header} is *, and ${why} (in general: ${general})` };
}

/** What is wrong with Access-Control-Allow-Origin, as the end of a sentence. */
export function saysOf(problem: OriginProblem, headers: Headers): string {
  const allowed = quoted(allowedOrigin(headers));
  switch (problem) {
    case 'nothing-allowed':
      return 'there is no Access-Control-Allow-Origin';
    case 'another-allowed':
      return `Access-Control-Allow-Origin is ${allowed}`;
    case 'invalid-allow-origin':
      return `Access-Control-Allow-Origin is ${allowed}, which is neither one origin as browsers write it nor *`;
    case 'wildcard-with-credentials':
      return 'Access-Control-Allow-Origin is *, which does not hold for requests with credentials';
    case 'credentials-refused': {
      const credentials = quoted(headerValue(headers, 'access-control-allow-credentials'));
      return `Access-Control-Allow-Credentials is ${credentials} and has to be "true"`;
    }
  }
}

/** Is it the star of a header list alone that lets Authorization pass: engines do, the standard does not. */
export function authorizationByStar(ask: Ask, preflight: Exchange | null): boolean {
  const answer = answerOf(preflight);
  if (answer === null || ask.credentials || !hasHeader(ask.route.headers, 'authorization')) return false;
  const allowed = listOf(answer.headers, 'access-control-allow-headers');
  if (allowed === 'failure' || !allowed.includes('*')) return false;
  return !allowed.some((each) => each.toLowerCase() === 'authorization');
}
