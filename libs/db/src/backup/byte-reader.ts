/** Takes bytes from a stream in the portions that its format has. */
export class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** That many bytes; fewer only at the end of the stream. */
  async take(count: number): Promise<Buffer> {
    if (this.#rest.length >= count) return this.#cut({ all: this.#rest, count });
    const parts = [this.#rest];
    let size = this.#rest.length;
    while (size < count) {
      const next = await this.#source.next();
      if (next.done) break;
      parts.push(next.value);
      size += next.value.length;
    }
    return this.#cut({ all: Buffer.concat(parts), count });
  }

  /** All up to the first byte of this value and that byte; undefined when it does not come within so many bytes. */
  async takeThrough({ value, atMost }: { value: number; atMost: number }): Promise<Buffer | undefined> {
    for (let searched = 0; searched <= atMost; ) {
      const at = this.#rest.indexOf(value, searched);
      if (at >= 0) return this.take(at + 1);
      searched = this.#rest.length;
      const next = await this.#source.next();
      if (next.done) return undefined;
      this.#rest = Buffer.concat([this.#rest, next.value]);
    }
    return undefined;
  }

  #cut({ all, count }: { all: Buffer; count: number }): Buffer {
    this.#rest = all.subarray(count);
    return all.subarray(0, count);
  }
}
