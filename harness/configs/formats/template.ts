import type { Path } from '../../model/data-file.ts';
import { isRecord } from '../rename.ts';

/** A resource of a template whose functions are filled in. */
export interface Resource {
  /** Its logical id. */
  readonly name: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Where its properties stand. */
  readonly at: Path;
}

export interface Template {
  readonly resources: readonly Resource[];
  /** SAM's defaults for all resources of a kind. */
  readonly globals: Readonly<Record<string, unknown>>;
}

export function propertiesOf(resource: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return isRecord(resource.Properties) ? resource.Properties : {};
}
