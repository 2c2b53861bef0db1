import { EXIT, type ExitCode } from '../../terminal/exit-codes.ts';
import { interruptible } from '../../terminal/interruption.ts';
import { readOptions } from './options.ts';
import { run } from './run.ts';

/** `npm run proof`: servers whose faults are known, put to the contract check. */
async function main(): Promise<ExitCode> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') return EXIT.good;
  if (options === 'usage') return EXIT.usage;
  return run(options, interruptible().signal);
}

process.exitCode = await main();
