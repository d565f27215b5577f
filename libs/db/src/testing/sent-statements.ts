const BIND = 'B'.charCodeAt(0);
const QUERY = 'Q'.charCodeAt(0);

/** Reads what a client sends to PostgreSQL, and tells each statement that is run: the name of a prepared one, the text of a simple one. */
export class SentStatements {
  readonly #tell: (statement: string) => void;
  #left = Buffer.alloc(0);
  #started = false;

  constructor(tell: (statement: string) => void) {
    this.#tell = tell;
  }

  take(chunk: Buffer): void {
    let rest = Buffer.concat([this.#left, chunk]);
    for (;;) {
      // The very first message has no type before its length.
      const head = this.#started ? 1 : 0;
      if (rest.length < head + 4) break;
      const end = head + rest.readInt32BE(head);
      if (rest.length < end) break;
      if (this.#started) this.#message(rest.subarray(0, end));
      this.#started = true;
      rest = rest.subarray(end);
    }
    this.#left = rest;
  }

  #message(message: Buffer): void {
    if (message[0] === QUERY) return this.#tell(message.toString('utf8', 5, message.length - 1));
    if (message[0] !== BIND) return;
    const portal = message.indexOf(0, 5);
    this.#tell(message.toString('utf8', portal + 1, message.indexOf(0, portal + 1)) || 'unnamed');
  }
}
