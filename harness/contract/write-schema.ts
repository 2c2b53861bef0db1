import { writeFileSync } from 'node:fs';
import { contractFileJsonSchema } from './contract-schema.ts';

/** `npm run schema`: writes the published JSON Schema from the zod schema; a test holds that the two agree. */
writeFileSync(
  new URL('./contract.schema.json', import.meta.url),
  `${JSON.stringify(contractFileJsonSchema(), null, 2)}\n`,
);
