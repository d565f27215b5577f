import { spawn } from 'node:child_process';

export interface Identity {
  uid: number;
  gid: number;
  name: string;
  /**
   * Whether it also keeps the one capability to pass through folders that are closed to it (CAP_DAC_READ_SEARCH): for a data directory below one of mode 0700.
   */
  passesThrough?: boolean;
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
    const { file, args, owner } = commandAs(options);
    const child = spawn(file, args, {
      env: programEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...owner,
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

/** How a program is run as a user: by the uid of the new process, or through setpriv where a capability is kept. */
export function commandAs({ file, args, identity }: { file: string; args: string[]; identity: Identity | undefined }): {
  file: string;
  args: string[];
  owner: { uid?: number; gid?: number };
} {
  if (!identity) return { file, args, owner: {} };
  const { uid, gid } = identity;
  if (!identity.passesThrough) return { file, args, owner: { uid, gid } };
  const capability = '+dac_read_search';
  const drop = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--bounding-set', `-all,${capability}`];
  const keep = ['--inh-caps', `-all,${capability}`, '--ambient-caps', `-all,${capability}`];
  return { file: 'setpriv', args: [...drop, ...keep, '--', file, ...args], owner: {} };
}

export function programEnvironment(): Record<string, string> {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP'].flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]] as const],
  );
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}
