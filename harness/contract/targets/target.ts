import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { ContractApi } from '../../model/contract.ts';
import { askUpstream, type Upstream, type UpstreamRequest } from '../../network/ask-upstream.ts';
import { whyNoAnswer } from './failure.ts';
import type { Pace } from './pace.ts';

/** How long a target is waited for, and how much it may say: beyond that nothing can be told of it. */
const LIMITS = { headMs: 10_000, headBytes: 256 * 1024, bodyMs: 10_000, bodyBytes: 16 * 1024 * 1024 };

/** Bounds in milliseconds and bytes. */
export type Limits = typeof LIMITS;

/** How the targets of a check are spoken to. */
export interface TargetOptions {
  /** Takes any certificate. */
  readonly insecure?: boolean | undefined;
  /** PEM of a further authority whose certificates are believed. */
  readonly ca?: string | undefined;
  /** Other bounds, where a test has no time. */
  readonly limits?: Partial<Limits> | undefined;
}

/** Who answers for an API during a check. Nobody else is asked anything. */
export class Target {
  /** The API's own origin, as browsers know it. */
  readonly origin: string;
  readonly isLoopback: boolean;
  readonly limits: Limits;
  readonly #upstream: Upstream;
  readonly #pace: Pace;

  /** @param pace how often a target may be asked that is not on this machine */
  constructor({ origin, upstream }: ContractApi, { insecure = false, ca, limits }: TargetOptions, pace: Pace) {
    const address = upstream ?? new URL(origin);
    const host = bare(new URL(origin).hostname);
    this.origin = origin;
    this.isLoopback = isLoopback(address);
    this.limits = { ...LIMITS, ...limits };
    this.#pace = pace;
    this.#upstream = {
      address,
      // Wherever it listens, it has to prove that it is the API.
      tls: { ...(isIP(host) === 0 && { servername: host }), rejectUnauthorized: !insecure, ...(ca && { ca }) },
      limits: this.limits,
    };
  }

  /** @returns the answer once its head is there; rejects with a reason in words */
  async ask(request: UpstreamRequest, signal?: AbortSignal): Promise<IncomingMessage> {
    if (!this.isLoopback) await this.#pace.turn();
    try {
      return await askUpstream(this.#upstream, request, signal);
    } catch (error) {
      throw new Error(`${this.#where}: ${whyNoAnswer(error)}`);
    }
  }

  get #where(): string {
    const { origin } = this.#upstream.address;
    return origin === this.origin ? origin : `${this.origin} at ${origin}`;
  }
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** Is it this machine: https://www.rfc-editor.org/rfc/rfc6761#section-6.3 */
export function isLoopback({ hostname }: URL): boolean {
  return /^127\.\d+\.\d+\.\d+$|^\[::1\]$|^([^.]+\.)*localhost\.?$/i.test(hostname);
}
