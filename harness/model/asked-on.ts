import { AsyncLocalStorage } from 'node:async_hooks';

/** The names that one request's servers have noted; it follows the request through every server of this process. */
const trail = new AsyncLocalStorage<string[]>();

/**
 * Does the work of answering one request, and notes who is asked meanwhile.
 * @param names grows by the name of each server that is asked on
 */
export function followingAskedOn<T>(names: string[], work: () => T): T {
  return trail.run(names, work);
}

/** A server that asks another one on behalf of a request says so here; outside of any request nobody listens. */
export function noteAskedOn(name: string): void {
  trail.getStore()?.push(name);
}
