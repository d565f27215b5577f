/** For a test: a parent whose workers are all busy. Prints their process ids on one line; `stay` waits to be killed, `leave` ends without a word. */
import { createScriptSandbox } from '../create-script-sandbox.ts';
import { workerPids } from './worker-pids.ts';

const sandbox = createScriptSandbox({ workers: 3, spares: 0 });
const scripts = ['for (;;);', 'for (;;) await 0;', 'return (7n ** (2n ** 25n)).toString().length'];
for (const [index, code] of scripts.entries()) {
  const port = sandbox.bind({ workspace: `w${index}`, flowVersion: String(index) });
  const signal = new AbortController().signal;
  port.run({ code, input: '{}', timeoutMs: 30_000, memoryMb: 256, signal }).catch(() => undefined);
}
const wait = setInterval(() => {
  if (sandbox.stats().busy < scripts.length) return;
  clearInterval(wait);
  process.stdout.write(`${workerPids().join(' ')}\n`, () => {
    if (process.argv[2] === 'leave') process.exit(0);
  });
}, 20);
