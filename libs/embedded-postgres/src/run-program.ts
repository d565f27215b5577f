import { spawn } from 'node:child_process';
import { commandAs, type Identity } from './identity.ts';

export interface Ran {
  code: number;
  output: string;
}

const KEPT_OUTPUT = 20_000;

/** Runs a program to its end as a user, with an environment of its own: what LANG or LC_ALL the caller has does not matter. */
export function runProgram(options: {
  file: string;
  args: string[];
  identity: Identity | undefined;
  timeoutMs: number;
}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const { file, args, owner } = commandAs(options);
    const child = spawn(file, args, {
      env: programEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...owner,
      // The caller's folder may be closed to that user.
      cwd: process.platform === 'win32' ? process.cwd() : '/',
    });
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-KEPT_OUTPUT);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const timer = setTimeout(() => {
      output += `\nIt took longer than ${options.timeoutMs / 1_000} s.`;
      child.kill('SIGKILL');
    }, options.timeoutMs);
    let grace: NodeJS.Timeout | undefined;
    const end = (code: number | null) => {
      clearTimeout(timer);
      clearTimeout(grace);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ code: code ?? 1, output });
    };
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', end);
    // A server that was started may hold the pipes open (Windows): what was said until then is enough.
    child.on('exit', (code) => {
      grace = setTimeout(() => end(code), 200);
    });
  });
}

function programEnvironment(): Record<string, string> {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP'].flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]] as const],
  );
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}
