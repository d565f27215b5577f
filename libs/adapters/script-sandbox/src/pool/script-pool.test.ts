import { afterEach, describe, expect, it } from '@jest/globals';
import { notRun, type RunEnd } from '../process/run-end.ts';
import type { RunJob, WorkerExit, WorkerHooks } from '../process/script-worker.ts';
import { SANDBOX_LIMITS } from '../sandbox-limits.ts';
import type { PoolOptions, PoolWorker } from './pool-options.ts';
import { ScriptPool } from './script-pool.ts';

/** A worker without a process: the test says when it is ready and when a run ends. */
class FakeWorker implements PoolWorker {
  idle = false;
  readonly exited = Promise.resolve();
  readonly codes: string[] = [];
  killedFor: string | undefined;
  fault: string | undefined;
  readonly hooks: WorkerHooks;
  #resolve: ((end: RunEnd) => void) | undefined;

  constructor(hooks: WorkerHooks) {
    this.hooks = hooks;
  }

  becomeReady(): void {
    this.idle = true;
    this.hooks.ready();
  }

  run(job: RunJob): Promise<RunEnd> {
    if (!this.idle) throw new Error('not idle');
    this.idle = false;
    this.codes.push(job.code);
    return new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  async finish(value = '1'): Promise<void> {
    this.#resolve?.({ outcome: { status: 'value', value }, logs: [] });
    await Promise.resolve();
    this.idle = true;
    this.hooks.idle();
  }

  kill(reason: string): void {
    this.killedFor = reason;
    this.leave({ ready: true, reason, killed: true });
  }

  leave(exit: WorkerExit): void {
    this.idle = false;
    this.#resolve?.(notRun({ status: 'unavailable', reason: exit.reason }));
    this.hooks.gone(exit);
  }

  check(): Promise<string | undefined> {
    return Promise.resolve(this.fault);
  }
}

const pools: ScriptPool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

function setUp(options: Partial<PoolOptions> & { fault?: string } = {}) {
  const workers: FakeWorker[] = [];
  const events: string[] = [];
  const pool = new ScriptPool({
    workers: 2,
    spares: 0,
    queueLimit: 4,
    queueTimeoutMs: 1_000,
    idleMs: 60_000,
    runsPerWorker: 3,
    log: (entry) => events.push(entry.event),
    ...options,
    startWorker: (hooks) => {
      const worker = new FakeWorker(hooks);
      worker.fault = options.fault;
      workers.push(worker);
      return worker;
    },
  });
  pools.push(pool);
  /** A key is of the workspace before its colon, or of one of its own. */
  const submit = (key: string, more: Partial<RunJob> = {}) =>
    pool.submit({
      key,
      workspace: key.split(':')[0]!,
      job: { code: key, input: '{}', timeoutMs: 100, memoryMb: 32, ...more },
    });
  return { pool, workers, events, submit };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('ScriptPool', () => {
  it('starts nothing before it is needed', () => {
    const { pool, workers } = setUp({ spares: 1 });
    expect(workers).toHaveLength(0);
    expect(pool.stats()).toMatchObject({ workers: 0, started: 0 });
  });

  it('never lets a worker run for two keys', async () => {
    const { pool, workers, submit } = setUp();
    const first = submit('a');
    workers[0]!.becomeReady();
    await turn();
    await workers[0]!.finish();
    expect((await first).outcome).toEqual({ status: 'value', value: '1' });
    void submit('b');
    expect(workers).toHaveLength(2);
    workers[1]!.becomeReady();
    expect(workers[1]!.codes).toEqual(['b']);
    void submit('a');
    expect(workers[0]!.codes).toEqual(['a', 'a']);
    expect(pool.stats()).toMatchObject({ workers: 2, busy: 2, started: 2 });
  });

  it('ends the worker idle longest when a key comes new and all places are taken', async () => {
    const { workers, submit } = setUp();
    void submit('a');
    workers[0]!.becomeReady();
    await turn();
    void submit('b');
    workers[1]!.becomeReady();
    await workers[0]!.finish();
    await after(2);
    await workers[1]!.finish();
    void submit('c');
    expect(workers[0]!.killedFor).toBe('its place is needed');
    expect(workers[1]!.killedFor).toBeUndefined();
    workers[2]!.becomeReady();
    expect(workers[2]!.codes).toEqual(['c']);
  });

  it('keeps a spare and replaces it when it is taken', async () => {
    const { pool, workers, submit } = setUp({ workers: 3, spares: 1 });
    const warm = pool.warmUp();
    expect(workers).toHaveLength(1);
    workers[0]!.becomeReady();
    await warm;
    void submit('a');
    expect(workers[0]!.codes).toEqual(['a']);
    expect(workers).toHaveLength(2);
    expect(pool.stats()).toMatchObject({ workers: 2, booting: 1, busy: 1 });
  });

  it('waits a moment for a busy worker of the same key rather than use up another', async () => {
    const { workers, submit } = setUp({ workers: 3 });
    void submit('a');
    workers[0]!.becomeReady();
    await turn();
    void submit('a');
    expect(workers).toHaveLength(1);
    await workers[0]!.finish();
    expect(workers[0]!.codes).toHaveLength(2);
    void submit('a');
    await after(SANDBOX_LIMITS.affinityWaitMs + 20);
    expect(workers).toHaveLength(2);
  });

  it('retires a worker after its runs', async () => {
    const { pool, workers, submit } = setUp({ runsPerWorker: 2 });
    void submit('a');
    workers[0]!.becomeReady();
    await turn();
    await workers[0]!.finish();
    void submit('a');
    await workers[0]!.finish();
    expect(workers[0]!.killedFor).toBe('it has had its runs');
    expect(pool.stats()).toMatchObject({ workers: 0, retired: 1, runs: 2 });
  });

  it('retires a worker that is idle', async () => {
    const { workers, submit } = setUp({ idleMs: 20 });
    void submit('a');
    workers[0]!.becomeReady();
    await turn();
    await workers[0]!.finish();
    await after(80);
    expect(workers[0]!.killedFor).toBe('it was idle');
  });

  it('gives a starving key a place although others keep all workers busy', async () => {
    const { workers, submit } = setUp({ workers: 1, queueLimit: 100, runsPerWorker: 1_000 });
    void submit('a');
    workers[0]!.becomeReady();
    await turn();
    const starving = submit('b');
    const end = performance.now() + SANDBOX_LIMITS.fairnessMs + 10_000;
    while (performance.now() < end && workers.length === 1) {
      void submit('a');
      await workers[0]!.finish();
      await after(5);
    }
    workers[1]!.becomeReady();
    expect(workers[1]!.codes).toEqual(['b']);
    await workers[1]!.finish('2');
    expect((await starving).outcome).toEqual({ status: 'value', value: '2' });
  });

  it('turns runs away when the queue is full or the wait too long', async () => {
    const { workers, submit } = setUp({ queueLimit: 1, queueTimeoutMs: 30 });
    const waiting = submit('a');
    expect((await submit('a')).outcome).toEqual({ status: 'busy', reason: 'queue_full' });
    expect((await waiting).outcome).toEqual({ status: 'busy', reason: 'queue_timeout' });
    workers[0]!.becomeReady();
    await turn();
    expect(workers[0]!.codes).toEqual([]);
  });

  it('takes a run out of the queue when it is aborted', async () => {
    const { pool, workers, submit } = setUp();
    const controller = new AbortController();
    const waiting = submit('a', { signal: controller.signal });
    controller.abort();
    expect((await waiting).outcome).toEqual({ status: 'aborted' });
    expect((await submit('a', { signal: controller.signal })).outcome).toEqual({ status: 'aborted' });
    expect(pool.stats().queued).toBe(0);
    workers[0]!.becomeReady();
    await turn();
    expect(workers[0]!.codes).toEqual([]);
  });

  it('answers the run of a worker that dies and starts another for the next', async () => {
    const { pool, workers, submit } = setUp();
    const lost = submit('a');
    workers[0]!.becomeReady();
    await turn();
    workers[0]!.leave({ ready: true, reason: 'ended by SIGSEGV', killed: false });
    expect((await lost).outcome).toEqual({ status: 'unavailable', reason: 'ended by SIGSEGV' });
    void submit('a');
    workers[1]!.becomeReady();
    expect(workers[1]!.codes).toEqual(['a']);
    expect(pool.stats()).toMatchObject({ died: 1 });
  });

  it('says that it is unavailable when no worker can be started, and tries again later', async () => {
    const { pool, workers, events, submit } = setUp();
    const waiting = submit('a');
    const warm = pool.warmUp();
    const refused = expect(warm).rejects.toThrow(/cannot|no script worker can be started: broken/);
    for (let index = 0; index < SANDBOX_LIMITS.bootFailures; index += 1) {
      while (workers.length <= index) await after(10);
      workers[index]!.leave({ ready: false, reason: 'broken', killed: false });
    }
    expect((await waiting).outcome).toMatchObject({ status: 'unavailable', reason: expect.stringContaining('broken') });
    await refused;
    expect(events).toContain('sandbox.cannot_start');
    expect((await submit('a')).outcome.status).toBe('unavailable');
    await after(500);
    const later = submit('a');
    workers.at(-1)!.becomeReady();
    await turn();
    await workers.at(-1)!.finish();
    expect((await later).outcome.status).toBe('value');
  });

  it('runs nothing when the engine lets an escape out', async () => {
    const { pool, workers, events, submit } = setUp({ fault: 'return 1: 2' });
    const waiting = submit('a');
    workers[0]!.becomeReady();
    expect((await waiting).outcome.status).toBe('unavailable');
    expect((await submit('b')).outcome.status).toBe('unavailable');
    await expect(pool.warmUp()).rejects.toThrow();
    expect(workers).toHaveLength(1);
    expect(workers[0]!.killedFor).toBe('unsafe');
    expect(events).toContain('sandbox.unsafe');
  });

  it('keeps half of the workers unassigned when there are more keys than workers', async () => {
    const { workers, submit } = setUp({ workers: 4, spares: 1 });
    for (const key of ['a', 'b', 'c', 'd', 'e']) {
      void submit(key);
      await turn();
      for (const worker of workers)
        if (!worker.idle && worker.codes.length === 0 && !worker.killedFor) worker.becomeReady();
      await turn();
      for (const worker of workers) if (worker.codes.includes(key)) await worker.finish();
    }
    const alive = workers.filter((worker) => !worker.killedFor);
    expect(alive).toHaveLength(4);
    expect(alive.filter((worker) => worker.codes.length === 0)).toHaveLength(2);
  });

  it('leaves a worker to the other workspaces, whatever one of them asks for', async () => {
    const { workers, submit } = setUp({ workers: 3, queueLimit: 100 });
    const greedy = ['a:1', 'a:2', 'a:3', 'a:3'];
    for (const key of greedy) void submit(key);
    const startAll = async () => {
      for (const worker of workers) if (!worker.idle && worker.codes.length === 0) worker.becomeReady();
      await turn();
      await after(SANDBOX_LIMITS.affinityWaitMs + 20);
    };
    await startAll();
    expect(workers.flatMap((worker) => worker.codes)).toEqual(['a:1', 'a:2']);
    const other = submit('b:1');
    await startAll();
    const its = workers.find((worker) => worker.codes.includes('b:1'));
    await its!.finish('2');
    expect((await other).outcome).toEqual({ status: 'value', value: '2' });
    // Its own runs go on as its own end.
    await workers[0]!.finish();
    await startAll();
    expect(workers.flatMap((worker) => worker.codes)).toContain('a:3');
  });

  it('gives one workspace a quarter of the queue, and the rest to others', async () => {
    const { submit, pool } = setUp({ workers: 2, queueLimit: 8 });
    const greedy = Array.from({ length: 5 }, (_, index) => submit(`a:${index}`));
    expect(pool.stats().queued).toBe(8 * SANDBOX_LIMITS.queueShare);
    for (const refused of greedy.slice(2))
      expect((await refused).outcome).toEqual({ status: 'busy', reason: 'queue_full' });
    void submit('b:1');
    expect(pool.stats().queued).toBe(8 * SANDBOX_LIMITS.queueShare + 1);
  });

  it('ends all when it is closed', async () => {
    const { pool, workers, submit } = setUp({ workers: 1 });
    const running = submit('a');
    workers[0]!.becomeReady();
    await turn();
    const waiting = submit('b');
    await pool.close();
    expect((await running).outcome.status).toBe('unavailable');
    expect((await waiting).outcome.status).toBe('unavailable');
    expect((await submit('c')).outcome.status).toBe('unavailable');
    await expect(pool.warmUp()).rejects.toThrow('closed');
    expect(workers[0]!.killedFor).toBe('closed');
  });
});
