/** For a test: a strict sandbox in a process of few rights says what it does with a script. With `runner` its workers would be a runner's. */
import { NodeError } from '@patchbay/node-kit';
import { createScriptSandbox } from '../create-script-sandbox.ts';
import { createRemoteSandbox } from '../runner/create-remote-sandbox.ts';
import { runnerPids, workerPids } from './worker-pids.ts';

const sandbox =
  process.argv[2] === 'runner' ? createRemoteSandbox({ strict: true }) : createScriptSandbox({ strict: true });
const port = sandbox.bind({ workspace: 'w', flowVersion: '1' });
const failed = await port
  .run({ code: 'return 1', input: '{}', timeoutMs: 1_000, memoryMb: 32, signal: new AbortController().signal })
  .then(
    () => undefined,
    (error: unknown) => error,
  );
const warmUp = await sandbox.warmUp().then(
  () => '',
  (error: Error) => error.message,
);
const { code, message, retryable } = failed instanceof NodeError ? failed : { code: '', message: '', retryable: true };
const workers = [...workerPids(), ...runnerPids().flatMap((pid) => workerPids(pid))].length;
process.stdout.write(JSON.stringify({ code, message, retryable, warmUp, workers }));
await sandbox.close();
