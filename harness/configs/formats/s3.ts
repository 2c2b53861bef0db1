import type { Path } from '../../model/data-file.ts';
import type { Draft, Drafts } from '../configured.ts';
import { S3_NAMES } from '../names.ts';
import { type Names, rename } from '../rename.ts';

/**
 * A bucket's CORS configuration in JSON: `{ CORSRules: […] }` as the command line takes it, or the bare list of the
 * console, for which no source was found that says so.
 */
export function s3FromJson(data: unknown): Drafts {
  return Array.isArray(data)
    ? bucketOfRules('bucket', data, S3_NAMES.api, [])
    : bucket('bucket', data, S3_NAMES.api, []);
}

/** A bucket with this configuration, in a tool's words. */
export function bucket(name: string, data: unknown, names: Names, at: Path): Drafts {
  const { value, remarks, saidAt } = rename(data, names, at);
  return { drafts: [{ kind: 's3-bucket', name, rules: value, saidAt }], remarks };
}

/** A bucket with this list of rules, in a tool's words. */
export function bucketOfRules(name: string, data: unknown, names: Names, at: Path): Drafts {
  const { value, remarks, saidAt } = rename(data, names, at);
  const draft: Draft = {
    kind: 's3-bucket',
    name,
    rules: { CORSRules: value },
    saidAt: (path) => saidAt(path.slice(1)),
  };
  return { drafts: [draft], remarks };
}
