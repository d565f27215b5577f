/**
 * The runner's program: `node script-runner.js <socket>`, or with `--child` for the process that started it, over descriptor 3. It reads no variable but
 * PATCHBAY_SANDBOX, and needs neither network nor secret.
 */
import { existsSync } from 'node:fs';
import { Socket } from 'node:net';
import path from 'node:path';
import { createScriptSandbox } from '../create-script-sandbox.ts';
import type { SandboxLog } from '../pool/pool-options.ts';
import { sendTo, serveParent, serveRunner } from './serve-runner.ts';

const [, , where = '/run/patchbay/runner.sock'] = process.argv;
const strict = process.env.PATCHBAY_SANDBOX !== 'standard';
const bundled = path.join(import.meta.dirname, 'script-worker.js');
const make = (log: SandboxLog) =>
  createScriptSandbox({ ...(existsSync(bundled) ? { workerPath: bundled } : {}), strict, log });
if (where === '--child') await serveOurParent();
else await serveSocket(where);

async function serveOurParent(): Promise<void> {
  // A signal to all of a group is the parent's to follow: what is under way ends first, then the line.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const socket = new Socket({ fd: 3, readable: true, writable: true });
  const send = sendTo(socket);
  const sandbox = make(({ level, event, reason }) =>
    send({ kind: 'log', level, event: event.slice(0, 100), reason: reason.slice(0, 4_000) }),
  );
  await serveParent({ socket, sandbox, strict });
  process.exit();
}

async function serveSocket(socketPath: string): Promise<void> {
  const sandbox = make(({ level, event, reason }) => console.error(`${level} ${event}: ${reason}`));
  try {
    const runner = await serveRunner({ sandbox, socketPath, strict });
    console.log(`Scripts are run at ${socketPath}`);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void runner.close());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
    await sandbox.close();
  }
}
