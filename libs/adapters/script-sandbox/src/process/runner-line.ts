import { spawn } from 'node:child_process';
import { connect, Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { SANDBOX_LIMITS } from '../sandbox-limits.ts';

/** The line to a runner, whichever side of it one is on. */
export interface RunnerLine {
  socket: Socket;
  /** Keeps this process from ending, or no longer. */
  hold(held: boolean): void;
  /** Ends it; resolves when nothing of it is left that is ours to end. */
  close(): Promise<void>;
}

/** Between this process, which answers people, and the workers: what ends those in time must not wait for them. */
const NICENESS = 1;
/** A runner holds lines of text and no more; without these, Node lets its heap grow before it looks for what is unused. */
const MEMORY_FLAGS = ['--max-semi-space-size=1', '--max-old-space-size=128', '--no-warnings'];

/** To a runner that others keep, behind a socket. */
export function lineToSocket(socketPath: string): RunnerLine {
  const socket = connect(socketPath);
  socket.on('error', () => undefined);
  return {
    socket,
    hold: (held) => void (held ? socket.ref() : socket.unref()),
    async close() {
      socket.destroy();
    },
  };
}

/** To a runner that is a child of this process, without its environment: starting workers and looking after them blocks whoever does it. */
export function lineToChild({ runnerPath, strict }: { runnerPath: string; strict: boolean }): RunnerLine {
  const child = spawn(process.execPath, [...MEMORY_FLAGS, runnerPath, '--child'], {
    cwd: path.dirname(runnerPath),
    env: {
      PATCHBAY_SANDBOX: strict ? 'strict' : 'standard',
      ...(process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot } : {}),
    },
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    windowsHide: true,
  });
  const socket = child.stdio[3];
  if (!(socket instanceof Socket)) throw new Error('A runner was started without its pipe');
  socket.on('error', () => undefined);
  try {
    if (child.pid !== undefined) os.setPriority(child.pid, NICENESS);
  } catch {
    // It has ended, or nobody may.
  }
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => {
      socket.destroy();
      resolve();
    });
    child.once('error', () => {
      socket.destroy();
      if (child.pid === undefined) resolve();
    });
  });
  return {
    socket,
    hold(held) {
      if (held) child.ref();
      else child.unref();
      if (held) socket.ref();
      else socket.unref();
    },
    async close() {
      child.ref();
      // The end of its line is its word to end all workers.
      socket.destroy();
      const kill = setTimeout(() => child.kill('SIGKILL'), SANDBOX_LIMITS.runnerEndMs);
      await exited;
      clearTimeout(kill);
    },
  };
}
