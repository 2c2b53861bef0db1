import { EXIT } from '../terminal/exit-codes.ts';
import { interruptible } from '../terminal/interruption.ts';
import { readOptions } from './options.ts';
import { run } from './run.ts';

/** `npm run differential`: random scenarios, asked of the oracle and of real browsers. */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') return EXIT.good;
  if (options === 'usage') return EXIT.usage;
  return run(options, interruptible().signal);
}

process.exitCode = await main();
