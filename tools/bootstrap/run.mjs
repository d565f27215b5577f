// Entry of every npm script: plain JavaScript that runs on any Node from 20 on, installs what is missing,
// finds a Node 24 and hands over to the TypeScript command of that name in tools/commands.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled } from './ensure-installed.mjs';
import { node24, root } from './node24.mjs';

const [command, ...rest] = process.argv.slice(2);
if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Patchbay needs Node 20 or newer to begin with; this is ${process.version}.`);
  process.exit(1);
}
await ensureInstalled();

const node = node24();
const env = { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}` };
const script = path.join(root, 'tools', 'commands', `${command}.ts`);
const binary = rest[0] && path.join(root, 'node_modules', '.bin', rest[0]);
// The server's heap stays near what it needs: V8's own choice lets it grow with the machine (docs/scale.md).
const memory = () => JSON.parse(readFileSync(new URL('memory-flags.json', import.meta.url), 'utf8'));
const flags = ['--disable-warning=ExperimentalWarning', ...(command === 'start' ? memory() : [])];
const argv = command === 'exec' ? [binary, ...rest.slice(1)] : [...flags, script, ...rest];
if (!existsSync(argv[0] === binary ? binary : script)) {
  console.error(`There is no command "${command}".`);
  process.exit(2);
}
const child =
  command === 'exec'
    ? spawn(binary, rest.slice(1), { stdio: 'inherit', env, cwd: root })
    : spawn(node, argv, { stdio: 'inherit', env, cwd: root });
// A terminal sends Ctrl+C to the whole group: the child ends by itself, this process only waits for it.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
process.on('SIGHUP', () => child.kill('SIGTERM'));
// An npm that is ended takes its shell along and tells nobody else.
if (process.env.npm_lifecycle_event !== undefined) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 500);
  watch.unref();
}
child.on('exit', (code, signal) => process.exit(signal ? 128 + (signal === 'SIGINT' ? 2 : 15) : (code ?? 1)));
