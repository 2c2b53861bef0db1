import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Contract } from '../../model/contract.ts';
import { isOk, statusOf } from './ask-url.ts';
import { ApiProcess } from './process.ts';

/** How long an API that was started may take until it answers, and one that is said to run already, in milliseconds. */
const STARTING_MS = 60_000;
const RUNNING_MS = 10_000;
const POLL_MS = 100;
const POLL_LIMIT_MS = 2_000;

/** What became of the API before anything was asked. */
export type Started =
  | { readonly ok: true; readonly stop: () => Promise<void> }
  | { readonly ok: false; readonly reason: string };

/**
 * Starts what the contract says is to be started, and waits until `ready` answers 2xx.
 * @param folder where the command runs
 * @param insecure takes any certificate
 * @returns how to stop it again; or why the API is not there, and then nothing of it is left
 */
export async function startApi(
  contract: Contract,
  folder: string,
  signal: AbortSignal,
  insecure: boolean,
): Promise<Started> {
  const { start, ready } = contract;
  if (start === null) {
    const isThere = ready === null || (await until(() => answers(ready, insecure), RUNNING_MS, signal));
    return isThere ? { ok: true, stop: async () => {} } : { ok: false, reason: notReady(ready, RUNNING_MS) };
  }
  if (ready !== null && (await answers(ready, insecure))) {
    return {
      ok: false,
      reason: `${ready.href} answers before anything was started: stop what runs there, or leave out start`,
    };
  }
  const child = new ApiProcess(start, folder);
  const isUp = () => (ready === null ? listens(upstreamOf(contract)) : answers(ready, insecure));
  const isThere = await until(async () => child.ending !== null || (await isUp()), STARTING_MS, signal);
  if (isThere && child.ending === null) return { ok: true, stop: () => child.stop() };
  const why = child.ending === null ? notReady(ready, STARTING_MS) : `"${start}" ${child.ending}`;
  await child.stop();
  return { ok: false, reason: `${why}. ${child.said}` };
}

function notReady(ready: URL | null, limitMs: number): string {
  const what = ready === null ? 'nothing listened at the upstream' : `${ready.href} did not answer 2xx`;
  return `${what} within ${limitMs / 1000} seconds`;
}

function upstreamOf({ apis }: Contract): URL | null {
  return apis.find(({ upstream }) => upstream !== null)?.upstream ?? null;
}

/** Waits until `isSo`, or the time is up, or the check is interrupted. */
async function until(isSo: () => Promise<boolean>, limitMs: number, signal: AbortSignal): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  while (!signal.aborted) {
    if (await isSo()) return true;
    if (performance.now() > deadline) return false;
    await wait(POLL_MS);
  }
  return false;
}

/** Does it answer 2xx. */
async function answers(url: URL, insecure: boolean): Promise<boolean> {
  return isOk(await statusOf('GET', url, POLL_LIMIT_MS, insecure).catch(() => 0));
}

function listens(address: URL | null): Promise<boolean> {
  if (address === null) return Promise.resolve(true);
  const port = Number(address.port || (address.protocol === 'https:' ? 443 : 80));
  return new Promise((resolve) => {
    const socket = connect({ host: address.hostname.replace(/^\[|\]$/g, ''), port, timeout: POLL_LIMIT_MS });
    const end = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket
      .once('connect', () => end(true))
      .once('error', () => end(false))
      .once('timeout', () => end(false));
  });
}
