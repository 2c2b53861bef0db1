import type { Path } from '../../model/data-file.ts';
import type { Drafts } from '../configured.ts';
import { isRecord } from '../rename.ts';
import { Unresolved } from '../resolve.ts';

/**
 * A response headers policy in JSON: its configuration as `aws cloudfront create-response-headers-policy` takes it, what
 * the API answers around it, or its CorsConfig alone.
 */
export function responseHeadersPolicyFromJson(data: Readonly<Record<string, unknown>>): Drafts {
  const { ResponseHeadersPolicy: whole, ResponseHeadersPolicyConfig: config } = data;
  if (isRecord(whole)) return prefixed(responseHeadersPolicyFromJson(whole), 'ResponseHeadersPolicy');
  if (config !== undefined) return responseHeadersPolicy('policy', config, ['ResponseHeadersPolicyConfig']);
  if (!('AccessControlAllowOrigins' in data)) return responseHeadersPolicy('policy', data, []);
  const alone = responseHeadersPolicy('policy', { CorsConfig: data }, []);
  return { ...alone, drafts: alone.drafts.map((draft) => ({ ...draft, saidAt: (path) => path.slice(1) })) };
}

/** A policy in the API's own words. @param at where it stands */
export function responseHeadersPolicy(name: string, config: unknown, at: Path): Drafts {
  const draft = {
    kind: 'response-headers-policy',
    name: isRecord(config) && typeof config.Name === 'string' ? config.Name : name,
    rules: withoutNames(config),
    saidAt: (path: Path) => [...at, ...path],
  } as const;
  return { drafts: [draft], remarks: [] };
}

/** What a policy of CloudFront is called, when that is known later only. */
export function withoutNames(config: unknown): unknown {
  if (!isRecord(config)) return config;
  const isLater = (key: string, value: unknown) => ['Name', 'Comment'].includes(key) && value instanceof Unresolved;
  return Object.fromEntries(Object.entries(config).filter(([key, value]) => !isLater(key, value)));
}

function prefixed({ drafts, remarks }: Drafts, name: string): Drafts {
  return {
    drafts: drafts.map((draft) => ({ ...draft, saidAt: (path) => [name, ...draft.saidAt(path)] })),
    remarks: remarks.map((remark) => ({ ...remark, path: [name, ...remark.path] })),
  };
}
