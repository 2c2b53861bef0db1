import type { ParsedHttpRules } from '../../../servers/gateway/http-rules.ts';
import type { Remark } from '../configured.ts';
import { remarksOnMaxAge, remarksOnOrigin } from './origins.ts';

/** What is to be said of an HTTP API. */
export function lintHttpApi(rules: ParsedHttpRules): Remark[] {
  const { corsConfiguration: cors } = rules;
  if (cors === undefined) {
    const message =
      'nothing is said of CORS: the functions behind have to answer OPTIONS and add the headers themselves';
    return [{ rule: 'no-cors-here', path: [], message }];
  }
  return [...lintCors(cors), ...guardedOptions(rules)];
}

function lintCors(cors: NonNullable<ParsedHttpRules['corsConfiguration']>): Remark[] {
  const { allowOrigins, allowHeaders, allowMethods, allowCredentials, maxAge } = cors;
  const at = (...path: (string | number)[]) => ['corsConfiguration', ...path];
  const remarks: Remark[] = [
    ...allowOrigins.flatMap((origin, index) => remarksOnOrigin(origin, at('allowOrigins', index))),
    ...remarksOnMaxAge(maxAge, at('maxAge')),
  ];
  const say = (rule: Remark['rule'], field: string, message: string) =>
    remarks.push({ rule, path: at(field), message });
  if (allowOrigins.length === 0) say('options-without-permission', 'allowOrigins', 'no origin is allowed');
  const anyOf = allowOrigins.find((origin) => /^https?:\/\/\*$/.test(origin));
  if (anyOf !== undefined && allowCredentials) {
    say(
      'anybody-with-credentials',
      'allowOrigins',
      `${anyOf} with credentials lets every such page read as its visitor`,
    );
  }
  for (const [field, list] of Object.entries({ allowHeaders, allowMethods })) {
    if (list.includes('*') && allowCredentials)
      say('wildcard-taken-literally', field, '* beside credentials is a name');
  }
  if (allowHeaders.includes('*') && !allowCredentials && !allowHeaders.some((name) => /^authorization$/i.test(name))) {
    say('authorization-not-covered', 'allowHeaders', '* does not cover Authorization');
  }
  return remarks;
}

/**
 * A route that catches OPTIONS has its authorizer asked first.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
function guardedOptions({ routes }: ParsedHttpRules): Remark[] {
  const catching = Object.keys(routes).filter((key) => key === '$default' || /^(OPTIONS|ANY) /.test(key));
  if (catching.some((key) => key !== '$default' && routes[key]?.authorizerId === undefined)) return [];
  return catching.flatMap((key) => {
    const authorizer = routes[key]?.authorizerId;
    if (authorizer === undefined) return [];
    const message = `${key} catches OPTIONS too, and its authorizer ${authorizer} refuses a preflight`;
    return [{ rule: 'options-guarded' as const, path: ['routes', key, 'authorizerId'], message }];
  });
}
