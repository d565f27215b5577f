import { fileURLToPath } from 'node:url';
import type { ScriptPort, ScriptRequest, ScriptResult } from '@patchbay/node-kit';
import type { SandboxStats } from './pool/pool-options.ts';
import { ScriptPool } from './pool/script-pool.ts';
import { memorySampler } from './process/memory-sampler.ts';
import { notRun, type RunEnd } from './process/run-end.ts';
import { type RunJob, ScriptWorker } from './process/script-worker.ts';
import { cpuSampler } from './process/cpu-sampler.ts';
import { missingWalls } from './process/enclosure.ts';
import { MissingWallsError } from './process/missing-walls-error.ts';
import { type Launcher, prepareLauncher } from './process/worker-launcher.ts';
import { refuseTooLarge } from './refuse-too-large.ts';
import { toResult } from './run-result.ts';
import { SANDBOX_LIMITS } from './sandbox-limits.ts';
import type { PooledSandbox, SandboxOptions } from './script-sandbox.ts';

/** The sandbox with its workers as children of this process: what a runner holds. */
export function createScriptSandbox(options: SandboxOptions = {}): PooledSandbox {
  const workers = Math.max(1, options.workers ?? SANDBOX_LIMITS.workers);
  const workerPath = options.workerPath ?? fileURLToPath(new URL('./worker/worker.ts', import.meta.url));
  const strict = options.strict === true;
  let closed = false;
  let launcher: Promise<Launcher> | undefined;
  let pool: Promise<ScriptPool> | undefined;
  let running: ScriptPool | undefined;

  function useLauncher(): Promise<Launcher> {
    launcher ??= prepareLauncher({ workerPath }).catch((error: unknown) => {
      launcher = undefined;
      throw error;
    });
    return launcher;
  }

  async function makePool(): Promise<ScriptPool> {
    const { launch, missing } = await useLauncher();
    if (strict && missing.length > 0) {
      // What is missing now may be there when it is asked again.
      launcher = undefined;
      throw new MissingWallsError(missing);
    }
    const lost = missing.map(({ wall }) => wall);
    const expected = (['user', 'network'] as const).filter((wall) => !lost.includes(wall));
    const sampler = memorySampler();
    const cpu = cpuSampler();
    running = new ScriptPool({
      workers,
      // With one process there is none to spare.
      spares: Math.min(options.spares ?? (strict ? SANDBOX_LIMITS.strictSpares : SANDBOX_LIMITS.spares), workers - 1),
      queueLimit: options.queueLimit ?? SANDBOX_LIMITS.queueLimit,
      queueTimeoutMs: options.queueTimeoutMs ?? SANDBOX_LIMITS.queueTimeoutMs,
      idleMs: options.idleMs ?? SANDBOX_LIMITS.idleMs,
      runsPerWorker: strict ? 1 : (options.runsPerWorker ?? SANDBOX_LIMITS.runsPerWorker),
      startWorker: (hooks) =>
        new ScriptWorker({
          launch,
          hooks,
          sampler,
          cpu,
          examine(pid) {
            const absent = missingWalls({ pid, expected });
            return absent.length > 0 ? `it came up without its walls: ${absent.join(', ')}` : undefined;
          },
        }),
      log: options.log ?? (() => undefined),
    });
    if (closed) await running.close();
    return running;
  }

  function usePool(): Promise<ScriptPool> {
    pool ??= makePool().catch((error: unknown) => {
      // Asked again next time: what was missing may be there then.
      pool = undefined;
      throw error;
    });
    return pool;
  }

  async function submit(run: { key: string; workspace: string; job: RunJob }): Promise<RunEnd> {
    if (closed) return notRun({ status: 'unavailable', reason: 'the sandbox is closed' });
    let ready: ScriptPool;
    try {
      ready = await usePool();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      options.log?.({ level: 'error', event: 'sandbox.cannot_start', reason });
      return notRun({ status: error instanceof MissingWallsError ? 'refused' : 'unavailable', reason });
    }
    return ready.submit(run);
  }

  return {
    bind({ workspace, flowVersion }): ScriptPort {
      const key = JSON.stringify([workspace, flowVersion]);
      return {
        async run(request): Promise<ScriptResult> {
          refuseTooLarge(request);
          const limits = clamp(request);
          const { code, input, signal } = request;
          return toResult({ end: await submit({ key, workspace, job: { code, input, signal, ...limits } }), limits });
        },
      };
    },
    async warmUp() {
      const ready = await usePool();
      await ready.warmUp();
    },
    async missingWalls() {
      return (await useLauncher()).missing;
    },
    stats: () => running?.stats() ?? NOTHING_YET,
    async close() {
      closed = true;
      await (await pool?.catch(() => undefined))?.close();
    },
  };
}

const NOTHING_YET: SandboxStats = {
  workers: 0,
  booting: 0,
  spares: 0,
  busy: 0,
  queued: 0,
  runs: 0,
  started: 0,
  retired: 0,
  killed: 0,
  died: 0,
};

function clamp(request: ScriptRequest): { timeoutMs: number; memoryMb: number } {
  const { minTimeoutMs, maxTimeoutMs, minMemoryMb, maxMemoryMb } = SANDBOX_LIMITS;
  return {
    timeoutMs: Math.round(Math.min(Math.max(request.timeoutMs, minTimeoutMs), maxTimeoutMs)),
    memoryMb: Math.round(Math.min(Math.max(request.memoryMb, minMemoryMb), maxMemoryMb)),
  };
}
