import { Duplex } from 'node:stream';
import type pg from 'pg';

/** What is used of a socket. */
type Silenceable = Duplex & { setTimeout(milliseconds: number): unknown };

/**
 * Ends a connection of the pool that is in use and over which nothing has come or gone for so long: its database hangs, or the way to it does, and nobody would say so for minutes.
 * What was asked on it fails as it does when a connection breaks. Costs no timer a query.
 */
export function endSilentConnections({ pool, silenceMs }: { pool: pg.Pool; silenceMs: number }): void {
  const inUse = new WeakSet<pg.PoolClient>();
  const watched = new WeakSet<Silenceable>();
  pool.on('acquire', (client) => {
    inUse.add(client);
    const socket = socketOf(client);
    if (!socket) return;
    // Its silence counts from now on: what is not in use may be silent.
    socket.setTimeout(silenceMs);
    if (watched.has(socket)) return;
    watched.add(socket);
    socket.on('timeout', () => {
      if (inUse.has(client)) socket.destroy(silent(silenceMs));
    });
  });
  pool.on('release', (_error, client) => {
    inUse.delete(client);
    socketOf(client)?.setTimeout(0);
  });
}

// The driver does not type it: `connection.stream` is the socket, of TLS too.
function socketOf(client: object): Silenceable | undefined {
  const connection: unknown = 'connection' in client ? client.connection : undefined;
  const stream: unknown =
    typeof connection === 'object' && connection && 'stream' in connection ? connection.stream : undefined;
  return isSocket(stream) ? stream : undefined;
}

function isSocket(stream: unknown): stream is Silenceable {
  return stream instanceof Duplex && 'setTimeout' in stream;
}

function silent(silenceMs: number): Error {
  const error = new Error(`The database has said nothing for ${silenceMs / 1_000} s.`);
  return Object.assign(error, { code: 'ETIMEDOUT', syscall: 'read' });
}
