import { isRecord } from '../rename.ts';

type Properties = Readonly<Record<string, unknown>>;

const NUMBERS = /^(MaxAge|AccessControlMaxAgeSec|(Min|Default|Max)TTL|TimeoutInMillis)$/;
const BOOLEANS =
  /^(AllowCredentials|AccessControlAllowCredentials|OriginOverride|Override|ApiKeyRequired|QueryString|EnableAcceptEncoding\w+|method\.response\.header\..+)$/;

/** Properties in which a number or a boolean that stands in quotes is one, as CloudFormation takes it; SAM does not. */
export function coerced(type: string, properties: Properties): Properties {
  return type.startsWith('AWS::Serverless::') ? properties : (inside(properties) as Properties);
}

function inside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inside);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, meant(name, inside(each))]));
}

function meant(name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (NUMBERS.test(name) && /^-?\d+$/.test(value)) return Number(value);
  return BOOLEANS.test(name) && /^(true|false)$/.test(value) ? value === 'true' : value;
}
