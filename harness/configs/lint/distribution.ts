import type { ParsedBehavior, ParsedCloudFrontRules } from '../../../servers/cloudfront/rules.ts';
import { isSelected, type Selection } from '../../../servers/cloudfront/selection.ts';
import type { Path } from '../../model/data-file.ts';
import type { Remark } from '../configured.ts';

const SIMPLE = ['GET', 'HEAD', 'POST', 'OPTIONS'];
const OF_A_PREFLIGHT = ['origin', 'access-control-request-method', 'access-control-request-headers'];

/** What is to be said of a distribution; of its own policies more is said where they stand. */
export function lintDistribution(rules: ParsedCloudFrontRules): Remark[] {
  return [
    ...lintBehavior(rules.DefaultCacheBehavior, ['DefaultCacheBehavior']),
    ...rules.CacheBehaviors.flatMap((behavior, index) => lintBehavior(behavior, ['CacheBehaviors', index])),
  ];
}

/** A behavior whose origin is none of the distribution's: CloudFront refuses it as NoSuchOrigin. */
export function remarksOnTargets({ Origins, DefaultCacheBehavior, CacheBehaviors }: ParsedCloudFrontRules): Remark[] {
  const remark = ({ TargetOriginId: id }: ParsedBehavior, path: Path): Remark[] => {
    if (id !== undefined && Object.hasOwn(Origins, id)) return [];
    const message =
      id === undefined ? 'is required' : `${id} is none of the origins: ${Object.keys(Origins).join(', ')}`;
    return [{ rule: 'aws-refuses', path: [...path, 'TargetOriginId'], message }];
  };
  return [
    ...remark(DefaultCacheBehavior, ['DefaultCacheBehavior']),
    ...CacheBehaviors.flatMap((behavior, index) => remark(behavior, ['CacheBehaviors', index])),
  ];
}

function lintBehavior(behavior: ParsedBehavior, path: Path): Remark[] {
  const { CachePolicy: key, OriginRequestPolicy: told, ResponseHeadersPolicy: policy } = behavior;
  const forwards = (name: string) => has(key.headers, name) || (told !== undefined && has(told.headers, name));
  const isPolicysAlone = policy?.cors?.override === true;
  if (policy?.cors === undefined && !forwards('origin')) {
    const message = 'the origin is not told who asks, and no response headers policy has a CorsConfig';
    return [{ rule: 'no-cors-here', path, message }];
  }
  return [
    ...(isOptionsNeeded(behavior) ? [optionsNotAllowed([...path, 'AllowedMethods'])] : []),
    ...(key.maxTtl > 0 && !isPolicysAlone ? mixed(behavior, forwards, path) : []),
  ];
}

/** Which requests ask by preflight is known where a policy says what it allows them. */
function isOptionsNeeded({ AllowedMethods: allowed, ResponseHeadersPolicy: policy }: ParsedBehavior): boolean {
  const { headers = [], methods = [] } = policy?.cors ?? {};
  const asksFirst = headers.length > 0 || methods.some((method) => !SIMPLE.includes(method));
  return asksFirst && !(allowed as readonly string[]).includes('OPTIONS');
}

function optionsNotAllowed(path: Path): Remark {
  const message = 'the policy allows what asks by preflight, and OPTIONS is none of AllowedMethods';
  return { rule: 'options-not-allowed', path, message };
}

/** What reaches the origin and is not in the key makes no difference to the copy. */
function mixed(
  { CachePolicy: key, CachedMethods: cached }: ParsedBehavior,
  forwards: (name: string) => boolean,
  path: Path,
): Remark[] {
  const names = (cached as readonly string[]).includes('OPTIONS') ? OF_A_PREFLIGHT : ['origin'];
  const outside = names.filter((name) => forwards(name) && !has(key.headers, name));
  if (outside.length === 0) return [];
  const message = `${outside.join(', ')}: forwarded to the origin, and not in the cache key`;
  return [{ rule: 'cache-mixes-answers', path: [...path, 'CachePolicy'], message }];
}

function has(selection: Selection, name: string): boolean {
  return isSelected(selection, name);
}
