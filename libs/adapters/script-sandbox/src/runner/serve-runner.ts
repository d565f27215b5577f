import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { NodeError } from '@patchbay/node-kit';
import type { ScriptSandbox } from '../script-sandbox.ts';
import { linesOf } from './lines-of.ts';
import { type FromRunner, toRunner } from './runner-protocol.ts';

interface Served {
  sandbox: ScriptSandbox;
  strict: boolean;
}

/**
 * Runs the scripts of others' processes: whoever may open the socket's file. It takes no call before its sandbox has withstood the canaries.
 * Runs whose caller hangs up are stopped.
 */
export async function serveRunner({
  sandbox,
  socketPath,
  strict,
}: Served & { socketPath: string }): Promise<{ close(): Promise<void> }> {
  await sandbox.warmUp();
  const missing = await sandbox.missingWalls();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    const send = sendTo(socket);
    send({ kind: 'walls', strict, missing: [...missing] });
    send({ kind: 'ready' });
    serveCaller({ socket, sandbox, send });
  });
  // What an earlier one left.
  rmSync(socketPath, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, resolve);
  });
  // Whoever reaches the folder may ask: its rights decide, as the API is another user.
  chmodSync(socketPath, 0o666);
  return {
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await sandbox.close();
    },
  };
}

/** Runs the scripts of the process that started this one. Resolves when that one has hung up and no worker is left. */
export async function serveParent({ socket, sandbox, strict }: Served & { socket: Socket }): Promise<void> {
  const send = sendTo(socket);
  const hungUp = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  serveCaller({ socket, sandbox, send });
  try {
    const missing = await sandbox.missingWalls();
    send({ kind: 'walls', strict, missing: [...missing] });
    // Where walls are missing a strict one runs nothing, and goes on saying so.
    if (!strict || missing.length === 0) await sandbox.warmUp();
    send({ kind: 'ready' });
  } catch (error) {
    send({ kind: 'unable', reason: (error instanceof Error ? error.message : String(error)).slice(0, 4_000) });
  }
  await hungUp;
  await sandbox.close();
}

export function sendTo(socket: Socket): (message: FromRunner) => void {
  return (message) => {
    if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
  };
}

function serveCaller(options: { socket: Socket; sandbox: ScriptSandbox; send: (message: FromRunner) => void }): void {
  const { socket, sandbox, send } = options;
  const runs = new Map<number, AbortController>();
  socket.on('error', () => undefined);
  socket.on('close', () => {
    for (const run of runs.values()) run.abort();
  });
  linesOf({
    socket,
    each(message) {
      const asked = toRunner.parse(message);
      if (asked.kind === 'abort') return runs.get(asked.id)?.abort();
      const { id, workspace, flowVersion, code, input, timeoutMs, memoryMb } = asked;
      const control = new AbortController();
      runs.set(id, control);
      void sandbox
        .bind({ workspace, flowVersion })
        .run({ code, input, timeoutMs, memoryMb, signal: control.signal })
        .then(
          ({ value, logs }) => send({ kind: 'value', id, value, logs }),
          (error: unknown) => send({ kind: 'failed', id, error: told(error) }),
        )
        .finally(() => runs.delete(id));
    },
  });
}

function told(error: unknown): Extract<FromRunner, { kind: 'failed' }>['error'] {
  if (error instanceof NodeError) return { ...error.toData(), fault: error.fault };
  return { code: 'sandbox_unavailable', message: 'The script could not be run', retryable: true, fault: 'ours' };
}
