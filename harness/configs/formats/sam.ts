import type { Drafts } from '../configured.ts';
import { eventsOf, overGlobals, section } from './sam-events.ts';
import { samHttpApi } from './sam-http.ts';
import { samRestApi } from './sam-rest.ts';
import type { Resource, Template } from './template.ts';

/** The API that SAM makes for events which name none, and where its properties are said. */
const IMPLICIT = {
  Api: { name: 'ServerlessRestApi', at: ['Globals', 'Api'] },
  HttpApi: { name: 'ServerlessHttpApi', at: ['Globals', 'HttpApi'] },
} as const;

/** AWS::Serverless::Api: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html */
export function serverlessApi({ name, properties, at }: Resource, template: Template): Drafts {
  const said = overGlobals(properties, at, template.globals.Api, IMPLICIT.Api.at);
  if ('DefinitionUri' in said.properties) return inAnotherFile(said.placeOf(['DefinitionUri']));
  return samRestApi(name, said, eventsOf(template, 'Api', 'RestApiId', name));
}

/** AWS::Serverless::HttpApi: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-httpapi.html */
export function serverlessHttpApi({ name, properties, at }: Resource, template: Template): Drafts {
  const said = overGlobals(properties, at, template.globals.HttpApi, IMPLICIT.HttpApi.at);
  if ('DefinitionUri' in said.properties) return inAnotherFile(said.placeOf(['DefinitionUri']));
  return samHttpApi(name, said, eventsOf(template, 'HttpApi', 'ApiId', name));
}

function inAnotherFile(path: Drafts['remarks'][number]['path']): Drafts {
  const message = 'the definition of this API stands in another file, which is not read: give that file itself';
  return { drafts: [], remarks: [{ rule: 'not-emulated', path, message }] };
}

/** The APIs that nobody declares: those of functions whose events name none. */
export function samFunctionEvents(template: Template): Drafts[] {
  const ofGlobals = (type: 'Api' | 'HttpApi') =>
    overGlobals({}, IMPLICIT[type].at, section(template.globals[type]), IMPLICIT[type].at);
  const rest = eventsOf(template, 'Api', 'RestApiId', undefined);
  const http = eventsOf(template, 'HttpApi', 'ApiId', undefined);
  return [
    ...(rest.length > 0 ? [samRestApi(IMPLICIT.Api.name, ofGlobals('Api'), rest)] : []),
    ...(http.length > 0 ? [samHttpApi(IMPLICIT.HttpApi.name, ofGlobals('HttpApi'), http)] : []),
  ];
}
