import type { IncomingHttpHeaders } from 'node:http';
import type { ParsedTenantRules } from './rules.ts';

interface Asked {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** Which tenant a request names, by the one place that the rules look at; `undefined` for none. */
export function tenantOf({ tenantIn, tenants }: ParsedTenantRules, { url, headers }: Asked): string | undefined {
  const found = {
    path: () => /^\/t\/([^/?]+)/.exec(url)?.[1],
    subdomain: () => headers.host?.split('.')[0],
    jwt: () => claimOf(headers.authorization),
    'key-header': () => Object.entries(tenants).find(([, { key }]) => key === headers['x-api-key'])?.[0],
  }[tenantIn]();
  return found !== undefined && Object.hasOwn(tenants, found) ? found : undefined;
}

/** A token of nobody's: its signature is not looked at, for what it says decides here. https://www.rfc-editor.org/rfc/rfc7519 */
export function tokenFor(tenant: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `Bearer ${part({ alg: 'none' })}.${part({ tenant })}.`;
}

function claimOf(authorization: string | undefined): string | undefined {
  const payload = /^Bearer [^.]*\.([^.]*)\./.exec(authorization ?? '')?.[1];
  if (payload === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')).tenant;
  } catch {
    return undefined;
  }
}
