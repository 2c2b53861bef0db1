import type { OnwardAnswer } from '../behind.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** An element that holds text. */
export function element(name: string, text: string): string {
  return `<${name}>${text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character)}</${name}>`;
}

/**
 * An answer in XML. It does not say how long it is: S3 sends these in chunks.
 * @param root the root element, as text
 */
export function xmlAnswer(status: number, root: string): OnwardAnswer {
  const body = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${root}`);
  return { status, headers: { 'content-type': 'application/xml' }, body };
}
