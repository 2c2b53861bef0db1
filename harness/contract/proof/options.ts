import { Command, CommanderError } from 'commander';
import { ENGINE_NAMES, type EngineName } from '../../model/words.ts';
import { engineNames } from '../../terminal/engine-names.ts';

/** What a run of the proof was told to do. */
export interface Options {
  readonly engines: readonly EngineName[];
  /** Words that the names of the servers have in them; empty for all. */
  readonly only: string;
}

/**
 * Reads the command line.
 * @returns the options, or the exit code when there is nothing to run: `--help`, or an error that has been printed
 */
export function readOptions(argv: readonly string[]): Options | 'help' | 'usage' {
  const command = new Command('npm run proof --')
    .description('Checks servers whose faults are known, and right ones, and counts what was missed and false alarms.')
    .argument('[engines]', 'which engines, separated by commas', engineNames, [...ENGINE_NAMES])
    .option('--only <text>', 'the servers alone that have this text in their names', '')
    .exitOverride()
    .allowExcessArguments(false)
    .showHelpAfterError('(--help shows what there is)')
    .addHelpText(
      'after',
      `
Examples:
  $ npm run proof                                      every server, in every engine: some minutes each
  $ npm run proof -- firefox                           every server, in one
  $ npm run proof -- webkit,chromium --only nginx      the servers with nginx, in two

Exit codes: 0 all found and nothing else · 1 something was missed, or a false alarm · 2 the input is wrong, nothing was run ·
3 not fully measured: an engine is missing, or something was inconclusive · 130 interrupted`,
    );
  try {
    command.parse(argv, { from: 'user' });
    return { engines: command.processedArgs[0], only: command.opts<{ only: string }>().only };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 'help' : 'usage';
  }
}
