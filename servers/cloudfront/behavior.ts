import type { OnwardRequest } from '../behind.ts';
import type { ParsedBehavior, ParsedCloudFrontRules } from './rules.ts';

/**
 * The cache behavior for a request: the first whose path pattern matches, else the default one.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-values-specify.html#DownloadDistValuesPathPattern
 */
export function behaviorFor(rules: ParsedCloudFrontRules, { url }: OnwardRequest): ParsedBehavior {
  const [path = '/'] = url.split('?');
  const matches = ({ PathPattern }: { readonly PathPattern: string }) => patternOf(PathPattern).test(path);
  return rules.CacheBehaviors.find(matches) ?? rules.DefaultCacheBehavior;
}

/** `*` stands for any characters, `?` for one; the slash in front may be left out. */
function patternOf(pattern: string): RegExp {
  const escaped = pattern.replace(/^\//, '').replace(/[\\^$.|+()[\]{}]/g, '\\$&');
  return new RegExp(`^/${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}
