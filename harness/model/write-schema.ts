import { writeFileSync } from 'node:fs';
import { scenarioFileJsonSchema } from './parse-scenarios.ts';

/** `npm run schema`: writes the published JSON Schema from the zod schema; a test holds that the two agree. */
writeFileSync(
  new URL('./scenario.schema.json', import.meta.url),
  `${JSON.stringify(scenarioFileJsonSchema(), null, 2)}\n`,
);
