import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { startXvfb } from './xvfb.ts';

/** Little-endian, protocol 11, no authorization: https://www.x.org/releases/X11R7.7/doc/xproto/x11protocol.html#Encoding::Connection_Setup */
const SETUP = Buffer.from('6c000b000000000000000000', 'hex');

const CLIENTS = 1_000;

/** Is a client let in that comes now, and leaves at once. */
async function letsIn(display: string): Promise<boolean> {
  const client = connect(`/tmp/.X11-unix/X${display.slice(1)}`);
  client.write(SETUP);
  try {
    const [answer] = await Promise.race([once(client, 'data'), once(client, 'close')]);
    return Buffer.isBuffer(answer) && answer[0] === 1;
  } catch {
    return false;
  } finally {
    client.destroy();
  }
}

it('lets everybody in, also who comes when the last one leaves', { timeout: 60_000 }, async () => {
  const display = await startXvfb();
  try {
    let refused = 0;
    for (let count = 0; count < CLIENTS; count++) if (!(await letsIn(display.name))) refused++;
    expect(refused).toBe(0);
  } finally {
    await display.close();
  }
});
