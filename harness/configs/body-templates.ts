import { mappingTemplateSchema } from '../../servers/gateway/mapping-template.ts';
import type { Path } from '../model/data-file.ts';
import type { Remark } from './configured.ts';
import { isRecord } from './rename.ts';

/** Where a REST API has the templates of its answers: each `*` is any key. */
const PLACE = ['resources', '*', '*', 'integration', 'integrationResponses', '*', 'responseTemplates', '*'];

interface Lightened {
  readonly rules: unknown;
  /** What was taken out; paths are those of the rules. */
  readonly remarks: readonly Remark[];
}

/**
 * The rules of a REST API without those templates that cannot be emulated and make a body alone: CORS does not depend on
 * them. One that overrides the answer stays, and is refused.
 */
export function withoutBodyTemplates(rules: unknown): Lightened {
  return lightened(rules, PLACE, []);
}

function lightened(value: unknown, [key, ...below]: readonly string[], at: Path): Lightened {
  if (!isRecord(value) || key === undefined) return { rules: value, remarks: [] };
  const keys = Object.keys(value).filter((each) => key === '*' || each === key);
  if (below.length === 0) return withoutForeign(value, keys, at);
  const parts = keys.map((each) => [each, lightened(value[each], below, [...at, each])] as const);
  return {
    rules: { ...value, ...Object.fromEntries(parts.map(([each, part]) => [each, part.rules])) },
    remarks: parts.flatMap(([, part]) => part.remarks),
  };
}

function withoutForeign(templates: Readonly<Record<string, unknown>>, types: readonly string[], at: Path): Lightened {
  const foreign = types.flatMap((type) => {
    const { error } = mappingTemplateSchema.safeParse(templates[type]);
    const isOfBody = typeof templates[type] === 'string' && !templates[type].includes('responseOverride');
    return error === undefined || !isOfBody ? [] : [[type, error.issues[0]?.message ?? ''] as const];
  });
  const kept = Object.entries(templates).filter(([type]) => !foreign.some(([each]) => each === type));
  return {
    rules: Object.fromEntries(kept),
    remarks: foreign.map(([type, message]) => ({
      rule: 'not-emulated',
      path: [...at, type],
      message: `${message}: the body will be another`,
    })),
  };
}
