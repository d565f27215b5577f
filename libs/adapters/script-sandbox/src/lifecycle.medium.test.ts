import { afterEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ScriptPort } from '@patchbay/node-kit';
import { createScriptSandbox } from './create-script-sandbox.ts';
import type { PooledSandbox, SandboxOptions } from './script-sandbox.ts';
import { workerPids } from './testing/worker-pids.ts';

const onLinux = process.platform === 'linux' ? it : it.skip;
const open: PooledSandbox[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

function make(options: SandboxOptions = {}): PooledSandbox {
  const sandbox = createScriptSandbox({ spares: 0, ...options });
  open.push(sandbox);
  return sandbox;
}

const run = (port: ScriptPort, code: string, timeoutMs = 5_000) =>
  port.run({ code, input: '{}', timeoutMs, memoryMb: 32, signal: new AbortController().signal });
const codeOf = (running: Promise<unknown>) =>
  running.then(
    () => 'value',
    (error: { code?: string }) => error.code,
  );
const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(isSo: () => boolean): Promise<void> {
  const end = performance.now() + 90_000;
  while (!isSo()) {
    if (performance.now() > end) throw new Error('It did not come to be');
    await after(10);
  }
}

const isAlive = (pid: number) => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false;
  }
};

describe('worker processes', () => {
  onLinux('start when needed, with no environment and no rights', async () => {
    const sandbox = make();
    expect(workerPids()).toEqual([]);
    await run(sandbox.bind({ workspace: 'w', flowVersion: '1' }), 'return 1');
    const [pid] = workerPids();
    const environment = readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').filter(Boolean);
    expect(environment).toEqual([]);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0');
    expect(command).toEqual(
      expect.arrayContaining([
        '--no-node-snapshot',
        '--jitless',
        '--permission',
        '--allow-addons',
        '--disable-proto=delete',
      ]),
    );
    for (const word of command.filter((each) => each.startsWith('--allow-fs'))) {
      expect(word).toMatch(/^--allow-fs-read=.*(isolated-vm|node-gyp-build|alpine-release)$/);
    }
    expect(readFileSync(`/proc/${pid}/oom_score_adj`, 'latin1').trim()).toBe('1000');
    expect(Number.parseInt(readFileSync(`/proc/${pid}/coredump_filter`, 'latin1'), 16)).toBe(0);
  });

  onLinux('are replaced when somebody kills them, at rest or at work', async () => {
    const sandbox = make();
    const port = sandbox.bind({ workspace: 'w', flowVersion: '1' });
    await run(port, 'return 1');
    process.kill(workerPids()[0]!, 'SIGKILL');
    await until(() => sandbox.stats().workers === 0);
    expect((await run(port, 'return 2')).value).toBe('2');
    const lost = codeOf(run(port, 'for (;;);'));
    await until(() => sandbox.stats().busy === 1);
    await after(50);
    process.kill(workerPids()[0]!, 'SIGSEGV');
    expect(await lost).toBe('sandbox_unavailable');
    expect((await run(port, 'return 3')).value).toBe('3');
  });

  onLinux('serve one workspace and flow version each', async () => {
    const sandbox = make({ workers: 4 });
    const ports = [
      { workspace: 'a', flowVersion: '1' },
      { workspace: 'a', flowVersion: '2' },
      { workspace: 'b', flowVersion: '1' },
    ].map((owner) => sandbox.bind(owner));
    for (const port of [...ports, ...ports]) await run(port, 'return 1');
    expect(sandbox.stats()).toMatchObject({ workers: 3, started: 3, runs: 6 });
  });

  it('retire after their runs and when idle', async () => {
    const sandbox = make({ runsPerWorker: 2, idleMs: 100 });
    const port = sandbox.bind({ workspace: 'w', flowVersion: '1' });
    for (let index = 0; index < 5; index += 1) await run(port, 'return 1');
    expect(sandbox.stats().started).toBe(3);
    await until(() => sandbox.stats().workers === 0);
    expect(sandbox.stats().retired).toBe(3);
  });

  it('with none free, a full queue or a long wait is busy', async () => {
    const sandbox = make({ workers: 1, queueLimit: 1, queueTimeoutMs: 2_000 });
    await sandbox.warmUp();
    const port = sandbox.bind({ workspace: 'w', flowVersion: '1' });
    await run(port, 'return 1');
    const running = codeOf(run(port, 'for (;;);', 5_000));
    const waiting = codeOf(run(port, 'return 1'));
    expect(await codeOf(run(port, 'return 1'))).toBe('sandbox_busy');
    expect(await waiting).toBe('sandbox_busy');
    expect(await running).toBe('script.timeout');
    // The next process may take longer to start than anybody waits here.
    await sandbox.warmUp();
    expect((await run(port, 'return 4')).value).toBe('4');
  });

  it('time in the queue is not the time of the script', async () => {
    const sandbox = make({ workers: 1 });
    const port = sandbox.bind({ workspace: 'w', flowVersion: '1' });
    await run(port, 'return 1');
    const first = codeOf(run(port, 'for (;;);', 2_500));
    expect((await run(port, 'return 5', 2_000)).value).toBe('5');
    expect(await first).toBe('script.timeout');
  });

  it('are enough for fifty flows at the same time', async () => {
    const sandbox = createScriptSandbox({ workers: 4, queueTimeoutMs: 80_000 });
    open.push(sandbox);
    const values = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const port = sandbox.bind({ workspace: `w${index % 5}`, flowVersion: String(index) });
        return (await run(port, `return ${index}`)).value;
      }),
    );
    expect(values).toEqual(Array.from({ length: 50 }, (_, index) => String(index)));
    expect(sandbox.stats().workers).toBeLessThanOrEqual(4);
  });
});

describe('a workspace that asks for everything', () => {
  it('is one of several: the run of another is answered while its own go on', async () => {
    const sandbox = make({ workers: 2, queueTimeoutMs: 60_000 });
    await sandbox.warmUp();
    let ended = 0;
    const endless = ['1', '2', '3'].map((flowVersion) =>
      codeOf(run(sandbox.bind({ workspace: 'greedy', flowVersion }), 'for (;;);', 30_000)).finally(() => (ended += 1)),
    );
    await until(() => sandbox.stats().busy === 1);
    expect((await run(sandbox.bind({ workspace: 'other', flowVersion: '1' }), 'return 1')).value).toBe('1');
    expect(ended).toBe(0);
    await sandbox.close();
    await Promise.all(endless);
  });
});

describe('the end', () => {
  onLinux('close ends runs under way and leaves no process', async () => {
    const sandbox = make({ spares: 1 });
    const port = sandbox.bind({ workspace: 'w', flowVersion: '1' });
    await run(port, 'return 1');
    const running = codeOf(run(port, 'for (;;);', 20_000));
    await until(() => workerPids().length === 2);
    await sandbox.close();
    expect(await running).toBe('sandbox_unavailable');
    expect(workerPids()).toEqual([]);
    expect(await codeOf(run(port, 'return 1'))).toBe('sandbox_unavailable');
    await sandbox.close();
  });

  it('close before any use does nothing', async () => {
    const sandbox = make();
    await sandbox.close();
    await expect(sandbox.warmUp()).rejects.toThrow();
  });

  onLinux.each([
    ['killed', 'SIGKILL' as const],
    ['ends by itself', undefined],
  ])('no worker is left when the parent is %s, whatever its scripts do', async (_, signal) => {
    const program = fileURLToPath(new URL('./testing/parent-process.ts', import.meta.url));
    const parent = spawn(process.execPath, [program, signal ? 'stay' : 'leave'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    parent.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    await until(() => text.includes('\n') || parent.exitCode !== null);
    const pids = text.trim().split(' ').map(Number);
    expect(pids).toHaveLength(3);
    if (signal) {
      expect(pids.every(isAlive)).toBe(true);
      parent.kill(signal);
    } else await once(parent, 'exit');
    await until(() => !pids.some(isAlive));
  });
});

describe('what is not right here', () => {
  it('is said by warmUp, and runs are unavailable', async () => {
    const sandbox = make({ workerPath: '/nowhere/worker.js' });
    await expect(sandbox.warmUp()).rejects.toThrow();
    expect(await codeOf(run(sandbox.bind({ workspace: 'w', flowVersion: '1' }), 'return 1'))).toBe(
      'sandbox_unavailable',
    );
  });
});
