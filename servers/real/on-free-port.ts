const ATTEMPTS = 3;

/** A server that cannot be asked to choose a port by itself. */
export interface PortTaker<Started> {
  /** Starts it on this port; rejects with what it printed when it does not start. */
  readonly start: (port: number) => Promise<Started>;
  /** How it says that somebody else has the port: no other failure is tried again. */
  readonly portIsTaken: RegExp;
  /** Says which port to listen on; asked again when somebody else has taken it meanwhile. */
  readonly takePort: () => Promise<number>;
}

/**
 * Starts a server on a free port of 127.0.0.1.
 * @returns what was started, and where; rejects as `start` does
 */
export async function onFreePort<Started>(taker: PortTaker<Started>): Promise<{ address: URL; started: Started }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await taker.takePort();
    try {
      return { address: new URL(`http://127.0.0.1:${port}`), started: await taker.start(port) };
    } catch (error) {
      if (attempt === ATTEMPTS || !taker.portIsTaken.test(String(error))) throw error;
    }
  }
}
