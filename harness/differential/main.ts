import { EXIT } from '../terminal/exit-codes.ts';
import { readOptions } from './options.ts';
import { run } from './run.ts';

/** `npm run differential`: random scenarios, asked of the oracle and of real browsers. */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') return EXIT.good;
  if (options === 'usage') return EXIT.usage;
  const interruption = new AbortController();
  const onSignal = () => {
    if (interruption.signal.aborted) process.exit(EXIT.interrupted);
    process.stderr.write('\ninterrupted: finishing what is under way (once more to stop at once)\n');
    interruption.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return run(options, interruption.signal);
}

process.exitCode = await main();
