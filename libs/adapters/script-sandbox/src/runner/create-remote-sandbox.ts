import { connect, type Socket } from 'node:net';
import { NodeError, type ScriptRequest, type ScriptResult } from '@patchbay/node-kit';
import { MissingWallsError } from '../process/missing-walls-error.ts';
import { jsonFault } from '../process/json-check.ts';
import type { ScriptSandbox } from '../script-sandbox.ts';
import { linesOf } from './lines-of.ts';
import { fromRunner, type FromRunner, type ToRunner } from './runner-protocol.ts';

type Ready = Extract<FromRunner, { kind: 'ready' }>;

interface Waiting {
  resolve: (result: ScriptResult) => void;
  reject: (error: Error) => void;
}

interface Link {
  ready: Promise<Ready>;
  send(message: ToRunner): void;
  waiting: Map<number, Waiting>;
  close(): void;
}

/** How long a runner may take to say that it is ready. Milliseconds. */
const READY_MS = 30_000;

/** A sandbox in another container: one that has no secret, no network and no database. What it says is read as a stranger's words. */
export function createRemoteSandbox({
  socketPath,
  strict = false,
}: {
  socketPath: string;
  strict?: boolean;
}): ScriptSandbox {
  let link: Link | undefined;
  let closed = false;
  let last = 0;

  async function ready(): Promise<{ link: Link; said: Ready }> {
    if (closed) throw unavailable('the sandbox is closed');
    link ??= openLink({ socketPath, lost: () => (link = undefined) });
    const used = link;
    const said = await used.ready;
    const weak = strict && (!said.strict || said.missing.length > 0);
    if (weak) throw new MissingWallsError(said.missing);
    return { link: used, said };
  }

  async function run(owner: { workspace: string; flowVersion: string }, request: ScriptRequest): Promise<ScriptResult> {
    const { code, input, timeoutMs, memoryMb, signal } = request;
    const { link: used } = await ready().catch((error: unknown) => {
      if (error instanceof MissingWallsError)
        throw new NodeError({ code: 'sandbox_unavailable', message: error.message, fault: 'ours' });
      throw error;
    });
    last += 1;
    const id = last;
    const abort = () => used.send({ kind: 'abort', id });
    return new Promise<ScriptResult>((resolve, reject) => {
      used.waiting.set(id, { resolve, reject });
      used.send({ kind: 'run', id, ...owner, code, input, timeoutMs, memoryMb });
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
    }).finally(() => {
      signal.removeEventListener('abort', abort);
      used.waiting.delete(id);
    });
  }

  return {
    bind: (owner) => ({ run: (request) => run(owner, request) }),
    async warmUp() {
      await ready();
    },
    async missingWalls() {
      link ??= openLink({ socketPath, lost: () => (link = undefined) });
      const { missing } = await link.ready;
      return missing;
    },
    stats: () => ({ ...NONE, busy: link?.waiting.size ?? 0 }),
    async close() {
      closed = true;
      link?.close();
    },
  };
}

const NONE = {
  workers: 0,
  booting: 0,
  spares: 0,
  busy: 0,
  queued: 0,
  runs: 0,
  started: 0,
  retired: 0,
  killed: 0,
  died: 0,
};

function unavailable(reason: string): NodeError {
  return new NodeError({
    code: 'sandbox_unavailable',
    message: 'The script could not be run',
    retryable: true,
    fault: 'ours',
    cause: new Error(reason),
  });
}

function openLink({ socketPath, lost }: { socketPath: string; lost: () => void }): Link {
  const socket: Socket = connect(socketPath);
  socket.unref();
  const waiting = new Map<number, Waiting>();
  let tellReady: (said: Ready) => void = () => undefined;
  const ready = new Promise<Ready>((resolve, reject) => {
    tellReady = resolve;
    const timer = setTimeout(() => socket.destroy(), READY_MS);
    timer.unref();
    socket.on('close', () => {
      clearTimeout(timer);
      lost();
      const error = unavailable('the runner has gone');
      reject(error);
      for (const one of waiting.values()) one.reject(error);
    });
  });
  // Whoever waits for it hears of it.
  ready.catch(() => undefined);
  socket.on('error', () => undefined);
  linesOf({
    socket,
    each(message) {
      const said = fromRunner.parse(message);
      if (said.kind === 'ready') return tellReady(said);
      const one = waiting.get(said.id);
      if (said.kind === 'failed') {
        const { code, message: text, retryable, fault, details } = said.error;
        return one?.reject(
          new NodeError({ code, message: text, retryable, fault, ...(details === undefined ? {} : { details }) }),
        );
      }
      if (jsonFault(said.value) !== undefined) throw new Error('The runner’s value is not JSON');
      one?.resolve({ value: said.value, logs: said.logs });
    },
  });
  return {
    ready,
    waiting,
    send: (message) => void socket.write(`${JSON.stringify(message)}\n`),
    close: () => socket.destroy(),
  };
}
