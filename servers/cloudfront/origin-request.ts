import type { IncomingHttpHeaders } from 'node:http';
import type { OnwardRequest } from '../behind.ts';
import type { CachePolicy } from './cache-policy.ts';
import type { ParsedBehavior } from './rules.ts';
import { isSelected, NOTHING, type Selection } from './selection.ts';

/** Of its own accord CloudFront reads a body whole, and lets the origin know who asks for a change. */
const CHANGING = ['DELETE', 'PATCH', 'POST', 'PUT'];
const OF_BODIES = ['content-type', 'content-length'];

/**
 * The request as the cache keeps it: the cache key and nothing else.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html
 */
export function keyedRequest({ CachePolicy: policy }: ParsedBehavior, request: OnwardRequest): OnwardRequest {
  const { host } = request.headers;
  const encoding = acceptEncoding(policy, request.headers);
  return {
    ...request,
    url: withQuery(request.url, [policy.queryStrings]),
    headers: {
      ...headersIn(request.headers, [policy.headers]),
      ...cookieIn(request.headers, [policy.cookies]),
      ...(encoding !== '' && { 'accept-encoding': encoding }),
      ...(host !== undefined && { host }),
    },
  };
}

/** The headers that may make a difference in the cache. */
export function keyedNames({ headers }: CachePolicy): string[] {
  return [...headers.names, 'cookie', 'accept-encoding'];
}

/**
 * What the origin is asked: the cache key, what the origin request policy adds, and what CloudFront always sends.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html
 * @param domainName of the origin
 */
export function originRequest(behavior: ParsedBehavior, request: OnwardRequest, domainName: string): OnwardRequest {
  const { CachePolicy: key, OriginRequestPolicy: policy } = behavior;
  const { headers, method } = request;
  const always = { behavior: 'whitelist', names: [...OF_BODIES, ...authorization(method)] } as const;
  const encoding = acceptEncoding(key, headers);
  return {
    ...request,
    url: withQuery(request.url, [key.queryStrings, policy?.queryStrings ?? NOTHING]),
    headers: {
      host: domainName,
      'user-agent': 'Amazon CloudFront',
      ...headersIn(headers, forwardedHeaders(behavior)),
      ...headersIn(headers, [always]),
      ...cookieIn(headers, [key.cookies, policy?.cookies ?? NOTHING]),
      ...(encoding !== '' && { 'accept-encoding': encoding }),
    },
  };
}

/** Which request headers a behavior forwards, by either policy. */
export function forwardedHeaders({ CachePolicy: key, OriginRequestPolicy: policy }: ParsedBehavior): Selection[] {
  return [key.headers, policy?.headers ?? NOTHING];
}

function authorization(method: string): string[] {
  return CHANGING.includes(method) ? ['authorization'] : [];
}

function headersIn(headers: IncomingHttpHeaders, selections: readonly Selection[]): IncomingHttpHeaders {
  const selected = Object.entries(headers).filter(
    ([name]) => name !== 'cookie' && selections.some((selection) => isSelected(selection, name)),
  );
  return Object.fromEntries(selected);
}

function cookieIn({ cookie }: IncomingHttpHeaders, selections: readonly Selection[]): IncomingHttpHeaders {
  const pairs = (cookie ?? '').split('; ').filter((pair) => pair !== '');
  const selected = pairs.filter((pair) => selections.some((each) => isSelected(each, pair.split('=')[0] ?? '')));
  return selected.length > 0 ? { cookie: selected.join('; ') } : {};
}

function withQuery(url: string, selections: readonly Selection[]): string {
  const [path = '', query = ''] = url.split(/\?(.*)/s);
  const selected = query.split('&').filter((parameter) => {
    const [name = ''] = parameter.split('=');
    return parameter !== '' && selections.some((selection) => isSelected(selection, name));
  });
  return selected.length > 0 ? `${path}?${selected.join('&')}` : path;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-the-cache-key.html#cache-policy-compressed-objects */
function acceptEncoding({ compression }: CachePolicy, { 'accept-encoding': accepted = '' }: IncomingHttpHeaders) {
  const names = [accepted].flat().join(',').split(',');
  const offered = names.map((name) => name.split(';')[0]?.trim());
  return (['br', 'gzip'] as const).filter((name) => compression[name] && offered.includes(name)).join(',');
}
