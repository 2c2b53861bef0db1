import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ScriptedAnswer } from './scenario.ts';
import type { Api } from './words.ts';

/** What a script is asked about one arriving request. */
export interface ScriptQuestion {
  readonly method: string;
  readonly url: string;
  readonly preflight: boolean;
}

/** What a script says: the answer to send exactly as told, and where in the redirect chain the request stands. */
export interface ScriptLine {
  readonly answer: ScriptedAnswer;
  /** Decides the body that goes with the answer: an image for `img`, and so on. */
  readonly api: Api;
  readonly hop: number;
}

/** A Fastify instance, or anything that handles Node's own request and response. */
export interface App {
  ready(): PromiseLike<unknown>;
  routing(request: IncomingMessage, response: ServerResponse): void;
}

/** Where a mount's answers come from. */
export type AnswerSource =
  | { readonly kind: 'script'; readonly ask: (question: ScriptQuestion) => ScriptLine | undefined }
  | { readonly kind: 'app'; readonly app: App }
  | { readonly kind: 'upstream'; readonly address: URL };

/** A server that can be mounted on an origin. */
export interface Server {
  readonly name: string;
  readonly version: string;
  /** A real server (nginx, Express), or one of ours that stands for one. */
  readonly real: boolean;
  /** What it is to a request that it may pass on to a server behind it. Absent: it answers for itself. */
  readonly role?: 'cache' | 'gateway';
  readonly source: AnswerSource;
  /** How often it has done what it is there for: orders made, deleted. Absent: the server does not count. */
  readonly effects?: () => number;
  /** How it answers where no source was found that says how the system it stands for does: a sentence each. */
  readonly unconfirmed?: readonly string[];
  /** Releases what the server holds; called once when its router closes. */
  readonly close?: () => Promise<void>;
}
