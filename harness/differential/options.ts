import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { ENGINE_NAMES, type EngineName } from '../model/words.ts';
import { engineNames } from '../terminal/engine-names.ts';

/** What a differential run was told to do. */
export interface Options {
  readonly cases: number;
  readonly seed: number;
  readonly engine: readonly EngineName[];
  readonly out: string;
}

const MOST_CASES = 100_000;
const MOST_SEED = 2 ** 31 - 1;

function numberBetween(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
  };
}

/**
 * Reads the command line.
 * @returns the options, or the exit code when there is nothing to run: `--help`, or an error that has been printed
 */
export function readOptions(argv: readonly string[]): Options | 'help' | 'usage' {
  const command = new Command('npm run differential --')
    .description('Draws random scenarios, and lists where the oracle and real browsers disagree: each cause once.')
    .option('--cases <number>', 'how many scenarios are drawn', numberBetween(1, MOST_CASES), 2000)
    .option(
      '--seed <number>',
      'draws the same scenarios again (default: a random one, which is printed)',
      numberBetween(0, MOST_SEED),
    )
    .option('--engine <names>', 'which engines, separated by commas', engineNames, [...ENGINE_NAMES])
    .option('--out <folder>', 'where the smallest scenarios are written', 'test-results/differential')
    .allowExcessArguments(false)
    .exitOverride()
    .showHelpAfterError('(--help shows what there is)')
    .addHelpText(
      'after',
      `
Examples:
  $ npm run differential                                         2000 scenarios, a new seed, every engine
  $ npm run differential -- --cases 500 --engine firefox         a shorter look at one engine
  $ npm run differential -- --cases 500 --seed 42                the same scenarios again

Exit codes: 0 no disagreement that nothing explains · 1 disagreements that the ledger does not know, or a row of it that was not seen · 2 the input is wrong, nothing was run ·
3 not fully measured: an engine is missing, or something was inconclusive`,
    );
  try {
    const told = command.parse(argv, { from: 'user' }).opts<Omit<Options, 'seed'> & { seed?: number }>();
    return { ...told, seed: told.seed ?? Math.floor(Math.random() * MOST_SEED) };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 'help' : 'usage';
  }
}
