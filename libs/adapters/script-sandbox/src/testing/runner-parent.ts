/** For a test: a parent whose runner has a worker that never ends by itself. Prints the process ids of both, and waits to be killed. */
import { createRemoteSandbox } from '../runner/create-remote-sandbox.ts';
import { runnerPids, workerPids } from './worker-pids.ts';

const sandbox = createRemoteSandbox();
await sandbox.warmUp();
const port = sandbox.bind({ workspace: 'w', flowVersion: '1' });
const signal = new AbortController().signal;
port.run({ code: 'for (;;);', input: '{}', timeoutMs: 30_000, memoryMb: 256, signal }).catch(() => undefined);
const [pid = 0] = runnerPids();
process.stdout.write(`${[pid, ...workerPids(pid)].join(' ')}\n`);
