/** Cuts a stream of text into lines, and says when a line grows beyond what is allowed, so that nobody can fill our memory with one that never ends. */
export class LineReader {
  readonly #mostChars: number;
  #parts: string[] = [];
  #length = 0;

  constructor(options: { mostChars: number }) {
    this.#mostChars = options.mostChars;
  }

  /** The lines that are complete now, or `too_long`. */
  push(chunk: string): string[] | 'too_long' {
    const pieces = chunk.split('\n');
    const last = pieces.pop() ?? '';
    const lines: string[] = [];
    for (const piece of pieces) {
      if (this.#length + piece.length > this.#mostChars) return 'too_long';
      this.#parts.push(piece);
      lines.push(this.#parts.length === 1 ? piece : this.#parts.join(''));
      this.#parts = [];
      this.#length = 0;
    }
    this.#parts.push(last);
    this.#length += last.length;
    return this.#length > this.#mostChars ? 'too_long' : lines;
  }
}
