import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { EXIT } from './exit-codes.ts';

interface PackageJson {
  readonly version: string;
}

/** The manifest stands two folders up in the repository, and three in the built package. */
function packageJson(): PackageJson {
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
    } catch {}
  }
  return { version: 'unknown' };
}

function createProgram(onExit: (code: number) => void): Command {
  const program = new Command('cross-examine')
    .description('Puts a CORS policy under oath in real Chromium, Firefox and WebKit.')
    .version(packageJson().version)
    .exitOverride()
    .showHelpAfterError('(cross-examine --help shows what there is)');

  program
    .command('run')
    .argument('<file>', 'a scenario file, JSON or YAML')
    .description('Plays a scenario file in real browsers and reports what each of them did.')
    .option('--engine <names>', 'which engines, separated by commas', 'chromium,firefox,webkit')
    .option('--check', 'hold what was observed against what the file expects')
    .option('--json <out>', 'write the results to this file, as they come')
    .addHelpText(
      'after',
      `
Examples:
  $ cross-examine run cases.yaml                              what every engine did, a row a scenario
  $ cross-examine run cases.yaml --check --engine firefox     exit code 1 when Firefox differs from \`expect\`
  $ cross-examine run cases.json --json results.json          the same for a program to read

Exit codes: 0 good · 1 a mismatch · 2 the input is wrong, nothing was run · 3 not fully measured · 130 interrupted`,
    )
    .action(async (file, options) => {
      // Loaded here, so that --help does not wait for Playwright.
      const { run } = await import('./run.ts');
      onExit(await run(file, options));
    });

  program
    .command('predict')
    .argument('<file>', 'a scenario file, JSON or YAML')
    .description(
      'Says what the Fetch Standard makes of a scenario file, and which step decides. No browser is started.',
    )
    .option('--check', 'hold the predictions against what the file expects')
    .addHelpText(
      'after',
      `
Examples:
  $ cross-examine predict cases.yaml > predictions.json
  $ cross-examine predict cases.yaml --check > /dev/null      what of \`expect\` is not what the standard says

Exit codes: 0 good · 1 a mismatch · 2 the input is wrong · 3 something in the file is not modelled`,
    )
    .action(async (file, options) => {
      const { predictFile } = await import('./predict.ts');
      onExit(predictFile(file, options));
    });

  program
    .command('serve')
    .argument('[name]', 'which system; without a name, all are listed')
    .description('Starts one of the systems that the specs are about, for you to look at in a browser of your own.')
    .addHelpText(
      'after',
      `
Examples:
  $ cross-examine serve             what there is
  $ cross-examine serve cdn         its origins, how to point a browser at them, and each request as it comes

Exit codes: 0 ended by Ctrl-C · 2 nothing of this name · 3 a program that it needs is not there`,
    )
    .action(async (name) => {
      const { listSystems, serve } = await import('./serve.ts');
      if (name === undefined) console.log(listSystems());
      else onExit(await serve(name));
    });

  program
    .command('report')
    .argument('[file]', 'report.json, or the folder that it is in', 'reports/latest/report.json')
    .description('Draws the compatibility report again from its report.json, which may be held against an earlier one.')
    .option('--against <old>', 'an earlier report.json: the page then shows what changed')
    .option('--open', 'open the page in your browser')
    .addHelpText(
      'after',
      `
Examples:
  $ cross-examine report --open                               the report of the last run
  $ cross-examine report downloads/report.json                writes downloads/index.html
  $ cross-examine report --against last-week/report.json      new failures, what is fixed, engines of another version

Exit codes: 0 good · 1 with --against: something fails that did not · 2 a file cannot be read`,
    )
    .action(async (file, options) => {
      const { report } = await import('./report.ts');
      onExit(report(file, options));
    });
  return program;
}

/**
 * The command line.
 * @param argv the arguments, without node and script
 * @returns the exit code
 */
export async function main(argv: readonly string[]): Promise<number> {
  let code: number = EXIT.good;
  try {
    await createProgram((exitCode) => {
      code = exitCode;
    }).parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.good : EXIT.usage;
  }
  return code;
}
