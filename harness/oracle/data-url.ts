import { MIMEType } from 'whatwg-mimetype';

/** https://fetch.spec.whatwg.org/#data-url-processor; `null` where it fails */
export function dataUrlContentType(url: URL): string | null {
  const [, head, body = ''] = /^data:([^,]*),([^#]*)/.exec(url.href) ?? [];
  if (head === undefined) return null;
  const isBase64 = /; *base64\s*$/i.test(head);
  if (isBase64 && !isForgivingBase64(percentDecode(body))) return null;
  const type = isBase64 ? head.replace(/; *base64\s*$/i, '') : head;
  return MIMEType.parse(type.startsWith(';') ? `text/plain${type}` : type)?.toString() ?? 'text/plain;charset=US-ASCII';
}

/** https://url.spec.whatwg.org/#percent-decode */
function percentDecode(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_all, digits) => String.fromCharCode(Number.parseInt(digits, 16)));
}

/** https://infra.spec.whatwg.org/#forgiving-base64-decode */
function isForgivingBase64(text: string): boolean {
  const data = text.replace(/[\t\n\f\r ]/g, '');
  const unpadded = data.length % 4 === 0 ? data.replace(/={1,2}$/, '') : data;
  return unpadded.length % 4 !== 1 && /^[A-Za-z0-9+/]*$/.test(unpadded);
}
