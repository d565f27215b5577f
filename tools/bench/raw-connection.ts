import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  status: number;
  body: string;
  /** Milliseconds from sending to the first byte of the body that `mark` was found in. */
  markedMs: number | undefined;
}

/** One kept-open HTTP/1.1 connection with as little of its own cost as can be: requests are bytes made before, answers are split by their framing alone. */
export class RawConnection {
  readonly #socket: Socket;
  #buffer = '';
  #mark: string | undefined;
  #markedMs: number | undefined;
  #sentAt = 0;
  #done: { resolve(answer: RawAnswer): void; reject(error: Error): void } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => this.#take(text));
    const fail = (error?: Error) => this.#done?.reject(error ?? new Error('The connection was closed.'));
    socket.on('error', fail);
    socket.on('close', () => fail());
  }

  static open(url: string): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    return new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port) }, () => resolve(new RawConnection(socket)));
      socket.once('error', reject);
    });
  }

  /** Sends one request and waits for its whole answer. `mark`: a text of the body whose first appearance is timed. */
  send(request: string, mark?: string): Promise<RawAnswer> {
    this.#mark = mark;
    this.#markedMs = undefined;
    this.#sentAt = performance.now();
    return new Promise((resolve, reject) => {
      this.#done = { resolve, reject };
      this.#socket.write(request, 'latin1');
    });
  }

  close(): void {
    this.#done = undefined;
    this.#socket.destroy();
  }

  #take(text: string): void {
    this.#buffer += text;
    if (this.#mark !== undefined && this.#markedMs === undefined && this.#buffer.includes(this.#mark))
      this.#markedMs = performance.now() - this.#sentAt;
    const end = this.#buffer.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#buffer.slice(0, end).toLowerCase();
    const length = /content-length: (\d+)/.exec(head)?.[1];
    const whole =
      length === undefined ? this.#buffer.endsWith('\r\n0\r\n\r\n') : this.#buffer.length >= end + 4 + Number(length);
    if (!whole) return;
    const answer = { status: Number(head.slice(9, 12)), body: this.#buffer.slice(end + 4), markedMs: this.#markedMs };
    this.#buffer = '';
    const done = this.#done;
    this.#done = undefined;
    done?.resolve(answer);
  }
}

/** The bytes of a POST with a JSON body. */
export function postBytes(options: {
  url: string;
  path: string;
  body: unknown;
  headers: Record<string, string>;
}): string {
  const body = JSON.stringify(options.body);
  const headers = {
    host: new URL(options.url).host,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...options.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `POST ${options.path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}
