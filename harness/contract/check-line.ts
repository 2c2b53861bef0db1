import type { CheckProgress } from './progress.ts';

/** How often the line is drawn at most, in milliseconds. */
const REDRAW_MS = 50;

/** How far a check is, on a terminal: one line that changes. Elsewhere a line when a phase is done. */
export class CheckLine {
  readonly #stream: NodeJS.WriteStream;
  readonly #shown = new Map<CheckProgress['who'], CheckProgress>();
  #drawnAt = 0;

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream;
  }

  readonly show = (progress: CheckProgress): void => {
    this.#shown.set(progress.who, progress);
    if (this.#stream.isTTY && Date.now() - this.#drawnAt >= REDRAW_MS) this.#draw();
  };

  /** Clears the line, so that findings can be printed. */
  end(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\u001b[K');
    else if (this.#shown.size > 0) this.#stream.write(`${this.#told()}\n`);
  }

  #draw(): void {
    this.#drawnAt = Date.now();
    this.#stream.write(`\r\u001b[K${this.#told()}`);
  }

  #told(): string {
    return [...this.#shown.values()]
      .map(({ who, done, total }) => `${who === 'outside' ? 'outside a browser' : who} ${done}/${total}`)
      .join('   ');
  }
}
