import { connect, createServer, type Server, type Socket } from 'node:net';
import { SentStatements } from './sent-statements.ts';

/**
 * A way to a PostgreSQL over TCP that hears what is asked, and can swallow an answer and break the connection: what was asked is done then, and nobody hears of it.
 */
export class DatabaseProxy {
  readonly url: string;
  /** Names of the prepared statements that were sent, in their order; of others the text. */
  readonly statements: string[] = [];
  /** Answers that were swallowed. */
  broken = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #breaksAt: string | undefined;
  #hangs = false;

  private constructor({ server, url }: { server: Server; url: string }) {
    this.#server = server;
    this.url = url;
  }

  static async start(databaseUrl: string): Promise<DatabaseProxy> {
    const target = new URL(databaseUrl);
    const server = createServer((socket) => proxy.#join(socket, target));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
    const url = new URL(databaseUrl);
    url.host = `127.0.0.1:${address.port}`;
    const proxy = new DatabaseProxy({ server, url: url.href });
    return proxy;
  }

  /** Breaks the connection that sends this statement next, once its answer has come. */
  breakAt(statement: string): void {
    this.#breaksAt = statement;
  }

  /** From now on nothing passes, and nobody is told: as behind a network that swallows all. Until `false` is said; what was swallowed is lost. */
  hang(hangs: boolean): void {
    this.#hangs = hangs;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(socket: Socket, target: URL): void {
    const upstream = connect({ host: target.hostname, port: Number(target.port) });
    let breaks = false;
    const sent = new SentStatements((statement) => {
      this.statements.push(statement);
      if (statement !== this.#breaksAt) return;
      this.#breaksAt = undefined;
      breaks = true;
    });
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
    socket.on('data', (chunk: Buffer) => {
      if (this.#hangs) return;
      sent.take(chunk);
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (this.#hangs) return undefined;
      if (!breaks) return socket.write(chunk);
      this.broken += 1;
      return socket.destroy();
    });
  }
}
