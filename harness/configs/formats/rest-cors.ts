import { mockOptions } from '../../../servers/gateway/mock-options.ts';
import type { Path } from '../../model/data-file.ts';
import { Unresolved } from '../resolve.ts';

/** What tools that make OPTIONS mocks are told of CORS: each value as the literal that goes into the file, in quotes. */
export interface MockCors {
  readonly origin: unknown;
  readonly methods?: unknown;
  readonly headers?: unknown;
  readonly credentials?: unknown;
  readonly maxAge?: unknown;
  readonly cacheControl?: unknown;
}

const HEADERS: Readonly<Record<keyof MockCors, string>> = {
  origin: 'Access-Control-Allow-Origin',
  methods: 'Access-Control-Allow-Methods',
  headers: 'Access-Control-Allow-Headers',
  credentials: 'Access-Control-Allow-Credentials',
  maxAge: 'Access-Control-Max-Age',
  cacheControl: 'Cache-Control',
};

/** The OPTIONS mock that answers so. @param responseTemplate Velocity that may say otherwise */
export function mockFor(cors: MockCors, responseTemplate?: string): ReturnType<typeof mockOptions> {
  const said = (Object.keys(HEADERS) as (keyof MockCors)[]).filter((key) => cors[key] !== undefined);
  const mock = mockOptions(
    Object.fromEntries(said.map((key) => [HEADERS[key], ''])),
    responseTemplate === undefined ? {} : { responseTemplate },
  );
  const literals = said.map((key) => [`method.response.header.${HEADERS[key]}`, cors[key]]);
  const response = mock.integration.integrationResponses?.['200'];
  const integrationResponses = { 200: { ...response, responseParameters: Object.fromEntries(literals) } };
  return { ...mock, integration: { ...mock.integration, integrationResponses } } as typeof mock;
}

/** Where a mock that {@link mockFor} made says one of these. @param options the path of its method */
export function mockPath(options: Path, key: keyof MockCors): Path {
  const response = [...options, 'integration', 'integrationResponses', '200'];
  return [...response, 'responseParameters', `method.response.header.${HEADERS[key]}`];
}

/** Texts as one literal of a mapping, with commas between; where one of them is not known, it is that one. */
export function literal(...texts: readonly unknown[]): unknown {
  return texts.find((text) => text instanceof Unresolved) ?? `'${texts.join(',')}'`;
}
