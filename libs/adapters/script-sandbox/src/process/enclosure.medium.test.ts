import { afterEach, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, closeSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ScriptPort } from '@patchbay/node-kit';
import { createScriptSandbox } from '../create-script-sandbox.ts';
import type { PooledSandbox, SandboxOptions } from '../script-sandbox.ts';
import { workerPids } from '../testing/worker-pids.ts';
import { findEnclosure, missingWalls } from './enclosure.ts';

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
const asRoot = isRoot ? it : it.skip;
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

const run = (port: ScriptPort, code: string) =>
  port.run({ code, input: '{}', timeoutMs: 5_000, memoryMb: 32, signal: new AbortController().signal });
const statusOf = (pid: number) => readFileSync(`/proc/${pid}/status`, 'latin1');

asRoot(
  'a worker is a user of its own without any right, in a network of its own, and no two workers are the same user',
  async () => {
    const sandbox = make({ workers: 3 });
    expect(await sandbox.missingWalls()).toEqual([]);
    for (const flowVersion of ['1', '2', '3']) await run(sandbox.bind({ workspace: 'w', flowVersion }), 'return 1');
    const pids = workerPids();
    expect(pids).toHaveLength(3);
    const users = pids.map((pid) => /^Uid:\s+(\d+)\s+\1\s+\1\s+\1$/m.exec(statusOf(pid))?.[1]);
    for (const user of users) expect(Number(user)).toBeGreaterThan(60_000);
    for (const pid of pids) {
      expect(Number(/^Gid:\s+(\d+)/m.exec(statusOf(pid))?.[1])).toBeGreaterThan(60_000);
      expect(statusOf(pid)).toMatch(/^Groups:\s*$/m);
      expect(statusOf(pid)).toMatch(/^CapEff:\s+0+$/m);
      expect(statusOf(pid)).toMatch(/^NoNewPrivs:\s+1$/m);
      expect(readlinkSync(`/proc/${pid}/ns/net`)).not.toBe(readlinkSync('/proc/self/ns/net'));
      expect(
        [...readFileSync(`/proc/${pid}/net/dev`, 'latin1').matchAll(/^\s*(\w+):/gm)].map((each) => each[1]),
      ).toEqual(['lo']);
      expect(missingWalls({ pid, expected: ['user', 'network'] })).toEqual([]);
    }
    expect(missingWalls({ pid: process.pid, expected: ['user'] })).toEqual(['user']);
  },
);

onLinux('a worker holds nothing of its parent’s: no file, no socket, but its one pipe', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-open-'));
  const file = openSync(path.join(folder, 'secret'), 'w');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await run(make().bind({ workspace: 'w', flowVersion: '1' }), 'return 1');
    const [pid = 0] = workerPids();
    const held = readdirSync(`/proc/${pid}/fd`).map((descriptor) => readlinkSync(`/proc/${pid}/fd/${descriptor}`));
    const own = /^(\/dev\/null|(anon_inode|pipe|socket):.*)$/;
    expect(held.filter((target) => !own.test(target))).toEqual([]);
    const mine = new Set(
      readdirSync('/proc/self/fd').flatMap((descriptor) => {
        try {
          return [readlinkSync(`/proc/self/fd/${descriptor}`)];
        } catch {
          return [];
        }
      }),
    );
    expect(held.filter((target) => /^(socket|pipe):/.test(target) && mine.has(target))).toEqual([]);
    // Its standard input, closed by us, and the pipe.
    expect(held.filter((target) => target.startsWith('socket:')).length).toBeLessThanOrEqual(2);
  } finally {
    server.close();
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
});

onLinux('what a parent was started with and cannot close does not reach its workers', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-inherited-'));
  const secret = openSync(path.join(folder, 'secret'), 'w');
  const program = fileURLToPath(new URL('../testing/warm-process.ts', import.meta.url));
  const nothing = Array.from({ length: 40 }, () => null);
  const parent = spawn(process.execPath, [program], {
    stdio: ['pipe', 'pipe', 'inherit', ...nothing, secret],
  });
  try {
    const text = await new Promise<string>((resolve) => parent.stdout!.setEncoding('utf8').once('data', resolve));
    expect(text).toMatch(/^\d+\n$/);
    for (const pid of text.trim().split(' ')) {
      const held = readdirSync(`/proc/${pid}/fd`).map((descriptor) => readlinkSync(`/proc/${pid}/fd/${descriptor}`));
      expect(held.filter((target) => target.includes('secret'))).toEqual([]);
    }
  } finally {
    parent.stdin!.destroy();
    closeSync(secret);
    rmSync(folder, { recursive: true });
  }
});

asRoot('where no other user can read what is needed, or nothing can be found, that is said', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-closed-'));
  try {
    const { missing } = await findEnclosure({ node: process.execPath, mustRead: [folder] });
    expect(missing).toEqual([{ wall: 'user', why: expect.stringContaining('no other user can read') }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

asRoot('strict: each run has a process that runs nothing else', async () => {
  const sandbox = make({ strict: true, workers: 3 });
  const port = sandbox.bind({ workspace: 'w', flowVersion: '1' });
  for (let index = 0; index < 6; index += 1)
    expect((await run(port, `globalThis.left = (globalThis.left ?? 0) + 1; return left`)).value).toBe('1');
  expect(sandbox.stats()).toMatchObject({ runs: 6 });
  expect(sandbox.stats().started).toBeGreaterThanOrEqual(6);
});

for (const way of ['pool', 'runner'])
  onLinux(`strict: with a wall missing no script is run by a ${way}, and the error says which`, async () => {
    // Started as a user who may make neither: user namespaces are taken away from it.
    const program = fileURLToPath(new URL('../testing/strict-process.ts', import.meta.url));
    const child = spawn(process.execPath, [program, way], {
      stdio: ['ignore', 'pipe', 'inherit'],
      ...(isRoot ? { uid: 60_599, gid: 60_599 } : {}),
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    await new Promise((resolve) => child.once('close', resolve));
    const said = JSON.parse(text) as Record<string, string | number | boolean>;
    expect(said).toMatchObject({ code: 'sandbox_unavailable', retryable: false, workers: 0 });
    expect(said.message).toMatch(/^PATCHBAY_SANDBOX=strict runs no script here.*a user of its own for each worker/);
    expect(said.warmUp).toBe(said.message);
  });
