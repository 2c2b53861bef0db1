import type { ScenarioRequest } from '../model/scenario.ts';
import { linesOf } from './reading.ts';

const SAFE_TYPE = /^(text\/plain|multipart\/form-data|application\/x-www-form-urlencoded)(;[^"():<>?@[\\\]{}]*)?$/i;

/** The type that a body goes out with; `null` where there is none, or only the engine knows it. */
export function typeOfBody({
  api,
  mode,
  headers,
  body,
  contentType,
  contentTypeIsImplicit,
}: ScenarioRequest): string | null {
  const ofText = body === null || /^(bytes|formdata):/.test(body) ? null : 'text/plain;charset=UTF-8';
  const said = contentType?.trim() ?? null;
  const lines = linesOf(headers, 'content-type');
  if (lines.length > 0) {
    // What a body says of itself is not asked where script has said it.
    const all = said === null || contentTypeIsImplicit ? lines : [...lines, said];
    return mode === 'no-cors' ? null : all.join(', ');
  }
  if (mode === 'no-cors' && api === 'fetch' && said !== null && !SAFE_TYPE.test(said)) {
    return contentTypeIsImplicit ? null : ofText;
  }
  if (said === null) return ofText;
  if (contentTypeIsImplicit && said === 'application/x-www-form-urlencoded') return `${said};charset=UTF-8`;
  // What becomes of another charset is for XMLHttpRequest to say.
  return api === 'xhr' && /charset/i.test(said) ? null : said;
}
