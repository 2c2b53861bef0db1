/** How far an engine is, on standard error: a line that changes on a terminal, elsewhere a line now and then. */
export class Progress {
  readonly #engine: string;
  readonly #total: number;
  readonly #stream: NodeJS.WriteStream;
  #done = 0;

  constructor(engine: string, total: number, stream: NodeJS.WriteStream = process.stderr) {
    this.#engine = engine;
    this.#total = total;
    this.#stream = stream;
  }

  readonly advance = (): void => {
    this.#done += 1;
    const isLast = this.#done === this.#total;
    if (this.#stream.isTTY) this.#stream.write(`\r\u001b[K${this.#line()}${isLast ? '\n' : ''}`);
    else if (isLast) this.say(this.#line());
  };

  say(line: string): void {
    this.#stream.write(`${line}\n`);
  }

  #line(): string {
    return `${this.#engine}: ${this.#done} of ${this.#total} scenarios`;
  }
}
