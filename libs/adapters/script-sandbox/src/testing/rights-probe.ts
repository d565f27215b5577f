/** Stands in for the worker's program and says on descriptor 3 what it may do. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

function codeOf(attempt: () => unknown): string {
  try {
    attempt();
    return 'allowed';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

const said = {
  readOwn: codeOf(() => readFileSync(process.execPath)),
  readEtc: codeOf(() => readFileSync('/etc/passwd')),
  write: codeOf(() => writeFileSync('/tmp/patchbay-rights-probe', '')),
  spawn: codeOf(() => execFileSync(process.execPath, ['-v'])),
  thread: codeOf(() => new Worker('', { eval: true })),
  webAssembly: 'WebAssembly' in globalThis ? 'there' : 'undefined',
  proto: typeof Reflect.get({}, '__proto__'),
  environment: Object.keys(process.env).length,
};
new Socket({ fd: 3, writable: true }).end(JSON.stringify(said), () => process.exit());
