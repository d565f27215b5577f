import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { stripModuleTypes } from '../strip/strip-module-types.ts';
import { findEngine } from './find-engine.ts';

/** Starts one worker process. Its descriptor 3 (`stdio[3]`) is the pipe that protocol.ts describes. */
export type LaunchWorker = () => ChildProcess;

/**
 * Flags of a worker. What each is for:
 * - no-node-snapshot: isolated-vm asks for it.
 * - jitless: no machine code is ever made from a script, and there is no WebAssembly.
 * - permission: no files but those named, no processes, no threads, no inspector. Addons must be allowed, isolated-vm is one.
 * - disable-sigusr1: nobody opens a debugger by a signal.
 * - disable-proto: `__proto__` does not exist in the worker's own realm.
 */
const FLAGS = [
  '--no-node-snapshot',
  '--jitless',
  '--permission',
  '--allow-addons',
  '--disable-sigusr1',
  '--disable-proto=delete',
  '--no-warnings',
  '--input-type=module',
];

/** Reads the worker's program once. Throws an Error when isolated-vm is missing or too old. */
export async function prepareLauncher(options: { workerPath: string }): Promise<LaunchWorker> {
  const engine = findEngine(options.workerPath);
  const text = await readFile(options.workerPath, 'utf8');
  // Node cannot strip types itself under --jitless: its stripper is WebAssembly.
  const source = options.workerPath.endsWith('.ts') ? await stripModuleTypes(text) : text;
  const args = [...FLAGS, ...engine.readable.map((entry) => `--allow-fs-read=${entry}`), '-', 'patchbay-script-worker'];
  return () => {
    const child = spawn(process.execPath, args, {
      cwd: engine.directory,
      // Windows starts no process without its root directory; everywhere else a worker has no environment at all.
      env: process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot } : {},
      stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
      windowsHide: true,
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(source);
    return child;
  };
}
