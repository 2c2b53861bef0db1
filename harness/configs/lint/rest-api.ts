import { headerName } from '../../../servers/gateway/parameter-mapping.ts';
import type { ParsedRestRules, RestMethod } from '../../../servers/gateway/rest-rules.ts';
import type { Path } from '../../model/data-file.ts';
import type { Remark } from '../configured.ts';
import { remarksOnMaxAge, remarksOnOrigin } from './origins.ts';

const ALLOW_ORIGIN = 'access-control-allow-origin';
const ALLOW_CREDENTIALS = 'access-control-allow-credentials';

type Methods = Readonly<Partial<Record<string, RestMethod>>>;

/** What is to be said of a REST API. */
export function lintRestApi(rules: ParsedRestRules): Remark[] {
  const resources = Object.entries(rules.resources) as [string, Methods][];
  if (resources.length > 0 && resources.every(([, { OPTIONS, ANY }]) => (OPTIONS ?? ANY) === undefined)) {
    const message = 'no resource has an OPTIONS method: every preflight is answered 403';
    return [{ rule: 'no-cors-here', path: ['resources'], message }];
  }
  const hasCors = resources.some(([, { OPTIONS }]) => allowsSomebody(OPTIONS));
  return [
    ...resources.flatMap(([path, methods]) => lintResource(methods, ['resources', path])),
    ...(hasCors ? lintGatewayResponses(rules) : []),
  ];
}

function allowsSomebody(options: RestMethod | undefined): boolean {
  return options !== undefined && mapped(options, ALLOW_ORIGIN) !== undefined;
}

function lintResource(methods: Methods, path: Path): Remark[] {
  const preflight = methods.OPTIONS ?? methods.ANY;
  const others = Object.entries(methods).filter(([method]) => method !== 'OPTIONS');
  if (preflight === undefined) {
    const names = others.map(([method]) => method).join(', ');
    return [{ rule: 'options-missing', path, message: `${names} without OPTIONS: a preflight is answered 403` }];
  }
  const place = [...path, methods.OPTIONS === undefined ? 'ANY' : 'OPTIONS'];
  return [
    ...guarded(preflight, place),
    ...(methods.OPTIONS?.integration.type === 'MOCK' ? lintMock(methods.OPTIONS, place) : []),
    ...(allowsSomebody(methods.OPTIONS)
      ? others.flatMap(([method, rules]) => lintAnswers(rules as RestMethod, [...path, method]))
      : []),
  ];
}

function guarded({ authorizationType, apiKeyRequired }: RestMethod, path: Path): Remark[] {
  if (authorizationType === 'NONE' && !apiKeyRequired) return [];
  const guard = apiKeyRequired ? 'an API key' : authorizationType;
  return [{ rule: 'options-guarded', path, message: `OPTIONS wants ${guard}, which no preflight has` }];
}

/** The literals that a mock answers with. */
function lintMock(mock: RestMethod, path: Path): Remark[] {
  const origin = mapped(mock, ALLOW_ORIGIN);
  if (origin === undefined) {
    return [
      { rule: 'options-without-permission', path, message: 'OPTIONS answers without Access-Control-Allow-Origin' },
    ];
  }
  const maxAge = mapped(mock, 'access-control-max-age');
  return [
    ...remarksOnOrigin(origin.value, [...path, ...origin.path]),
    ...(maxAge === undefined ? [] : remarksOnMaxAge(Number(maxAge.value), [...path, ...maxAge.path])),
    ...(mapped(mock, ALLOW_CREDENTIALS)?.value === 'true' ? lintCredentials(mock, path) : []),
  ];
}

function lintCredentials(mock: RestMethod, path: Path): Remark[] {
  const stars = (['origin', 'headers', 'methods'] as const).flatMap((what) => {
    const said = mapped(mock, `access-control-allow-${what}`);
    return said?.value === '*' ? [{ what, path: [...path, ...said.path] }] : [];
  });
  return stars.map(({ what, path: place }) => ({
    rule: what === 'origin' ? 'wildcard-with-credentials' : 'wildcard-taken-literally',
    path: place,
    message: `Access-Control-Allow-${what[0]?.toUpperCase()}${what.slice(1)}: * beside credentials`,
  }));
}

function lintAnswers({ integration: { type, integrationResponses } }: RestMethod, path: Path): Remark[] {
  if (/_PROXY$/.test(type)) {
    const message = `${type}: its answers have the headers that the backend adds itself`;
    return [{ rule: 'function-must-answer', path, message }];
  }
  return Object.entries(integrationResponses)
    .filter(([, { responseParameters }]) => !Object.keys(responseParameters).map(headerName).includes(ALLOW_ORIGIN))
    .map(([status]) => ({
      rule: 'answer-without-cors',
      path,
      message: `${status} is answered without Access-Control-Allow-Origin, although OPTIONS allows the request`,
    }));
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
function lintGatewayResponses({ gatewayResponses }: ParsedRestRules): Remark[] {
  return (['DEFAULT_4XX', 'DEFAULT_5XX'] as const).flatMap((type): Remark[] => {
    const response = gatewayResponses[type];
    if (
      Object.keys(response?.responseParameters ?? {})
        .map(headerName)
        .includes(ALLOW_ORIGIN)
    )
      return [];
    const path = response === undefined ? [] : ['gatewayResponses', type];
    return [{ rule: 'errors-without-cors', path, message: `${type} has no Access-Control-Allow-Origin` }];
  });
}

/** The literal that an integration response gives to a header, without its quotes. */
function mapped(
  { integration }: RestMethod,
  header: string,
): { readonly value: string; readonly path: Path } | undefined {
  for (const [status, { responseParameters }] of Object.entries(integration.integrationResponses)) {
    const found = Object.entries(responseParameters).find(([parameter]) => headerName(parameter) === header);
    if (found === undefined) continue;
    const path = ['integration', 'integrationResponses', status, 'responseParameters', found[0]];
    return { value: found[1].replace(/^'|'$/g, ''), path };
  }
  return undefined;
}
