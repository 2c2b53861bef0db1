import type { Server } from '../harness/model/server.ts';
import type { Suggestion } from './lookout.ts';

/** Something to look at: servers on origins, and pages to stand at. */
export interface System {
  /** One sentence. */
  readonly what: string;
  /** Where a person may stand. */
  readonly pages: readonly string[];
  readonly suggestions: readonly Suggestion[];
  /** Starts the servers, by origin. Rejects when a program that one of them needs is not there. */
  readonly start: () => Promise<Readonly<Record<string, Server>>>;
}
