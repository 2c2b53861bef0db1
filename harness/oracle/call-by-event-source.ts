import { base, type Call, type Made } from './call.ts';

/** https://html.spec.whatwg.org/#dom-eventsource, steps 8 to 11 */
export function byEventSource(call: Call): Made {
  const { request } = call;
  return {
    ok: true,
    request: {
      ...base(call, new URL(request.url)),
      headers: [['Accept', 'text/event-stream']],
      mode: 'cors',
      credentials: request.credentials === 'include' ? 'include' : 'same-origin',
      cache: 'no-store',
    },
  };
}
