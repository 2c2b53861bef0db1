import { writeFileSync } from 'node:fs';
import { bundlePage } from './bundle-page.ts';

/** `npm run page`: writes the finished script and style of the page; a test holds that they are fresh. */
const { script, style } = await bundlePage();
writeFileSync(new URL('./finished/script.js', import.meta.url), script);
writeFileSync(new URL('./finished/style.css', import.meta.url), style);
