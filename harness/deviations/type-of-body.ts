import type { ScenarioRequest } from '../model/scenario.ts';
import { linesOf } from './reading.ts';

const SAFE_TYPE = /^(text\/plain|multipart\/form-data|application\/x-www-form-urlencoded)(;[^"():<>?@[\\\]{}]*)?$/i;

/** The types that script says of a body, line by line; none where it leaves that to the body. */
export function typesSaid({ headers, contentType, contentTypeIsImplicit }: ScenarioRequest): string[] {
  const lines = linesOf(headers, 'content-type');
  return contentType === null || contentTypeIsImplicit ? lines : [...lines, contentType.trim()];
}

/** Those in one value, as they go out; `null` where there are none. */
export function typeTold(request: ScenarioRequest): string | null {
  const types = typesSaid(request);
  return types.length === 0 ? null : types.join(', ').trim();
}

/** Is the body a text, to which XMLHttpRequest gives a charset. */
export function isText({ body }: ScenarioRequest): boolean {
  return body !== null && !/^(bytes|formdata):/.test(body);
}

const MIME_TYPE = /^([!#$%&'*+.^_`|~0-9a-z-]+\/[!#$%&'*+.^_`|~0-9a-z-]+)[\t ]*;(.*)$/i;

/** The type that XMLHttpRequest gives a text of which script says this: https://xhr.spec.whatwg.org/#the-send()-method, 4.5 */
export function typeOfText(said: string): string {
  const [, essence, rest = ''] = MIME_TYPE.exec(said) ?? [];
  const parameters = rest.split(';').map((each) => each.trim().split('='));
  const charset = parameters.find(([name]) => name?.toLowerCase() === 'charset')?.[1];
  if (essence === undefined || charset === undefined || /^"?utf-8"?$/i.test(charset)) return said;
  const written = parameters
    .filter(([, value]) => value !== undefined)
    .map(([name = '', value]) => [name.toLowerCase(), value] as const)
    .map(([name, value]) => `;${name}=${name === 'charset' ? 'UTF-8' : value}`);
  return `${essence.toLowerCase()}${written.join('')}`;
}

const SAFE_TYPE_OF_BLOB = /^(text\/plain|application\/x-www-form-urlencoded)$/;

/** The type of a Blob that mode no-cors keeps back by the standard, and not in WebKit; `null` where there is none. */
export function typeKeptBack({ api, mode, body, contentType, contentTypeIsImplicit }: ScenarioRequest): string | null {
  if (api !== 'fetch' || mode !== 'no-cors' || !contentTypeIsImplicit || body === null) return null;
  const isUnsafe = /^[a-z]+\/[a-z0-9.+-]+$/.test(contentType ?? '') && !SAFE_TYPE_OF_BLOB.test(contentType ?? '');
  return isUnsafe ? contentType : null;
}

/** The type that a body goes out with; `null` where there is none, or only the engine knows it. */
export function typeOfBody(request: ScenarioRequest): string | null {
  const { api, mode, headers, contentType, contentTypeIsImplicit } = request;
  const ofText = isText(request) ? 'text/plain;charset=UTF-8' : null;
  const said = contentType?.trim() ?? null;
  if (linesOf(headers, 'content-type').length > 0) {
    // What a body says of itself is not asked where script has said it.
    if (mode !== 'no-cors') return typeTold(request);
    // What is not safe is not set, and nothing is added to what is.
    return typesSaid(request).find((type) => SAFE_TYPE.test(type)) ?? ofText;
  }
  if (mode === 'no-cors' && api === 'fetch' && said !== null && !SAFE_TYPE.test(said)) {
    return contentTypeIsImplicit ? null : ofText;
  }
  if (said === null) return ofText;
  if (contentTypeIsImplicit && said === 'application/x-www-form-urlencoded') return `${said};charset=UTF-8`;
  // What becomes of another charset is for XMLHttpRequest to say.
  return api === 'xhr' && /charset/i.test(said) ? null : said;
}
