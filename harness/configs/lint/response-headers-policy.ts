import type { ResponseHeadersPolicy } from '../../../servers/cloudfront/response-headers-policy.ts';
import type { Remark } from '../configured.ts';
import { remarksOnMaxAge, remarksOnOrigin } from './origins.ts';

/** What is to be said of a response headers policy of CloudFront. */
export function lintResponseHeadersPolicy({ cors }: ResponseHeadersPolicy): Remark[] {
  if (cors === undefined) return [{ rule: 'no-cors-here', path: [], message: 'the policy has no CorsConfig' }];
  const { origins, headers, methods, exposed, credentials, maxAge } = cors;
  const say = (rule: Remark['rule'], field: string, message: string): Remark => ({
    rule,
    path: ['CorsConfig', field],
    message,
  });
  const withCredentials = [
    ...(origins.includes('*')
      ? [say('wildcard-with-credentials', 'AccessControlAllowOrigins', '* beside credentials')]
      : []),
    ...(exposed.includes('*')
      ? [say('wildcard-taken-literally', 'AccessControlExposeHeaders', '* beside credentials is a name')]
      : []),
  ];
  const isUncovered = headers.includes('*') && !headers.includes('authorization');
  return [
    ...origins.flatMap((origin) =>
      origin.includes('://') ? remarksOnOrigin(origin, ['CorsConfig', 'AccessControlAllowOrigins']) : [],
    ),
    ...remarksOnMaxAge(maxAge, ['CorsConfig', 'AccessControlMaxAgeSec']),
    ...(credentials ? withCredentials : []),
    ...(isUncovered
      ? [say('authorization-not-covered', 'AccessControlAllowHeaders', '* does not cover Authorization')]
      : []),
    ...(methods.some((method) => !['GET', 'HEAD'].includes(method))
      ? [say('origin-must-answer-options', 'AccessControlAllowMethods', 'a preflight goes on to the origin server')]
      : []),
  ];
}
