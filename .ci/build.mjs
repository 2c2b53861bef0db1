/** `npm run build`: dist/ from nothing, with the files that the compiler does not carry over. */
import { execSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync } from 'node:fs';

const WITH_SCHEMAS = ['harness/model', 'harness/contract', 'reports'];

rmSync('dist', { recursive: true, force: true });
execSync('npx --no-install tsc -p tsconfig.build.json', { stdio: 'inherit' });

cpSync('harness/browsers/pages', 'dist/harness/browsers/pages', { recursive: true });
cpSync('reports/finished', 'dist/reports/finished', { recursive: true });
cpSync('servers/assets', 'dist/servers/assets', { recursive: true });
cpSync('servers/real/seed-nginx.conf', 'dist/servers/real/seed-nginx.conf');
for (const folder of WITH_SCHEMAS) {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.schema.json'))) {
    cpSync(`${folder}/${name}`, `dist/${folder}/${name}`);
  }
}
