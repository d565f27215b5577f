import { createServer } from 'node:net';

/** A loopback port that is free now: the wanted one where it is, else any. */
export async function freePort(wanted?: number): Promise<number> {
  if (wanted !== undefined && (await listenOnce(wanted)) !== undefined) return wanted;
  const any = await listenOnce(0);
  if (any === undefined) throw new Error('No loopback port is free.');
  return any;
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
