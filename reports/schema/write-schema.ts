import { writeFileSync } from 'node:fs';
import { reportJsonSchema } from './report.ts';

/** `npm run schema`: writes the published JSON Schema of report.json; a test holds that it is fresh. */
writeFileSync(new URL('../report.schema.json', import.meta.url), `${JSON.stringify(reportJsonSchema(), null, 2)}\n`);
