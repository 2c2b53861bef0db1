import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The script and the style of the page as finished text, from reports/page and reports/style: both stand in the page
 * itself, which loads nothing.
 */
export async function bundlePage(): Promise<{ readonly script: string; readonly style: string }> {
  const [script, style] = await Promise.all([
    bundle({ entryPoints: [here('./page/main.ts')], format: 'iife', target: 'es2022' }),
    bundle({ entryPoints: [here('./style/main.css')] }),
  ]);
  return { script, style };
}

async function bundle(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({ ...options, bundle: true, minify: true, legalComments: 'none', write: false });
  return outputFiles[0]?.text ?? '';
}
