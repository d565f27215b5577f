import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

export interface OwnerProcess {
  child: ChildProcess;
  url: string;
  adopted: boolean;
  /** All that it said. */
  said(): string;
  ended(): Promise<number | null>;
}

export interface OwnerOptions {
  directory: string;
  mode?: 'stream';
  env?: NodeJS.ProcessEnv;
  /** Put before the command, such as `setpriv …`. */
  through?: string[];
  uid?: number;
  gid?: number;
  /** A process group of its own, as a shell gives to what it starts. */
  detached?: boolean;
}

const running = new Set<ChildProcess>();

/** Starts another process that owns the directory, and waits until it says so. Rejects with what it said when it ends. */
export function startOwner(options: OwnerOptions): Promise<OwnerProcess> {
  const { directory, mode, env = process.env, through = [], ...spawnOptions } = options;
  const script = path.join(import.meta.dirname, 'owner.ts');
  const [file = '', ...args] = [...through, process.execPath, script, directory, ...(mode ? [mode] : [])];
  const child = spawn(file, args, {
    env: { ...env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...spawnOptions,
  });
  running.add(child);
  let text = '';
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  void exit.then(() => running.delete(child));
  return new Promise((resolve, reject) => {
    child.stderr.on('data', (chunk) => {
      text += String(chunk);
    });
    child.stdout.on('data', (chunk) => {
      text += String(chunk);
      const line = /^\{.*\}$/m.exec(text);
      if (line) resolve({ child, ...JSON.parse(line[0]), said: () => text, ended: () => exit });
    });
    void exit.then(() => reject(new Error(text)));
  });
}

export function killOwners(): void {
  for (const child of running) child.kill('SIGKILL');
}
