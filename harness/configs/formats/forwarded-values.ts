import { isRecord } from '../rename.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What a behavior without policies says, as policies: what it forwards is in its cache key. With all headers nothing is
 * kept.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ForwardedValues.html
 */
export function legacyPolicies({ ForwardedValues, MinTTL, DefaultTTL, MaxTTL }: Fields): Fields {
  const forwarded = record(ForwardedValues);
  const headers = itemsOf(forwarded.Headers);
  if (headers.includes('*')) return { CachePolicy: 'CachingDisabled', OriginRequestPolicy: 'AllViewer' };
  const CachePolicy = {
    MinTTL: MinTTL ?? 0,
    ...(DefaultTTL !== undefined && { DefaultTTL }),
    ...(MaxTTL !== undefined && { MaxTTL }),
    ParametersInCacheKeyAndForwardedToOrigin: {
      HeadersConfig:
        headers.length === 0 ? { HeaderBehavior: 'none' } : { HeaderBehavior: 'whitelist', Headers: headers },
      CookiesConfig: cookiesOf(record(forwarded.Cookies)),
      QueryStringsConfig: queryOf(forwarded),
    },
  };
  return { CachePolicy };
}

function cookiesOf({ Forward = 'none', WhitelistedNames }: Fields): Fields {
  return { CookieBehavior: Forward, ...(Forward === 'whitelist' && { Cookies: itemsOf(WhitelistedNames) }) };
}

function queryOf({ QueryString, QueryStringCacheKeys }: Fields): Fields {
  const keys = itemsOf(QueryStringCacheKeys);
  if (QueryString !== true) return { QueryStringBehavior: 'none' };
  return keys.length === 0 ? { QueryStringBehavior: 'all' } : { QueryStringBehavior: 'whitelist', QueryStrings: keys };
}

function record(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

function itemsOf(value: unknown): readonly unknown[] {
  const items = isRecord(value) ? value.Items : value;
  return Array.isArray(items) ? items : [];
}
