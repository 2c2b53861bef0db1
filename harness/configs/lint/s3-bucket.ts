import type { CorsConfiguration, CorsRule } from '../../../servers/s3/cors-rules.ts';
import type { Path } from '../../model/data-file.ts';
import type { Remark } from '../configured.ts';
import { remarksOnMaxAge, remarksOnOrigin } from './origins.ts';

/**
 * What is to be said of a bucket's rules. S3 answers a match that is not `*` alone with the origin and with
 * Access-Control-Allow-Credentials, and there is no switch.
 */
export function lintBucket({ CORSRules }: CorsConfiguration): Remark[] {
  return CORSRules.flatMap((rule, index) => lintRule(rule, ['CORSRules', index]));
}

function lintRule({ AllowedOrigins, MaxAgeSeconds }: CorsRule, path: Path): Remark[] {
  const origins = AllowedOrigins.flatMap((origin, index) => {
    const place = [...path, 'AllowedOrigins', index];
    return origin.includes('*') ? remarksOnPattern(origin, place) : remarksOnOrigin(origin, place);
  });
  return [...origins, ...remarksOnMaxAge(MaxAgeSeconds, [...path, 'MaxAgeSeconds'])];
}

/** A `*` stands for any characters, dots and slashes too: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html */
function remarksOnPattern(pattern: string, path: Path): Remark[] {
  const say = (rule: Remark['rule'], message: string): Remark[] => [{ rule, path, message }];
  if (pattern === '*') return [];
  if (/^https?:\/\/\*\.[^*.]+\.[^*]+$/.test(pattern)) {
    return pattern.startsWith('http:') ? say('insecure-origin', `${pattern} admits http: pages`) : [];
  }
  if (/^https?:\/\/\*$/.test(pattern)) {
    return say(
      'anybody-with-credentials',
      `${pattern} admits every such page, and S3 lets all of them read with credentials`,
    );
  }
  const example = pattern.endsWith('*') ? pattern.replace('*', '.evil.com') : pattern.replace('*', 'evil');
  return say('open-wildcard', `${pattern} admits names that are not yours, as ${example}`);
}
