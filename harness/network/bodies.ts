import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { ScriptLine } from '../model/server.ts';
import type { Api, HeaderPair } from '../model/words.ts';
import { FONT } from './font.ts';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** What a scripted script says when it runs. Script that may read it hears this; script that may not hears "Script error." */
export const SCRIPT_MESSAGE = 'the scripted script was read';

/** What each way of asking needs to get in order to succeed. */
const BODIES: Partial<Record<Api, Buffer>> = {
  img: PIXEL,
  script: Buffer.from(`throw new Error(${JSON.stringify(SCRIPT_MESSAGE)});\n`),
  module: Buffer.from('export {};\n'),
  style: Buffer.from('.scripted { color: green; }\n'),
  font: FONT,
  eventsource: Buffer.from('data: answered\n\n'),
  form: Buffer.from('<!doctype html><title>answered</title>\n'),
};
const PLAIN = Buffer.from('answered\n');

const ENCODERS = new Map<string | undefined, (body: Buffer) => Buffer>([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
]);

/** Bodies are filled up to so many bytes: a longer content-length is a promise that is not kept. */
const LONGEST = 1024 * 1024;

function value(headers: readonly HeaderPair[], name: string): string | undefined {
  return headers.find(([candidate]) => candidate.toLowerCase() === name)?.[1];
}

/**
 * The body that goes with a scripted answer: one that fits the way of asking, encoded as the script says, and cut or
 * filled with spaces to a scripted content-length, unless that would fill memory.
 */
export function fittingBody({ answer, api }: ScriptLine, preflight: boolean): Buffer {
  const plain = preflight ? Buffer.alloc(0) : (BODIES[api] ?? PLAIN);
  const encode = ENCODERS.get(value(answer.headers, 'content-encoding')?.trim());
  const body = encode ? encode(plain) : plain;
  const told = value(answer.headers, 'content-length')?.trim();
  if (told === undefined || !/^\d+$/.test(told) || Number(told) > LONGEST) return body;
  return Buffer.concat([body, Buffer.alloc(Math.max(0, Number(told) - body.length), ' ')]).subarray(0, Number(told));
}
