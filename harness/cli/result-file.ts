import { closeSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
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
  readonly #results: { readonly order: number; readonly json: string }[] = [];
  readonly #fd: number;
  #end: number;

  /** @throws when the file cannot be written */
  constructor(path: string, standard: string | null) {
    this.#path = path;
    this.#standard = standard;
    this.#fd = openSync(path, 'w');
    this.#end = 0;
    this.#write(this.#header([]));
  }

  /** @param order where the result belongs in the finished file; until then results stand as they came */
  add(result: ScenarioResult, order: number): void {
    const json = JSON.stringify(result);
    this.#write(`${this.#results.length === 0 ? '' : ','}\n${json}`);
    this.#results.push({ order, json });
  }

  /** Writes the whole anew, in order and with the engines that answered; takes the place of the old file in one step. */
  finish(engines: readonly EngineInfo[], complete: boolean): void {
    closeSync(this.#fd);
    const inOrder = this.#results.toSorted((left, right) => left.order - right.order).map(({ json }) => json);
    const draft = `${this.#path}.tmp`;
    writeFileSync(draft, `${this.#header(engines)}\n${inOrder.join(',\n')}\n],"complete":${complete}}\n`);
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
