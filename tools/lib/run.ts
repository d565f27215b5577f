import { type SpawnOptions, spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './root.ts';

/** Runs a program of node_modules/.bin (or any path) to its end under this Node, output inherited; gives its exit code. */
export function run({
  command,
  args,
  env,
  options,
}: {
  command: string;
  args: string[];
  env?: Record<string, string>;
  options?: SpawnOptions;
}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options, env: { ...process.env, ...env } });
    const forward = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGTERM', forward);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      process.off('SIGTERM', forward);
      resolve(signal ? 1 : (code ?? 1));
    });
  });
}

/** Path of the JavaScript entry of an installed tool, to be run by this very Node. */
export function tool(file: string): string {
  return path.join(root, 'node_modules', file);
}
