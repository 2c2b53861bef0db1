import type { Path } from '../../model/data-file.ts';
import { isRecord } from '../rename.ts';
import { believingAuthorizer } from './authorizers.ts';
import type { Template } from './template.ts';

export type Properties = Readonly<Record<string, unknown>>;

/** A request that a function is to answer. */
export interface Event {
  readonly method: string;
  readonly path: string;
  readonly auth: Properties;
  readonly at: Path;
}

export function section(value: unknown): Properties {
  return isRecord(value) ? value : {};
}

/** @param api the API's logical id; `undefined` for events that name none */
export function eventsOf(
  { resources }: Template,
  type: 'Api' | 'HttpApi',
  key: string,
  api: string | undefined,
): Event[] {
  return resources
    .filter((resource) => resource.type === 'AWS::Serverless::Function')
    .flatMap(({ properties, at }) =>
      Object.entries(section(properties.Events)).map(([name, event]) => ({ at, name, event: section(event) })),
    )
    .filter(({ event }) => event.Type === type && section(event.Properties)[key] === api)
    .map(({ at, name, event }) => {
      const { Path: path, Method: method, Auth: auth } = section(event.Properties);
      const verb = String(method ?? 'ANY').toUpperCase();
      return {
        method: verb === 'X-AMAZON-APIGATEWAY-ANY-METHOD' ? 'ANY' : verb,
        path: String(path ?? '$default'),
        auth: section(auth),
        at: [...at, 'Events', name],
      };
    });
}

/** What an API says of itself, over what Globals say of all: objects are merged. */
export interface OwnAndGlobal {
  readonly properties: Properties;
  /** Where one of them is said. */
  readonly placeOf: (path: readonly string[]) => Path;
}

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html */
export function overGlobals(own: Properties, at: Path, globals: unknown, globalsAt: Path): OwnAndGlobal {
  const isOwn = (path: readonly string[]) =>
    path.reduce<unknown>((value, key) => section(value)[key], own) !== undefined;
  return {
    properties: merged(section(globals), own),
    placeOf: (path) => [...(isOwn(path) ? at : globalsAt), ...path],
  };
}

function merged(under: Properties, over: Properties): Properties {
  const both = Object.entries(over).map(([key, value]) => {
    const other = under[key];
    return [key, isRecord(value) && isRecord(other) ? merged(other, value) : value];
  });
  return { ...under, ...Object.fromEntries(both) };
}

/** By name; which header each looks at. */
export function authorizersOf(auth: Properties): Record<string, object> {
  return Object.fromEntries(
    Object.entries(section(auth.Authorizers)).map(([name, authorizer]) => {
      const identity = section(section(authorizer).Identity);
      const source = identity.Header === undefined ? section(authorizer).IdentitySource : `header.${identity.Header}`;
      return [name, believingAuthorizer(source)];
    }),
  );
}
