/** How long a reset may take, in milliseconds. */
const RESET_MS = 10_000;

/**
 * Puts the API back into the state in which an unsafe request can be made once more.
 * @param reset where that is asked for, with POST; `null` where nothing is to be done
 * @returns why it was not done; `null` when all is well
 */
export async function resetApi(reset: URL | null): Promise<string | null> {
  if (reset === null) return null;
  try {
    const response = await fetch(reset, { method: 'POST', signal: AbortSignal.timeout(RESET_MS), redirect: 'manual' });
    await response.body?.cancel();
    return response.ok ? null : `the reset ${reset.href} was answered ${response.status}`;
  } catch (error) {
    const { cause, message } = error as Error & { cause?: Error };
    return `the reset ${reset.href} failed: ${cause?.message ?? message}`;
  }
}
