import { type ChildProcess, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import path from 'node:path';
import { stripModuleTypes } from '../strip/strip-module-types.ts';
import { type Enclosure, findEnclosure } from './enclosure.ts';
import { findEngine } from './find-engine.ts';
import { inheritedDescriptors } from './inherited-descriptors.ts';

/** Starts one worker process. Its descriptor 3 (`stdio[3]`) is the pipe that protocol.ts describes. */
export type LaunchWorker = () => ChildProcess;

export interface Launcher {
  launch: LaunchWorker;
  missing: Enclosure['missing'];
}

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
export async function prepareLauncher(options: { workerPath: string }): Promise<Launcher> {
  const engine = findEngine(options.workerPath);
  const text = await readFile(options.workerPath, 'utf8');
  // Node cannot strip types itself under --jitless: its stripper is WebAssembly.
  const source = options.workerPath.endsWith('.ts') ? await stripModuleTypes(text) : text;
  const args = [...FLAGS, ...engine.readable.map((entry) => `--allow-fs-read=${entry}`), '-', 'patchbay-script-worker'];
  const enclosure = await findEnclosure({
    node: process.execPath,
    mustRead: [path.join(engine.directory, 'package.json')],
  });
  const covers = coversFor(inheritedDescriptors().filter((descriptor) => descriptor > 3));
  const launch = () => {
    const [program = process.execPath, ...words] = [...enclosure.command(), process.execPath, ...args];
    const child = spawn(program, words, {
      cwd: engine.directory,
      // Windows starts no process without its root directory; everywhere else a worker has no environment at all.
      env: process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot } : {},
      // What this process was started with and cannot close for its children is covered by nothing.
      stdio: ['pipe', 'ignore', 'ignore', 'pipe', ...covers],
      windowsHide: true,
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(source);
    return child;
  };
  return { launch, missing: enclosure.missing };
}

/** For the descriptors from 4 on: an empty file over each of these. Node leaves what it is told to ignore there as it is. */
function coversFor(descriptors: readonly number[]): ('ignore' | number)[] {
  if (descriptors.length === 0) return [];
  const nothing = openSync(devNull, 'r');
  return Array.from({ length: Math.max(...descriptors) - 3 }, (_, index) =>
    descriptors.includes(index + 4) ? nothing : 'ignore',
  );
}
