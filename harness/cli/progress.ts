/** How far each engine is. On a terminal one line that changes; elsewhere a line an engine when it is done. */
export class Progress {
  readonly #total: number;
  readonly #done = new Map<string, number>();
  readonly #stream: NodeJS.WriteStream;
  #drawnAt = 0;

  constructor(engines: readonly string[], total: number, stream: NodeJS.WriteStream = process.stderr) {
    this.#total = total;
    this.#stream = stream;
    for (const engine of engines) this.#done.set(engine, 0);
  }

  advance(engine: string): void {
    const done = (this.#done.get(engine) ?? 0) + 1;
    this.#done.set(engine, done);
    if (this.#stream.isTTY) this.#draw();
    else if (done === this.#total) this.#stream.write(`${engine}: ${done} of ${this.#total} scenarios\n`);
  }

  /** Clears the line, so that results can be printed. */
  end(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\u001b[K');
  }

  #draw(): void {
    const now = Date.now();
    const isLast = [...this.#done.values()].every((done) => done === this.#total);
    if (now - this.#drawnAt < 50 && !isLast) return;
    this.#drawnAt = now;
    const parts = [...this.#done].map(([engine, done]) => `${engine} ${done}/${this.#total}`);
    this.#stream.write(`\r\u001b[K${parts.join('   ')}`);
  }
}
