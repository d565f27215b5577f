/** For a test: a parent with one worker that is ready. Prints its process id, and ends with its standard input. */
import { createScriptSandbox } from '../create-script-sandbox.ts';
import { workerPids } from './worker-pids.ts';

const sandbox = createScriptSandbox({ workers: 1 });
await sandbox.warmUp();
process.stdout.write(`${workerPids().join(' ')}\n`);
process.stdin.resume().once('close', () => void sandbox.close());
