import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a PostgreSQL over TCP that can swallow its next answer and break the connection: what was asked is done, and nobody hears of it. */
export class BreakingProxy {
  readonly url: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #breaksAt: string | undefined;
  /** Answers that were swallowed. */
  broken = 0;

  private constructor({ server, url }: { server: Server; url: string }) {
    this.#server = server;
    this.url = url;
  }

  static async start(databaseUrl: string): Promise<BreakingProxy> {
    const target = new URL(databaseUrl);
    const server = createServer((socket) => proxy.#join(socket, target));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
    const url = new URL(databaseUrl);
    url.host = `127.0.0.1:${address.port}`;
    const proxy = new BreakingProxy({ server, url: url.href });
    return proxy;
  }

  /** Breaks the connection that asks for this next, once its answer has come. */
  breakAt(text: string): void {
    this.#breaksAt = text;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(socket: Socket, target: URL): void {
    const upstream = connect({ host: target.hostname, port: Number(target.port) });
    let breaks = false;
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
    socket.on('data', (chunk) => {
      if (this.#breaksAt !== undefined && chunk.includes(this.#breaksAt)) {
        this.#breaksAt = undefined;
        breaks = true;
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (!breaks) return socket.write(chunk);
      this.broken += 1;
      return socket.destroy();
    });
  }
}
