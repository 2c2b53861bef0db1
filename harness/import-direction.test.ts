import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { wrongImports } from './import-direction.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TOPS = ['harness', 'servers', 'reports', 'specs', 'bench'];
const WRITTEN_BY_MACHINES = /^reports\/latest\//;

/** Every source file of the folders that have a rule, as a path from the root. */
function sourceFiles(): string[] {
  const paths = TOPS.flatMap((top) =>
    readdirSync(ROOT + top, { recursive: true, encoding: 'utf8' }).map(
      (path) => `${top}/${path.replaceAll('\\', '/')}`,
    ),
  );
  return paths.filter((path) => /\.[cm]?[jt]sx?$/.test(path) && !WRITTEN_BY_MACHINES.test(path));
}

describe('imports run upwards only', () => {
  it('looks at the sources', () => {
    expect(sourceFiles()).toContain('harness/model/words.ts');
  });

  it.each(sourceFiles())('%s', (file) => {
    expect(wrongImports(file, readFileSync(ROOT + file, 'utf8'))).toEqual([]);
  });
});

describe('what is allowed', () => {
  it.each([
    ['harness/oracle/predict.ts', "import type { Scenario } from '../model/scenario.ts';"],
    ['harness/oracle/predict.ts', "export { x } from './steps/x.ts';"],
    ['harness/network/router.ts', "import { createServer } from 'node:http';"],
    ['servers/real/nginx.ts', "import { rules } from '../cdn.ts';"],
    ['servers/cdn.test.ts', "import { it } from 'vitest';"],
    ['harness/cli/bin.js', "await import('../../reports/render.ts');"],
    ['harness/index.ts', "export { test } from './testing/test.ts';"],
    ['specs/story.spec.ts', "import { test } from 'cross-examine';\nimport { cdn } from '../servers/cdn.ts';"],
    ['harness/model/words.ts', "// import { x } from '../oracle/x.ts'\n/**\n * import '../cli/main.ts'\n */"],
  ])('%s: %s', (file, source) => {
    expect(wrongImports(file, source)).toEqual([]);
  });
});

describe('what is not', () => {
  it.each([
    ['harness/model/x.ts', "import { y } from '../oracle/y.ts';", 'harness/oracle'],
    ['harness/model/x.ts', "import type { Y } from '../network/y.ts';", 'harness/network'],
    ['harness/model/x.ts', "export * from '../index.ts';", 'harness'],
    ['harness/oracle/x.ts', "import {\n  a,\n  b,\n} from '../browsers/y.ts';", 'harness/browsers'],
    ['harness/oracle/x.ts', "import '../../servers/cdn.ts';", 'servers'],
    ['harness/network/x.ts', "await import('../runner/y.ts');", 'harness/runner'],
    ['harness/browsers/x.test.ts', "import { y } from '../oracle/y.ts';", 'harness/oracle'],
    ['reports/x.ts', "import { y } from '../harness/contract/y.ts';", 'harness/contract'],
    ['harness/testing/x.ts', "import { y } from '../cli/y.ts';", 'harness/cli'],
    ['harness/testing/x.ts', "import { y } from 'cross-examine';", 'cross-examine'],
    ['harness/cli/x.ts', "import { it } from 'vitest';", 'vitest'],
    ['specs/x.spec.ts', "import { y } from '../harness/model/y.ts';", 'harness/model'],
  ])('%s: %s', (file, source, to) => {
    expect(wrongImports(file, source)).toEqual([expect.stringContaining(`may not import ${to}`)]);
  });

  it('a folder that nobody gave a rule', () => {
    expect(wrongImports('harness/attic/x.ts', '')).toEqual([expect.stringContaining('no rule for harness/attic/')]);
  });

  it('names every wrong import of a file', () => {
    const source = "import '../oracle/a.ts';\nimport b from '../cli/b.ts';\nexport const c = 1;";
    expect(wrongImports('harness/model/x.ts', source)).toHaveLength(2);
  });
});
