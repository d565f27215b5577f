import { spawn } from 'node:child_process';

export interface Identity {
  uid: number;
  gid: number;
  name: string;
}

export interface Ran {
  code: number;
  output: string;
}

/** Runs a program to its end as a user, with an environment of its own: what LANG or LC_ALL the caller has does not matter. */
export function runProgram(options: {
  file: string;
  args: string[];
  identity: Identity | undefined;
  timeoutMs: number;
}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(options.file, options.args, {
      env: programEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...(options.identity ? { uid: options.identity.uid, gid: options.identity.gid } : {}),
      cwd: process.platform === 'win32' ? process.cwd() : '/',
    });
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    // `exit`, not `close`: a server that was started holds the pipes open.
    child.on('exit', (code) => {
      clearTimeout(timer);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ code: code ?? 1, output });
    });
  });
}

export function programEnvironment(): Record<string, string> {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP'].flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]] as const],
  );
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}
