import { EXIT } from './exit-codes.ts';

/**
 * Ctrl-C stops what is under way at the next good place and keeps what was measured; a second one ends it at once.
 * @returns a signal to work by, and the function that gives Ctrl-C back
 */
export function interruptible(): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    process.stderr.write('\ninterrupted: finishing what is under way (once more to stop at once)\n');
    controller.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return { signal: controller.signal, release: () => process.off('SIGINT', onSignal).off('SIGTERM', onSignal) };
}
