import { afterEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SANDBOX_LIMITS } from '../sandbox-limits.ts';
import { memorySampler } from './memory-sampler.ts';
import { ScriptWorker, type WorkerExit } from './script-worker.ts';
import { type LaunchWorker, prepareLauncher } from './worker-launcher.ts';

const workers: ScriptWorker[] = [];
afterEach(async () => {
  await Promise.all(
    workers.splice(0).map((worker) => {
      worker.kill('end of the test');
      return worker.exited;
    }),
  );
});

async function begin({
  launch,
  sampler = memorySampler(),
}: {
  launch: LaunchWorker;
  sampler?: ReturnType<typeof memorySampler>;
}) {
  const exits: WorkerExit[] = [];
  const worker = await new Promise<ScriptWorker>((resolve) => {
    const created: ScriptWorker = new ScriptWorker({
      launch,
      sampler,
      hooks: {
        ready: () => resolve(created),
        idle: () => undefined,
        gone: (exit) => {
          exits.push(exit);
          resolve(created);
        },
      },
    });
    workers.push(created);
  });
  return { worker, exits };
}

const JOB = { code: 'return 1', input: '{}', timeoutMs: 200, memoryMb: 32 };

/** A worker that somebody else has taken over: it says `onRun` to a run. */
const impostor =
  ({ onStart = "say({ kind: 'ready' })", onRun = '' }: { onStart?: string; onRun?: string }): LaunchWorker =>
  () =>
    spawn(
      process.execPath,
      [
        '-e',
        `const channel = new (require('node:net').Socket)({ fd: 3 });
         const write = (text) => channel.write(text);
         const say = (message) => write(JSON.stringify(message) + '\\n');
         channel.on('end', () => process.exit());
         let begun = false, id = 0;
         channel.on('data', () => { if (!begun) { begun = true; ${onStart} } else { id += 1; ${onRun} } });`,
      ],
      { env: {}, stdio: ['pipe', 'ignore', 'ignore', 'pipe'] },
    );

const started = "say({ kind: 'started', id });";
const result = (outcome: string) => `say({ kind: 'result', id, outcome: ${outcome} });`;

describe('a worker that is not ours any more', () => {
  it.each([
    ['no JSON', `${started} write('nonsense\\n')`, 'it broke the protocol'],
    ['a kind that does not exist', "say({ kind: 'grant', id })", 'it broke the protocol'],
    [
      'more than was asked',
      `${started} ${result("{ status: 'value', value: '1', extra: 1 }")}`,
      'it broke the protocol',
    ],
    [
      'a line without end',
      `${started} for (let i = 0; i < 50; i++) write('x'.repeat(1e5))`,
      'it wrote more than it may',
    ],
    [
      'of another run',
      `${started} say({ kind: 'result', id: id + 1, outcome: { status: 'memory' } })`,
      'it spoke of a run that it does not have',
    ],
    ['that it is ready again', "say({ kind: 'ready' })", 'it said twice that it is ready'],
    ['twice that it began', started.repeat(2), 'it began a run twice'],
    ['a result before it began', result("{ status: 'value', value: '1' }"), 'it gave a result that nobody waits for'],
    [
      'a value that is no JSON',
      `${started} ${result("{ status: 'value', value: '{a:1}' }")}`,
      'its result is not JSON',
    ],
    ['rest without a result', `${started} say({ kind: 'idle', id })`, 'it came to rest without a result'],
    [
      'logs without end',
      `${started} for (let i = 0; i < 200; i++) say({ kind: 'log', id, level: 'log', text: 'x' })`,
      'it logged more than it may',
    ],
    ['what its memory is', "say({ kind: 'memory', bytes: 1 })", 'it spoke of its memory without being asked'],
    ['nothing and leaves', 'process.exit(3)', 'ended with code 3'],
  ])('is ended when it says %s', async (_, onRun, reason) => {
    const { worker, exits } = await begin({ launch: impostor({ onRun }) });
    const { outcome } = await worker.run({ ...JOB, timeoutMs: 10_000 });
    expect(outcome).toEqual({ status: 'unavailable', reason });
    expect(exits).toEqual([{ ready: true, reason, killed: reason !== 'ended with code 3' }]);
  });

  it('is ended when it gives a second result, and the first one counts', async () => {
    const value = result("{ status: 'value', value: '1' }");
    const { worker, exits } = await begin({ launch: impostor({ onRun: started + value + value }) });
    expect((await worker.run(JOB)).outcome).toEqual({ status: 'value', value: '1' });
    await worker.exited;
    expect(exits[0]?.reason).toBe('it gave a result that nobody waits for');
  });

  it('is ended when it says nothing after a run began', async () => {
    const { worker } = await begin({ launch: impostor({ onRun: started }) });
    expect((await worker.run(JOB)).outcome).toEqual({ status: 'timeout', stuck: false });
  });

  it('is ended when it does not come to rest', async () => {
    const { worker, exits } = await begin({
      launch: impostor({ onRun: started + result("{ status: 'value', value: '1' }") }),
    });
    expect((await worker.run(JOB)).outcome.status).toBe('value');
    await worker.exited;
    expect(exits[0]?.reason).toBe('what a script left running does not end');
  });

  it('is gone when it cannot load its engine or never starts', async () => {
    const failed = await begin({ launch: impostor({ onStart: "say({ kind: 'failed', message: 'no such addon' })" }) });
    expect(failed.exits).toEqual([{ ready: false, reason: 'isolated-vm did not load: no such addon', killed: true }]);
    const missing = await begin({
      launch: () => spawn('/nowhere/node', [], { stdio: ['pipe', 'ignore', 'ignore', 'pipe'] }),
    });
    expect(missing.exits).toEqual([{ ready: false, reason: expect.stringContaining('ENOENT'), killed: false }]);
    await missing.worker.exited;
  });

  it.each<[NodeJS.Signals, string]>([
    ['SIGABRT', 'memory'],
    ['SIGTRAP', 'memory'],
    ['SIGSEGV', 'unavailable'],
    ['SIGKILL', 'unavailable'],
  ])('that ends by %s was ended by %s', async (signal, status) => {
    const { worker } = await begin({
      launch: impostor({ onRun: `${started} process.kill(process.pid, '${signal}')` }),
    });
    expect((await worker.run({ ...JOB, timeoutMs: 5_000 })).outcome.status).toBe(status);
  });
});

describe('our own worker', () => {
  const path = fileURLToPath(new URL('../worker/worker.ts', import.meta.url));

  it('withstands the canaries', async () => {
    const { worker } = await begin({ ...(await prepareLauncher({ workerPath: path })) });
    expect(await worker.check()).toBeUndefined();
  });

  it('reports its memory itself where the parent cannot look', async () => {
    const { worker, exits } = await begin({
      ...(await prepareLauncher({ workerPath: path })),
      sampler: () => undefined,
    });
    worker.kill('not this one');
    expect(exits).toHaveLength(1);
    const reporting = await begin({ ...(await prepareLauncher({ workerPath: path })), sampler: undefined });
    await new Promise((resolve) => setTimeout(resolve, 5 * SANDBOX_LIMITS.memoryPollMs));
    expect(reporting.worker.memoryBytes).toBeGreaterThan(20 * 2 ** 20);
    const code = 'return "a".repeat(5e8).replace(/a/g, "bb").length';
    expect((await reporting.worker.run({ ...JOB, code, timeoutMs: 10_000 })).outcome).toEqual({ status: 'memory' });
  });

  (process.platform === 'linux' ? it : it.skip)(
    'leaves no core files, whatever it was before it became ready',
    async () => {
      // A program that becomes another in the moment it is told hands on what it had before.
      const onStart = `const fs = require('node:fs'), own = '/proc/self/coredump_filter';
      const look = () => {
        if (Number(fs.readFileSync(own, 'latin1')) !== 0) return setTimeout(look, 5);
        fs.writeFileSync(own, '0x33');
        say({ kind: 'ready' });
      };
      look();`;
      const { worker, exits } = await begin({ launch: impostor({ onStart }) });
      expect(exits).toEqual([]);
      expect(readFileSync(`/proc/${worker.pid}/coredump_filter`, 'latin1').trim()).toBe('00000000');
    },
  );

  it('has no rights to files, processes and threads', async () => {
    // The same flags with a program of ours in the worker's place.
    const probe = fileURLToPath(new URL('../testing/rights-probe.ts', import.meta.url));
    const child = (await prepareLauncher({ workerPath: probe })).launch();
    let text = '';
    child.stdio[3]?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    await new Promise((resolve) => child.once('exit', resolve));
    expect(JSON.parse(text)).toEqual({
      readOwn: 'ERR_ACCESS_DENIED',
      readEtc: 'ERR_ACCESS_DENIED',
      write: 'ERR_ACCESS_DENIED',
      spawn: 'ERR_ACCESS_DENIED',
      thread: 'ERR_ACCESS_DENIED',
      webAssembly: 'undefined',
      proto: 'undefined',
      environment: 0,
    });
  });
});
