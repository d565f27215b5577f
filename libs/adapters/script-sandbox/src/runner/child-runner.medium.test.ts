import { afterEach, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ScriptPort } from '@patchbay/node-kit';
import { SANDBOX_LIMITS } from '../sandbox-limits.ts';
import type { ScriptSandbox } from '../script-sandbox.ts';
import { runnerPids, workerPids } from '../testing/worker-pids.ts';
import { createRemoteSandbox, type RemoteSandboxOptions } from './create-remote-sandbox.ts';

const onLinux = process.platform === 'linux' ? it : it.skip;
const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? it : it.skip;
const open: ScriptSandbox[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

function make(options: RemoteSandboxOptions = {}): ScriptSandbox {
  const sandbox = createRemoteSandbox(options);
  open.push(sandbox);
  return sandbox;
}

const run = (port: ScriptPort, code: string, { input = '{"a":1}', timeoutMs = 5_000 } = {}) =>
  port.run({ code, input, timeoutMs, memoryMb: 32, signal: new AbortController().signal });
const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await after(10);
}

const isAlive = (pid: number) => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false;
  }
};

onLinux('a runner that is a child starts when needed, holds no environment, and starts all workers', async () => {
  const sandbox = make();
  expect(runnerPids()).toEqual([]);
  const port = sandbox.bind({ workspace: 'w', flowVersion: '1' });
  expect(await run(port, 'console.log("x"); return input.a + 1')).toEqual({
    value: '2',
    logs: [{ level: 'log', text: 'x' }],
  });
  const [pid] = runnerPids();
  const environment = readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').filter(Boolean);
  expect(environment).toEqual(['PATCHBAY_SANDBOX=standard']);
  expect(workerPids()).toEqual([]);
  expect(workerPids(pid).length).toBeGreaterThan(0);
  await sandbox.close();
  expect(runnerPids()).toEqual([]);
});

onLinux('one that is killed takes its runs and workers with it, and the next runs scripts', async () => {
  const told: string[] = [];
  const sandbox = make({ log: ({ event }) => told.push(event) });
  const port = sandbox.bind({ workspace: 'w', flowVersion: '1' });
  await run(port, 'return 1');
  const lost = run(port, 'for (;;);', { timeoutMs: 30_000 });
  const failed = expect(lost).rejects.toMatchObject({ code: 'sandbox_unavailable', retryable: true });
  await after(100);
  const [pid = 0] = runnerPids();
  const workers = workerPids(pid);
  process.kill(pid, 'SIGKILL');
  await failed;
  expect((await run(port, 'return 2')).value).toBe('2');
  expect(runnerPids()).not.toContain(pid);
  await until(() => !workers.some(isAlive));
  expect(told).toContain('sandbox.runner_gone');
});

onLinux('a signal to the group is the parent’s to follow', async () => {
  const sandbox = make();
  const port = sandbox.bind({ workspace: 'w', flowVersion: '1' });
  await run(port, 'return 1');
  const [pid = 0] = runnerPids();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(pid, signal);
  expect((await run(port, 'return 2')).value).toBe('2');
  expect(runnerPids()).toEqual([pid]);
});

it('what is too large is refused here, and costs no other run its line', async () => {
  const sandbox = make();
  const port = sandbox.bind({ workspace: 'w', flowVersion: '1' });
  const other = run(port, 'await new Promise((done) => setTimeout(done, 300)); return 3');
  const input = JSON.stringify('x'.repeat(6 * SANDBOX_LIMITS.inputBytes));
  await expect(run(port, 'return 1', { input })).rejects.toMatchObject({ code: 'script.input_too_large' });
  await expect(run(port, `//${'x'.repeat(SANDBOX_LIMITS.codeBytes)}`)).rejects.toMatchObject({ code: 'script.error' });
  expect((await other).value).toBe('3');
});

it('a program that cannot be started is said, and not asked for at each run', async () => {
  const told: string[] = [];
  const sandbox = make({ runnerPath: '/nowhere/runner.js', log: ({ event }) => told.push(event) });
  await expect(sandbox.warmUp()).rejects.toThrow();
  const port = sandbox.bind({ workspace: 'w', flowVersion: '1' });
  for (let index = 0; index < 20; index += 1)
    await expect(run(port, 'return 1')).rejects.toMatchObject({ code: 'sandbox_unavailable' });
  expect(told.length).toBeLessThan(20);
});

asRoot('strict: each run has a process of its own', async () => {
  const sandbox = make({ strict: true });
  expect(await sandbox.missingWalls()).toEqual([]);
  const port = sandbox.bind({ workspace: 'w', flowVersion: '1' });
  const code = 'globalThis.left = (globalThis.left ?? 0) + 1; return left';
  for (let index = 0; index < 4; index += 1) expect((await run(port, code)).value).toBe('1');
  const [pid] = runnerPids();
  expect(readFileSync(`/proc/${pid}/environ`, 'latin1')).toContain('PATCHBAY_SANDBOX=strict');
  const seen = workerPids(pid);
  await run(port, code);
  expect(workerPids(pid)).not.toEqual(seen);
});

onLinux('one that does not answer is ended, and the next runs scripts', async () => {
  const reasons: string[] = [];
  const sandbox = make({ answerMs: 500, log: ({ reason }) => reasons.push(reason) });
  const port = sandbox.bind({ workspace: 'w', flowVersion: '1' });
  await run(port, 'return 1');
  const [pid = 0] = runnerPids();
  process.kill(pid, 'SIGSTOP');
  await expect(run(port, 'return 2', { timeoutMs: 100 })).rejects.toMatchObject({
    code: 'sandbox_unavailable',
    retryable: true,
  });
  expect(reasons).toContain('the runner does not answer');
  await sandbox.warmUp();
  expect(runnerPids()).not.toEqual([pid]);
  // Stopped, it hears nothing of its end, and is killed.
  await until(() => !isAlive(pid));
});

onLinux('nothing is left when its parent is killed', async () => {
  const program = fileURLToPath(new URL('../testing/runner-parent.ts', import.meta.url));
  const parent = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  parent.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  await until(() => text.includes('\n') || parent.exitCode !== null);
  const pids = text.trim().split(' ').map(Number);
  expect(pids.length).toBeGreaterThan(1);
  expect(pids.every(isAlive)).toBe(true);
  parent.kill('SIGKILL');
  await until(() => !pids.some(isAlive));
});
