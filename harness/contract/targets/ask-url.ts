import { askUpstream } from '../../network/ask-upstream.ts';
import { whyNoAnswer } from './failure.ts';

/** Bytes of a head: whoever is asked here has nothing to say but its status. */
const HEAD_BYTES = 64 * 1024;

/**
 * Asks a URL that is there for the check itself, as `ready` and `reset` are.
 * @param insecure takes any certificate
 * @returns the status; rejects with a reason in words where there is none in time
 */
export async function statusOf(method: 'GET' | 'POST', url: URL, headMs: number, insecure: boolean): Promise<number> {
  const rawHeaders = ['Host', url.host, 'Accept', '*/*', ...(method === 'POST' ? ['Content-Length', '0'] : [])];
  const upstream = { address: url, tls: { rejectUnauthorized: !insecure }, limits: { headMs, headBytes: HEAD_BYTES } };
  try {
    const answer = await askUpstream(upstream, {
      method,
      path: `${url.pathname}${url.search}`,
      rawHeaders,
      body: null,
    });
    answer.on('error', () => {}).destroy();
    return answer.statusCode ?? 0;
  } catch (error) {
    throw new Error(whyNoAnswer(error));
  }
}

export function isOk(status: number): boolean {
  return status >= 200 && status <= 299;
}
