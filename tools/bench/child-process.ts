import { type ChildProcess, spawn } from 'node:child_process';

export interface ReadyProcess {
  pid: number;
  /** What the line that says it is ready holds after its pattern. */
  url: string;
  /** Milliseconds from the start to that line. */
  readyMs: number;
  stop(): Promise<void>;
}

/** Starts a Node program of its own and waits for the line that says it is ready. */
export function startReady(options: {
  args: string[];
  env?: Record<string, string>;
  ready: RegExp;
  timeoutMs?: number;
}): Promise<ReadyProcess> {
  const began = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...options.args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...options.env },
  });
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`not ready in time: ${options.args.join(' ')}\n${text}`));
    }, options.timeoutMs ?? 120_000);
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${options.args.join(' ')}\n${text}`)));
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const url = options.ready.exec(text)?.[1];
      if (url === undefined || child.pid === undefined) return;
      clearTimeout(timer);
      text = '';
      resolve({ pid: child.pid, url, readyMs: performance.now() - began, stop: () => stop(child) });
    });
  });
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

/** Runs a Node program to its end; gives what it printed. `onSignal` is called at the first line on stderr. */
export function runToEnd(options: { args: string[]; onSignal?: () => void }): Promise<string> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...options.args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    out += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    if (part.startsWith('measuring')) options.onSignal?.();
    else errors += part;
  });
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => (code === 0 ? resolve(out) : reject(new Error(`load generator: ${errors || out}`))));
  });
}
