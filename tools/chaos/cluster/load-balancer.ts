import { get } from 'node:http';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { slowness } from '../slowness.ts';

const LOOK_MS = 250;
const ANSWER_MS = 2_000;
/** Looks that a replica may leave unanswered before what is open to it is cut. */
const MOST_SILENT = 2;

interface Backend {
  name: string;
  port: number;
  /** Whether it said that it is ready when it was last asked. */
  ready: boolean;
  /** Looks in a row that were not answered at all. */
  silent: number;
  sockets: Set<Socket>;
}

/** One address of loopback before all replicas: connections go to them in turn, those that refuse or are not ready are passed over. */
export class LoadBalancer {
  readonly port: number;
  readonly #server: Server;
  readonly #backends: Backend[] = [];
  readonly #clients = new Set<Socket>();
  readonly #timer: NodeJS.Timeout;
  #next = 0;
  #preferred: string | undefined;
  #looking = false;

  private constructor({ server, port }: { server: Server; port: number }) {
    this.#server = server;
    this.port = port;
    server.on('connection', (client) => this.#accept(client));
    this.#timer = setInterval(() => void this.#look(), LOOK_MS);
  }

  static async start(): Promise<LoadBalancer> {
    const server = createServer({ pauseOnConnect: true, noDelay: true });
    await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, resolve));
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('The load balancer has no address.');
    return new LoadBalancer({ server, port: address.port });
  }

  add({ name, port }: { name: string; port: number }): void {
    this.#backends.push({ name, port, ready: true, silent: 0, sockets: new Set() });
  }

  /** What is open to it is cut. */
  remove({ port }: { port: number }): void {
    const index = this.#backends.findIndex((one) => one.port === port);
    const [backend] = index < 0 ? [] : this.#backends.splice(index, 1);
    if (backend) for (const socket of backend.sockets) socket.destroy();
  }

  /** New connections go to this replica as long as it takes them, instead of to all in turn. */
  prefer(name: string | undefined): void {
    this.#preferred = name;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    for (const client of this.#clients) client.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(client: Socket): void {
    this.#clients.add(client);
    client.on('close', () => this.#clients.delete(client));
    client.on('error', () => client.destroy());
    const start = this.#next++ % Math.max(1, this.#backends.length);
    const turned = [...this.#backends.slice(start), ...this.#backends.slice(0, start)];
    const rank = ({ name, ready }: Backend) => (!ready ? 2 : name === this.#preferred ? 0 : 1);
    this.#try({ client, candidates: turned.sort((one, other) => rank(one) - rank(other)) });
  }

  #try({ client, candidates: [backend, ...others] }: { client: Socket; candidates: Backend[] }): void {
    if (!backend || client.destroyed) {
      client.destroy();
      return;
    }
    const socket = connect({ port: backend.port, host: '127.0.0.1', noDelay: true });
    let connected = false;
    socket.once('connect', () => {
      connected = true;
      backend.sockets.add(socket);
      client.pipe(socket);
      socket.pipe(client);
    });
    socket.on('error', () => {
      if (!connected) this.#try({ client, candidates: others });
    });
    socket.on('close', () => {
      backend.sockets.delete(socket);
      if (connected) client.destroy();
    });
    client.on('close', () => socket.destroy());
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    await Promise.all(
      this.#backends.map(async (backend) => {
        const found = await readinessOf(backend.port);
        backend.ready = found === 'ready';
        backend.silent = found === 'silent' ? backend.silent + 1 : 0;
        // It does not even answer: who is connected would wait in vain.
        if (backend.silent >= MOST_SILENT * slowness()) for (const socket of backend.sockets) socket.destroy();
      }),
    );
    this.#looking = false;
  }
}

function readinessOf(port: number): Promise<'ready' | 'unready' | 'silent'> {
  return new Promise((resolve) => {
    const request = get({ port, host: '127.0.0.1', path: '/health/ready', agent: false, timeout: ANSWER_MS });
    request.on('response', (response) => {
      response.resume();
      resolve(response.statusCode === 200 ? 'ready' : 'unready');
    });
    request.on('timeout', () => {
      request.destroy();
      resolve('silent');
    });
    request.on('error', () => resolve('unready'));
  });
}
