/** The runner's program: `node script-runner.js <socket>`. It reads no variable but PATCHBAY_SANDBOX, and needs neither network nor secret. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createScriptSandbox } from '../create-script-sandbox.ts';
import { serveRunner } from './serve-runner.ts';

const [, , socketPath = '/run/patchbay/runner.sock'] = process.argv;
const strict = process.env.PATCHBAY_SANDBOX !== 'standard';
const bundled = path.join(import.meta.dirname, 'script-worker.js');
const sandbox = createScriptSandbox({
  ...(existsSync(bundled) ? { workerPath: bundled } : {}),
  strict,
  log: ({ level, event, reason }) => console.error(`${level} ${event}: ${reason}`),
});
try {
  const runner = await serveRunner({ sandbox, socketPath, strict });
  console.log(`Scripts are run at ${socketPath}`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void runner.close());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
  await sandbox.close();
}
