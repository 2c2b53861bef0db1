/** `npm run build`: dist/ from nothing, with the files that the compiler does not carry over. */
import { execSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync } from 'node:fs';

const MODEL = 'harness/model';

rmSync('dist', { recursive: true, force: true });
execSync('npx --no-install tsc -p tsconfig.build.json', { stdio: 'inherit' });

cpSync('harness/browsers/pages', 'dist/harness/browsers/pages', { recursive: true });
cpSync('servers/assets', 'dist/servers/assets', { recursive: true });
cpSync('servers/real/seed-nginx.conf', 'dist/servers/real/seed-nginx.conf');
for (const name of readdirSync(MODEL).filter((file) => file.endsWith('.schema.json'))) {
  cpSync(`${MODEL}/${name}`, `dist/${MODEL}/${name}`);
}
