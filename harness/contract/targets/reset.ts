import { isOk, statusOf } from './ask-url.ts';

/** How long a reset may take, in milliseconds. */
const RESET_MS = 10_000;

/**
 * Puts the API back into the state in which an unsafe request can be made once more.
 * @param reset where that is asked for, with POST; `null` where nothing is to be done
 * @returns why it was not done; `null` when all is well
 */
export async function resetApi(reset: URL | null, insecure: boolean): Promise<string | null> {
  if (reset === null) return null;
  try {
    const status = await statusOf('POST', reset, RESET_MS, insecure);
    return isOk(status) ? null : `the reset ${reset.href} was answered ${status}`;
  } catch (error) {
    return `the reset ${reset.href} failed: ${(error as Error).message}`;
  }
}
