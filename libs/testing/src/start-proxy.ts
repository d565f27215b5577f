import { createServer } from 'node:http';
import net from 'node:net';
import { portOf, type TestServer } from './start-server.ts';

export interface ProxyServer extends TestServer {
  /** `host:port` of each tunnel that was asked for. */
  tunnels: string[];
  /** The `Proxy-Authorization` headers that came along. */
  credentials: (string | undefined)[];
}

/** A CONNECT proxy. Every tunnel leads to `to`, a port of loopback, whatever name was asked for; without it, every tunnel is refused. */
export async function startProxy({ to }: { to?: number } = {}): Promise<ProxyServer> {
  const tunnels: string[] = [];
  const credentials: (string | undefined)[] = [];
  const sockets = new Set<net.Socket>();
  const server = createServer((_request, response) => void response.writeHead(405).end());
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('connect', (request, client) => {
    tunnels.push(request.url ?? '');
    credentials.push(request.headers['proxy-authorization']);
    if (to === undefined) return void client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const upstream = net.connect({ port: to, host: '127.0.0.1' }, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
    client.on('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1' }, resolve));
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    tunnels,
    credentials,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
