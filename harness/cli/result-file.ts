import { closeSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import type { EngineInfo } from '../model/engine-info.ts';
import { type Envelope, FORMAT, type ScenarioResult } from '../model/result.ts';

const FOOTER = '\n],"complete":false}\n';

/**
 * The envelope of a run, written as results come. The file is valid JSON after every write: each new result overwrites
 * the closing brackets and writes them again behind itself, so a run that is cut off leaves `complete: false`.
 */
export class ResultFile {
  readonly #path: string;
  readonly #standard: string | null;
  /** Where each result stands in the file, in bytes: the results of a long run are too much to hold. */
  readonly #places: { readonly order: number; readonly start: number; readonly length: number }[] = [];
  readonly #fd: number;
  #end: number;

  /** @throws when the file cannot be written */
  constructor(path: string, standard: string | null) {
    this.#path = path;
    this.#standard = standard;
    this.#fd = openSync(path, 'w+');
    this.#end = 0;
    this.#write(this.#header([]));
  }

  /** @param order where the result belongs in the finished file; until then results stand as they came */
  add(result: ScenarioResult, order: number): void {
    const json = JSON.stringify(result);
    const before = this.#places.length === 0 ? '\n' : ',\n';
    this.#places.push({ order, start: this.#end + before.length, length: Buffer.byteLength(json) });
    this.#write(`${before}${json}`);
  }

  /** Writes the whole anew, in order and with the engines that answered; takes the place of the old file in one step. */
  finish(engines: readonly EngineInfo[], complete: boolean): void {
    const draft = `${this.#path}.tmp`;
    const fd = openSync(draft, 'w');
    writeSync(fd, this.#header(engines));
    const inOrder = this.#places.toSorted((left, right) => left.order - right.order);
    for (const [index, { start, length }] of inOrder.entries()) {
      writeSync(fd, index === 0 ? '\n' : ',\n');
      writeSync(fd, readAt(this.#fd, start, length));
    }
    writeSync(fd, `\n],"complete":${complete}}\n`);
    closeSync(fd);
    closeSync(this.#fd);
    renameSync(draft, this.#path);
  }

  #header(engines: readonly EngineInfo[]): string {
    const head: Omit<Envelope, 'results' | 'complete'> = { format: FORMAT, standard: this.#standard, engines };
    return `${JSON.stringify(head).slice(0, -1)},"results":[`;
  }

  #write(text: string): void {
    const bytes = Buffer.from(text + FOOTER);
    writeSync(this.#fd, bytes, 0, bytes.length, this.#end);
    this.#end += bytes.length - FOOTER.length;
  }
}

function readAt(fd: number, start: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let read = 0; read < length; ) read += readSync(fd, bytes, read, length - read, start + read);
  return bytes;
}
