import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ScriptPort } from '@patchbay/node-kit';
import { createScriptSandbox } from '../create-script-sandbox.ts';
import { createRemoteSandbox } from './create-remote-sandbox.ts';
import { serveRunner } from './serve-runner.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-runner-'));
const socketPath = path.join(folder, 'runner.sock');
const sandbox = createScriptSandbox({ workers: 2 });
let runner: Awaited<ReturnType<typeof serveRunner>>;
const remote = createRemoteSandbox({ socketPath });
const port = remote.bind({ workspace: 'w', flowVersion: '1' });
const run = (to: ScriptPort, code: string, signal = new AbortController().signal) =>
  to.run({ code, input: '{"a":1}', timeoutMs: 5_000, memoryMb: 32, signal });

beforeAll(async () => {
  runner = await serveRunner({ sandbox, socketPath, strict: false });
});
afterAll(async () => {
  await remote.close();
  await runner.close();
  rmSync(folder, { recursive: true });
});

it('runs scripts as the sandbox beside us does: values, logs, errors with their place, limits, stops', async () => {
  expect(await run(port, 'console.log("x"); return input.a + 1')).toEqual({
    value: '2',
    logs: [{ level: 'log', text: 'x' }],
  });
  await expect(run(port, 'throw new TypeError("no")')).rejects.toMatchObject({
    code: 'script.error',
    fault: 'user',
    details: { name: 'TypeError', line: 1 },
  });
  const stop = new AbortController();
  const stopped = run(port, 'for (;;);', stop.signal);
  setTimeout(() => stop.abort(), 300);
  await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
  expect(
    (await Promise.all([1, 2, 3, 4].map((each) => run(port, `return ${each}`)))).map(({ value }) => value),
  ).toEqual(['1', '2', '3', '4']);
});

it('strict: a runner that is not is refused', async () => {
  const strict = createRemoteSandbox({ socketPath, strict: true });
  await expect(strict.warmUp()).rejects.toThrow(/PATCHBAY_SANDBOX=strict/);
  await expect(run(strict.bind({ workspace: 'w', flowVersion: '1' }), 'return 1')).rejects.toMatchObject({
    code: 'sandbox_unavailable',
  });
  await strict.close();
});

it('a runner that is not there, goes away or says what it must not is unavailable, and is asked again', async () => {
  const elsewhere = path.join(folder, 'other.sock');
  const lonely = createRemoteSandbox({ socketPath: elsewhere });
  const to = lonely.bind({ workspace: 'w', flowVersion: '1' });
  await expect(run(to, 'return 1')).rejects.toMatchObject({ code: 'sandbox_unavailable', retryable: true });
  const liar = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('{"kind":"ready","strict":true,"missing":[]}\n');
    socket.once('data', () => socket.write('{"kind":"value","id":1,"value":"{not json","logs":[]}\n'));
  });
  await new Promise<void>((resolve) => liar.listen(elsewhere, resolve));
  await expect(run(to, 'return 1')).rejects.toMatchObject({ code: 'sandbox_unavailable' });
  await lonely.close();
  liar.close();
});
