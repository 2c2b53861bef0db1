import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { checkCommand } from './commands/check.ts';
import { lintCommand } from './commands/lint.ts';
import { predictCommand } from './commands/predict.ts';
import { reportCommand } from './commands/report.ts';
import { runCommand } from './commands/run.ts';
import { serveCommand } from './commands/serve.ts';
import { EXIT } from './exit-codes.ts';

/** In the order of the help. What a command needs is loaded when it is called, so that --help does not wait for it. */
const COMMANDS = [checkCommand, runCommand, predictCommand, lintCommand, reportCommand, serveCommand];

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

  for (const add of COMMANDS) add(program, onExit);
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
