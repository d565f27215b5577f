/**
 * Measures the sandbox on this machine: `node libs/adapters/script-sandbox/src/bench/bench.ts`. Prints one JSON object.
 * Times are milliseconds as the caller sees them, from `run` to its result: through the runner, as the product runs scripts, and where that is what is compared, of the pool in this process.
 */
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ScriptPort } from '@patchbay/node-kit';
import { createScriptSandbox } from '../create-script-sandbox.ts';
import { createRemoteSandbox } from '../runner/create-remote-sandbox.ts';
import type { ScriptSandbox } from '../script-sandbox.ts';
import { runnerPids, workerPids } from '../testing/worker-pids.ts';

const CODE = `const rows = input.vars.rows.filter((row) => row.open).map((row) => ({ id: row.id, age: row.age * 2 }));
console.log('open', rows.length);
return { count: rows.length, oldest: rows.reduce((most, row) => Math.max(most, row.age), 0), rows };`;
const ROWS = Array.from({ length: 40 }, (_, id) => ({ id, open: id % 2 === 0, age: id * 3, title: `Ticket ${id}` }));
const INPUT = JSON.stringify({
  vars: { rows: ROWS },
  user: {},
  message: { text: 'hello' },
  nodes: {},
  conversation: {},
});
const NOBODY = new AbortController().signal;

function percentile({ values, share }: { values: number[]; share: number }): number {
  const sorted = values.toSorted((one, other) => one - other);
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN);
}

const round = (value: number) => Math.round(value * 100) / 100;

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

function summary(values: number[]) {
  return {
    p50: percentile({ values, share: 0.5 }),
    p95: percentile({ values, share: 0.95 }),
    p99: percentile({ values, share: 0.99 }),
  };
}

const run = (port: ScriptPort, code = CODE) =>
  port.run({ code, input: INPUT, timeoutMs: 1_000, memoryMb: 32, signal: NOBODY });

async function within<Sandbox extends ScriptSandbox, Result>(
  sandbox: Sandbox,
  measure: (sandbox: Sandbox) => Promise<Result>,
): Promise<Result> {
  try {
    await sandbox.warmUp();
    return await measure(sandbox);
  } finally {
    await sandbox.close();
  }
}

const megabytes = (pid: number) =>
  round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);

/** One caller, one flow, worker already bound. */
const warm = (made: ScriptSandbox) =>
  within(made, async (sandbox) => {
    const port = sandbox.bind({ workspace: 'bench', flowVersion: '1' });
    for (let index = 0; index < 30; index += 1) await run(port);
    const times: number[] = [];
    for (let index = 0; index < 400; index += 1) times.push(await timed(() => run(port)));
    const runners = runnerPids();
    const workers = [process.pid, ...runners].flatMap((parent) => workerPids(parent));
    return {
      ...summary(times),
      workerMemoryMb: workers.map(megabytes),
      ...(runners.length > 0 ? { runnerMemoryMb: runners.map(megabytes) } : {}),
    };
  });

/** From nothing to the first result, and for a flow that comes new while a spare waits. */
const cold = (made: ScriptSandbox) =>
  within(made, async (sandbox) => {
    const times: number[] = [];
    for (let index = 0; index < 10; index += 1) {
      const port = sandbox.bind({ workspace: 'bench', flowVersion: String(index) });
      times.push(await timed(() => run(port)));
      await sandbox.warmUp();
    }
    return summary(times);
  });

/** Callers that each start again when answered, on one flow or one flow each; of the pool alone, whose size is what is compared. */
const loop = (options: { callers: number; flows: number; workers: number; seconds: number; pauseMs: number }) =>
  within(createScriptSandbox({ workers: options.workers, queueTimeoutMs: 60_000 }), async (sandbox) => {
    const times: number[] = [];
    const end = performance.now() + options.seconds * 1_000;
    const before = sandbox.stats();
    await Promise.all(
      Array.from({ length: options.callers }, async (_, caller) => {
        const port = sandbox.bind({ workspace: 'bench', flowVersion: String(caller % options.flows) });
        if (options.pauseMs > 0) await pause(Math.random() * options.pauseMs);
        while (performance.now() < end) {
          times.push(await timed(() => run(port)));
          if (options.pauseMs > 0) await pause(options.pauseMs * (0.5 + Math.random()));
        }
      }),
    );
    const after = sandbox.stats();
    return {
      ...options,
      runsPerSecond: round(times.length / options.seconds),
      ...summary(times),
      processesStarted: after.started - before.started,
    };
  });

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** How late the parent's own event loop is while scripts misbehave. */
const flood = () =>
  within(createRemoteSandbox(), async (sandbox) => {
    const hostile = [
      'for(;;);',
      'const a=[];for(;;)a.push(new Array(1e4).fill(1))',
      'return "a".repeat(3e8).replace(/a/g, "bb").length',
    ];
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const end = performance.now() + 8_000;
    let runs = 0;
    await Promise.all(
      Array.from({ length: 12 }, async (_, caller) => {
        const port = sandbox.bind({ workspace: 'hostile', flowVersion: String(caller % 3) });
        while (performance.now() < end) {
          await run(port, hostile[caller % hostile.length]).catch(() => undefined);
          runs += 1;
        }
      }),
    );
    delay.disable();
    return { runs, loopDelayP50: round(delay.percentile(50) / 1e6), loopDelayP99: round(delay.percentile(99) / 1e6) };
  });

const result = {
  node: process.version,
  coldFlowWithSpare: await cold(createRemoteSandbox()),
  warm: await warm(createRemoteSandbox()),
  warmPoolAlone: await warm(createScriptSandbox()),
  oneFlowTwoWorkers: await loop({ callers: 8, flows: 1, workers: 2, seconds: 5, pauseMs: 0 }),
  fourFlowsFourWorkers: await loop({ callers: 8, flows: 4, workers: 4, seconds: 5, pauseMs: 0 }),
  fiftyFlowsFlatOut: await loop({ callers: 50, flows: 50, workers: 4, seconds: 10, pauseMs: 0 }),
  fiftyFlowsAtEase: await loop({ callers: 50, flows: 50, workers: 4, seconds: 15, pauseMs: 5_000 }),
  hostileFlood: await flood(),
};
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
