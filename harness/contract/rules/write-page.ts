import { writeFileSync } from 'node:fs';
import { rulesPage } from './page.ts';

/** `npm run rules`: writes docs/rules.md from the catalogue; a test holds that the two agree. */
writeFileSync(new URL('../../../docs/rules.md', import.meta.url), rulesPage());
